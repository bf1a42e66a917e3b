-- page: GET /api/v1/groups
-- format: json
-- access: public
-- budget: 1 queries
-- param: kind word
-- param: level word
-- param: state word
-- param: area id
-- param: q text 100
-- param: created_since day
-- param: modified_since day
-- param: after cursor

-- query: data many page=100 by=id
SELECT g.id, g.uid, g.kind, g.name, g.short_name, g.lang, g.level, g.state, g.mandate, g.decides AS is_deciding, g.prepares AS is_preparing,
       g.minutes_form, g.has_bulletin_duty, g.bulletin_duty_day, g.seats_wanted, g.ends_with_text, g.from_day, g.from_precision, g.to_day,
       g.to_precision, g.is_practice, a.path_code AS area_code, a.name AS area_name, o.id AS organization_id, o.name AS organization_name,
       g.created_at, g.modified_at
  FROM v_group g LEFT JOIN v_area a ON a.id = g.area_id LEFT JOIN v_organization o ON o.id = g.organization_id
 WHERE instr(g.find_fold, :q_fold) > 0
   AND (CAST(:kind AS TEXT) IS NULL OR g.kind = :kind) AND (CAST(:level AS TEXT) IS NULL OR g.level = :level)
   AND (CAST(:state AS TEXT) IS NULL OR g.state = :state) AND (CAST(:area AS INTEGER) IS NULL OR g.area_id = :area)
   AND (CAST(:created_since AS INTEGER) IS NULL OR g.created_at >= :created_since * 86400000000)
   AND (CAST(:modified_since AS INTEGER) IS NULL OR g.modified_at >= :modified_since * 86400000000)
   AND (g.id) > (:after_id)
 ORDER BY g.id LIMIT :limit;
