-- page: GET /gaps
-- title: gap.list.title
-- access: public
-- budget: 5 queries
-- param: q text 100
-- param: rule word
-- param: group id
-- param: area text 12
-- param: after cursor

-- query: filter one
SELECT CAST(:q AS TEXT) AS q, CAST(:rule AS TEXT) AS rule, CAST(:group AS INTEGER) AS "group", CAST(:area AS TEXT) AS area;

-- query: rule_option many enum=gap.check_name options=rule

-- query: group_option many max=200 options=group
SELECT g.id AS value, g.name AS label
  FROM v_group g WHERE g.id IN (SELECT x.grp_id FROM v_gap x) ORDER BY g.name_sort, g.id LIMIT :limit;

-- query: area_option many max=100 options=area
SELECT a.path_code AS value, a.name AS label
  FROM v_area a WHERE a.kind = 'county' AND a.id IN (SELECT g.area_id FROM v_group g) ORDER BY a.name_sort, a.id LIMIT :limit;

-- What is only practice is counted apart, as on the front page.
-- query: sum one
SELECT COUNT(CASE WHEN x.is_practice = 0 THEN 1 END) AS gap_n, COUNT(CASE WHEN x.is_practice = 1 THEN 1 END) AS practice_n
  FROM v_gap_text x
 WHERE (CAST(:q AS TEXT) IS NULL OR instr(lower(x.name), lower(:q)) > 0 OR instr(lower(x.organization_name), lower(:q)) > 0
        OR x.grp_id IN (SELECT g.id FROM v_group g WHERE instr(g.find_fold, :q_fold) > 0)
        OR x.area_id IN (SELECT a.id FROM v_area a WHERE instr(a.name_fold, :q_fold) > 0))
   AND (CAST(:rule AS TEXT) IS NULL OR x.check_name = :rule) AND (CAST(:group AS INTEGER) IS NULL OR x.grp_id = :group)
   AND (CAST(:area AS TEXT) IS NULL OR x.area_id IN (
         SELECT a.id FROM v_area a WHERE a.path_code = :area
          UNION ALL SELECT p.area_id FROM v_area_part p JOIN v_area w ON w.id = p.whole_id WHERE w.path_code = :area));

-- query: gap many page=50 by=worst_first,check_name,id
SELECT x.id, x.worst_first, x.check_name, x.path, x.name, x.group_name, x.organization_name, x.other_name, x.meeting_day, x.since_day,
       x.seen_day, x.has_group, x.is_practice,
       CASE WHEN x.check_name = lag(x.check_name) OVER (ORDER BY x.worst_first, x.check_name, x.id) THEN 0 ELSE 1 END AS shows_rule
  FROM v_gap_text x
 WHERE (CAST(:q AS TEXT) IS NULL OR instr(lower(x.name), lower(:q)) > 0 OR instr(lower(x.organization_name), lower(:q)) > 0
        OR x.grp_id IN (SELECT g.id FROM v_group g WHERE instr(g.find_fold, :q_fold) > 0)
        OR x.area_id IN (SELECT a.id FROM v_area a WHERE instr(a.name_fold, :q_fold) > 0))
   AND (CAST(:rule AS TEXT) IS NULL OR x.check_name = :rule) AND (CAST(:group AS INTEGER) IS NULL OR x.grp_id = :group)
   AND (CAST(:area AS TEXT) IS NULL OR x.area_id IN (
         SELECT a.id FROM v_area a WHERE a.path_code = :area
          UNION ALL SELECT p.area_id FROM v_area_part p JOIN v_area w ON w.id = p.whole_id WHERE w.path_code = :area))
   AND (x.worst_first, x.check_name, x.id) > (:after_worst_first, :after_check_name, :after_id)
 ORDER BY x.worst_first, x.check_name, x.id LIMIT :limit;
