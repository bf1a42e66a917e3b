-- page: GET /groups/new
-- title: group.new.title
-- access: signed-in
-- budget: 5 queries
-- param: kind word
-- param: parent id

-- query: can one
SELECT CASE WHEN EXISTS (SELECT 1 FROM v_group WHERE can_edit = 1) OR admin() = 1 THEN 1 ELSE 0 END AS can_make, admin() AS is_admin;

-- query: form one
SELECT COALESCE(CAST(:kind AS TEXT), 'body') AS kind, CAST(:parent AS INTEGER) AS parent, '' AS name, CAST(:lang AS TEXT) AS lang, '' AS short_name, '' AS aliases,
       '' AS mandate, 0 AS decides, 0 AS prepares, 'regional' AS level, CAST(NULL AS INTEGER) AS area, '' AS organization,
       '' AS leadership_of, 'active' AS state, CAST(NULL AS INTEGER) AS from_when, CAST(NULL AS INTEGER) AS to_when,
       '' AS ends_with_text, 'light' AS minutes_form, 0 AS has_bulletin_duty, CAST(NULL AS INTEGER) AS bulletin_duty_day,
       0 AS wants_all, 51 AS quorum_percent, 37 AS personal_data_days, 'public' AS visibility;

-- query: kind_option many enum=group.kind options=kind
-- query: parent_option many max=1000 options=parent
SELECT id AS value, name AS label FROM v_group WHERE can_edit = 1 AND state <> 'ended' ORDER BY name_sort, id LIMIT :limit;

-- query: lang_option many enum=group.lang options=lang
-- query: level_option many enum=group.level options=level
-- query: state_option many enum=group.state options=state
-- query: minutes_option many enum=group.minutes_form options=minutes_form
-- query: visibility_option many enum=group.visibility options=visibility

-- query: area_option many max=1000 options=area
SELECT id AS value, name AS label FROM v_area
 WHERE is_valid = 1
 ORDER BY CASE kind WHEN 'country' THEN 1 WHEN 'county' THEN 2 WHEN 'region' THEN 3 WHEN 'subregion' THEN 4
                    WHEN 'service_area' THEN 5 ELSE 6 END, name_sort, id
 LIMIT :limit;

-- query: pick_name many max=2000
SELECT id, name FROM v_organization WHERE is_valid = 1 ORDER BY name_sort, id LIMIT :limit;
