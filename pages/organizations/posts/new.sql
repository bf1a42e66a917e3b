-- page: GET /organizations/{organization:id}/posts/new
-- title: post.new.title
-- access: manager of organization
-- budget: 3 queries

-- query: organization one
SELECT id, name FROM v_organization WHERE id = :organization;

-- query: form one
SELECT id, CAST(NULL AS TEXT) AS name, area_id, 0 AS is_leadership, CAST(NULL AS INTEGER) AS from_day, CAST(NULL AS INTEGER) AS to_day
  FROM v_organization WHERE id = :organization;

-- query: area_option many max=600 options=area_id
SELECT id AS value, name AS label FROM v_area WHERE is_valid = 1
 ORDER BY CASE kind WHEN 'country' THEN 1 WHEN 'county' THEN 2 WHEN 'municipality' THEN 3 ELSE 4 END, name_sort, id LIMIT :limit;
