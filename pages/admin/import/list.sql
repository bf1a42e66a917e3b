-- page: GET /admin/import
-- title: import.title
-- access: admin
-- budget: 2 queries

-- query: form one
SELECT CAST(NULL AS TEXT) AS file;

-- query: import many max=50
SELECT id, kind, file_name, state, new_n, changed_n, refused_n, created_at FROM v_import ORDER BY id DESC LIMIT :limit;
