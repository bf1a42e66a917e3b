-- page: GET /items/{item:id}/statements/new
-- title: statement.new.title
-- access: manager of item
-- budget: 3 queries

-- query: item one
SELECT i.id, i.title, i.meeting_id, m.grp_id, m.group_name FROM v_item i JOIN v_meeting m ON m.id = i.meeting_id
 WHERE i.id = :item AND m.state IN ('in_progress', 'closed');

-- query: form one
SELECT CAST(NULL AS INTEGER) AS person_id, CAST(NULL AS TEXT) AS person_name, CAST(NULL AS TEXT) AS title, CAST(NULL AS TEXT) AS body,
       0 AS is_verbatim, 1 AS is_quotable;

-- query: person_option many max=300 options=person_id
SELECT a.person_id AS value, a.name AS label FROM v_attendance a
 WHERE a.meeting_id = (SELECT i.meeting_id FROM v_item i WHERE i.id = :item) ORDER BY a.name_sort, a.id LIMIT :limit;
