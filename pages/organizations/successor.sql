-- page: GET /organizations/{organization:id}/successor
-- title: organization.successor.title
-- access: manager of organization
-- budget: 4 queries

-- query: organization one
SELECT id, name FROM v_organization WHERE id = :organization;

-- query: successor many max=50
SELECT s.id, s.to_id, o.name, s.day FROM v_succession s JOIN v_organization o ON o.id = s.to_id
 WHERE s.kind = 'organization' AND s.from_id = :organization ORDER BY s.day, s.to_id LIMIT :limit;

-- query: form one
SELECT id, CAST(NULL AS INTEGER) AS successor_id, to_day AS day FROM v_organization WHERE id = :organization;

-- query: successor_option many max=3000 options=successor_id
SELECT id AS value, name AS label FROM v_organization WHERE id <> :organization ORDER BY name_sort, id LIMIT :limit;
