-- page: GET /commitments/{commitment:id}/edit
-- title: commitment.edit.title
-- access: manager of commitment
-- budget: 5 queries

-- query: commitment one
SELECT c.id, c.deed, c.state FROM v_commitment c WHERE c.id = :commitment AND c.can_manage = 1;

-- query: form one
SELECT c.rev, c.deed, c.organization_id, CAST(NULL AS TEXT) AS organization_name, c.person_id, CAST(NULL AS TEXT) AS person_name, c.post_id,
       c.for_whom, c.due_when, c.is_undated
  FROM v_commitment c WHERE c.id = :commitment;

-- query: organization_option many max=500 options=organization_id
SELECT o.id AS value, o.name AS label FROM v_organization o
 WHERE o.id IN (SELECT m.on_behalf_of_id FROM v_membership m JOIN v_commitment c ON c.grp_id = m.grp_id WHERE c.id = :commitment)
    OR o.id IN (SELECT m.seat_organization_id FROM v_membership m JOIN v_commitment c ON c.grp_id = m.grp_id WHERE c.id = :commitment)
    OR o.id = (SELECT c.organization_id FROM v_commitment c WHERE c.id = :commitment)
 ORDER BY o.name_sort, o.id LIMIT :limit;

-- query: person_option many max=500 options=person_id
SELECT p.id AS value, p.name AS label FROM v_person p
 WHERE p.id IN (SELECT m.person_id FROM v_membership m JOIN v_commitment c ON c.grp_id = m.grp_id WHERE c.id = :commitment)
    OR p.id = (SELECT c.person_id FROM v_commitment c WHERE c.id = :commitment)
 ORDER BY p.name_sort, p.id LIMIT :limit;

-- query: post_option many max=500 options=post_id
SELECT p.id AS value, p.name || ', ' || o.name AS label
  FROM v_post p JOIN v_organization o ON o.id = p.organization_id
 WHERE (p.is_valid = 1
        AND (p.id IN (SELECT m.post_id FROM v_membership m JOIN v_commitment c ON c.grp_id = m.grp_id WHERE c.id = :commitment)
             OR o.id IN (SELECT m.on_behalf_of_id FROM v_membership m JOIN v_commitment c ON c.grp_id = m.grp_id WHERE c.id = :commitment)))
    OR p.id = (SELECT c.post_id FROM v_commitment c WHERE c.id = :commitment)
 ORDER BY p.name_sort, p.id LIMIT :limit;
