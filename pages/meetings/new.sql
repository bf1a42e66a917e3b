-- page: GET /groups/{group:id}/meetings/new
-- title: meeting.new.title
-- access: manager of group
-- budget: 3 queries

-- query: group one
SELECT id, name FROM v_group WHERE id = :group;

-- query: form one
SELECT NULL AS starts_day, NULL AS starts_clock, NULL AS ends_clock, 'hybrid' AS mode, NULL AS place, NULL AS remote_url,
       NULL AS answer_by, NULL AS note, g.visibility, g.lang
  FROM v_group g WHERE g.id = :group;

-- query: mode_option many max=4 options=mode
SELECT o.value, o.n FROM (SELECT 'on_site' AS value, 1 AS n UNION ALL SELECT 'remote', 2 UNION ALL SELECT 'hybrid', 3
  UNION ALL SELECT 'written', 4) o ORDER BY o.n LIMIT :limit;

-- query: visibility_option many enum=meeting.visibility options=visibility
-- query: lang_option many enum=meeting.lang options=lang
