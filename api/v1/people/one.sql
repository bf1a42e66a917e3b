-- page: GET /api/v1/people/{person:id}
-- access: reader of person
-- format: json
-- budget: 3 queries

-- query: data one
SELECT id, uid, name, title, organization_id, organization_name, is_practice, created_at, modified_at FROM v_person WHERE id = :person;

-- query: seats many in=data on=person_id per=300
SELECT person_id, id, uid, grp_id AS group_id, group_name, role, organization_id AS on_behalf_of_id, organization_name AS on_behalf_of_name,
       is_valid, group_sort
  FROM v_seat WHERE person_id IN :keys ORDER BY group_sort, id;

-- query: posts many in=data on=person_id per=100
SELECT person_id, post_id, from_day, from_precision, to_day, to_precision, is_valid FROM v_post_holder_all WHERE person_id IN :keys
 ORDER BY post_id;
