-- Accounts, sessions, links, throttles.

-- statement: throttle.count
INSERT INTO throttle (name, window_at, n) VALUES (:name, :window_at, 1)
    ON CONFLICT (name, window_at) DO UPDATE SET n = throttle.n + 1
RETURNING n;

-- statement: throttle.lift
DELETE FROM throttle WHERE name = :name;

-- statement: account.by_email
SELECT id, person_id, password_hash, state, CASE WHEN totp_sealed IS NULL THEN 0 ELSE 1 END AS has_second
  FROM account WHERE email = :email AND state <> 'closed';

-- statement: account.email_taken
SELECT id FROM account WHERE email = :email;

-- statement: account.by_id
SELECT id, person_id, email, password_hash, state, totp_sealed, totp_step, totp_new_sealed,
       CASE WHEN totp_sealed IS NULL THEN 0 ELSE 1 END AS has_second
  FROM account WHERE id = :id AND state <> 'closed';

-- statement: account.practice
SELECT a.id, a.person_id FROM account a JOIN person p ON p.id = a.person_id
 WHERE a.id = :id AND p.is_practice = 1 AND a.state = 'active';

-- statement: account.of_person
SELECT id FROM account WHERE person_id = :person_id;

-- statement: account.person
SELECT id, email FROM person WHERE id = :id AND anonymised_at IS NULL;

-- statement: account.person_insert
INSERT INTO person (uid, name, name_sort, name_fold, email, visibility, created_at, modified_at)
VALUES (:uid, :name, :name_sort, :name_fold, :email, 'signed', :now, :now)
RETURNING id;

-- statement: account.insert
INSERT INTO account (person_id, email, is_admin, lang, state, created_at, modified_at)
VALUES (:person_id, :email, :is_admin, :lang, 'invited', :now, :now)
RETURNING id;

-- statement: account.drop_letters
UPDATE mail SET state = 'dropped', body = ''
 WHERE about_kind = 'account' AND about_id = :id AND state = 'waiting'
   AND reason IN ('invite', 'sign_in', 'password', 'email_confirm') AND reason = COALESCE(CAST(:reason AS TEXT), reason);

-- statement: account.accept
UPDATE account SET state = 'active', password_hash = COALESCE(:password_hash, password_hash), rev = rev + 1, modified_at = :now
 WHERE id = :id AND state IN ('invited', 'active');

-- statement: account.set_password
UPDATE account SET password_hash = :password_hash, rev = rev + 1, modified_at = :now WHERE id = :id AND state <> 'closed';

-- statement: account.step
UPDATE account SET totp_step = :step WHERE id = :id AND totp_step < :step;

-- statement: account.recover
UPDATE recovery_code SET used_at = :now WHERE account_id = :id AND code_hash = :code_hash AND used_at IS NULL;

-- statement: account.admins
SELECT COUNT(*) AS n FROM account WHERE is_admin = 1 AND state <> 'closed';

-- statement: account.active_admins
SELECT COUNT(*) AS n FROM account WHERE is_admin = 1 AND state = 'active' AND id <> :id;

-- statement: account.lock_admins
UPDATE account SET rev = rev WHERE is_admin = 1;

-- statement: account.make_admin
UPDATE account SET is_admin = :is_admin, rev = rev + 1, modified_at = :now
 WHERE id = :id AND state <> 'closed' AND is_admin <> :is_admin;

-- statement: link.replace
UPDATE link SET used_at = :now WHERE purpose = :purpose AND used_at IS NULL AND account_id IS NOT DISTINCT FROM :account_id;

-- statement: link.insert
INSERT INTO link (token_hash, purpose, account_id, back, created_at, expires_at)
VALUES (:token_hash, :purpose, :account_id, :back, :now, :expires_at);

-- statement: link.find
SELECT l.id, l.account_id, l.back, a.person_id, COALESCE(l.email, a.email) AS email, p.name
  FROM link l LEFT JOIN account a ON a.id = l.account_id LEFT JOIN person p ON p.id = a.person_id
 WHERE l.token_hash = :token_hash AND l.purpose = :purpose AND l.used_at IS NULL AND l.expires_at > :now
   AND (l.account_id IS NULL OR a.state <> 'closed');

-- statement: link.take
UPDATE link SET used_at = :now
 WHERE token_hash = :token_hash AND purpose = :purpose AND used_at IS NULL AND expires_at > :now
   AND (account_id IS NULL OR account_id IN (SELECT id FROM account WHERE state <> 'closed'))
RETURNING account_id, back;

-- statement: session.open
INSERT INTO session (token_hash, account_id, csrf, device, created_at, seen_at, expires_at)
VALUES (:token_hash, :account_id, :csrf, :device, :now, :now, :expires_at);

-- statement: session.end
UPDATE session SET ended_at = :now WHERE id = :id AND ended_at IS NULL;

-- statement: session.end_others
UPDATE session SET ended_at = :now WHERE account_id = :account_id AND id <> :id AND ended_at IS NULL;
