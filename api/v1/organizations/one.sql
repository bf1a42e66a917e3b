-- page: GET /api/v1/organizations/{organization:id}
-- access: reader of organization
-- format: json
-- budget: 4 queries

-- query: data one
SELECT o.id, o.uid, o.kind, o.name, o.short_name, o.lang, a.path_code AS area_code, a.name AS area_name, o.business_id, o.url, o.email, o.description, o.from_day,
       o.from_precision, o.to_day, o.to_precision, o.is_valid, o.is_practice, o.created_at, o.modified_at
  FROM v_organization o LEFT JOIN v_area a ON a.id = o.area_id WHERE o.id = :organization;

-- query: parents many in=data on=organization_id per=50
SELECT organization_id, parent_id, parent_name, from_day, to_day, parent_sort FROM v_organization_parent WHERE organization_id IN :keys
 ORDER BY parent_sort, parent_id;

-- query: posts many in=data on=organization_id per=200
SELECT organization_id, id, uid, name, is_leadership, from_day, to_day, name_sort FROM v_post WHERE organization_id IN :keys
 ORDER BY name_sort, id;

-- query: seats many in=data on=organization_id per=400
SELECT organization_id, id, uid, grp_id AS group_id, group_name, member_kind, member_name, role, group_sort FROM v_seat
 WHERE organization_id IN :keys AND is_valid = 1 ORDER BY group_sort, id;
