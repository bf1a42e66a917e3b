-- page: GET /memberships/{membership:id}/end
-- title: membership.end.title
-- access: manager of membership
-- budget: 2 queries

-- query: form_of one
SELECT m.id, m.member_name, m.role, g.id AS group_id, g.name AS group_name, o.id AS organization_id, o.name AS organization_name
  FROM v_membership_all m
  LEFT JOIN v_group g ON g.id = m.grp_id
  LEFT JOIN v_organization o ON o.id = m.organization_id
 WHERE m.id = :membership;

-- query: form one
SELECT id, rev, COALESCE(to_when, CAST(:today AS INTEGER) * 8) AS to_when FROM v_membership_all WHERE id = :membership;
