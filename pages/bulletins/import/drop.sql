-- page: GET /bulletins/import/{reading:id}/drop
-- title: reading.drop
-- access: admin
-- budget: 1 queries

-- query: reading one
SELECT r.id, r.title FROM v_reading r WHERE r.id = :reading AND r.state = 'waiting';
