-- page: GET /posts/{post:id}/holders/{holder:id}/end
-- title: post.holder.end
-- access: manager of post
-- budget: 2 queries

-- query: post one
SELECT p.id, p.name, p.organization_id, o.name AS organization_name
  FROM v_post p JOIN v_organization o ON o.id = p.organization_id WHERE p.id = :post;

-- query: form one
SELECT h.id, h.post_id, h.rev, h.name AS holder_name, h.to_when FROM v_post_holder_all h WHERE h.id = :holder AND h.post_id = :post;
