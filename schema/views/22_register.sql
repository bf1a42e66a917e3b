-- What the pages of organizations, persons, posts and areas ask beside the register.

CREATE VIEW v_organization_parent AS
SELECT x.organization_id, x.parent_id, c.name AS organization_name, c.kind AS organization_kind, c.name_sort AS organization_sort,
       p.name AS parent_name, p.kind AS parent_kind, p.name_sort AS parent_sort, x.from_day AS raw_from_day,
       CASE WHEN x.from_day > -1000000 THEN x.from_day END AS from_day, CASE WHEN x.to_day < 3000000 THEN x.to_day END AS to_day
  FROM organization_parent x
  JOIN v_organization c ON c.id = x.organization_id
  JOIN v_organization p ON p.id = x.parent_id
 WHERE x.from_day <= as_of() AND x.to_day >= as_of();

-- Where an organization works: its home and the areas that were named.
CREATE VIEW v_organization_area AS
SELECT o.id AS organization_id, o.area_id, 1 AS is_home
  FROM v_organization o WHERE o.area_id IS NOT NULL
 UNION
SELECT x.organization_id, x.area_id, 0 AS is_home
  FROM organization_area x
  JOIN v_organization o ON o.id = x.organization_id
 WHERE o.area_id IS NULL OR o.area_id <> x.area_id;

-- Seats in groups, with the organization each is held for: said, the post's own, or that of a seat not yet named.
CREATE VIEW v_seat AS
SELECT m.id, m.uid, m.grp_id, m.person_id, m.post_id, m.role, m.role_order, m.title, m.member_kind, m.member_name, m.member_sort,
       m.holder_id, m.holder_name, m.from_when, m.to_when, m.is_valid, m.raw_from_day, -m.raw_to_day AS last_first,
       o.id AS organization_id, o.name AS organization_name, o.kind AS organization_kind, o.area_id AS organization_area_id,
       g.name AS group_name, g.kind AS group_kind, g.level AS group_level, g.name_sort AS group_sort, g.area_id AS group_area_id
  FROM v_membership_all m
  JOIN v_group g ON g.id = m.grp_id
  LEFT JOIN post po ON po.id = m.post_id
  LEFT JOIN v_organization o ON o.id = COALESCE(m.on_behalf_of_id, po.organization_id, m.seat_organization_id);

-- The organizations of an area: those at home in it or in a part of it, and those that work in it.
CREATE VIEW v_area_organization AS
SELECT x.area_id, x.organization_id, x.is_home FROM v_organization_area x
 UNION
SELECT p.whole_id, x.organization_id, 2 AS is_home
  FROM v_organization_area x JOIN v_area_part p ON p.area_id = x.area_id
 WHERE x.is_home = 1;

-- Seats held for a municipality's own organization, and bodies that want a seat of it and have none: one row an area.
CREATE VIEW v_area_seats AS
SELECT a.id AS area_id,
       (SELECT count(*) FROM v_seat s WHERE s.organization_kind = 'municipality' AND s.organization_area_id = a.id AND s.is_valid > 0
           AND s.role IN ('chair', 'deputy_chair', 'member')) AS seat_n,
       (SELECT count(*) FROM v_group_unseated u WHERE u.id = a.id) AS unseated_n
  FROM v_area a WHERE a.kind = 'municipality';
