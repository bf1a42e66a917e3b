-- page: GET /admin/mail
-- title: mail.admin.title
-- access: admin
-- budget: 3 queries
-- param: state word
-- param: q text 100
-- param: after cursor

-- query: filter one
SELECT CAST(:state AS TEXT) AS state, CAST(:q AS TEXT) AS q;

-- query: state_option many enum=mail.state options=state

-- query: mail many page=50 by=new_first,id
SELECT id, new_first, to_name, to_address, subject, reason, state, made_at, sent_at, due_at, said, can_retry, can_drop, is_failed
  FROM v_mail
 WHERE (CAST(:state AS TEXT) IS NULL OR state = :state)
   AND (CAST(:q AS TEXT) IS NULL OR instr(to_address, :q) > 0 OR instr(subject, :q) > 0)
   AND (new_first, id) > (:after_new_first, :after_id)
 ORDER BY new_first, id LIMIT :limit;
