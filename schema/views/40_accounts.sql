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

-- The viewer's own account and what hangs on it.
CREATE VIEW v_my_account AS
SELECT a.id, a.person_id, p.name, p.title, a.email, a.lang, a.is_admin, a.created_at, a.rev,
       CASE WHEN a.password_hash IS NULL THEN 0 ELSE 1 END AS has_password,
       CASE WHEN a.totp_sealed IS NULL THEN 0 ELSE 1 END AS has_second,
       CASE WHEN a.totp_new_sealed IS NULL THEN 0 ELSE 1 END AS is_second_begun,
       CASE WHEN a.calendar_token_hash IS NULL THEN 0 ELSE 1 END AS has_calendar, a.calendar_token_at,
       (SELECT COUNT(*) FROM recovery_code c WHERE c.account_id = a.id AND c.used_at IS NULL) AS codes_n
  FROM account a JOIN person p ON p.id = a.person_id
 WHERE viewer() > 0 AND a.person_id = viewer() AND a.state = 'active';

CREATE VIEW v_my_session AS
SELECT s.id, s.device, s.created_at, s.seen_at, s.expires_at
  FROM session s JOIN v_my_account a ON a.id = s.account_id
 WHERE s.ended_at IS NULL AND s.expires_at > now_at();

CREATE VIEW v_my_subscription AS
SELECT s.id, s.uid, s.email, s.grp_id, g.name AS group_name, s.lang, s.state, s.asked_at, s.confirmed_at, s.stopped_at
  FROM subscription s LEFT JOIN v_group g ON g.id = s.grp_id
 WHERE viewer() > 0 AND s.person_id = viewer();

-- For taking out one's own data.
CREATE VIEW v_my_text AS
SELECT t.id, t.kind, t.object_id, t.field, t.lang, t.version, t.body, t.at
  FROM text t WHERE viewer() > 0 AND t.author_id = viewer();
CREATE VIEW v_my_journal AS
SELECT j.seq, j.part, j.at, j.action, j.kind, j.object_id
  FROM journal j WHERE viewer() > 0 AND j.actor_id = viewer();
CREATE VIEW v_my_mail AS
SELECT m.id, m.reason, m.about_kind, m.about_id, m.to_address, m.subject, m.state, m.made_at, m.sent_at
  FROM mail m WHERE viewer() > 0 AND m.person_id = viewer();

-- Accounts as administrators see them.
CREATE VIEW v_account AS
SELECT a.id, a.person_id, p.name, p.name_sort, p.name_fold, p.title, p.is_practice, a.email, a.lang, a.state, a.is_admin, a.rev,
       a.created_at, a.modified_at,
       CASE WHEN a.password_hash IS NULL THEN 0 ELSE 1 END AS has_password,
       CASE WHEN a.totp_sealed IS NULL THEN 0 ELSE 1 END AS has_second,
       CASE WHEN a.person_id = viewer() THEN 1 ELSE 0 END AS is_self,
       CASE WHEN a.state = 'closed' THEN 1 ELSE 0 END AS is_closed,
       CASE WHEN a.state = 'closed' AND p.anonymised_at IS NULL THEN 1 ELSE 0 END AS can_open,
       (SELECT MAX(s.seen_at) FROM session s WHERE s.account_id = a.id) AS seen_at
  FROM account a JOIN person p ON p.id = a.person_id
 WHERE admin() = 1;

CREATE VIEW v_job AS
SELECT j.id, j.name, j.state, j.due_at, j.ran_at, j.took_ms, j.runs, j.failures, j.said,
       CASE WHEN j.state = 'failed' THEN 1 ELSE 0 END AS is_failed
  FROM job j WHERE admin() = 1;
