-- page: GET /api/v1/areas
-- access: public
-- format: json
-- credit: open.credit
-- budget: 1 queries
-- param: after cursor
-- param: q text 100
-- param: kind word

-- query: data many page=500 by=id
SELECT a.id, a.path_code, a.kind, a.code, a.name_fi, a.name_sv, a.population, a.population_year, a.lat, a.lon, a.from_day, a.to_day,
       a.is_valid
  FROM v_area a
 WHERE instr(a.name_fold, :q_fold) > 0 AND (CAST(:kind AS TEXT) IS NULL OR a.kind = :kind)
   AND (a.id) > (:after_id)
 ORDER BY a.id LIMIT :limit;
