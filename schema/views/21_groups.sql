-- What a group's page asks beside the register.

-- The municipalities of the group's area that have no seat in it, where each is to have one. A seat counts for the organization
-- it is held for; deputies, experts and those who only attend do not count.
CREATE VIEW v_group_unseated AS
SELECT g.id AS grp_id, a.id, a.path_code AS code, a.name, a.name_sort
  FROM v_group g
  JOIN v_area_part p ON p.whole_id = g.area_id
  JOIN v_area a ON a.id = p.area_id AND a.kind = 'municipality' AND a.is_valid = 1
 WHERE g.seats_wanted = 'municipalities'
   AND NOT EXISTS (SELECT 1
         FROM membership m
         LEFT JOIN post po ON po.id = m.post_id
         JOIN organization o ON o.id = COALESCE(m.on_behalf_of_id, po.organization_id, m.seat_organization_id)
        WHERE m.grp_id = g.id AND m.role IN ('chair', 'deputy_chair', 'member') AND m.from_day <= as_of() AND m.to_day >= as_of()
          AND o.kind = 'municipality' AND o.area_id = a.id);
