-- page: GET /groups/{group:id}/edit
-- title: group.edit.title
-- access: manager of group
-- budget: 4 queries

-- query: group one
SELECT id, name FROM v_group WHERE id = :group;

-- query: form one
SELECT g.id, g.rev, g.name, g.lang, g.short_name,
       (WITH RECURSIVE n (k, name) AS (
          SELECT row_number() OVER (ORDER BY a.name, a.id), a.name FROM v_alias a WHERE a.kind = 'group' AND a.object_id = :group
        ), c (k, names) AS (
          SELECT n.k, n.name FROM n WHERE n.k = 1
           UNION ALL
          SELECT n.k, c.names || '; ' || n.name FROM c JOIN n ON n.k = c.k + 1
        ) SELECT c.names FROM c ORDER BY c.k DESC LIMIT 1) AS aliases,
       g.mandate, g.decides, g.prepares, g.level, g.area_id AS area, o.name AS organization, l.name AS leadership_of, g.state,
       g.from_when, g.to_when, g.ends_with_text, g.minutes_form, g.has_bulletin_duty, g.bulletin_duty_day,
       CASE g.seats_wanted WHEN 'municipalities' THEN 1 ELSE 0 END AS wants_all, g.quorum_percent, g.personal_data_days, g.visibility
  FROM v_group g
  LEFT JOIN v_organization o ON o.id = g.organization_id
  LEFT JOIN v_organization l ON l.id = g.leadership_of_id
 WHERE g.id = :group;

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
