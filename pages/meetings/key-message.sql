-- page: GET /meetings/{meeting:id}/key-message
-- title: meeting.key_message
-- access: manager of meeting
-- budget: 2 queries

-- query: meeting one
SELECT id, COALESCE(group_name || ' ' || number || '/' || year, group_name) AS title
  FROM v_meeting WHERE id = :meeting AND state IN ('in_progress', 'closed') AND is_cancelled = 0;

-- query: form one
SELECT key_message, rev FROM v_meeting WHERE id = :meeting;
