-- page: GET /bulletins/{bulletin:id}/mail
-- title: bulletin.do.mail
-- access: manager of bulletin
-- budget: 2 queries

-- query: bulletin one
SELECT id, grp_id, group_name, day FROM v_bulletin WHERE id = :bulletin;

-- query: mail many max=300
SELECT id, to_name, to_address, subject, state, made_at, sent_at, due_at, said, tries, can_retry, can_drop, is_failed
  FROM v_mail WHERE about_kind = 'bulletin' AND about_id = :bulletin
 ORDER BY CASE state WHEN 'sent' THEN 1 WHEN 'dropped' THEN 1 ELSE 0 END, new_first LIMIT :limit;
