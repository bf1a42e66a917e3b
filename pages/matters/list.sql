-- page: GET /matters
-- title: matter.list.title
-- access: public
-- budget: 3 queries
-- param: q text 100
-- param: group id
-- param: state word
-- param: year int
-- param: after cursor

-- query: filter one
SELECT CAST(:q AS TEXT) AS q, CAST(:group AS INTEGER) AS "group", CAST(:state AS TEXT) AS state, CAST(:year AS INTEGER) AS year;

-- query: group_option many max=500 options=group
SELECT id AS value, name AS label, name_sort FROM v_group
 WHERE kind = 'body' OR id IN (SELECT x.grp_id FROM v_matter x) ORDER BY name_sort, id LIMIT :limit;

-- query: state_option many enum=matter.state options=state

-- query: matter many page=50 by=new_first,id
SELECT x.id, x.new_first, x.number, x.year, x.title, x.state, x.grp_id, x.group_name, x.is_practice,
       (SELECT MIN(s.group_name) FROM v_matter_step s WHERE s.matter_id = x.id AND s.state IN ('waiting', 'on_agenda')) AS waits_at
  FROM v_matter x
 WHERE instr(x.title_fold, :q_fold) > 0 AND (CAST(:state AS TEXT) IS NULL OR x.state = :state)
   AND (CAST(:year AS INTEGER) IS NULL OR x.year = :year)
   AND (CAST(:group AS INTEGER) IS NULL OR x.grp_id = :group
        OR EXISTS (SELECT 1 FROM v_matter_step s WHERE s.matter_id = x.id AND s.grp_id = :group))
   AND (x.new_first, x.id) > (:after_new_first, :after_id)
 ORDER BY x.new_first, x.id LIMIT :limit;
