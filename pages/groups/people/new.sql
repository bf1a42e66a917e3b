-- page: GET /groups/{group:id}/people/new
-- title: person.new.title
-- access: manager of group
-- budget: 3 queries
-- param: q text 160

-- query: group one
SELECT id, name FROM v_group WHERE id = :group;

-- query: form one
SELECT COALESCE(CAST(:q AS TEXT), '') AS name, CAST(NULL AS TEXT) AS title, CAST(NULL AS INTEGER) AS organization_id;

-- query: organization_option many max=3000 options=organization_id
SELECT id AS value, name AS label FROM v_organization WHERE is_valid = 1 ORDER BY name_sort, id LIMIT :limit;
