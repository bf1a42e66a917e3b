-- page: GET /admin/import/{import:id}
-- title: import.file_name
-- access: admin
-- budget: 3 queries

-- query: import one
SELECT id, kind, file_name, state, new_n, changed_n, same_n, refused_n, created_at,
       CASE WHEN state = 'checked' AND new_n + changed_n > 0 THEN 1 ELSE 0 END AS can_store,
       CASE WHEN state = 'checked' AND new_n + changed_n = 0 THEN 1 ELSE 0 END AS is_idle,
       CASE WHEN state = 'checked' AND refused_n > 0 THEN 1 ELSE 0 END AS is_partly
  FROM v_import WHERE id = :import;

-- query: form one
SELECT id, 0 AS others FROM v_import WHERE id = :import;

-- query: refusal many max=1000
SELECT line, field, said FROM v_import_refusal WHERE import_id = :import ORDER BY position LIMIT :limit;
