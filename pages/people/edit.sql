-- page: GET /people/{person:id}/edit
-- title: person.edit.title
-- access: manager of person
-- budget: 3 queries

-- query: person one
SELECT id, name FROM v_person WHERE id = :person;

-- query: form one
SELECT id, rev, name, title, organization_id, email, visibility FROM v_person WHERE id = :person;

-- query: visibility_option many enum=person.visibility options=visibility

-- query: organization_option many max=3000 options=organization_id
SELECT id AS value, name AS label FROM v_organization
 WHERE is_valid = 1 OR id = (SELECT organization_id FROM v_person WHERE id = :person) ORDER BY name_sort, id LIMIT :limit;
