-- Bulletins in lists and feeds, the meetings that lack one, and who reads by mail.

-- Published and retracted ones, in the text that fits the reader best; of a retracted one only the title stays.
CREATE VIEW v_bulletin_list AS
SELECT b.id, b.uid, b.grp_id, b.group_name, b.meeting_id, b.lang, b.state, b.day, b.new_first, b.published_at, b.corrected_at, b.correction,
       b.retracted_at, b.retraction, b.is_retracted, b.is_practice, COALESCE(b.retracted_at, b.corrected_at, b.published_at) AS updated_at,
       COALESCE(mine.lang, own.lang) AS text_lang, COALESCE(mine.title, own.title) AS title,
       COALESCE(mine.title_fold, own.title_fold) AS title_fold,
       CASE WHEN b.state = 'published' THEN COALESCE(mine.lead, own.lead) END AS lead,
       CASE WHEN b.state = 'published' THEN COALESCE(mine.body, own.body) END AS body,
       CASE WHEN b.state = 'published' THEN COALESCE(mine.body_html, own.body_html) END AS body_html,
       CASE WHEN b.state = 'published' THEN CASE WHEN mine.id IS NULL THEN own.key_message ELSE mine.key_message END END AS key_message
  FROM v_bulletin b
  JOIN bulletin_text own ON own.bulletin_id = b.id AND own.lang = b.lang AND own.is_published = 1
  LEFT JOIN bulletin_text mine ON mine.bulletin_id = b.id AND mine.lang = lang() AND mine.is_published = 1
 WHERE b.state IN ('published', 'retracted');

-- Meetings whose body publishes a bulletin of each and that have none yet.
CREATE VIEW v_bulletin_missing AS
SELECT m.id AS meeting_id, m.grp_id, m.group_name, m.number, m.year, m.day, m.new_first, m.can_edit
  FROM v_meeting m JOIN v_group g ON g.id = m.grp_id
 WHERE m.has_bulletin_duty = 1 AND m.is_cancelled = 0 AND m.state IN ('closed', 'checked', 'published')
   AND m.day >= COALESCE(g.bulletin_duty_day, 0)
   AND NOT EXISTS (SELECT 1 FROM v_bulletin b WHERE b.meeting_id = m.id AND b.state = 'published');

-- Drafts that the viewer wrote and another manager of the body is to check.
CREATE VIEW v_bulletin_to_others AS
SELECT b.id FROM bulletin b
 WHERE b.state = 'draft' AND b.edited_by_id = viewer()
   AND EXISTS (SELECT 1 FROM membership m JOIN account a ON a.person_id = m.person_id AND a.state = 'active'
                WHERE m.grp_id = b.grp_id AND m.person_id <> viewer()
                  AND m.role IN ('chair', 'deputy_chair', 'secretary', 'coordinator', 'director')
                  AND m.from_day <= as_of() AND m.to_day >= as_of());

-- How many a bulletin of a group is mailed to: its managers' to know.
CREATE VIEW v_bulletin_reader AS
SELECT g.id AS grp_id,
       (SELECT COUNT(DISTINCT s.email_fold) FROM subscription s
         WHERE s.state = 'confirmed' AND (s.grp_id = g.id OR s.grp_id IS NULL)) AS reader_n
  FROM v_group g WHERE g.rank >= 3;

-- A subscription by the hash of the token in its letters: who has the letter may see and stop it.
CREATE VIEW v_subscription_link AS
SELECT s.token_hash, s.state, s.lang, g.name AS group_name
  FROM subscription s LEFT JOIN v_group g ON g.id = s.grp_id;

-- For mailing: what anybody may read.
CREATE VIEW bulletin_level AS
SELECT x.id, CASE WHEN x.own > x.of_rest THEN x.own ELSE x.of_rest END AS level
  FROM (SELECT b.id, CASE b.visibility WHEN 'public' THEN 0 WHEN 'signed' THEN 1 WHEN 'members' THEN 2 ELSE 3 END AS own,
               COALESCE(l.level, CASE g.visibility WHEN 'public' THEN 0 WHEN 'signed' THEN 1 WHEN 'members' THEN 2 ELSE 3 END) AS of_rest
          FROM bulletin b JOIN grp g ON g.id = b.grp_id LEFT JOIN meeting_level l ON l.id = b.meeting_id) x;
