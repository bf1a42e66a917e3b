-- page: GET /groups/{group:id}/bulletins/new
-- title: bulletin.new.title
-- access: manager of group
-- budget: 2 queries

-- query: group one
SELECT id, name FROM v_group WHERE id = :group;

-- query: form one
SELECT g.lang, '' AS title, '' AS lead, '' AS body, '' AS key_message, CAST(:today AS INTEGER) AS day, g.visibility
  FROM v_group g WHERE g.id = :group;

-- query: lang_option many enum=bulletin.lang options=lang
-- query: visibility_option many enum=bulletin.visibility options=visibility
