-- page: GET /organizations/{organization:id}/names
-- title: organization.names.title
-- access: manager of organization
-- budget: 3 queries

-- query: organization one
SELECT id, name FROM v_organization WHERE id = :organization;

-- query: alias many max=50
SELECT id, name FROM v_alias WHERE kind = 'organization' AND object_id = :organization ORDER BY name, id LIMIT :limit;

-- query: form one
SELECT id, CAST(NULL AS TEXT) AS name FROM v_organization WHERE id = :organization;
