-- page: GET /organizations/{organization:id}/edit
-- title: organization.edit.title
-- access: manager of organization
-- budget: 3 queries

-- query: organization one
SELECT id, name FROM v_organization WHERE id = :organization;

-- query: form one
SELECT id, rev, kind, name, short_name, lang, area_id, business_id, url, email, description, from_when, to_when, visibility
  FROM v_organization WHERE id = :organization;

-- query: kind_option many enum=organization.kind options=kind
-- query: lang_option many enum=organization.lang options=lang
-- query: visibility_option many enum=organization.visibility options=visibility

-- query: area_option many max=600 options=area_id
SELECT id AS value, name AS label FROM v_area WHERE is_valid = 1
 ORDER BY CASE kind WHEN 'country' THEN 1 WHEN 'county' THEN 2 WHEN 'municipality' THEN 3 ELSE 4 END, name_sort, id LIMIT :limit;
