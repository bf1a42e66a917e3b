-- Persons and organizations by id or by name, as the viewer may see them.

-- statement: choose.person
SELECT id, name, name_fold FROM v_person
 WHERE (CAST(:id AS INTEGER) IS NOT NULL AND id = :id) OR (CAST(:id AS INTEGER) IS NULL AND instr(name_fold, :fold) > 0)
 ORDER BY CASE WHEN name_fold = :fold THEN 0 ELSE 1 END, name_sort, id LIMIT 4;

-- statement: choose.organization
SELECT id, name, name_fold FROM v_organization
 WHERE is_valid = 1
   AND ((CAST(:id AS INTEGER) IS NOT NULL AND id = :id) OR (CAST(:id AS INTEGER) IS NULL AND instr(name_fold, :fold) > 0))
 ORDER BY CASE WHEN name_fold = :fold THEN 0 ELSE 1 END, name_sort, id LIMIT 4;
