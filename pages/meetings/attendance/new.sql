-- page: GET /meetings/{meeting:id}/attendance/new
-- title: attendance.add
-- access: manager of meeting
-- budget: 4 queries

-- query: meeting one
SELECT m.id, m.grp_id, m.group_name FROM v_meeting m WHERE m.id = :meeting AND m.state IN ('called', 'in_progress', 'closed');

-- query: form one
SELECT CAST(NULL AS INTEGER) AS person_id, CAST(NULL AS TEXT) AS person_name, 'expert' AS role, 'present' AS presence,
       CAST(NULL AS INTEGER) AS arrived_at;

-- query: role_option many max=5 options=role
SELECT o.value, o.n FROM (SELECT 'expert' AS value, 1 AS n UNION ALL SELECT 'attendee', 2 UNION ALL SELECT 'deputy', 3
  UNION ALL SELECT 'member', 4 UNION ALL SELECT 'secretary', 5) o ORDER BY o.n LIMIT :limit;

-- query: presence_option many max=2 options=presence
SELECT o.value, o.n FROM (SELECT 'present' AS value, 1 AS n UNION ALL SELECT 'remote', 2) o ORDER BY o.n LIMIT :limit;
