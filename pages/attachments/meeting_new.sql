-- page: GET /meetings/{meeting:id}/attachments/new
-- title: attachment.new.title
-- access: manager of meeting
-- budget: 2 queries

-- query: owner one
SELECT m.id, m.group_name AS title, m.id AS meeting_id, COALESCE(m.group_name || ' ' || m.number || '/' || m.year, m.group_name) AS meeting_title
  FROM v_meeting m WHERE m.id = :meeting;

-- query: form one
SELECT NULL AS file, NULL AS name, NULL AS alt, NULL AS caption, 'public' AS publicity, NULL AS ground, NULL AS public_from_day,
       NULL AS public_from_clock
  FROM v_meeting WHERE id = :meeting;

-- query: publicity_option many enum=attachment.publicity options=publicity
