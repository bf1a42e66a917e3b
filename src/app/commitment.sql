-- Commitments: who does what, for whom, by when.

-- statement: commitment.doer_organization
SELECT COALESCE((SELECT po.organization_id FROM post po WHERE po.id = CAST(:post_id AS INTEGER)),
                (SELECT MAX(a.on_behalf_of_id) FROM attendance a
                  WHERE a.person_id = CAST(:person_id AS INTEGER) AND a.meeting_id = CAST(:meeting_id AS INTEGER)),
                (SELECT p.organization_id FROM person p WHERE p.id = CAST(:person_id AS INTEGER))) AS organization_id;

-- statement: commitment.insert
INSERT INTO commitment (uid, item_id, grp_id, organization_id, person_id, post_id, deed, for_whom, due_from_day, due_day,
                        due_precision, due_words, state, state_at, visibility, is_practice, created_at, modified_at)
VALUES (:uid, :item_id, :grp_id, :organization_id, :person_id, :post_id, :deed, :for_whom, :due_from_day, :due_day, :due_precision,
        :due_words, 'offered', :now, :visibility, :is_practice, :now, :now)
RETURNING id;

-- statement: commitment.one
SELECT c.id, c.uid, c.item_id, c.grp_id, c.organization_id, c.person_id, c.post_id, p.name AS person_name, c.deed, c.for_whom, c.due_from_day, c.due_day,
       c.due_precision, c.due_words, c.state, c.state_note, c.rev, c.token_hash, i.meeting_id, m.state AS meeting_state, m.day, m.lang,
       g.name AS group_name, g.lang AS group_lang, o.name AS organization_name, o.email AS organization_email,
       o.lang AS organization_lang, c.is_practice, o.is_practice AS is_practice_organization,
       c.due_day * 8 + CASE c.due_precision WHEN 'month' THEN 1 WHEN 'season' THEN 2 WHEN 'year' THEN 3 ELSE 0 END AS due_when
  FROM commitment c
  JOIN grp g ON g.id = c.grp_id
  JOIN organization o ON o.id = c.organization_id
  LEFT JOIN person p ON p.id = c.person_id
  LEFT JOIN item i ON i.id = c.item_id
  LEFT JOIN meeting m ON m.id = i.meeting_id
 WHERE c.id = :id;

-- statement: commitment.update
UPDATE commitment SET organization_id = :organization_id, person_id = :person_id, post_id = :post_id, deed = :deed,
       for_whom = :for_whom, due_from_day = :due_from_day, due_day = :due_day, due_precision = :due_precision, due_words = :due_words,
       state = :state, state_at = :state_at, state_note = :state_note, rev = rev + 1, modified_at = :now
 WHERE id = :id AND rev = :rev;

-- statement: commitment.state_at
SELECT state_at FROM commitment WHERE id = :id;

-- statement: commitment.delete
DELETE FROM commitment WHERE id = :id AND token_hash IS NULL AND state = 'offered';

-- statement: commitment.answer
UPDATE commitment SET state = :state, state_at = :now, state_note = :note,
       due_from_day = CASE WHEN CAST(:due_day AS INTEGER) IS NULL THEN due_from_day ELSE CAST(:due_from_day AS INTEGER) END,
       due_precision = CASE WHEN CAST(:due_day AS INTEGER) IS NULL THEN due_precision ELSE CAST(:due_precision AS TEXT) END,
       due_words = CASE WHEN CAST(:due_day AS INTEGER) IS NULL THEN due_words ELSE CAST(:due_words AS TEXT) END,
       due_day = COALESCE(CAST(:due_day AS INTEGER), due_day),
       rev = rev + 1, modified_at = :now
 WHERE id = :id AND rev = :rev;

-- What the viewer may see of the names around it; NULL is hidden.
-- statement: commitment.sight
SELECT CASE WHEN EXISTS (SELECT 1 FROM v_rank_group k WHERE k.id = c.grp_id) THEN g.name END AS group_name,
       CASE WHEN EXISTS (SELECT 1 FROM v_rank_organization k WHERE k.id = c.organization_id) THEN o.name END AS organization_name,
       CASE WHEN EXISTS (SELECT 1 FROM v_rank_person k WHERE k.id = c.person_id) THEN p.name END AS person_name
  FROM commitment c JOIN grp g ON g.id = c.grp_id JOIN organization o ON o.id = c.organization_id LEFT JOIN person p ON p.id = c.person_id
 WHERE c.id = :id;

-- statement: commitment.set_token
UPDATE commitment SET token_hash = :token_hash WHERE id = :id;

-- statement: commitment.by_token
SELECT c.id, c.rev, c.deed, c.for_whom, c.state, c.state_note, 
       CASE WHEN g.visibility = 'public' OR EXISTS (SELECT 1 FROM membership m WHERE m.grp_id = g.id AND m.person_id = c.person_id) THEN g.name END AS group_name,
       o.name AS organization_name,
       p.name AS person_name, po.name AS post_name,
       c.due_day * 8 + CASE c.due_precision WHEN 'month' THEN 1 WHEN 'season' THEN 2 WHEN 'year' THEN 3 ELSE 0 END AS due_when,
       CASE WHEN c.state IN ('offered', 'accepted') THEN 1 ELSE 0 END AS is_open,
       CASE WHEN c.state = 'done' THEN 'done' WHEN c.state = 'given_back' THEN 'late' END AS look
  FROM commitment c
  JOIN grp g ON g.id = c.grp_id
  JOIN organization o ON o.id = c.organization_id
  LEFT JOIN person p ON p.id = c.person_id
  LEFT JOIN post po ON po.id = c.post_id
 WHERE c.token_hash = :token_hash AND (p.id IS NULL OR p.anonymised_at IS NULL);

-- statement: commitment.person
SELECT p.id, a.lang, p.is_practice FROM person p LEFT JOIN account a ON a.person_id = p.id WHERE p.id = :person_id;

-- statement: commitment.holders
SELECT p.id, a.lang, p.is_practice
  FROM post_holder h JOIN person p ON p.id = h.person_id LEFT JOIN account a ON a.person_id = p.id
 WHERE h.post_id = :post_id AND h.from_day <= :today AND h.to_day >= :today
 ORDER BY p.id LIMIT 20;

-- statement: commitment.of_meeting
SELECT c.id FROM commitment c JOIN item i ON i.id = c.item_id
 WHERE i.meeting_id = :meeting_id AND c.state = 'offered' ORDER BY c.id LIMIT 300;

-- statement: commitment.managers
SELECT p.id, a.lang
  FROM (SELECT COALESCE(m.person_id, h.person_id) AS person_id
          FROM membership m
          LEFT JOIN post_holder h ON h.post_id = m.post_id AND h.from_day <= :today AND h.to_day >= :today
         WHERE m.grp_id = :grp_id AND m.from_day <= :today AND m.to_day >= :today
           AND m.role IN ('chair', 'deputy_chair', 'secretary', 'coordinator', 'director')) k
  JOIN person p ON p.id = k.person_id
  LEFT JOIN account a ON a.person_id = p.id
 WHERE p.id <> :person_id
 GROUP BY p.id, a.lang ORDER BY p.id LIMIT 100;

-- Open ones that were told to the doer, were agreed and last answered before the moment, and were not reminded for it.
-- statement: commitment.to_remind
SELECT r.id, r.day, r.is_late
  FROM (SELECT c.id, c.state_at, c.reminded_day, c.item_id,
               CASE WHEN c.due_day >= CAST(:today AS INTEGER) THEN 0 ELSE 1 END AS is_late,
               CASE WHEN c.due_day >= CAST(:today AS INTEGER) THEN c.due_day - CAST(:before AS INTEGER) ELSE c.due_day + CAST(:after AS INTEGER) END AS day
          FROM commitment c
         WHERE c.state IN ('offered', 'accepted') AND c.due_day >= CAST(:today AS INTEGER) - CAST(:latest AS INTEGER) AND c.due_day <= CAST(:today AS INTEGER) + CAST(:before AS INTEGER)) r
  LEFT JOIN item i ON i.id = r.item_id
  LEFT JOIN meeting m ON m.id = i.meeting_id
 WHERE r.day <= CAST(:today AS INTEGER) AND r.day IS DISTINCT FROM r.reminded_day AND r.state_at < r.day * 86400000000
   AND (m.id IS NULL OR m.closed_at < r.day * 86400000000)
 ORDER BY r.id LIMIT 1000;

-- statement: commitment.reminded
UPDATE commitment SET reminded_day = :day
 WHERE id = :id AND state IN ('offered', 'accepted') AND reminded_day IS DISTINCT FROM :day;
