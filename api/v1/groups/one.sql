-- page: GET /api/v1/groups/{group:id}
-- format: json
-- access: reader of group
-- budget: 7 queries

-- query: data one
SELECT g.id, g.uid, g.kind, g.name, g.short_name, g.lang, g.level, g.state, g.mandate, g.decides AS is_deciding, g.prepares AS is_preparing,
       g.minutes_form, g.has_bulletin_duty, g.bulletin_duty_day, g.seats_wanted, g.ends_with_text, g.from_day, g.from_precision, g.to_day,
       g.to_precision, g.is_practice, a.path_code AS area_code, a.name AS area_name, o.id AS organization_id, o.name AS organization_name,
       g.created_at, g.modified_at
  FROM v_group g LEFT JOIN v_area a ON a.id = g.area_id LEFT JOIN v_organization o ON o.id = g.organization_id
 WHERE g.id = :group;

-- query: memberships many in=data on=group_id per=1000
SELECT m.id, m.uid, m.grp_id AS group_id, m.member_kind, m.member_name, m.person_id, m.post_id, m.seat_organization_id, m.holder_id,
       m.holder_name, m.role, m.title, m.on_behalf_of_id, m.on_behalf_of_name, m.deputy_of_id, m.from_day, m.from_precision, m.to_day,
       m.to_precision, m.is_valid, m.member_sort
  FROM v_membership m WHERE m.grp_id IN :keys ORDER BY member_sort, id;

-- query: parents many in=data on=group_id per=50
SELECT p.grp_id AS group_id, g.id, g.name, g.kind, g.name_sort FROM v_group_parent p JOIN v_group g ON g.id = p.parent_id
 WHERE p.grp_id IN :keys ORDER BY name_sort, id;

-- query: parts many in=data on=parent_id per=500
SELECT p.parent_id, g.id, g.name, g.kind, g.name_sort FROM v_group_parent p JOIN v_group g ON g.id = p.grp_id
 WHERE p.parent_id IN :keys ORDER BY name_sort, id;

-- query: predecessors many in=data on=to_id per=50
SELECT s.to_id, g.id, g.name, s.day AS since_day FROM v_succession s JOIN v_group g ON g.id = s.from_id
 WHERE s.kind = 'group' AND s.to_id IN :keys ORDER BY since_day, id;

-- query: successors many in=data on=from_id per=50
SELECT s.from_id, g.id, g.name, s.day AS since_day FROM v_succession s JOIN v_group g ON g.id = s.to_id
 WHERE s.kind = 'group' AND s.from_id IN :keys ORDER BY since_day, id;

-- query: ties many in=data on=group_id per=500
SELECT t.from_id AS group_id, t.id, t.kind, t.to_kind, t.to_id, t.to_name, t.from_day, t.to_day FROM v_tie t
 WHERE t.from_kind = 'group' AND t.is_valid = 1 AND t.from_id IN :keys ORDER BY id;
