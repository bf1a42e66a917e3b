-- page: GET /admin/people
-- title: admin.people.title
-- access: admin
-- budget: 4 queries
-- param: q text 100
-- param: state word
-- param: after cursor

-- query: filter one
SELECT CAST(:q AS TEXT) AS q, CAST(:state AS TEXT) AS state;

-- query: count one
SELECT COUNT(*) AS n FROM v_account
 WHERE (instr(name_fold, :q_fold) > 0 OR instr(email, :q_fold) > 0) AND (CAST(:state AS TEXT) IS NULL OR state = :state);

-- query: state_option many enum=account.state options=state

-- query: account many page=50 by=name_sort,id
SELECT id, name, name_sort, email, state, is_admin, is_practice, has_second, seen_at
  FROM v_account
 WHERE (instr(name_fold, :q_fold) > 0 OR instr(email, :q_fold) > 0) AND (CAST(:state AS TEXT) IS NULL OR state = :state)
   AND (name_sort, id) > (:after_name_sort, :after_id)
 ORDER BY name_sort, id LIMIT :limit;
