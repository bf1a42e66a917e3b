-- Feedback is read by administrators only.
CREATE VIEW v_feedback AS
SELECT f.id, f.kind, f.body, f.page, f.email, f.at, f.due_day, f.answer, f.answered_at,
       CASE WHEN f.answered_at IS NULL THEN 1 ELSE 0 END AS is_open,
       CASE WHEN f.answered_at IS NULL AND f.due_day < as_of() THEN 1 ELSE 0 END AS is_late,
       CASE WHEN f.answered_at IS NULL THEN 0 ELSE 1 END AS order_first
  FROM feedback f WHERE admin() = 1;
