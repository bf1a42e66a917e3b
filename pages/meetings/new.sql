-- page: GET /groups/{group:id}/meetings/new
-- title: meeting.new.title
-- access: manager of group
-- budget: 2 queries

-- query: group one
SELECT id, name FROM v_group WHERE id = :group;

-- query: form one
SELECT NULL AS starts_day, NULL AS starts_clock, NULL AS ends_clock, 'hybrid' AS mode, NULL AS place, NULL AS remote_url,
       NULL AS answer_by, NULL AS note, g.visibility, g.lang
  FROM v_group g WHERE g.id = :group;

-- query: mode_option many enum=meeting.mode options=mode
-- query: visibility_option many enum=meeting.visibility options=visibility
-- query: lang_option many enum=meeting.lang options=lang
