-- page: GET /meetings/{meeting:id}/attendance
-- title: attendance.title
-- access: manager of meeting
-- budget: 4 queries

-- query: meeting one
SELECT m.id, m.grp_id, m.group_name, m.number, m.year,
       CASE WHEN m.state IN ('draft', 'called') THEN 1 ELSE 0 END AS is_before,
       CASE WHEN m.state = 'in_progress' THEN 1 ELSE 0 END AS is_on,
       CASE WHEN m.state IN ('called', 'in_progress', 'closed') THEN 1 ELSE 0 END AS can_mark
  FROM v_meeting m
 WHERE m.id = :meeting;

-- query: quorum one optional
SELECT q.seat_n, q.coming_n, q.need_n, q.is_enough FROM v_quorum q WHERE q.meeting_id = :meeting;

-- query: person many max=300
SELECT a.id, a.person_id, a.name AS person_name, a.title, a.on_behalf_of_name AS organization_name, a.role, a.answer, a.presence,
       CASE WHEN EXISTS (SELECT 1 FROM v_written_opinion o WHERE o.meeting_id = a.meeting_id AND o.person_id = a.person_id)
            THEN 1 ELSE 0 END AS has_opinion,
       a.stands_for_name, a.arrived_at, a.left_at, a.is_checker,
       CASE WHEN a.presence = 'present' THEN 1 ELSE 0 END AS is_present, CASE WHEN a.presence = 'remote' THEN 1 ELSE 0 END AS is_remote,
       CASE WHEN a.presence = 'absent' THEN 1 ELSE 0 END AS is_absent
  FROM v_attendance a WHERE a.meeting_id = :meeting ORDER BY a.role_order, a.name_sort, a.id LIMIT :limit;

-- query: uncalled many max=300
SELECT u.person_id, u.name AS person_name, u.title, u.on_behalf_of_name AS organization_name, u.role,
       CASE WHEN m.state = 'called' AND u.waits = 0 THEN 1 ELSE 0 END AS is_told
  FROM v_uncalled u JOIN v_meeting m ON m.id = u.meeting_id
 WHERE u.meeting_id = :meeting ORDER BY u.role_order, u.name_sort, u.person_id LIMIT :limit;
