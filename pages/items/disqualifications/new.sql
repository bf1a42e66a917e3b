-- page: GET /items/{item:id}/disqualifications/new
-- title: disqualification.new.title
-- access: manager of item
-- budget: 4 queries

-- query: item one
SELECT i.id, i.title, i.meeting_id, m.grp_id, m.group_name FROM v_item i JOIN v_meeting m ON m.id = i.meeting_id
 WHERE i.id = :item AND m.state IN ('in_progress', 'closed');

-- query: form one
SELECT CAST(NULL AS INTEGER) AS person_id, CAST(NULL AS TEXT) AS ground, CAST(NULL AS INTEGER) AS deputy_id,
       CAST(NULL AS INTEGER) AS left_at, CAST(NULL AS INTEGER) AS back_at;

-- query: person_option many max=300 options=person_id
SELECT a.person_id AS value, a.name AS label FROM v_attendance a
 WHERE a.meeting_id = (SELECT i.meeting_id FROM v_item i WHERE i.id = :item) AND a.presence <> 'absent'
   AND NOT EXISTS (SELECT 1 FROM v_disqualification d WHERE d.item_id = :item AND d.person_id = a.person_id)
 ORDER BY a.name_sort, a.id LIMIT :limit;

-- query: deputy_option many max=300 options=deputy_id
SELECT a.person_id AS value, a.name AS label FROM v_attendance a
 WHERE a.meeting_id = (SELECT i.meeting_id FROM v_item i WHERE i.id = :item) AND a.role = 'deputy' AND a.is_here = 1
 ORDER BY a.name_sort, a.id LIMIT :limit;
