-- page: GET /areas
-- title: area.list.title
-- access: public
-- budget: 4 queries
-- param: q text 100
-- param: kind word
-- param: county id
-- param: after cursor

-- query: filter one
SELECT CAST(:q AS TEXT) AS q, CAST(:kind AS TEXT) AS kind, CAST(:county AS INTEGER) AS county, count(*) AS total_n
  FROM v_area a
 WHERE a.is_valid = 1 AND instr(a.name_fold, :q_fold) > 0 AND a.kind = COALESCE(CAST(:kind AS TEXT), 'municipality')
   AND (CAST(:county AS INTEGER) IS NULL OR a.id IN (SELECT p.area_id FROM v_area_part p WHERE p.whole_id = :county));

-- query: kind_option many max=5 options=kind
SELECT a.kind AS value FROM v_area a WHERE a.is_valid = 1 AND a.kind <> 'municipality' GROUP BY a.kind
 ORDER BY CASE a.kind WHEN 'county' THEN 1 WHEN 'region' THEN 2 WHEN 'subregion' THEN 3 WHEN 'service_area' THEN 4 ELSE 5 END LIMIT :limit;

-- query: county_option many max=60 options=county
SELECT id AS value, name AS label FROM v_area WHERE kind = 'county' AND is_valid = 1 ORDER BY name_sort, id LIMIT :limit;

-- query: area many page=60 by=name_sort,id
SELECT a.id, a.name, a.name_sort, a.path_code, a.code, a.kind, a.population, a.population_year,
       (SELECT MIN(c.name) FROM v_area_part p JOIN v_area c ON c.id = p.whole_id WHERE p.area_id = a.id AND c.kind = 'county' AND c.is_valid = 1) AS county_name
  FROM v_area a
 WHERE a.is_valid = 1 AND instr(a.name_fold, :q_fold) > 0 AND a.kind = COALESCE(CAST(:kind AS TEXT), 'municipality')
   AND (CAST(:county AS INTEGER) IS NULL OR a.id IN (SELECT p.area_id FROM v_area_part p WHERE p.whole_id = :county))
   AND (a.name_sort, a.id) > (:after_name_sort, :after_id)
 ORDER BY a.name_sort, a.id LIMIT :limit;
