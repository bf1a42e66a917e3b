-- page: GET /admin/feedback
-- title: feedback.list.title
-- access: admin
-- budget: 2 queries
-- param: q text 100
-- param: after cursor

-- query: filter one
SELECT CAST(:q AS TEXT) AS q;

-- query: feedback many page=50 by=order_first,due_day,id
SELECT id, kind, body, page, at, due_day, answered_at, is_open, is_late, order_first
  FROM v_feedback
 WHERE (CAST(:q AS TEXT) IS NULL OR instr(lower(body), lower(:q)) > 0 OR instr(lower(page), lower(:q)) > 0) AND (order_first, due_day, id) > (:after_order_first, :after_due_day, :after_id)
 ORDER BY order_first, due_day, id LIMIT :limit;
