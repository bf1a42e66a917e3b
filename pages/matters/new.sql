-- page: GET /groups/{group:id}/matters/new
-- title: matter.new.title
-- access: member of group
-- budget: 2 queries

-- query: group one
SELECT id, name FROM v_group WHERE id = :group;

-- query: form one
SELECT NULL AS title, NULL AS summary, NULL AS origin, visibility FROM v_group WHERE id = :group;

-- query: visibility_option many enum=matter.visibility options=visibility
