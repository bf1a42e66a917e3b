-- page: GET /statements/{statement:id}/edit
-- title: statement.edit.title
-- access: manager of statement
-- budget: 3 queries

-- query: statement one
SELECT s.id, s.item_id, i.title AS item_title, i.meeting_id, m.grp_id, m.group_name
  FROM v_statement s JOIN v_item i ON i.id = s.item_id JOIN v_meeting m ON m.id = i.meeting_id
 WHERE s.id = :statement AND m.state IN ('in_progress', 'closed');

-- query: form one
SELECT s.rev, s.person_id, CAST(NULL AS TEXT) AS person_name, s.title, s.body, s.is_verbatim, s.is_quotable
  FROM v_statement s WHERE s.id = :statement;

-- query: person_option many max=301 options=person_id
SELECT p.id AS value, p.name AS label FROM v_person p
 WHERE p.id IN (SELECT a.person_id FROM v_attendance a JOIN v_item i ON i.meeting_id = a.meeting_id JOIN v_statement s ON s.item_id = i.id
                 WHERE s.id = :statement)
    OR p.id = (SELECT s.person_id FROM v_statement s WHERE s.id = :statement)
 ORDER BY p.name_sort, p.id LIMIT :limit;
