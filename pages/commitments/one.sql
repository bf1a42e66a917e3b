-- page: GET /commitments/{commitment:id}
-- title: commitment.deed
-- access: reader of commitment
-- budget: 5 queries

-- query: commitment one
SELECT c.id, c.deed, c.for_whom, c.organization_id, c.organization_name, c.person_id, c.person_name, c.post_id, c.post_name, c.grp_id,
       c.group_name, c.due_when, c.due_words, c.state, c.state_at, c.state_note, CASE c.state WHEN 'done' THEN 'done' WHEN 'given_back' THEN 'late' END AS look, c.is_late, c.is_open, c.is_practice,
       i.id AS item_id, i.title AS item_title, i.meeting_id, i.day AS meeting_day, c.can_manage,
       CASE WHEN c.can_edit = 1 AND c.can_manage = 0 AND c.is_open = 1 THEN 1 ELSE 0 END AS should_answer,
       CASE WHEN c.can_edit = 1 AND (c.can_manage = 1 OR c.is_open = 0) THEN 1 ELSE 0 END AS may_answer,
       CASE WHEN c.can_manage = 1 AND i.meeting_state = 'in_progress' AND c.state = 'offered' THEN 1 ELSE 0 END AS can_remove
  FROM v_commitment c LEFT JOIN v_item i ON i.id = c.item_id
 WHERE c.id = :commitment;

-- query: mail many max=200
SELECT m.id, m.to_name, m.to_address, m.subject, m.state, m.made_at, m.sent_at, m.due_at, m.said, m.can_retry, m.can_drop, m.is_failed
  FROM v_mail m JOIN v_commitment c ON c.id = m.about_id
 WHERE m.about_kind = 'commitment' AND m.about_id = :commitment AND c.can_manage = 1 ORDER BY m.id DESC LIMIT :limit;

-- query: evidence many max=10
SELECT source_name, publisher, day, note, bulletin_id FROM v_evidence WHERE kind = 'commitment' AND object_id = :commitment ORDER BY day, id LIMIT :limit;

-- query: gap many max=10
SELECT x.id, x.grp_id, x.check_name, x.path, x.name, x.group_name, x.organization_name, x.other_name, x.meeting_day, x.since_day, x.seen_day,
       x.has_group, x.is_practice, 1 AS shows_rule
  FROM v_gap_text x WHERE x.kind = 'commitment' AND x.object_id = :commitment ORDER BY x.worst_first, x.id LIMIT :limit;

-- query: history many max=50
SELECT h.seq, h.at, h.action, CAST(NULL AS TEXT) AS subject, h.fields, h.actor_name
  FROM v_history h JOIN v_commitment c ON c.id = h.about_id
 WHERE h.about_kind = 'commitment' AND h.about_id = :commitment ORDER BY h.seq DESC, h.part LIMIT :limit;
