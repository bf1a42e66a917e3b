-- page: GET /meetings/{meeting:id}/edit
-- title: meeting.edit.title
-- access: manager of meeting
-- budget: 2 queries

-- query: meeting one
SELECT id, group_name, COALESCE(group_name || ' ' || number || '/' || year, group_name) AS title,
       CASE WHEN state = 'draft' THEN 1 ELSE 0 END AS is_draft, CASE WHEN state = 'called' THEN 1 ELSE 0 END AS is_called
  FROM v_meeting WHERE id = :meeting;

-- query: form one
SELECT day AS starts_day, starts_at AS starts_clock, ends_at AS ends_clock, mode, place, remote_url, answer_by_day AS answer_by, note,
       visibility, lang, rev
  FROM v_meeting WHERE id = :meeting;

-- query: mode_option many enum=meeting.mode options=mode
-- query: visibility_option many enum=meeting.visibility options=visibility
-- query: lang_option many enum=meeting.lang options=lang
