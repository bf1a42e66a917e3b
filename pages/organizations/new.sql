-- page: GET /organizations/new
-- title: organization.new.title
-- access: admin
-- budget: 2 queries

-- query: form one
SELECT CAST(NULL AS TEXT) AS kind, CAST(NULL AS TEXT) AS name, CAST(NULL AS TEXT) AS short_name, 'fi' AS lang, CAST(NULL AS INTEGER) AS area_id,
       CAST(NULL AS TEXT) AS business_id, CAST(NULL AS TEXT) AS url, CAST(NULL AS TEXT) AS email, CAST(NULL AS TEXT) AS description,
       CAST(NULL AS INTEGER) AS from_when, CAST(NULL AS INTEGER) AS to_when, 'public' AS visibility;

-- query: kind_option many enum=organization.kind options=kind
-- query: lang_option many enum=organization.lang options=lang
-- query: visibility_option many enum=organization.visibility options=visibility

-- query: area_option many max=600 options=area_id
SELECT id AS value, name AS label FROM v_area WHERE is_valid = 1
 ORDER BY CASE kind WHEN 'country' THEN 1 WHEN 'county' THEN 2 WHEN 'municipality' THEN 3 ELSE 4 END, name_sort, id LIMIT :limit;
