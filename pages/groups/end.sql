-- page: GET /groups/{group:id}/end
-- title: group.end.title
-- access: manager of group
-- budget: 4 queries
-- param: q text 100

-- query: filter one
SELECT CAST(:q AS TEXT) AS q, CASE WHEN CAST(:q AS TEXT) IS NOT NULL AND (EXISTS (SELECT 1 FROM v_group g WHERE instr(g.find_fold, :q_fold) > 0 AND g.id <> :group AND g.state <> 'ended')) THEN 1 ELSE 0 END AS has_any;

-- query: group one
SELECT id, name FROM v_group WHERE id = :group;

-- query: form one
SELECT g.id, g.rev, COALESCE(g.to_when, CAST(:today AS INTEGER) * 8) AS to_when, '' AS successor FROM v_group g WHERE g.id = :group;

-- query: candidate many max=30 options=successor
SELECT 'group:' || g.id AS value, g.name AS label, a.name AS place
  FROM v_group g LEFT JOIN v_area a ON a.id = g.area_id
 WHERE CAST(:q AS TEXT) IS NOT NULL AND instr(g.find_fold, :q_fold) > 0 AND g.id <> :group AND g.state <> 'ended'
 ORDER BY g.name_sort, g.id LIMIT :limit;
