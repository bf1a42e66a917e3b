-- page: GET /items/{item:id}/remove
-- title: item.remove.title
-- access: manager of item
-- budget: 1 queries

-- query: item one
SELECT i.id, i.title, i.matter_id, m.id AS meeting_id,
       COALESCE(m.group_name || ' ' || m.number || '/' || m.year, m.group_name) AS meeting_title
  FROM v_item i JOIN v_meeting m ON m.id = i.meeting_id WHERE i.id = :item;
