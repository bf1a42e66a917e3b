-- page: GET /meetings/{meeting:id}/answer
-- title: answer.title
-- access: member of meeting
-- budget: 1 queries

-- query: invitation one
SELECT m.id, COALESCE(m.group_name || ' ' || m.number || '/' || m.year, m.group_name) AS title, m.group_name, m.day, m.starts_at, m.ends_at,
       m.place, NULLIF(m.mode, 'unknown') AS mode, a.answer, CASE WHEN m.state = 'called' AND m.is_cancelled = 0 THEN 1 ELSE 0 END AS can_answer
  FROM v_meeting m JOIN v_attendance a ON a.meeting_id = m.id AND a.person_id = :viewer
 WHERE m.id = :meeting;
