-- What a group's page asks beside the register.

-- The municipalities of the group's area that have no seat in it, where each is to have one. A seat counts for the organization
-- it is held for; deputies, experts and those who only attend do not count.
CREATE VIEW v_group_unseated AS
SELECT g.id AS grp_id, a.id, a.path_code AS code, a.name, a.name_sort
  FROM v_group g
  JOIN v_area_part p ON p.whole_id = g.area_id
  JOIN v_area a ON a.id = p.area_id AND a.kind = 'municipality' AND a.is_valid > 0
 WHERE g.seats_wanted = 'municipalities'
   AND NOT EXISTS (SELECT 1
         FROM membership m
         LEFT JOIN post po ON po.id = m.post_id
         JOIN organization o ON o.id = COALESCE(m.on_behalf_of_id, po.organization_id, m.seat_organization_id)
        WHERE m.grp_id = g.id AND m.role IN ('chair', 'deputy_chair', 'member') AND m.from_day <= as_of() AND m.to_day >= as_of()
          AND o.kind = 'municipality' AND o.area_id = a.id);

-- A group as lists show it: with its area and who leads it.
CREATE VIEW v_group_listed AS
SELECT g.id, g.name, g.name_sort, g.find_fold, g.kind, g.level, g.state, g.area_id, g.is_practice, g.from_when, g.to_when, g.ends_with_text,
       a.name AS area_name, a.path_code AS area_code,
       (SELECT MIN(m.member_name) FROM v_membership m
         WHERE m.grp_id = g.id AND m.role IN ('coordinator', CASE g.kind WHEN 'project' THEN 'director' ELSE 'chair' END)) AS lead_name
  FROM v_group g LEFT JOIN v_area a ON a.id = g.area_id;

-- The areas that groups have, as choices of a filter.
CREATE VIEW v_group_area AS
SELECT a.id AS value, a.name AS label, a.name_sort AS label_sort,
       CASE a.kind WHEN 'country' THEN 1 WHEN 'county' THEN 2 WHEN 'region' THEN 3 WHEN 'subregion' THEN 4 ELSE 5 END AS widest_first
  FROM v_area a WHERE a.id IN (SELECT g.area_id FROM v_group g);
