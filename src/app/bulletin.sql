-- Bulletins: drafts, texts in each language, publishing, correcting, retracting.

-- statement: bulletin.of_meeting
SELECT b.id FROM bulletin b WHERE b.meeting_id = :meeting AND b.state <> 'retracted' ORDER BY b.id LIMIT 1;

-- statement: bulletin.insert
INSERT INTO bulletin (uid, grp_id, meeting_id, lang, state, day, new_first, edited_by_id, visibility, is_practice, created_at, modified_at)
SELECT :uid, m.grp_id, m.id, m.lang, 'draft', m.day, -m.day, :editor, m.visibility, m.is_practice, :now, :now
  FROM meeting m WHERE m.id = :meeting AND m.day IS NOT NULL
RETURNING id;

-- statement: bulletin.insert_own
INSERT INTO bulletin (uid, grp_id, lang, state, day, new_first, edited_by_id, visibility, is_practice, created_at, modified_at)
SELECT :uid, g.id, :lang, 'draft', CAST(:day AS INTEGER), -CAST(:day AS INTEGER), CAST(:editor AS INTEGER), :visibility, g.is_practice, :now, :now
  FROM grp g WHERE g.id = :grp
RETURNING id;

-- statement: bulletin.text_insert
INSERT INTO bulletin_text (bulletin_id, lang, title, title_fold, lead, body, body_html, key_message, is_published, modified_at)
VALUES (:bulletin, :lang, :title, :title_fold, :lead, :body, :body_html, :key_message, 0, :now)
    ON CONFLICT (bulletin_id, lang, is_published) DO NOTHING;

-- statement: bulletin.text_change
UPDATE bulletin_text
   SET title = :title, title_fold = :title_fold, lead = :lead, body = :body, body_html = :body_html, key_message = :key_message,
       rev = rev + 1, modified_at = :now
 WHERE bulletin_id = :bulletin AND lang = :lang AND is_published = 0 AND rev = :rev;

-- statement: bulletin.edited
UPDATE bulletin
   SET edited_by_id = :editor, state = CASE WHEN state = 'checked' THEN 'draft' ELSE state END,
       checked_by_id = CASE WHEN state = 'checked' THEN NULL ELSE checked_by_id END,
       checked_at = CASE WHEN state = 'checked' THEN NULL ELSE checked_at END, rev = rev + 1, modified_at = :now
 WHERE id = :id AND state <> 'retracted';

-- statement: bulletin.one
SELECT b.id, b.grp_id, b.meeting_id, b.lang, b.state, b.day, b.edited_by_id, b.rev, g.name AS group_name, l.level
  FROM bulletin b JOIN grp g ON g.id = b.grp_id JOIN bulletin_level l ON l.id = b.id WHERE b.id = :id;

-- statement: bulletin.other_managers
SELECT CAST(COUNT(DISTINCT m.person_id) AS INTEGER) AS n FROM membership m JOIN account a ON a.person_id = m.person_id AND a.state = 'active'
 WHERE m.grp_id = :grp AND m.person_id <> :person AND m.role IN ('chair', 'deputy_chair', 'secretary', 'coordinator', 'director')
   AND m.from_day <= :today AND m.to_day >= :today;

-- statement: bulletin.check
UPDATE bulletin SET state = 'checked', checked_by_id = :person, checked_at = :now, rev = rev + 1, modified_at = :now
 WHERE id = :id AND state = 'draft';

-- statement: bulletin.publish
UPDATE bulletin SET state = 'published', published_at = :now, rev = rev + 1, modified_at = :now WHERE id = :id AND state = 'checked';

-- statement: bulletin.correct
UPDATE bulletin SET corrected_at = :now, correction = :correction, rev = rev + 1, modified_at = :now
 WHERE id = :id AND state = 'published';

-- statement: bulletin.retract
UPDATE bulletin SET state = 'retracted', retracted_at = :now, retraction = :reason, rev = rev + 1, modified_at = :now
 WHERE id = :id AND state = 'published';

-- statement: bulletin.publish_texts
INSERT INTO bulletin_text (bulletin_id, lang, title, title_fold, lead, body, body_html, key_message, is_published, modified_at)
SELECT t.bulletin_id, t.lang, t.title, t.title_fold, t.lead, t.body, t.body_html, t.key_message, 1, :now
  FROM bulletin_text t WHERE t.bulletin_id = :id AND t.is_published = 0 AND t.title <> '' AND t.body <> ''
    ON CONFLICT (bulletin_id, lang, is_published)
    DO UPDATE SET title = excluded.title, title_fold = excluded.title_fold, lead = excluded.lead, body = excluded.body,
       body_html = excluded.body_html, key_message = excluded.key_message, rev = bulletin_text.rev + 1, modified_at = excluded.modified_at;

-- statement: bulletin.published_texts
SELECT t.lang, t.title, t.lead, t.body, t.key_message FROM bulletin_text t WHERE t.bulletin_id = :id AND t.is_published = 1 ORDER BY t.id;

-- statement: bulletin.subscribers
SELECT s.id, s.uid, s.email, s.email_fold, s.lang FROM subscription s
 WHERE s.state = 'confirmed' AND (s.grp_id = :grp OR s.grp_id IS NULL)
 ORDER BY s.email_fold, CASE WHEN s.grp_id IS NULL THEN 1 ELSE 0 END, s.id;

-- statement: bulletin.text_stored
SELECT title, lead, body, key_message FROM bulletin_text WHERE bulletin_id = :id AND lang = :lang AND is_published = 0;
