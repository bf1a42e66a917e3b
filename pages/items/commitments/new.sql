-- page: GET /items/{item:id}/commitments/new
-- title: commitment.new.title
-- access: manager of item
-- budget: 5 queries

-- query: item one
SELECT i.id, i.title, i.meeting_id, m.grp_id, m.group_name, CASE WHEN m.state = 'in_progress' THEN 1 ELSE 0 END AS is_on
  FROM v_item i JOIN v_meeting m ON m.id = i.meeting_id
 WHERE i.id = :item AND m.state IN ('in_progress', 'closed');

-- query: form one
SELECT CAST(NULL AS TEXT) AS deed, CAST(NULL AS INTEGER) AS organization_id, CAST(NULL AS TEXT) AS organization_name,
       CAST(NULL AS INTEGER) AS person_id, CAST(NULL AS TEXT) AS person_name, CAST(NULL AS INTEGER) AS post_id,
       CAST(NULL AS TEXT) AS for_whom, CAST(NULL AS INTEGER) AS due_when, 0 AS is_undated;

-- query: organization_option many max=500 options=organization_id
SELECT o.id AS value, o.name AS label FROM v_organization o
 WHERE o.id IN (SELECT a.on_behalf_of_id FROM v_attendance a JOIN v_item i ON i.meeting_id = a.meeting_id WHERE i.id = :item)
    OR o.id IN (SELECT m.on_behalf_of_id FROM v_membership m JOIN v_item i ON i.grp_id = m.grp_id WHERE i.id = :item)
    OR o.id IN (SELECT m.seat_organization_id FROM v_membership m JOIN v_item i ON i.grp_id = m.grp_id WHERE i.id = :item)
 ORDER BY o.name_sort, o.id LIMIT :limit;

-- query: person_option many max=500 options=person_id
SELECT p.id AS value, p.name AS label FROM v_person p
 WHERE p.id IN (SELECT a.person_id FROM v_attendance a JOIN v_item i ON i.meeting_id = a.meeting_id WHERE i.id = :item)
    OR p.id IN (SELECT m.person_id FROM v_membership m JOIN v_item i ON i.grp_id = m.grp_id WHERE i.id = :item)
 ORDER BY p.name_sort, p.id LIMIT :limit;

-- query: post_option many max=500 options=post_id
SELECT p.id AS value, p.name || ', ' || o.name AS label
  FROM v_post p JOIN v_organization o ON o.id = p.organization_id
 WHERE p.is_valid = 1
   AND (p.id IN (SELECT m.post_id FROM v_membership m JOIN v_item i ON i.grp_id = m.grp_id WHERE i.id = :item)
        OR o.id IN (SELECT m.on_behalf_of_id FROM v_membership m JOIN v_item i ON i.grp_id = m.grp_id WHERE i.id = :item))
 ORDER BY p.name_sort, p.id LIMIT :limit;
