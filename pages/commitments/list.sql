-- page: GET /commitments
-- title: commitment.list.title
-- access: public
-- budget: 5 queries
-- param: q text 100
-- param: group id
-- param: organization id
-- param: state word
-- param: after cursor

-- query: filter one
SELECT CAST(:q AS TEXT) AS q, CAST(:group AS INTEGER) AS "group", CAST(:organization AS INTEGER) AS organization, CAST(:state AS TEXT) AS state,
       (SELECT CAST(COUNT(*) AS INTEGER) FROM v_commitment c
         WHERE (CAST(:q AS TEXT) IS NULL OR instr(lower(c.deed), lower(:q)) > 0
                OR c.organization_id IN (SELECT o.id FROM v_organization o WHERE instr(o.find_fold, :q_fold) > 0)
                OR (c.doer_id IN (SELECT p.id FROM v_person p WHERE instr(p.name_fold, :q_fold) > 0) AND c.person_id IS NOT NULL))
           AND (CAST(:group AS INTEGER) IS NULL OR c.grp_id = CAST(:group AS INTEGER))
           AND (CAST(:organization AS INTEGER) IS NULL OR c.organization_id = CAST(:organization AS INTEGER))
           AND (CAST(:state AS TEXT) IS NULL OR c.state = CAST(:state AS TEXT) OR (CAST(:state AS TEXT) = 'open' AND c.is_open = 1)
                OR (CAST(:state AS TEXT) = 'late' AND c.is_late = 1))) AS total_n;

-- query: state_option many max=6 options=state
SELECT o.value, o.n FROM (SELECT 'open' AS value, 1 AS n UNION ALL SELECT 'late', 2 UNION ALL SELECT 'offered', 3 UNION ALL
  SELECT 'accepted', 4 UNION ALL SELECT 'done', 5 UNION ALL SELECT 'given_back', 6) o ORDER BY o.n LIMIT :limit;

-- query: group_option many max=300 options=group
SELECT g.id AS value, g.name AS label FROM v_group g
 WHERE g.id IN (SELECT c.grp_id FROM v_commitment c) ORDER BY g.name_sort, g.id LIMIT :limit;

-- query: organization_option many max=500 options=organization
SELECT o.id AS value, o.name AS label FROM v_organization o
 WHERE o.id IN (SELECT c.organization_id FROM v_commitment c) ORDER BY o.name_sort, o.id LIMIT :limit;

-- query: commitment many page=50 by=done_order,due_order,id
SELECT c.id, c.done_order, c.due_order, c.deed, c.organization_id, c.organization_name, c.person_id, c.person_name, c.post_name, c.for_whom,
       c.due_when, c.state, CASE c.state WHEN 'done' THEN 'done' WHEN 'given_back' THEN 'late' END AS look, c.is_late, c.grp_id, c.group_name, c.is_practice
  FROM v_commitment c
 WHERE (CAST(:q AS TEXT) IS NULL OR instr(lower(c.deed), lower(:q)) > 0
        OR c.organization_id IN (SELECT o.id FROM v_organization o WHERE instr(o.find_fold, :q_fold) > 0)
        OR (c.doer_id IN (SELECT p.id FROM v_person p WHERE instr(p.name_fold, :q_fold) > 0) AND c.person_id IS NOT NULL))
   AND (CAST(:group AS INTEGER) IS NULL OR c.grp_id = CAST(:group AS INTEGER))
   AND (CAST(:organization AS INTEGER) IS NULL OR c.organization_id = CAST(:organization AS INTEGER))
   AND (CAST(:state AS TEXT) IS NULL OR c.state = CAST(:state AS TEXT) OR (CAST(:state AS TEXT) = 'open' AND c.is_open = 1)
        OR (CAST(:state AS TEXT) = 'late' AND c.is_late = 1))
   AND (c.done_order, c.due_order, c.id) > (:after_done_order, :after_due_order, :after_id)
 ORDER BY c.done_order, c.due_order, c.id LIMIT :limit;
