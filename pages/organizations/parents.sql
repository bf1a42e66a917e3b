-- page: GET /organizations/{organization:id}/parents
-- title: organization.parents.title
-- access: manager of organization
-- budget: 4 queries

-- query: organization one
SELECT id, name FROM v_organization WHERE id = :organization;

-- query: parent many max=50
SELECT parent_id, parent_name, parent_kind FROM v_organization_parent
 WHERE organization_id = :organization ORDER BY parent_sort, parent_id LIMIT :limit;

-- query: form one
SELECT id, CAST(NULL AS INTEGER) AS parent_id, CAST(NULL AS INTEGER) AS day FROM v_organization WHERE id = :organization;

-- query: parent_option many max=3000 options=parent_id
SELECT id AS value, name AS label FROM v_organization WHERE id <> :organization AND is_valid = 1
 ORDER BY name_sort, id LIMIT :limit;
