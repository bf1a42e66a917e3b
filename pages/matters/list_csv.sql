-- page: GET /matters.csv
-- format: csv
-- access: public
-- budget: 1 queries
-- param: q text 100
-- param: group id
-- param: state word
-- param: year int
-- param: after cursor

-- query: matter many page=200 by=new_first,id
SELECT x.id, x.uid, x.new_first, x.year, x.number, x.title, x.lang, x.group_name, x.state, x.origin, x.created_at, x.modified_at
  FROM v_matter x
 WHERE instr(x.title_fold, :q_fold) > 0 AND (CAST(:state AS TEXT) IS NULL OR x.state = :state)
   AND (CAST(:year AS INTEGER) IS NULL OR x.year = :year) AND (CAST(:group AS INTEGER) IS NULL OR x.grp_id = :group)
   AND (x.new_first, x.id) > (:after_new_first, :after_id)
 ORDER BY x.new_first, x.id LIMIT :limit;
