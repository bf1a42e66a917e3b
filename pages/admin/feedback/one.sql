-- page: GET /admin/feedback/{feedback:id}
-- title: feedback.one.title
-- access: admin
-- budget: 2 queries

-- query: feedback one
SELECT id, kind, body, page, email, at, due_day, answer, answered_at, is_open FROM v_feedback WHERE id = :feedback;

-- query: form one
SELECT answer FROM v_feedback WHERE id = :feedback;
