-- Keeps table gap equal to the checks.

-- One process at a time.
-- statement: gap.lock
UPDATE job SET runs = runs WHERE name = 'gaps';

-- statement: gap.differs
SELECT (SELECT COUNT(*) FROM (
          SELECT check_name, kind, object_id, other_kind, other_id, grp_id, area_id, organization_id, person_id, since_day, due_day,
            severity FROM check_all
          EXCEPT
          SELECT check_name, kind, object_id, other_kind, other_id, grp_id, area_id, organization_id, person_id, since_day, due_day,
            severity FROM gap WHERE gone_at IS NULL) a)
     + (SELECT COUNT(*) FROM (
          SELECT check_name, kind, object_id, other_kind, other_id FROM gap WHERE gone_at IS NULL
          EXCEPT
          SELECT check_name, kind, object_id, other_kind, other_id FROM check_all) b) AS differs_n;

-- New ones are inserted, changed ones updated, those that had gone begin anew.
-- statement: gap.found
INSERT INTO gap (check_name, kind, object_id, other_kind, other_id, grp_id, area_id, organization_id, person_id, since_day,
       due_day, severity,
                 first_seen_at, gone_at)
SELECT check_name, kind, object_id, other_kind, other_id, grp_id, area_id, organization_id, person_id, since_day, due_day,
       severity,
       CAST(:now AS INTEGER), CAST(NULL AS INTEGER)
  FROM check_all WHERE 1 = 1
    ON CONFLICT (check_name, kind, object_id, other_kind, other_id) DO UPDATE
   SET grp_id = excluded.grp_id, area_id = excluded.area_id, organization_id = excluded.organization_id, person_id =
     excluded.person_id, since_day = excluded.since_day, due_day = excluded.due_day, severity = excluded.severity,
       first_seen_at = CASE WHEN gap.gone_at IS NULL THEN gap.first_seen_at ELSE excluded.first_seen_at END, gone_at = NULL
 WHERE gap.gone_at IS NOT NULL OR gap.grp_id IS DISTINCT FROM excluded.grp_id OR gap.area_id IS DISTINCT FROM excluded.area_id
   OR gap.organization_id IS DISTINCT FROM excluded.organization_id OR gap.person_id IS DISTINCT FROM excluded.person_id OR
   gap.since_day IS DISTINCT FROM excluded.since_day OR gap.due_day IS DISTINCT FROM excluded.due_day OR gap.severity IS DISTINCT
   FROM excluded.severity;

-- statement: gap.gone
UPDATE gap SET gone_at = :now
 WHERE gone_at IS NULL
   AND (check_name, kind, object_id, other_kind, other_id) NOT IN (
         SELECT check_name, kind, object_id, other_kind, other_id FROM check_all);
