-- page: GET /posts/{post:id}/edit
-- title: post.edit.title
-- access: manager of post
-- budget: 3 queries

-- query: post one
SELECT p.id, p.name, p.organization_id, o.name AS organization_name
  FROM v_post p JOIN v_organization o ON o.id = p.organization_id WHERE p.id = :post;

-- query: form one
SELECT id, rev, name, area_id, is_leadership, from_day, to_day FROM v_post WHERE id = :post;


-- query: area_option many max=600 options=area_id
SELECT id AS value, name AS label FROM v_area WHERE is_valid = 1
 ORDER BY CASE kind WHEN 'country' THEN 1 WHEN 'county' THEN 2 WHEN 'municipality' THEN 3 ELSE 4 END, name_sort, id LIMIT :limit;
