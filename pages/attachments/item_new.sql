-- page: GET /items/{item:id}/attachments/new
-- title: attachment.new.title
-- access: manager of item
-- budget: 2 queries

-- query: owner one
SELECT i.id, i.title, m.id AS meeting_id, COALESCE(m.group_name || ' ' || m.number || '/' || m.year, m.group_name) AS meeting_title
  FROM v_item i JOIN v_meeting m ON m.id = i.meeting_id WHERE i.id = :item;

-- query: form one
SELECT NULL AS file, NULL AS name, NULL AS alt, NULL AS caption, 'public' AS publicity, NULL AS ground, NULL AS public_from_day,
       NULL AS public_from_clock
  FROM v_item WHERE id = :item;

-- query: publicity_option many enum=attachment.publicity options=publicity
