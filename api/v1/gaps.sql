-- page: GET /api/v1/gaps
-- title: gap.list.title
-- access: public
-- format: json
-- budget: 1 queries
-- param: rule word
-- param: group id
-- param: after cursor

-- query: data many page=100 by=worst_first,_id
SELECT x.id AS _id, x.worst_first, x.check_name, x.severity, x.name, x.grp_id AS group_id, x.group_name, x.organization_name, x.other_name,
       x.meeting_day, x.since_day, x.due_day, x.seen_day, x.kind, x.object_id, x.other_kind, x.other_id, a.kind AS area_kind,
       a.code AS area_code, x.path, x.is_practice
  FROM v_gap_text x LEFT JOIN v_area a ON a.id = x.area_id
 WHERE (CAST(:rule AS TEXT) IS NULL OR x.check_name = :rule) AND (CAST(:group AS INTEGER) IS NULL OR x.grp_id = :group)
   AND (x.worst_first, x.id) > (:after_worst_first, :after__id)
 ORDER BY x.worst_first, x.id LIMIT :limit;
