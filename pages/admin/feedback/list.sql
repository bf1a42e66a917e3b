-- page: GET /admin/feedback
-- title: feedback.list.title
-- access: admin
-- budget: 1 queries
-- param: after cursor

-- query: feedback many page=50 by=order_first,due_day,id
SELECT id, kind, body, page, at, due_day, answered_at, is_open, is_late, order_first
  FROM v_feedback
 WHERE id > 0 AND (order_first, due_day, id) > (:after_order_first, :after_due_day, :after_id)
 ORDER BY order_first, due_day, id LIMIT :limit;
