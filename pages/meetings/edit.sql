-- page: GET /meetings/{meeting:id}/edit
-- title: meeting.edit.title
-- access: manager of meeting
-- budget: 3 queries

-- query: meeting one
SELECT id, group_name, COALESCE(group_name || ' ' || number || '/' || year, group_name) AS title,
       CASE WHEN state = 'draft' THEN 1 ELSE 0 END AS is_draft, CASE WHEN state = 'called' THEN 1 ELSE 0 END AS is_called
  FROM v_meeting WHERE id = :meeting;

-- query: form one
SELECT day AS starts_day, starts_at AS starts_clock, ends_at AS ends_clock, mode, place, remote_url, answer_by_day AS answer_by, note,
       visibility, lang, rev
  FROM v_meeting WHERE id = :meeting;

-- query: mode_option many max=5 options=mode
SELECT o.value, o.n FROM (SELECT 'on_site' AS value, 1 AS n UNION ALL SELECT 'remote', 2 UNION ALL SELECT 'hybrid', 3
  UNION ALL SELECT 'written', 4
  UNION ALL SELECT m.mode, 5 FROM v_meeting m WHERE m.id = :meeting AND m.mode = 'unknown') o ORDER BY o.n LIMIT :limit;

-- query: visibility_option many enum=meeting.visibility options=visibility
-- query: lang_option many enum=meeting.lang options=lang
