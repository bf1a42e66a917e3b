-- page: GET /items/{item:id}/disqualifications/{row:id}
-- title: disqualification.edit.title
-- access: manager of item
-- budget: 3 queries

-- query: aside one
SELECT d.id, d.item_id, d.name, i.title AS item_title, i.meeting_id, m.grp_id, m.group_name
  FROM v_disqualification d JOIN v_item i ON i.id = d.item_id JOIN v_meeting m ON m.id = i.meeting_id
 WHERE d.id = :row AND d.item_id = :item AND m.state IN ('in_progress', 'closed');

-- query: form one
SELECT d.rev, d.ground, d.deputy_id, d.left_at, d.back_at FROM v_disqualification d WHERE d.id = :row AND d.item_id = :item;

-- query: deputy_option many max=300 options=deputy_id
SELECT a.person_id AS value, a.name AS label FROM v_attendance a
 WHERE a.meeting_id = (SELECT i.meeting_id FROM v_item i WHERE i.id = :item) AND a.role = 'deputy' AND a.is_here = 1
 ORDER BY a.name_sort, a.id LIMIT :limit;
