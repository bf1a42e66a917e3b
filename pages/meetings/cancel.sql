-- page: GET /meetings/{meeting:id}/cancel
-- title: meeting.cancel.title
-- access: manager of meeting
-- budget: 2 queries

-- query: meeting one
SELECT m.id, COALESCE(m.group_name || ' ' || m.number || '/' || m.year, m.group_name) AS title, m.day, m.starts_at,
       CASE WHEN m.state = 'called' THEN 1 ELSE 0 END AS is_called
  FROM v_meeting m WHERE m.id = :meeting;

-- query: form one
SELECT NULL AS reason FROM v_meeting WHERE id = :meeting;
