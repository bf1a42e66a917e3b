-- page: GET /groups/{group:id}/members/new
-- title: membership.new.title
-- access: manager of group
-- budget: 6 queries
-- param: q text 100

-- query: filter one
SELECT CAST(:q AS TEXT) AS q, CASE WHEN CAST(:q AS TEXT) IS NOT NULL AND (EXISTS (SELECT 1 FROM v_person p WHERE instr(p.name_fold, :q_fold) > 0)
            OR EXISTS (SELECT 1 FROM v_organization o WHERE instr(o.find_fold, :q_fold) > 0)
            OR EXISTS (SELECT 1 FROM v_post p WHERE instr(p.name, :q) > 0)) THEN 1 ELSE 0 END AS has_any;

-- query: group one
SELECT id, name FROM v_group WHERE id = :group;

-- query: form one
SELECT g.id, '' AS member, 'member' AS role, '' AS title, '' AS on_behalf_of, CAST(NULL AS INTEGER) AS deputy_of,
       CAST(NULL AS INTEGER) AS from_when, CAST(NULL AS INTEGER) AS to_when
  FROM v_group g WHERE g.id = :group;

-- query: candidate many max=60 options=member
SELECT w.value, w.label, w.place
  FROM (SELECT 'person:' || p.id AS value, p.name AS label, COALESCE(p.title || ', ' || p.organization_name, p.title, p.organization_name) AS place,
               1 AS kind_order, p.name_sort, p.id
          FROM v_person p WHERE instr(p.name_fold, :q_fold) > 0
         UNION ALL
        SELECT 'post:' || p.id, p.name, o.name, 2, p.name_sort, p.id
          FROM v_post p JOIN v_organization o ON o.id = p.organization_id
         WHERE p.is_valid = 1 AND (instr(o.find_fold, :q_fold) > 0 OR instr(p.name, :q) > 0)
         UNION ALL
        SELECT 'organization:' || o.id, o.name, NULL, 3, o.name_sort, o.id
          FROM v_organization o WHERE o.is_valid = 1 AND instr(o.find_fold, :q_fold) > 0) w
 WHERE CAST(:q AS TEXT) IS NOT NULL
 ORDER BY w.kind_order, w.name_sort, w.id LIMIT :limit;

-- query: role_option many enum=membership.role options=role

-- query: deputy_option many max=300 options=deputy_of
SELECT id AS value, member_name AS label FROM v_membership WHERE grp_id = :group ORDER BY member_sort, id LIMIT :limit;

-- query: pick_name many max=2000
SELECT id, name FROM v_organization WHERE is_valid = 1 ORDER BY name_sort, id LIMIT :limit;
