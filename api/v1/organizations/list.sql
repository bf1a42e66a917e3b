-- page: GET /api/v1/organizations
-- access: public
-- format: json
-- budget: 1 queries
-- param: after cursor
-- param: q text 100
-- param: kind word
-- param: created_since day
-- param: modified_since day

-- query: data many page=100 by=id
SELECT o.id, o.uid, o.kind, o.name, o.short_name, o.lang, a.path_code AS area_code, a.name AS area_name, o.business_id, o.url, o.email, o.from_day,
       o.from_precision, o.to_day, o.to_precision, o.is_valid, o.is_practice, o.created_at, o.modified_at
  FROM v_organization o LEFT JOIN v_area a ON a.id = o.area_id
 WHERE instr(o.find_fold, :q_fold) > 0 AND (CAST(:kind AS TEXT) IS NULL OR o.kind = :kind)
   AND (CAST(:created_since AS INTEGER) IS NULL OR o.created_at >= CAST(:created_since AS INTEGER) * 86400000000)
   AND (CAST(:modified_since AS INTEGER) IS NULL OR o.modified_at >= CAST(:modified_since AS INTEGER) * 86400000000)
   AND (o.id) > (:after_id)
 ORDER BY o.id LIMIT :limit;
