-- page: GET /me
-- title: me.title
-- access: signed-in
-- budget: 6 queries

-- query: account one
SELECT a.name, a.title, a.email, a.lang, a.has_password, a.has_second, a.has_calendar, a.is_admin,
       (SELECT COUNT(*) FROM v_my_commitment x JOIN v_commitment c ON c.id = x.commitment_id WHERE c.is_open = 1) AS open_n,
       (SELECT COUNT(*) FROM v_my_commitment x JOIN v_commitment c ON c.id = x.commitment_id WHERE c.is_late = 1) AS late_n,
       (SELECT COUNT(*) FROM v_meeting m JOIN v_my_group g ON g.grp_id = m.grp_id
         WHERE m.starts_at >= :now AND m.is_cancelled = 0) AS meetings_n
  FROM v_my_account a;

-- query: commitment many max=60
SELECT c.id, c.deed, c.group_name, c.due_when, c.state, c.is_late, CASE x.mine_by WHEN 'person' THEN NULL ELSE x.mine_by END AS mine_by,
       COALESCE(c.post_name, c.organization_name) AS doer_name
  FROM v_my_commitment x JOIN v_commitment c ON c.id = x.commitment_id
 WHERE c.is_open = 1
 ORDER BY c.due_order, c.id LIMIT :limit;

-- query: meeting many max=20
SELECT m.id, m.group_name, m.starts_at, m.place, m.mode, m.state
  FROM v_meeting m JOIN v_my_group g ON g.grp_id = m.grp_id
 WHERE m.starts_at >= :now AND m.is_cancelled = 0
 ORDER BY m.starts_at, m.id LIMIT :limit;

-- query: seat many max=100
SELECT m.id, m.grp_id, m.organization_id, COALESCE(g.name, o.name) AS name, m.role, m.on_behalf_of_name, m.to_day
  FROM v_membership m LEFT JOIN v_group g ON g.id = m.grp_id LEFT JOIN v_organization o ON o.id = m.organization_id
 WHERE m.person_id = :viewer OR m.holder_id = :viewer
 ORDER BY COALESCE(g.name_sort, o.name_sort), m.id LIMIT :limit;

-- query: post many max=20
SELECT h.id, p.name, o.name AS organization_name, p.organization_id
  FROM v_post_holder h JOIN v_post p ON p.id = h.post_id JOIN v_organization o ON o.id = p.organization_id
 WHERE h.person_id = :viewer ORDER BY p.name_sort, h.id LIMIT :limit;

-- query: subscription many max=100
SELECT id, grp_id, group_name, email FROM v_my_subscription WHERE state = 'confirmed' ORDER BY id LIMIT :limit;
