-- Another address for an account.

-- statement: email.mine
SELECT a.id, a.person_id, a.email, a.password_hash, a.lang, p.name FROM account a JOIN person p ON p.id = a.person_id
 WHERE a.person_id = :person_id AND a.state = 'active';

-- statement: email.of_account
SELECT a.id, a.person_id, a.email, a.lang, a.state, p.name FROM account a JOIN person p ON p.id = a.person_id
 WHERE a.id = :id AND a.state <> 'closed';

-- statement: email.link
UPDATE link SET email = :email WHERE token_hash = :token_hash;

-- statement: email.take
UPDATE link SET used_at = :now
 WHERE token_hash = :token_hash AND purpose = 'email' AND used_at IS NULL AND expires_at > :now
   AND account_id IN (SELECT id FROM account WHERE state = 'active')
RETURNING account_id, email;

-- statement: email.account
UPDATE account SET email = :email, rev = rev + 1, modified_at = :now WHERE id = :id;

-- statement: email.person
UPDATE person SET email = :email, rev = rev + 1, modified_at = :now WHERE id = :person_id AND email = :old;

-- statement: email.subscriptions
UPDATE subscription SET email = :email, email_fold = :email_fold WHERE person_id = :person_id AND email = :old;
