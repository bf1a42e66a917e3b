-- page: GET /posts/{post:id}/holders/new
-- title: post.holder.title
-- access: manager of post
-- budget: 4 queries

-- query: post one
SELECT p.id, p.name, p.organization_id, o.name AS organization_name
  FROM v_post p JOIN v_organization o ON o.id = p.organization_id WHERE p.id = :post;

-- query: holder many max=50
SELECT id, name FROM v_post_holder WHERE post_id = :post ORDER BY name_sort, id LIMIT :limit;

-- query: form one
SELECT id, CAST(NULL AS INTEGER) AS person_id, CAST(NULL AS INTEGER) AS from_when, CAST(NULL AS INTEGER) AS to_when, 1 AS ends_others
  FROM v_post WHERE id = :post;

-- query: person_option many max=5000 options=person_id
SELECT id AS value, CASE WHEN organization_name IS NULL THEN name ELSE name || ', ' || organization_name END AS label
  FROM v_person ORDER BY name_sort, id LIMIT :limit;
