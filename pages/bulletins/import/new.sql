-- page: GET /bulletins/import/{reading:id}/new
-- title: reading.add
-- access: admin
-- budget: 3 queries

-- query: reading one
SELECT r.id, r.title FROM v_reading r WHERE r.id = :reading AND r.state = 'waiting';

-- query: form one
SELECT CAST(NULL AS TEXT) AS kind;

-- query: kind_option many max=20 options=kind
SELECT x.value FROM (
  SELECT 1 AS n, 'person' AS value
  UNION ALL SELECT 2, 'group'
  UNION ALL SELECT 3, 'organization'
  UNION ALL SELECT 4, 'membership'
  UNION ALL SELECT 5, 'meeting'
  UNION ALL SELECT 6, 'item'
  UNION ALL SELECT 7, 'statement'
  UNION ALL SELECT 8, 'commitment'
  UNION ALL SELECT 9, 'municipality'
  UNION ALL SELECT 10, 'model'
  UNION ALL SELECT 11, 'count'
  UNION ALL SELECT 12, 'deadline'
) x ORDER BY x.n LIMIT :limit;
