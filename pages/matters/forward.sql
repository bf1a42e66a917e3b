-- page: GET /matters/{matter:id}/forward
-- title: matter.do.forward
-- access: manager of matter
-- budget: 3 queries

-- query: matter one
SELECT x.id, x.title, x.number, x.year, CASE WHEN EXISTS (
         SELECT 1 FROM v_matter_step s WHERE s.matter_id = x.id AND s.state = 'waiting') THEN 1 ELSE 0 END AS is_waiting
  FROM v_matter x WHERE x.id = :matter;

-- query: form one
SELECT NULL AS "group" FROM v_matter WHERE id = :matter;

-- query: group_option many max=1000 options=group
SELECT g.id AS value, g.name AS label, g.name_sort FROM v_group g
 WHERE g.is_valid = 1 AND g.state IN ('forming', 'active') ORDER BY g.name_sort, g.id LIMIT :limit;
