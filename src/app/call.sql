-- Calling a meeting together, moving and cancelling it, and answers to the call.

-- statement: call.composition
WITH seat AS (
  SELECT m.id AS membership_id, m.person_id, m.role, m.title, m.on_behalf_of_id, m.deputy_of_id
    FROM membership m
   WHERE m.grp_id = :grp_id AND m.person_id IS NOT NULL AND m.from_day <= :day AND m.to_day >= :day
   UNION ALL
  SELECT m.id, h.person_id, m.role, COALESCE(m.title, po.name), COALESCE(m.on_behalf_of_id, po.organization_id), m.deputy_of_id
    FROM membership m
    JOIN post po ON po.id = m.post_id
    JOIN post_holder h ON h.post_id = m.post_id AND h.from_day <= :day AND h.to_day >= :day
   WHERE m.grp_id = :grp_id AND m.from_day <= :day AND m.to_day >= :day
)
SELECT s.person_id, s.role, s.title, s.on_behalf_of_id, CASE WHEN s.role = 'deputy' AND s.deputy_of_id IS NOT NULL THEN 1 ELSE 0 END AS waits
  FROM seat s JOIN person p ON p.id = s.person_id
 WHERE p.anonymised_at IS NULL
 ORDER BY s.person_id,
          CASE s.role WHEN 'chair' THEN 1 WHEN 'deputy_chair' THEN 2 WHEN 'member' THEN 3 WHEN 'deputy' THEN 4 ELSE 5 END, s.membership_id;

-- statement: call.mark
UPDATE meeting SET state = 'called', year = :year, called_at = :now, rev = rev + 1, modified_at = :now,
       number = (SELECT COALESCE(MAX(o.number), 0) + 1 FROM meeting o WHERE o.grp_id = meeting.grp_id AND o.year = :year)
 WHERE id = :id AND state = 'draft' AND is_cancelled = 0;

-- statement: call.attendance
INSERT INTO attendance (meeting_id, person_id, role, on_behalf_of_id, title, answer, presence)
VALUES (:meeting_id, :person_id, :role, :on_behalf_of_id, :title, 'none', 'unknown')
RETURNING id;

-- statement: call.join
INSERT INTO attendance (meeting_id, person_id, role, on_behalf_of_id, title, answer, presence)
VALUES (:meeting_id, :person_id, :role, :on_behalf_of_id, :title, 'none', 'unknown')
ON CONFLICT (meeting_id, person_id) DO NOTHING
RETURNING id;

-- statement: call.token
UPDATE attendance SET token_hash = :token_hash WHERE id = :id;

-- statement: call.guest
SELECT a.id, a.person_id, a.role, p.name, COALESCE(c.email, p.email) AS address, c.lang,
       CASE WHEN a.role IN ('chair', 'deputy_chair', 'member', 'deputy') THEN 1 ELSE 0 END AS has_seat
  FROM attendance a JOIN person p ON p.id = a.person_id LEFT JOIN account c ON c.person_id = p.id AND c.state <> 'closed'
 WHERE a.id = :id;

-- statement: call.guests
SELECT a.id FROM attendance a WHERE a.meeting_id = :meeting_id AND a.token_hash IS NOT NULL ORDER BY a.id;

-- statement: call.agenda
SELECT v.title FROM v_item v JOIN item i ON i.id = v.id LEFT JOIN matter x ON x.id = i.matter_id
 WHERE v.meeting_id = :meeting_id AND i.visibility <> 'managers' AND (x.id IS NULL OR x.visibility <> 'managers')
 ORDER BY v.position, v.id;

-- statement: call.sight
SELECT k.rank FROM v_rank_meeting k WHERE k.id = :meeting_id;

-- statement: call.caller
SELECT COALESCE(c.email, p.email) AS address FROM person p LEFT JOIN account c ON c.person_id = p.id WHERE p.id = :id;

-- statement: call.items
SELECT id FROM item WHERE meeting_id = :meeting_id ORDER BY position, id;

-- statement: call.answers_reset
UPDATE attendance SET answer = 'none', answered_at = NULL, stands_for_id = NULL, rev = rev + 1 WHERE meeting_id = :meeting_id;

-- statement: answer.by_token
SELECT a.id, a.meeting_id, a.person_id FROM attendance a JOIN person p ON p.id = a.person_id AND p.anonymised_at IS NULL
 WHERE a.token_hash = :token_hash;

-- statement: answer.by_person
SELECT id, meeting_id FROM attendance WHERE meeting_id = :meeting_id AND person_id = :person_id;

-- statement: answer.set
UPDATE attendance SET answer = :answer, answered_at = :now, rev = rev + 1 WHERE id = :id;

-- statement: answer.pairs
SELECT d.id AS deputy_id, d.answer AS deputy_answer, CASE WHEN d.token_hash IS NULL THEN 0 ELSE 1 END AS is_called, d.presence,
       d.stands_for_id, a.id AS member_id, a.answer AS member_answer
  FROM attendance d
  JOIN meeting m ON m.id = d.meeting_id
  JOIN membership dm ON dm.grp_id = m.grp_id AND dm.person_id = d.person_id AND dm.role = 'deputy'
                    AND dm.from_day <= m.day AND dm.to_day >= m.day
  JOIN membership mm ON mm.id = dm.deputy_of_id
  JOIN attendance a ON a.meeting_id = d.meeting_id
   AND (a.person_id = mm.person_id
        OR a.person_id IN (SELECT h.person_id FROM post_holder h WHERE h.post_id = mm.post_id AND h.from_day <= m.day AND h.to_day >= m.day))
 WHERE d.meeting_id = :meeting_id AND d.role = 'deputy'
 ORDER BY d.id, a.id;

-- statement: answer.stands_for
UPDATE attendance SET stands_for_id = :stands_for_id, rev = rev + 1 WHERE id = :id;

-- statement: answer.invitation
SELECT meeting_id, person_id, group_name, title, person_name, role, day, starts_at, ends_at, NULLIF(mode, 'unknown') AS mode, place,
       remote_url, answer, can_answer, is_cancelled, is_written, has_seat,
       CASE WHEN can_answer = 1 AND is_written = 1 AND has_seat = 1 AND answer_by_day >= :today THEN 1 ELSE 0 END AS asks_opinion, answer_by_day,
       CASE answer WHEN 'no' THEN 1 ELSE 0 END AS has_refused,
       CAST(:path AS TEXT) AS path
  FROM v_invitation WHERE token_hash = :token_hash;
