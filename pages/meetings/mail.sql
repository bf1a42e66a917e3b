-- page: GET /meetings/{meeting:id}/mail
-- title: meeting.do.mail
-- access: manager of meeting
-- budget: 2 queries

-- query: meeting one
SELECT id, COALESCE(group_name || ' ' || number || '/' || year, group_name) AS title FROM v_meeting WHERE id = :meeting;

-- query: mail many max=300
SELECT id, to_name, to_address, subject, state, made_at, sent_at, due_at, said, tries, can_retry, can_drop, is_failed
  FROM v_mail WHERE about_kind = 'meeting' AND about_id = :meeting ORDER BY new_first LIMIT :limit;
