-- Accounts, sessions and mail as the viewer may see them. Secrets (hashes, tokens, texts of mails) are in no view.

-- Letters about what the viewer manages, and those he sent. Their texts are not shown: they may hold personal links.
CREATE VIEW v_mail AS
SELECT m.id, m.uid, m.reason, m.about_kind, m.about_id, m.person_id, m.to_address, COALESCE(m.to_name, m.to_address) AS to_name,
       m.lang, m.subject, m.state, m.tries, m.due_at, m.made_at, m.sent_at, m.said, -m.id AS new_first,
       CASE WHEN m.state IN ('refused', 'given_up') OR (m.state = 'waiting' AND m.tries > 0) THEN 1 ELSE 0 END AS can_retry,
       CASE WHEN m.state = 'waiting' THEN 1 ELSE 0 END AS can_drop,
       CASE WHEN m.state IN ('refused', 'given_up') THEN 1 ELSE 0 END AS is_failed
  FROM mail m
 WHERE admin() = 1 OR (viewer() > 0 AND m.sender_id = viewer())
    OR (m.about_kind = 'group' AND m.about_id IN (SELECT id FROM v_rank_group WHERE rank >= 3))
    OR (m.about_kind = 'meeting' AND m.about_id IN (SELECT id FROM v_rank_meeting WHERE rank >= 3))
    OR (m.about_kind = 'matter' AND m.about_id IN (SELECT id FROM v_rank_matter WHERE rank >= 3))
    OR (m.about_kind = 'minutes' AND m.about_id IN (SELECT id FROM v_rank_minutes WHERE rank >= 3))
    OR (m.about_kind = 'bulletin' AND m.about_id IN (SELECT id FROM v_rank_bulletin WHERE rank >= 3))
    OR (m.about_kind = 'commitment' AND m.about_id IN (
          SELECT c.id FROM commitment c JOIN v_rank_group g ON g.id = c.grp_id AND g.rank >= 3));

-- Accounts to sign in with in the demonstration; the page shows them there only.
CREATE VIEW v_practice_account AS
SELECT a.id, p.name, p.title FROM account a JOIN person p ON p.id = a.person_id WHERE p.is_practice = 1 AND a.state = 'active';
