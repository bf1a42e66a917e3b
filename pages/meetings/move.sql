-- page: GET /meetings/{meeting:id}/move
-- title: meeting.move.title
-- access: manager of meeting
-- budget: 3 queries

-- query: meeting one
SELECT m.id, COALESCE(m.group_name || ' ' || m.number || '/' || m.year, m.group_name) AS title, m.day, m.starts_at,
       CASE WHEN m.state = 'called' AND m.is_cancelled = 0 THEN 1 ELSE 0 END AS is_called
  FROM v_meeting m WHERE m.id = :meeting;

-- query: form one
SELECT day AS starts_day, starts_at AS starts_clock, ends_at AS ends_clock, mode, place, remote_url, rev
  FROM v_meeting WHERE id = :meeting;

-- query: mode_option many max=5 options=mode
SELECT o.value, o.n FROM (SELECT 'on_site' AS value, 1 AS n UNION ALL SELECT 'remote', 2 UNION ALL SELECT 'hybrid', 3
  UNION ALL SELECT 'written', 4
  UNION ALL SELECT m.mode, 5 FROM v_meeting m WHERE m.id = :meeting AND m.mode = 'unknown') o ORDER BY o.n LIMIT :limit;
