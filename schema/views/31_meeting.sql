-- What belongs to a meeting's preparation: quorum, formalities, opinions given beforehand.

-- Seats that vote, how many of them are taken, and how many it takes. A seat is taken once: by its holder, or by the deputy who
-- stands in, being here and not gone, or having answered in writing; before the beginning also by having said to come.
CREATE VIEW v_quorum AS
SELECT q.meeting_id, q.seat_n, q.coming_n, q.need_n, CASE WHEN q.coming_n >= q.need_n THEN 1 ELSE 0 END AS is_enough
  FROM (SELECT a.meeting_id, COUNT(DISTINCT a.seat_id) AS seat_n, COUNT(DISTINCT CASE WHEN a.is_coming = 1 THEN a.seat_id END) AS coming_n,
               CAST((COUNT(DISTINCT a.seat_id) * MAX(g.quorum_percent) + 99) / 100 AS INTEGER) AS need_n
          FROM (SELECT t.meeting_id, t.person_id,
                       CASE WHEN t.role IN ('chair', 'deputy_chair', 'member') THEN t.id ELSE t.stands_for_id END AS seat_id,
                       CASE WHEN (t.presence IN ('present', 'remote') AND t.left_at IS NULL) OR t.has_written_answer = 1
                              OR (t.presence = 'unknown' AND t.answer IN ('yes', 'remote') AND m.state IN ('draft', 'called'))
                            THEN 1 ELSE 0 END AS is_coming
                  FROM attendance t JOIN meeting m ON m.id = t.meeting_id) a
          JOIN v_rank_person k ON k.id = a.person_id
          JOIN v_rank_meeting r ON r.id = a.meeting_id
          JOIN grp g ON g.id = r.grp_id
         WHERE r.state = 'published' OR r.rank >= 2
         GROUP BY a.meeting_id) q;

CREATE VIEW v_recurring_item AS
SELECT x.id, x.grp_id, x.place, x.position, x.title
  FROM recurring_item x JOIN v_rank_group r ON r.id = x.grp_id WHERE r.rank >= 2;

CREATE VIEW v_written_opinion AS
SELECT x.item_id, x.person_id, p.name, p.name_sort, p.title, p.organization_name, x.opinion, x.body, x.at, i.meeting_id
  FROM written_opinion x JOIN v_item i ON i.id = x.item_id JOIN v_person p ON p.id = x.person_id
 WHERE i.rank >= 2;

-- Opinions that count: of voting seats, and of deputies who stand in.
CREATE VIEW v_opinion_voter AS
SELECT o.item_id, o.person_id, o.opinion
  FROM v_written_opinion o JOIN attendance a ON a.meeting_id = o.meeting_id AND a.person_id = o.person_id
 WHERE a.role IN ('chair', 'deputy_chair', 'member') OR a.stands_for_id IS NOT NULL;

-- Who votes in the decision procedure and has not said what they think of a matter, nor has whoever stands in for them.
CREATE VIEW v_opinion_missing AS
SELECT i.id AS item_id, i.meeting_id, a.person_id, a.name, a.name_sort, a.title, a.on_behalf_of_name AS organization_name, a.role_order
  FROM v_item i JOIN v_attendance a ON a.meeting_id = i.meeting_id AND a.role IN ('chair', 'deputy_chair', 'member')
 WHERE i.rank >= 2 AND i.meeting_mode = 'written' AND i.matter_id IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM written_opinion o WHERE o.item_id = i.id AND o.person_id = a.person_id)
   AND NOT EXISTS (SELECT 1 FROM written_opinion o JOIN attendance d ON d.meeting_id = i.meeting_id AND d.person_id = o.person_id
                    WHERE o.item_id = i.id AND d.stands_for_id = a.id);

-- The opinions of a matter counted: of those who vote. The matter is taken up in the meeting when one asks for it or did not answer in time
-- (Local Government Act 410/2015, section 100).
CREATE VIEW v_opinion_sum AS
SELECT q.item_id, q.meeting_id, q.for_n, q.against_n, q.to_meeting_n, q.missing_n,
       CASE WHEN q.to_meeting_n > 0 OR (q.missing_n > 0 AND q.is_over > 0) THEN 1 ELSE 0 END AS must_meet,
       CASE WHEN q.missing_n = 0 THEN 1 ELSE 0 END AS has_all
  FROM (SELECT i.id AS item_id, i.meeting_id,
               CASE WHEN m.state <> 'called' OR m.answer_by_day < day_of(now_at()) THEN 1 ELSE 0 END AS is_over,
               (SELECT COUNT(*) FROM v_opinion_voter o WHERE o.item_id = i.id AND o.opinion = 'for') AS for_n,
               (SELECT COUNT(*) FROM v_opinion_voter o WHERE o.item_id = i.id AND o.opinion = 'against') AS against_n,
               (SELECT COUNT(*) FROM v_opinion_voter o WHERE o.item_id = i.id AND o.opinion = 'to_meeting') AS to_meeting_n,
               (SELECT COUNT(*) FROM v_opinion_missing n WHERE n.item_id = i.id) AS missing_n
          FROM v_item i JOIN meeting m ON m.id = i.meeting_id
         WHERE i.rank >= 2 AND m.mode = 'written' AND i.matter_id IS NOT NULL AND m.state <> 'draft') q;

-- A personal link's invitation: whoever has the link holds the token, whose hash finds the one row.
CREATE VIEW v_invitation AS
SELECT a.token_hash, a.meeting_id, g.name AS group_name, COALESCE(g.name || ' ' || m.number || '/' || m.year, g.name) AS title,
       a.person_id, p.name AS person_name, a.role, m.day, m.starts_at, m.ends_at, m.mode, m.place, m.remote_url, a.answer, m.is_cancelled,
       m.answer_by_day, CASE m.mode WHEN 'written' THEN 1 ELSE 0 END AS is_written,
       CASE WHEN a.role IN ('chair', 'deputy_chair', 'member', 'deputy') THEN 1 ELSE 0 END AS has_seat,
       CASE WHEN m.state = 'called' AND m.is_cancelled = 0 THEN 1 ELSE 0 END AS can_answer
  FROM attendance a
  JOIN meeting m ON m.id = a.meeting_id
  JOIN grp g ON g.id = m.grp_id
  JOIN person p ON p.id = a.person_id
 WHERE a.token_hash IS NOT NULL AND p.anonymised_at IS NULL;

-- The meetings the viewer is called to.
CREATE VIEW v_my_attendance AS
SELECT a.meeting_id, a.answer, CASE WHEN a.role IN ('chair', 'deputy_chair', 'member', 'deputy') THEN 1 ELSE 0 END AS has_seat
  FROM attendance a WHERE a.person_id = viewer() AND viewer() > 0;

-- What was mailed about a meeting, to those who manage it.
CREATE VIEW v_meeting_mail AS
SELECT m.about_id AS meeting_id, CASE WHEN m.state IN ('refused', 'given_up') THEN 1 ELSE 0 END AS is_failed
  FROM mail m JOIN v_rank_meeting r ON r.id = m.about_id
 WHERE m.about_kind = 'meeting' AND r.rank >= 3;

-- Who can be written to; told to those who sign in.
CREATE VIEW v_reachable AS
SELECT p.id AS person_id
  FROM person p JOIN v_rank_person r ON r.id = p.id LEFT JOIN account a ON a.person_id = p.id AND a.state <> 'closed'
 WHERE viewer() > 0 AND p.anonymised_at IS NULL AND COALESCE(a.email, p.email) IS NOT NULL;

-- Who has a seat on the day of a meeting whose attendance is open, but no row in it: came into the body after the call.
-- One row a person, of the weightiest seat. For the meeting's managers.
CREATE VIEW v_uncalled AS
SELECT s.meeting_id, s.person_id, p.name, p.name_sort, s.role, COALESCE(s.title, p.title) AS title, o.name AS on_behalf_of_name, s.role_order,
       s.waits
  FROM (SELECT x.*, row_number() OVER (PARTITION BY x.meeting_id, x.person_id ORDER BY x.role_order, x.membership_id) AS nth
          FROM (SELECT m.id AS meeting_id, k.id AS membership_id, COALESCE(k.person_id, h.person_id) AS person_id, k.role,
                       COALESCE(k.title, po.name) AS title, COALESCE(k.on_behalf_of_id, po.organization_id) AS on_behalf_of_id,
                       CASE k.role WHEN 'chair' THEN 1 WHEN 'deputy_chair' THEN 2 WHEN 'member' THEN 3 WHEN 'deputy' THEN 4 ELSE 5 END
                         AS role_order, CASE WHEN k.role = 'deputy' AND k.deputy_of_id IS NOT NULL THEN 1 ELSE 0 END AS waits
                  FROM meeting m
                  JOIN membership k ON k.grp_id = m.grp_id AND k.from_day <= m.day AND k.to_day >= m.day
                  LEFT JOIN post po ON po.id = k.post_id
                  LEFT JOIN post_holder h ON h.post_id = k.post_id AND h.from_day <= m.day AND h.to_day >= m.day
                 WHERE m.state IN ('called', 'in_progress', 'closed') AND m.is_cancelled = 0
                   AND (k.person_id IS NOT NULL OR h.person_id IS NOT NULL)) x) s
  JOIN v_rank_meeting r ON r.id = s.meeting_id AND r.rank >= 3
  JOIN v_person p ON p.id = s.person_id
  LEFT JOIN v_organization o ON o.id = s.on_behalf_of_id
 WHERE s.nth = 1 AND NOT EXISTS (SELECT 1 FROM attendance a WHERE a.meeting_id = s.meeting_id AND a.person_id = s.person_id);
