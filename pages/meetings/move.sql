-- page: GET /meetings/{meeting:id}/move
-- title: meeting.move.title
-- access: manager of meeting
-- budget: 2 queries

-- query: meeting one
SELECT m.id, COALESCE(m.group_name || ' ' || m.number || '/' || m.year, m.group_name) AS title, m.day, m.starts_at,
       CASE WHEN m.state = 'called' AND m.is_cancelled = 0 THEN 1 ELSE 0 END AS is_called
  FROM v_meeting m WHERE m.id = :meeting;

-- query: form one
SELECT day AS starts_day, starts_at AS starts_clock, ends_at AS ends_clock, mode, place, remote_url, rev
  FROM v_meeting WHERE id = :meeting;

-- query: mode_option many enum=meeting.mode options=mode
