-- page: GET /groups
-- title: group.list.title
-- access: public
-- budget: 3 queries
-- param: q text 100
-- param: kind word
-- param: level word
-- param: state word
-- param: area id
-- param: after cursor

-- query: filter one
SELECT CAST(:q AS TEXT) AS q, CAST(:kind AS TEXT) AS kind, CAST(:level AS TEXT) AS level, CAST(:state AS TEXT) AS state, CAST(:area AS INTEGER) AS area,
       CASE WHEN :viewer > 0 AND (admin() = 1 OR EXISTS (SELECT 1 FROM v_group e WHERE e.can_edit = 1)) THEN 1 ELSE 0 END AS can_make,
       count(*) AS total_n
  FROM v_group g WHERE instr(g.find_fold, :q_fold) > 0 AND (CAST(:kind AS TEXT) IS NULL OR g.kind = :kind)
   AND (CAST(:level AS TEXT) IS NULL OR g.level = :level) AND (CAST(:state AS TEXT) IS NULL OR g.state = :state)
   AND (CAST(:area AS INTEGER) IS NULL OR g.area_id = :area OR g.area_id IN (SELECT p.area_id FROM v_area_part p WHERE p.whole_id = :area));

-- query: kind_option many enum=group.kind options=kind
-- query: level_option many enum=group.level options=level
-- query: state_option many enum=group.state options=state

-- query: area_option many max=600 options=area
SELECT o.value, o.label FROM v_group_area o ORDER BY o.widest_first, o.label_sort, o.value LIMIT :limit;

-- query: group many page=50 by=name_sort,id
SELECT g.id, g.name, g.name_sort, g.kind, g.level, g.state, g.is_practice, g.from_when, g.to_when, g.ends_with_text, g.area_name, g.area_code,
       g.lead_name
  FROM v_group_listed g
 WHERE instr(g.find_fold, :q_fold) > 0 AND (CAST(:kind AS TEXT) IS NULL OR g.kind = :kind)
   AND (CAST(:level AS TEXT) IS NULL OR g.level = :level) AND (CAST(:state AS TEXT) IS NULL OR g.state = :state)
   AND (CAST(:area AS INTEGER) IS NULL OR g.area_id = :area OR g.area_id IN (SELECT p.area_id FROM v_area_part p WHERE p.whole_id = :area))
   AND (g.name_sort, g.id) > (:after_name_sort, :after_id)
 ORDER BY g.name_sort, g.id LIMIT :limit;
