-- page: GET /api/v1/areas/{area:code}
-- access: public
-- format: json
-- credit: open.credit
-- budget: 3 queries

-- query: data one
SELECT id, path_code, kind, code, name_fi, name_sv, population, population_year, lat, lon, from_day, to_day, is_valid
  FROM v_area WHERE path_code = :area;

-- query: wholes many in=data on=area_id per=20
SELECT p.area_id, a.path_code, a.kind, a.name_fi, a.name_sort FROM v_area_part p JOIN v_area a ON a.id = p.whole_id
 WHERE p.area_id IN :keys AND a.is_valid = 1 ORDER BY name_sort, path_code;

-- query: parts many in=data on=whole_id per=400
SELECT p.whole_id, a.path_code, a.kind, a.name_fi, a.name_sort FROM v_area_part p JOIN v_area a ON a.id = p.area_id
 WHERE p.whole_id IN :keys AND a.is_valid = 1 ORDER BY name_sort, path_code;
