-- page: GET /groups.csv
-- title: group.list.title
-- format: csv
-- access: public
-- budget: 1 queries
-- param: kind word

-- query: group many page=500 by=name_sort,id
SELECT g.id, g.uid, g.kind, g.name, g.name_sort, g.short_name, g.lang, g.level, a.path_code AS area, a.name AS area_name,
       o.uid AS organization_uid, o.name AS organization, g.state, g.decides AS is_deciding, g.prepares AS is_preparing, g.minutes_form,
       g.has_bulletin_duty, g.bulletin_duty_day, g.seats_wanted, g.ends_with_text, g.from_day, g.from_precision, g.to_day, g.to_precision,
       g.visibility, g.is_practice, g.mandate, g.modified_at
  FROM v_group g LEFT JOIN v_area a ON a.id = g.area_id LEFT JOIN v_organization o ON o.id = g.organization_id
 WHERE (CAST(:kind AS TEXT) IS NULL OR g.kind = :kind)
   AND (g.name_sort, g.id) > (:after_name_sort, :after_id)
 ORDER BY g.name_sort, g.id LIMIT :limit;
