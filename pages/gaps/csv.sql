-- page: GET /gaps.csv
-- title: gap.list.title
-- access: public
-- format: csv
-- budget: 1 queries
-- param: after cursor

-- query: gap many page=2000 by=worst_sort,_id
SELECT x.id AS _id, x.worst_first AS worst_sort, x.check_name, x.severity, x.name, x.group_name, x.organization_name, x.other_name, x.meeting_day,
       x.since_day, x.due_day, x.seen_day, x.kind, x.object_id, x.other_kind, x.other_id, a.code AS area_code, x.path, x.is_practice
  FROM v_gap_text x LEFT JOIN v_area a ON a.id = x.area_id
 WHERE x.severity > 0
   AND (x.worst_first, x.id) > (:after_worst_sort, :after__id)
 ORDER BY x.worst_first, x.id LIMIT :limit;
