-- page: GET /gaps.csv
-- title: gap.list.title
-- access: public
-- format: csv
-- budget: 1 queries
-- param: q text 100
-- param: rule word
-- param: group id
-- param: area text 12
-- param: after cursor

-- query: gap many page=2000 by=worst_sort,_id
SELECT x.id AS _id, x.worst_first AS worst_sort, x.check_name, x.severity, x.name, x.group_name, x.organization_name, x.other_name, x.meeting_day,
       x.since_day, x.due_day, x.seen_day, x.kind, x.object_id, x.other_kind, x.other_id, a.code AS area_code, x.path, x.is_practice
  FROM v_gap_text x LEFT JOIN v_area a ON a.id = x.area_id
 WHERE (CAST(:q AS TEXT) IS NULL OR instr(lower(x.name), lower(:q)) > 0 OR instr(lower(x.organization_name), lower(:q)) > 0
        OR x.grp_id IN (SELECT g.id FROM v_group g WHERE instr(g.find_fold, :q_fold) > 0)
        OR x.area_id IN (SELECT a.id FROM v_area a WHERE instr(a.name_fold, :q_fold) > 0))
   AND (CAST(:rule AS TEXT) IS NULL OR x.check_name = :rule) AND (CAST(:group AS INTEGER) IS NULL OR x.grp_id = :group)
   AND (CAST(:area AS TEXT) IS NULL OR x.area_id IN (
         SELECT a.id FROM v_area a WHERE a.path_code = :area
          UNION ALL SELECT p.area_id FROM v_area_part p JOIN v_area w ON w.id = p.whole_id WHERE w.path_code = :area))
   AND (x.worst_first, x.id) > (:after_worst_sort, :after__id)
 ORDER BY x.worst_first, x.id LIMIT :limit;
