-- Administration: accounts and settings.

-- statement: admin.account
SELECT a.id, a.person_id, a.email, a.state, a.is_admin, p.anonymised_at
  FROM account a JOIN person p ON p.id = a.person_id WHERE a.id = :id;

-- statement: admin.close
UPDATE account SET state = 'closed', is_admin = 0, calendar_token_hash = NULL, calendar_token_at = NULL, rev = rev + 1,
       modified_at = :now
 WHERE id = :id AND state <> 'closed';

-- statement: admin.open
UPDATE account SET state = 'invited', rev = rev + 1, modified_at = :now
 WHERE id = :id AND state = 'closed' AND person_id IN (SELECT id FROM person WHERE anonymised_at IS NULL);

-- statement: admin.second_off
UPDATE account SET totp_sealed = NULL, totp_new_sealed = NULL, rev = rev + 1, modified_at = :now
 WHERE id = :id AND totp_sealed IS NOT NULL;
