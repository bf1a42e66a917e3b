-- Gaps as the viewer may see them: a gap is hidden when any of its records is. The checks themselves are check_* views.

CREATE VIEW v_gap AS
SELECT x.id, x.check_name, x.kind, x.object_id, x.other_kind, x.other_id, x.grp_id, x.area_id, x.organization_id, x.person_id,
       x.since_day, x.due_day, x.severity, x.first_seen_at, -x.severity AS worst_first,
       g.name AS group_name
  FROM gap x
  LEFT JOIN v_group g ON g.id = x.grp_id
 WHERE x.gone_at IS NULL
   AND (x.grp_id IS NULL OR g.id IS NOT NULL)
   AND (x.organization_id IS NULL OR EXISTS (SELECT 1 FROM v_rank_organization k WHERE k.id = x.organization_id))
   AND (x.person_id IS NULL OR EXISTS (SELECT 1 FROM v_rank_person k WHERE k.id = x.person_id))
   AND (x.kind <> 'matter' OR EXISTS (SELECT 1 FROM v_rank_matter k WHERE k.id = x.object_id))
   AND (x.kind <> 'meeting' OR EXISTS (SELECT 1 FROM v_rank_meeting k WHERE k.id = x.object_id))
   AND (x.kind <> 'item' OR EXISTS (SELECT 1 FROM v_rank_item k WHERE k.id = x.object_id))
   AND (x.kind <> 'commitment' OR EXISTS (SELECT 1 FROM v_rank_commitment k WHERE k.id = x.object_id))
   AND (x.other_kind <> 'meeting' OR EXISTS (SELECT 1 FROM v_rank_meeting k WHERE k.id = x.other_id));
