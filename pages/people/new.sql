-- page: GET /people/new
-- title: person.new.title
-- access: admin
-- budget: 2 queries

-- query: form one
SELECT CAST(NULL AS TEXT) AS name, CAST(NULL AS TEXT) AS title, CAST(NULL AS INTEGER) AS organization_id, CAST(NULL AS TEXT) AS email,
       'public' AS visibility;

-- query: visibility_option many enum=person.visibility options=visibility

-- query: organization_option many max=3000 options=organization_id
SELECT id AS value, name AS label FROM v_organization WHERE is_valid = 1 ORDER BY name_sort, id LIMIT :limit;
