-- page: GET /organizations
-- title: organization.list.title
-- access: public
-- budget: 5 queries
-- param: q text 100
-- param: kind word
-- param: area id
-- param: validity word
-- param: after cursor

-- query: filter one
SELECT CAST(:q AS TEXT) AS q, CAST(:kind AS TEXT) AS kind, CAST(:area AS INTEGER) AS area, CAST(:validity AS TEXT) AS validity,
       admin() AS is_admin, count(*) AS total_n
  FROM v_organization o
 WHERE instr(o.find_fold, :q_fold) > 0 AND (CAST(:kind AS TEXT) IS NULL OR o.kind = :kind)
   AND (CAST(:area AS INTEGER) IS NULL OR o.id IN (SELECT x.organization_id FROM v_organization_area x
         WHERE x.area_id = :area OR x.area_id IN (SELECT p.area_id FROM v_area_part p WHERE p.whole_id = :area)))
   AND (CAST(:validity AS TEXT) IS NULL OR :validity = CASE WHEN o.is_valid = 1 THEN 'valid' ELSE 'ended' END);

-- query: kind_option many enum=organization.kind options=kind

-- query: area_option many max=600 options=area
SELECT a.id AS value, a.name AS label FROM v_area a
 WHERE a.id IN (SELECT area_id FROM v_organization_area)
    OR (a.kind IN ('county', 'country') AND a.is_valid = 1)
 ORDER BY CASE a.kind WHEN 'country' THEN 1 WHEN 'county' THEN 2 ELSE 3 END, a.name_sort, a.id LIMIT :limit;

-- query: validity_option many max=2 options=validity
SELECT 'valid' AS value UNION ALL SELECT 'ended' LIMIT :limit;

-- query: organization many page=50 by=name_sort,id
SELECT o.id, o.name, o.name_sort, o.short_name, o.kind, o.is_practice, o.is_valid, a.name AS area_name, a.path_code, o.to_when
  FROM v_organization o LEFT JOIN v_area a ON a.id = o.area_id
 WHERE instr(o.find_fold, :q_fold) > 0 AND (CAST(:kind AS TEXT) IS NULL OR o.kind = :kind)
   AND (CAST(:area AS INTEGER) IS NULL OR o.id IN (SELECT x.organization_id FROM v_organization_area x
         WHERE x.area_id = :area OR x.area_id IN (SELECT p.area_id FROM v_area_part p WHERE p.whole_id = :area)))
   AND (CAST(:validity AS TEXT) IS NULL OR :validity = CASE WHEN o.is_valid = 1 THEN 'valid' ELSE 'ended' END)
   AND (o.name_sort, o.id) > (:after_name_sort, :after_id)
 ORDER BY o.name_sort, o.id LIMIT :limit;
