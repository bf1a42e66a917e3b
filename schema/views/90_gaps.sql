-- Gaps as the viewer may see them: a gap is hidden when any of its records is. The checks themselves are check_* views.

CREATE VIEW v_gap AS
SELECT x.id, x.check_name, x.kind, x.object_id, x.other_kind, x.other_id, x.grp_id, x.area_id, x.organization_id, x.person_id,
       x.since_day, x.due_day, x.severity, x.first_seen_at, -x.severity AS worst_first,
       g.name AS group_name, g.is_practice
  FROM gap x
  JOIN v_rank_group r ON r.id = x.grp_id
  JOIN grp g ON g.id = x.grp_id
 WHERE x.gone_at IS NULL
   AND (x.organization_id IS NULL OR EXISTS (SELECT 1 FROM v_rank_organization k WHERE k.id = x.organization_id))
   AND (x.person_id IS NULL OR EXISTS (SELECT 1 FROM v_rank_person k WHERE k.id = x.person_id))
   AND (x.kind <> 'matter' OR EXISTS (SELECT 1 FROM v_rank_matter k WHERE k.id = x.object_id))
   AND (x.kind <> 'meeting' OR EXISTS (SELECT 1 FROM v_rank_meeting k WHERE k.id = x.object_id))
   AND (x.kind <> 'commitment' OR EXISTS (SELECT 1 FROM v_rank_commitment k WHERE k.id = x.object_id))
   AND (x.kind <> 'membership' OR EXISTS (SELECT 1 FROM v_rank_membership k WHERE k.id = x.object_id))
   AND (x.other_kind <> 'meeting' OR EXISTS (SELECT 1 FROM v_rank_meeting k WHERE k.id = x.other_id))
   AND (x.other_kind <> 'group' OR EXISTS (SELECT 1 FROM v_rank_group k WHERE k.id = x.other_id))
   AND (x.other_kind <> 'organization' OR EXISTS (SELECT 1 FROM v_rank_organization k WHERE k.id = x.other_id))
   AND (x.other_kind <> 'person' OR EXISTS (SELECT 1 FROM v_rank_person k WHERE k.id = x.other_id))
   AND (x.other_kind <> 'post' OR EXISTS (SELECT 1 FROM v_rank_post k WHERE k.id = x.other_id))
   AND (x.other_kind <> 'subscription' OR r.rank >= 3);

-- A gap with the names that a sentence about it needs: name is what lacks something (of a missing seat, the municipality),
-- other_name whose end left it so; path leads to where it is put right. A doer whose name left the commitment is not named here either.
CREATE VIEW v_gap_text AS
SELECT x.id, x.check_name, x.kind, x.object_id,
       CASE WHEN x.kind = 'commitment' AND x.other_kind = 'person'
                 AND NOT EXISTS (SELECT 1 FROM v_commitment c WHERE c.id = x.object_id AND c.person_id = x.other_id)
            THEN '' ELSE x.other_kind END AS other_kind,
       CASE WHEN x.kind = 'commitment' AND x.other_kind = 'person'
                 AND NOT EXISTS (SELECT 1 FROM v_commitment c WHERE c.id = x.object_id AND c.person_id = x.other_id)
            THEN 0 ELSE x.other_id END AS other_id, x.grp_id, x.area_id, x.organization_id, x.person_id,
       x.since_day, x.due_day, x.severity, x.worst_first, x.group_name, x.is_practice,
       CAST(day_of(x.first_seen_at) AS INTEGER) AS seen_day,
       CASE x.kind WHEN 'matter' THEN '/matters/' || x.object_id WHEN 'meeting' THEN '/meetings/' || x.object_id
            WHEN 'commitment' THEN '/commitments/' || x.object_id ELSE '/groups/' || x.grp_id END AS path,
       CASE WHEN x.other_kind = 'area'
            THEN (SELECT CASE WHEN lang() = 'sv' THEN a.name_sv ELSE a.name_fi END FROM area a WHERE a.id = x.other_id)
            WHEN x.kind = 'matter' THEN (SELECT m.title FROM matter m WHERE m.id = x.object_id)
            WHEN x.kind = 'commitment' THEN (SELECT c.deed FROM commitment c WHERE c.id = x.object_id)
            WHEN x.kind = 'membership'
            THEN (SELECT COALESCE(p.name, po.name, o.name) FROM membership m LEFT JOIN person p ON p.id = m.person_id
                    LEFT JOIN post po ON po.id = m.post_id LEFT JOIN organization o ON o.id = m.seat_organization_id
                   WHERE m.id = x.object_id)
            ELSE x.group_name END AS name,
       CASE x.other_kind WHEN 'group' THEN (SELECT g.name FROM grp g WHERE g.id = x.other_id)
            WHEN 'organization' THEN (SELECT o.name FROM organization o WHERE o.id = x.other_id)
            WHEN 'person' THEN CASE x.kind WHEN 'commitment' THEN (SELECT c.person_name FROM v_commitment c WHERE c.id = x.object_id)
                                           ELSE (SELECT p.name FROM person p WHERE p.id = x.other_id) END
            WHEN 'post' THEN (SELECT p.name FROM post p WHERE p.id = x.other_id) END AS other_name,
       CASE WHEN x.kind = 'meeting' THEN x.since_day
            WHEN x.other_kind = 'meeting' THEN (SELECT m.day FROM meeting m WHERE m.id = x.other_id) END AS meeting_day,
       CASE WHEN x.kind = 'commitment' THEN (SELECT o.name FROM organization o WHERE o.id = x.organization_id) END AS organization_name,
       CASE WHEN x.kind = 'meeting' OR (x.kind = 'group' AND x.other_kind <> 'area') THEN 0 ELSE 1 END AS has_group
  FROM v_gap x;

-- The gaps of a meeting itself, as its own page asks for them: they name no other record but its body, so little is to be tested.
CREATE VIEW v_meeting_gap AS
SELECT x.id, x.check_name, x.object_id AS meeting_id, x.grp_id, x.since_day, -x.severity AS worst_first, g.name AS group_name, g.is_practice,
       CAST(day_of(x.first_seen_at) AS INTEGER) AS seen_day
  FROM gap x JOIN v_rank_meeting r ON r.id = x.object_id AND r.grp_id = x.grp_id JOIN grp g ON g.id = x.grp_id
 WHERE x.kind = 'meeting' AND x.gone_at IS NULL AND x.other_kind = '' AND x.organization_id IS NULL AND x.person_id IS NULL;

-- Groups that were changed after their gaps were last counted: said to whoever changed them. Pages of readers who are not signed in are
-- kept until the journal grows, so it is not said to them. A count begins a moment before it reads.
CREATE VIEW v_gap_waits AS
SELECT j.about_id AS grp_id
  FROM journal j JOIN job k ON k.name = 'gaps'
 WHERE j.about_kind = 'group' AND viewer() > 0
   AND j.at > k.ran_at - CASE k.state WHEN 'running' THEN 60000000 ELSE 2000000 END;
