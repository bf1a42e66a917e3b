-- page: GET /admin/people/new
-- title: admin.people.new
-- access: admin
-- budget: 4 queries
-- param: q text 100
-- param: person id

-- query: filter one
SELECT CAST(:q AS TEXT) AS q;

-- query: person many max=20
SELECT id, name, title, organization_name FROM v_person
 WHERE CAST(:q AS TEXT) IS NOT NULL AND instr(name_fold, :q_fold) > 0 AND id NOT IN (SELECT person_id FROM v_account)
 ORDER BY name_sort, id LIMIT :limit;

-- query: chosen one optional
SELECT name, title, organization_name FROM v_person WHERE id = :person;

-- query: form one
SELECT CAST(:person AS INTEGER) AS person_id, CAST('' AS TEXT) AS name, (SELECT email FROM v_person WHERE id = :person) AS email,
       CAST('fi' AS TEXT) AS lang, 0 AS is_admin;

-- query: lang_option many enum=account.lang options=lang
