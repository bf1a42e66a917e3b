-- page: GET /meetings/{meeting:id}/begin
-- title: meeting.begin.title
-- access: manager of meeting
-- budget: 2 queries

-- query: meeting one
SELECT m.id, m.group_name, COALESCE(m.group_name || ' ' || m.number || '/' || m.year, m.group_name) AS title, m.day, m.starts_at,
       CASE WHEN m.day > :today THEN 1 ELSE 0 END AS is_before_day,
       CASE WHEN m.mode = 'written' AND m.answer_by_day >= :today THEN m.answer_by_day END AS asked_until_day,
       CASE WHEN m.state = 'called' AND m.is_cancelled = 0 THEN 1 ELSE 0 END AS can_begin
  FROM v_meeting m WHERE m.id = :meeting;

-- query: form one
SELECT 0 AS sure;
