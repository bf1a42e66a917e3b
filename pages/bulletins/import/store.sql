-- page: GET /bulletins/import/{reading:id}/store
-- title: reading.store.title
-- access: admin
-- budget: 3 queries

-- query: reading one
SELECT r.id, r.title, r.open_n, r.fault_n, r.accepted_n, r.refused_n, CASE WHEN r.open_n + r.fault_n > 0 THEN 1 ELSE 0 END AS is_hindered
  FROM v_reading r WHERE r.id = :reading AND r.state = 'waiting';

-- query: kind many max=20 key=kind_n
SELECT f.kind_n, MIN(f.kind) AS kind, CAST(COUNT(*) AS INTEGER) AS all_n,
       CAST(SUM(CASE WHEN f.kind IN ('group', 'organization', 'person') AND f.match_n = 0 THEN 1 ELSE 0 END) AS INTEGER) AS new_n
  FROM v_finding f WHERE f.reading_id = :reading AND f.answer = 'accepted' GROUP BY f.kind_n ORDER BY f.kind_n LIMIT :limit;

-- query: hindered many max=500
SELECT f.id, f.kind, f.position, f.name, f.fault, CASE f.answer WHEN 'open' THEN 1 ELSE 0 END AS is_open
  FROM v_finding f WHERE f.reading_id = :reading AND (f.answer = 'open' OR (f.answer = 'accepted' AND f.fault IS NOT NULL))
 ORDER BY f.kind_n, f.position, f.id LIMIT :limit;
