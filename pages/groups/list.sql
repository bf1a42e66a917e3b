-- page: GET /groups
-- title: group.list.title
-- access: public
-- budget: 3 queries
-- param: q text 100
-- param: kind word
-- param: after cursor

-- query: filter one
SELECT CAST(:q AS TEXT) AS q, CAST(:kind AS TEXT) AS kind;

-- query: kind_option many enum=group.kind options=kind

-- query: group many page=50 by=name_sort,id
SELECT g.id, g.name, g.name_sort, g.kind, g.level, g.state, g.is_practice, a.name AS area_name, g.is_valid
  FROM v_group g LEFT JOIN v_area a ON a.id = g.area_id
 WHERE instr(g.name_fold, :q_fold) > 0 AND (CAST(:kind AS TEXT) IS NULL OR g.kind = :kind)
   AND (g.name_sort, g.id) > (:after_name_sort, :after_id)
 ORDER BY g.name_sort, g.id LIMIT :limit;
