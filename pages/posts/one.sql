-- page: GET /posts/{post:id}
-- title: post.name
-- access: reader of post
-- budget: 7 queries

-- query: post one
SELECT p.id, p.name, p.organization_id, o.name AS organization_name, a.name AS area_name, a.path_code, p.is_leadership, p.is_valid,
       CASE WHEN p.from_day > :as_of THEN 1 ELSE 0 END AS is_coming,
       p.from_day, p.to_day, p.can_edit
  FROM v_post p JOIN v_organization o ON o.id = p.organization_id LEFT JOIN v_area a ON a.id = p.area_id
 WHERE p.id = :post;

-- query: holder many max=50
SELECT id, person_id, name, from_when, to_when, is_valid, CASE WHEN raw_from_day > :as_of THEN 1 ELSE 0 END AS is_coming
  FROM v_post_holder_all WHERE post_id = :post AND raw_to_day >= :as_of AND (is_valid = 1 OR :as_of >= :today)
 ORDER BY is_valid DESC, raw_from_day, name_sort, id LIMIT :limit;

-- query: past many max=200
SELECT id, person_id, name, from_when, to_when FROM v_post_holder_all WHERE post_id = :post AND raw_to_day < :as_of
 ORDER BY raw_to_day DESC, id LIMIT :limit;

-- query: seat many max=200
SELECT id, grp_id, group_name, role, organization_id, organization_name FROM v_seat WHERE post_id = :post AND is_valid = 1
 ORDER BY group_sort, id LIMIT :limit;

-- query: commitment many max=200
SELECT id, deed, organization_name, person_name, group_name, due_when, state,
       CASE WHEN is_late = 1 THEN 'late' ELSE state END AS said, CASE WHEN is_late = 1 THEN 'late' WHEN state = 'done' THEN 'done' END AS look
  FROM v_commitment WHERE post_id = :post AND :as_of = :today ORDER BY is_open DESC, due_order, id LIMIT :limit;

-- query: evidence many max=10
SELECT source_name, publisher, day, note, bulletin_id FROM v_evidence WHERE kind = 'post' AND object_id = :post
 ORDER BY day DESC, id LIMIT :limit;

-- query: history many max=50
SELECT seq, at, action, subject, fields, actor_name FROM v_register_history WHERE about_kind = 'post' AND about_id = :post
 ORDER BY seq DESC, part LIMIT :limit;
