-- page: GET /memberships/{membership:id}/edit
-- title: membership.edit.title
-- access: manager of membership
-- budget: 5 queries

-- query: form_of one
SELECT m.id, m.member_name, m.role, g.id AS group_id, g.name AS group_name, o.id AS organization_id, o.name AS organization_name
  FROM v_membership_all m
  LEFT JOIN v_group g ON g.id = m.grp_id
  LEFT JOIN v_organization o ON o.id = m.organization_id
 WHERE m.id = :membership;

-- query: form one
SELECT m.id, m.rev, m.role, m.own_title AS title, b.name AS on_behalf_of, m.deputy_of_id AS deputy_of, m.from_when, m.to_when
  FROM v_membership_all m
  LEFT JOIN v_organization b ON b.id = m.on_behalf_of_id
 WHERE m.id = :membership;

-- query: role_option many enum=membership.role options=role

-- query: deputy_option many max=300 options=deputy_of
SELECT d.id AS value, d.member_name AS label
  FROM v_membership_all m JOIN v_membership_all d ON d.grp_id = m.grp_id AND d.id <> m.id
 WHERE m.id = :membership AND (d.is_valid = 1 OR d.id = m.deputy_of_id) ORDER BY d.member_sort, d.id LIMIT :limit;

-- query: pick_name many max=2000
SELECT id, name FROM v_organization WHERE is_valid = 1 ORDER BY name_sort, id LIMIT :limit;

-- query: history many max=50
SELECT seq, at, action, about_name AS subject, fields, actor_name FROM v_register_history WHERE kind = 'membership' AND object_id = :membership
 ORDER BY seq DESC, part LIMIT :limit;
