-- page: GET /groups/{group:id}/ties/new
-- title: tie.new.title
-- access: manager of group
-- budget: 4 queries
-- param: q text 100

-- query: filter one
SELECT CAST(:q AS TEXT) AS q, CASE WHEN CAST(:q AS TEXT) IS NOT NULL AND (EXISTS (SELECT 1 FROM v_group g WHERE instr(g.find_fold, :q_fold) > 0 AND g.id <> :group AND g.state <> 'ended')
            OR EXISTS (SELECT 1 FROM v_organization o WHERE instr(o.find_fold, :q_fold) > 0)
            OR EXISTS (SELECT 1 FROM v_post p WHERE instr(p.name, :q) > 0)) THEN 1 ELSE 0 END AS has_any;

-- query: group one
SELECT id, name FROM v_group WHERE id = :group;

-- query: form one
SELECT g.id, 'reports_to' AS kind, '' AS "to", CAST(NULL AS INTEGER) AS from_when, CAST(NULL AS INTEGER) AS to_when
  FROM v_group g WHERE g.id = :group;

-- query: kind_option many enum=tie.kind options=kind

-- query: candidate many max=60 options=to
SELECT w.value, w.label, w.place
  FROM (SELECT 'group:' || g.id AS value, g.name AS label, a.name AS place, 1 AS kind_order, g.name_sort, g.id
          FROM v_group g LEFT JOIN v_area a ON a.id = g.area_id
         WHERE instr(g.find_fold, :q_fold) > 0 AND g.id <> :group AND g.state <> 'ended'
         UNION ALL
        SELECT 'post:' || p.id, p.name, o.name, 2, p.name_sort, p.id
          FROM v_post p JOIN v_organization o ON o.id = p.organization_id
         WHERE p.is_valid = 1 AND (instr(o.find_fold, :q_fold) > 0 OR instr(p.name, :q) > 0)
         UNION ALL
        SELECT 'organization:' || o.id, o.name, NULL, 3, o.name_sort, o.id
          FROM v_organization o WHERE o.is_valid = 1 AND instr(o.find_fold, :q_fold) > 0) w
 WHERE CAST(:q AS TEXT) IS NOT NULL
 ORDER BY w.kind_order, w.name_sort, w.id LIMIT :limit;
