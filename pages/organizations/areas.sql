-- page: GET /organizations/{organization:id}/areas
-- title: organization.areas.title
-- access: manager of organization
-- budget: 4 queries

-- query: organization one
SELECT id, name FROM v_organization WHERE id = :organization;

-- query: area many max=400
SELECT a.id, a.name, a.kind FROM v_organization_area x JOIN v_area a ON a.id = x.area_id
 WHERE x.organization_id = :organization AND x.is_home = 0 ORDER BY a.name_sort, a.id LIMIT :limit;

-- query: form one
SELECT id, CAST(NULL AS INTEGER) AS area_id FROM v_organization WHERE id = :organization;

-- query: area_option many max=600 options=area_id
SELECT id AS value, name AS label FROM v_area WHERE is_valid = 1
 ORDER BY CASE kind WHEN 'country' THEN 1 WHEN 'county' THEN 2 WHEN 'municipality' THEN 3 ELSE 4 END, name_sort, id LIMIT :limit;
