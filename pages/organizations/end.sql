-- page: GET /organizations/{organization:id}/end
-- title: organization.end.title
-- access: manager of organization
-- budget: 3 queries

-- query: organization one
SELECT id, name FROM v_organization WHERE id = :organization;

-- query: form one
SELECT id, rev, to_when, CAST(NULL AS INTEGER) AS successor_id FROM v_organization WHERE id = :organization;

-- query: successor_option many max=3000 options=successor_id
SELECT id AS value, name AS label FROM v_organization WHERE id <> :organization AND is_valid = 1
 ORDER BY name_sort, id LIMIT :limit;
