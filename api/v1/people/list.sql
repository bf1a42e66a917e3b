-- page: GET /api/v1/people
-- access: public
-- format: json
-- budget: 1 queries
-- param: after cursor
-- param: q text 100
-- param: organization id
-- param: created_since day
-- param: modified_since day

-- query: data many page=100 by=id
SELECT p.id, p.uid, p.name, p.title, p.organization_id, p.organization_name, p.is_practice, p.created_at, p.modified_at
  FROM v_person p
 WHERE instr(p.name_fold, :q_fold) > 0 AND (CAST(:organization AS INTEGER) IS NULL OR p.organization_id = :organization)
   AND (CAST(:created_since AS INTEGER) IS NULL OR p.created_at >= CAST(:created_since AS INTEGER) * 86400000000)
   AND (CAST(:modified_since AS INTEGER) IS NULL OR p.modified_at >= CAST(:modified_since AS INTEGER) * 86400000000)
   AND (p.id) > (:after_id)
 ORDER BY p.id LIMIT :limit;
