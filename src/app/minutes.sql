-- Minutes: what they are made of, their versions, checking and publishing. :level says who will read (views/32_minutes.sql).

-- statement: minutes.meeting
SELECT m.id, m.grp_id, m.year, m.number, m.state, m.is_cancelled, m.mode, m.lang, m.day, m.starts_at, m.ends_at, m.begun_at, m.closed_at,
       m.place, m.key_message, g.name AS group_name, g.minutes_form, g.quorum_percent, g.personal_data_days, l.level
  FROM meeting m JOIN grp g ON g.id = m.grp_id JOIN meeting_level l ON l.id = m.id
 WHERE m.id = :meeting;

-- statement: minutes.attendance
SELECT a.id, a.person_id, p.name, COALESCE(a.title, p.title) AS title, a.role, o.name AS on_behalf_of, s.name AS stands_for, a.presence,
       a.arrived_at, ai.number AS arrived_number, a.left_at, li.number AS left_number, a.is_checker, a.has_written_answer,
       CASE WHEN a.role IN ('chair', 'deputy_chair', 'secretary')
                 OR EXISTS (SELECT 1 FROM item_presenter x JOIN item i ON i.id = x.item_id
                             WHERE i.meeting_id = a.meeting_id AND x.person_id = a.person_id)
            THEN 1 ELSE 0 END AS is_official,
       CASE a.role WHEN 'chair' THEN 1 WHEN 'deputy_chair' THEN 2 WHEN 'member' THEN 3 WHEN 'deputy' THEN 4 WHEN 'secretary' THEN 6
            ELSE 5 END AS role_order
  FROM attendance a
  JOIN person_level p ON p.id = a.person_id AND p.level <= :level
  LEFT JOIN organization_level o ON o.id = a.on_behalf_of_id AND o.level <= :level
  LEFT JOIN attendance sa ON sa.id = a.stands_for_id
  LEFT JOIN person_level s ON s.id = sa.person_id AND s.level <= :level
  LEFT JOIN item ai ON ai.id = a.arrived_item_id
  LEFT JOIN item li ON li.id = a.left_item_id
 WHERE a.meeting_id = :meeting
 ORDER BY role_order, p.name_sort, a.id;

-- statement: minutes.quorum
SELECT CAST(COUNT(DISTINCT a.seat_id) AS INTEGER) AS seat_n,
       CAST(COUNT(DISTINCT CASE WHEN a.presence IN ('present', 'remote') OR a.has_written_answer = 1 THEN a.seat_id END) AS INTEGER) AS here_n
  FROM (SELECT CASE WHEN t.role IN ('chair', 'deputy_chair', 'member') THEN t.id ELSE t.stands_for_id END AS seat_id, t.presence,
               t.has_written_answer
          FROM attendance t WHERE t.meeting_id = :meeting) a;

-- statement: minutes.item
SELECT i.id, i.number, i.section, i.title, i.description, i.proposal, i.handling, i.decision, i.next_step, i.is_checked_at_once,
       i.hidden_ground, i.visibility, i.is_in_bulletin, i.bulletin_text,
       CASE WHEN g.visibility = 'public' OR :level >= 2 THEN g.name END AS next_group
  FROM item i JOIN item_level l ON l.id = i.id LEFT JOIN grp g ON g.id = i.next_grp_id
 WHERE i.meeting_id = :meeting AND l.level <= :level
 ORDER BY i.position, i.id;

-- statement: minutes.presenter
SELECT x.item_id, p.name, COALESCE(x.title, p.title) AS title
  FROM item_presenter x JOIN item i ON i.id = x.item_id JOIN person_level p ON p.id = x.person_id AND p.level <= :level
 WHERE i.meeting_id = :meeting ORDER BY x.item_id, p.name_sort, p.id;

-- statement: minutes.outcome
SELECT x.item_id, x.outcome,
       CASE x.outcome WHEN 'heard' THEN 1 WHEN 'approved' THEN 2 WHEN 'decided' THEN 3 WHEN 'noted' THEN 4 WHEN 'carried' THEN 5
            WHEN 'returned' THEN 6 ELSE 7 END AS outcome_order
  FROM item_outcome x JOIN item i ON i.id = x.item_id
 WHERE i.meeting_id = :meeting ORDER BY x.item_id, outcome_order;

-- statement: minutes.point
SELECT x.item_id, x.position, x.body FROM decision_point x JOIN item i ON i.id = x.item_id
 WHERE i.meeting_id = :meeting ORDER BY x.item_id, x.position;

-- statement: minutes.statement
SELECT x.item_id, p.name, COALESCE(x.title, p.title) AS title, x.body, x.is_verbatim, x.is_quotable, x.person_id
  FROM statement x JOIN item i ON i.id = x.item_id JOIN person_level p ON p.id = x.person_id AND p.level <= :level
 WHERE i.meeting_id = :meeting AND (:level >= 2 OR x.is_quotable = 1)
 ORDER BY x.item_id, x.id;

-- statement: minutes.vote
SELECT x.id, x.item_id, x.method, x.proposal_a, x.proposal_b, x.votes_a, x.votes_b, x.votes_empty, x.chair_casts,
       CASE WHEN x.votes_a > x.votes_b THEN 'a' WHEN x.votes_b > x.votes_a THEN 'b' ELSE COALESCE(x.chair_casts, 'tie') END AS result
  FROM vote x JOIN item i ON i.id = x.item_id WHERE i.meeting_id = :meeting ORDER BY x.item_id, x.id;

-- statement: minutes.cast
SELECT x.vote_id, x.choice, p.name
  FROM vote_cast x JOIN vote v ON v.id = x.vote_id JOIN item i ON i.id = v.item_id
  JOIN person_level p ON p.id = x.person_id AND p.level <= :level
 WHERE i.meeting_id = :meeting ORDER BY x.vote_id, x.choice, p.name_sort, p.id;

-- statement: minutes.disqualified
SELECT x.item_id, p.name, p.title, x.ground, d.name AS deputy, x.left_at, x.back_at, x.person_id
  FROM disqualification x JOIN item i ON i.id = x.item_id JOIN person_level p ON p.id = x.person_id AND p.level <= :level
  LEFT JOIN person_level d ON d.id = x.deputy_id AND d.level <= :level
 WHERE i.meeting_id = :meeting ORDER BY x.item_id, p.name_sort, x.id;

-- statement: minutes.commitment
SELECT x.item_id, x.deed, x.for_whom, x.due_day, x.due_words, o.name AS organization, p.name AS person, po.name AS post
  FROM commitment x JOIN item i ON i.id = x.item_id
  JOIN organization_level o ON o.id = x.organization_id AND o.level <= :level
  LEFT JOIN person_level p ON p.id = x.person_id AND p.level <= :level
  LEFT JOIN post po ON po.id = x.post_id
 WHERE i.meeting_id = :meeting
   AND CASE x.visibility WHEN 'public' THEN 0 WHEN 'signed' THEN 1 WHEN 'members' THEN 2 ELSE 3 END <= :level
 ORDER BY x.item_id, x.id;

-- statement: minutes.attachment
SELECT CASE a.kind WHEN 'item' THEN a.object_id ELSE 0 END AS item_id, a.name
  FROM attachment a
 WHERE ((a.kind = 'meeting' AND a.object_id = :meeting)
        OR (a.kind = 'item' AND a.object_id IN (SELECT i.id FROM item i WHERE i.meeting_id = :meeting)))
   AND ((:level >= 2 AND a.publicity <> 'secret')
        OR (a.publicity = 'public' AND (a.public_from_at IS NULL OR a.public_from_at <= :now)))
 ORDER BY item_id, a.position, a.id;

-- Opinions given before the meeting, of those who vote.
-- statement: minutes.opinion
SELECT x.item_id, CAST(COUNT(CASE WHEN x.opinion = 'for' THEN 1 END) AS INTEGER) AS for_n,
       CAST(COUNT(CASE WHEN x.opinion = 'against' THEN 1 END) AS INTEGER) AS against_n,
       CAST(COUNT(CASE WHEN x.opinion = 'to_meeting' THEN 1 END) AS INTEGER) AS to_meeting_n
  FROM written_opinion x JOIN item i ON i.id = x.item_id
  JOIN meeting m ON m.id = i.meeting_id AND m.mode = 'written'
  JOIN attendance a ON a.meeting_id = i.meeting_id AND a.person_id = x.person_id
 WHERE i.meeting_id = :meeting AND (a.role IN ('chair', 'deputy_chair', 'member') OR a.stands_for_id IS NOT NULL)
 GROUP BY x.item_id ORDER BY x.item_id;

-- Who has signed the newest version for members.
-- statement: minutes.signature
SELECT p.id, p.name, c.at
  FROM minutes_check c JOIN minutes x ON x.id = c.minutes_id AND x.state = 'checked' AND x.audience = 'members'
  JOIN person_level p ON p.id = c.person_id AND p.level <= :level
 WHERE x.meeting_id = :meeting AND c.answer = 'signed' ORDER BY c.at, p.name_sort, p.id;

-- statement: minutes.newest
SELECT x.id, x.version, x.state, x.audience, x.document, x.erase_day, x.sha256
  FROM minutes x WHERE x.meeting_id = :meeting AND x.audience = :audience
 ORDER BY x.version DESC LIMIT 1;

-- statement: minutes.one
SELECT x.id, x.meeting_id, x.version, x.form, x.audience, x.state, x.sha256, x.document, x.sent_at, x.erase_day, m.grp_id, m.year, m.number,
       m.state AS meeting_state, m.day, g.name AS group_name
  FROM minutes x JOIN meeting m ON m.id = x.meeting_id JOIN grp g ON g.id = m.grp_id
 WHERE x.id = :id;

-- statement: minutes.insert
INSERT INTO minutes (uid, meeting_id, version, form, audience, state, document, body_html, sha256, change_note, made_by_id, made_at,
                     published_at, erase_day)
VALUES (:uid, :meeting, :version, :form, :audience, :state, :document, :body_html, :sha256, :change_note, :made_by, :now,
        :published_at, :erase_day)
RETURNING id;

-- statement: minutes.insert_pdf
INSERT INTO minutes_pdf (minutes_id, bytes) VALUES (:id, :bytes);

-- statement: minutes.replace_members
UPDATE minutes SET state = 'replaced' WHERE meeting_id = :meeting AND audience = 'members' AND state IN ('in_check', 'checked');

-- statement: minutes.withdraw
UPDATE minutes SET state = 'withdrawn' WHERE meeting_id = :meeting AND audience IN ('public', 'public_erased') AND state = 'published';

-- statement: minutes.reopen
UPDATE meeting SET state = 'closed', checked_at = NULL, rev = rev + 1, modified_at = :now WHERE id = :meeting AND state = 'checked';

-- statement: minutes.open
UPDATE meeting SET state = 'closed', checked_at = NULL, rev = rev + 1, modified_at = :now
 WHERE id = :meeting AND state IN ('checked', 'published') AND is_cancelled = 0;

-- statement: minutes.sent
UPDATE minutes SET sent_at = :now WHERE id = :id AND state = 'in_check' AND sent_at IS NULL;

-- statement: minutes.checkers
SELECT a.person_id, c.answer
  FROM attendance a LEFT JOIN minutes_check c ON c.minutes_id = :id AND c.person_id = a.person_id
 WHERE a.meeting_id = :meeting AND a.is_checker = 1 ORDER BY a.id;

-- statement: minutes.answer
INSERT INTO minutes_check (minutes_id, person_id, answer, sha256, remark, at) VALUES (:id, :person, :answer, :sha256, :remark, :now)
    ON CONFLICT (minutes_id, person_id)
    DO UPDATE SET answer = excluded.answer, sha256 = excluded.sha256, remark = excluded.remark, at = excluded.at;

-- statement: minutes.checked
UPDATE minutes SET state = 'checked' WHERE id = :id AND state = 'in_check';

-- statement: minutes.meeting_checked
UPDATE meeting SET state = 'checked', checked_at = :now, rev = rev + 1, modified_at = :now WHERE id = :meeting AND state = 'closed';

-- statement: minutes.meeting_published
UPDATE meeting SET state = 'published', published_at = COALESCE(published_at, :now), rev = rev + 1, modified_at = :now
 WHERE id = :meeting AND state IN ('checked', 'published');

-- statement: minutes.managers
SELECT DISTINCT m.person_id FROM membership m
 WHERE m.grp_id = :grp AND m.person_id IS NOT NULL AND m.role IN ('chair', 'deputy_chair', 'secretary', 'coordinator', 'director')
   AND m.from_day <= :today AND m.to_day >= :today
 ORDER BY m.person_id;

-- statement: minutes.to_erase
SELECT x.meeting_id FROM minutes x WHERE x.audience = 'public' AND x.state = 'published' AND x.erase_day <= :today ORDER BY x.id;

-- statement: minutes.places
SELECT a.name_fi FROM area a;

-- statement: minutes.published
SELECT x.id, x.version, x.form, x.document, x.published_at, x.erase_day
  FROM minutes x WHERE x.meeting_id = :meeting AND x.audience = 'public' AND x.state = 'published'
 ORDER BY x.version DESC LIMIT 1;

-- statement: minutes.pdf
SELECT x.meeting_id, x.version, x.audience, x.form, m.year, m.number, d.bytes
  FROM v_minutes_pdf d JOIN v_minutes x ON x.id = d.minutes_id JOIN v_meeting m ON m.id = x.meeting_id
 WHERE d.minutes_id = :minutes;

-- statement: minutes.document
SELECT x.document FROM v_minutes x WHERE x.meeting_id = :meeting AND x.id = :id;
