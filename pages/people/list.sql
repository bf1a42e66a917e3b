-- page: GET /people
-- title: person.list.title
-- access: public
-- budget: 3 queries
-- param: q text 100
-- param: organization id
-- param: after cursor

-- query: filter one
SELECT CAST(:q AS TEXT) AS q, CAST(:organization AS INTEGER) AS organization, admin() AS is_admin, count(*) AS total_n
  FROM v_person p
 WHERE instr(p.name_fold, :q_fold) > 0 AND (CAST(:organization AS INTEGER) IS NULL OR p.organization_id = :organization);

-- query: organization_option many max=3000 options=organization
SELECT o.id AS value, o.name AS label FROM v_organization o
 WHERE o.id IN (SELECT p.organization_id FROM v_person p) ORDER BY o.name_sort, o.id LIMIT :limit;

-- query: person many page=50 by=name_sort,id
SELECT p.id, p.name, p.name_sort, p.title, p.organization_id, p.organization_name, p.is_practice
  FROM v_person p
 WHERE instr(p.name_fold, :q_fold) > 0 AND (CAST(:organization AS INTEGER) IS NULL OR p.organization_id = :organization)
   AND (p.name_sort, p.id) > (:after_name_sort, :after_id)
 ORDER BY p.name_sort, p.id LIMIT :limit;
