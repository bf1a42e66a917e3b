-- A person's own account.

-- statement: me.account
SELECT id, person_id, email, password_hash, is_admin, totp_sealed, totp_new_sealed FROM account
 WHERE person_id = :person_id AND state = 'active';

-- statement: me.lang
UPDATE account SET lang = :lang, rev = rev + 1, modified_at = :now WHERE person_id = :person_id;

-- statement: me.calendar
UPDATE account SET calendar_token_hash = :token_hash, calendar_token_at = :now, modified_at = :now WHERE person_id = :person_id;

-- statement: me.second_new
UPDATE account SET totp_new_sealed = :sealed, modified_at = :now WHERE person_id = :person_id;

-- statement: me.second_set
UPDATE account SET totp_sealed = totp_new_sealed, totp_new_sealed = NULL, totp_step = :step, modified_at = :now
 WHERE person_id = :person_id AND totp_new_sealed IS NOT NULL;

-- statement: me.second_off
UPDATE account SET totp_sealed = NULL, totp_new_sealed = NULL, modified_at = :now
 WHERE person_id = :person_id AND (totp_sealed IS NOT NULL OR totp_new_sealed IS NOT NULL);

-- statement: me.codes_forget
DELETE FROM recovery_code WHERE account_id = :account_id;

-- statement: me.code_insert
INSERT INTO recovery_code (account_id, code_hash) VALUES (:account_id, :code_hash);

-- statement: me.session_end
UPDATE session SET ended_at = :now
 WHERE id = :id AND ended_at IS NULL AND account_id IN (SELECT id FROM account WHERE person_id = :person_id);

-- statement: me.sessions
SELECT id, device, created_at, seen_at FROM v_my_session ORDER BY seen_at DESC, id DESC;

-- statement: me.unsubscribe
UPDATE subscription SET state = 'stopped', stopped_at = :now
 WHERE id = :id AND person_id = :person_id AND state <> 'stopped';

-- statement: me.close_person
UPDATE person SET name = :name, name_sort = :name_sort, name_fold = :name_fold, title = NULL, email = NULL, anonymised_at = :now,
       rev = rev + 1, modified_at = :now
 WHERE id = :person_id AND anonymised_at IS NULL;

-- statement: me.close_seats
UPDATE membership SET to_day = CASE WHEN from_day > :today - 1 THEN from_day ELSE :today - 1 END, to_precision = 'day', rev = rev + 1,
       modified_at = :now
 WHERE person_id = :person_id AND to_day >= :today;

-- statement: me.close_posts
UPDATE post_holder SET to_day = CASE WHEN from_day > :today - 1 THEN from_day ELSE :today - 1 END, to_precision = 'day',
       modified_at = :now
 WHERE person_id = :person_id AND to_day >= :today;

-- statement: me.close_account
UPDATE account SET state = 'closed', is_admin = 0, email = :email, password_hash = NULL, totp_sealed = NULL, totp_new_sealed = NULL,
       calendar_token_hash = NULL, calendar_token_at = NULL, rev = rev + 1, modified_at = :now
 WHERE id = :account_id;

-- statement: me.close_texts
UPDATE text SET body = '' WHERE kind = 'person' AND object_id = :person_id;

-- statement: me.close_aliases
DELETE FROM alias WHERE kind = 'person' AND object_id = :person_id;

-- statement: me.close_evidence
UPDATE evidence SET note = NULL WHERE kind = 'person' AND object_id = :person_id;

-- statement: me.close_subscriptions
UPDATE subscription SET state = 'stopped', stopped_at = COALESCE(stopped_at, :now), email = '', email_fold = '', person_id = NULL
 WHERE person_id = :person_id;

-- statement: me.close_mails
UPDATE mail SET state = CASE WHEN state = 'waiting' THEN 'dropped' ELSE state END, to_address = '', to_name = NULL, body = '',
       calendar = NULL
 WHERE person_id = :person_id OR (about_kind = 'account' AND about_id = :account_id);

-- statement: me.close_parked
DELETE FROM parked_form WHERE account_id = :account_id;

-- statement: me.close_links
UPDATE link SET used_at = COALESCE(used_at, :now), email = NULL WHERE account_id = :account_id AND (used_at IS NULL OR email IS NOT NULL);

-- statement: me.data_account
SELECT * FROM v_my_account;
-- statement: me.data_person
SELECT id, uid, name, title, organization_name, email, visibility, created_at, modified_at FROM v_person WHERE id = viewer();
-- statement: me.data_memberships
SELECT id, uid, grp_id, organization_id, role, title, on_behalf_of_name, from_day, to_day, from_precision, to_precision
  FROM v_membership_all WHERE person_id = viewer() ORDER BY id;
-- statement: me.data_posts
SELECT id, uid, post_id, from_day, to_day FROM v_post_holder_all WHERE person_id = viewer() ORDER BY id;
-- statement: me.data_attendances
SELECT meeting_id, role, title, answer, answered_at, presence, arrived_at, left_at FROM v_attendance
 WHERE person_id = viewer() ORDER BY meeting_id;
-- statement: me.data_presentations
SELECT item_id, title FROM v_item_presenter WHERE person_id = viewer() ORDER BY item_id;
-- statement: me.data_statements
SELECT id, uid, item_id, title, body, is_verbatim FROM v_statement WHERE person_id = viewer() ORDER BY id;
-- statement: me.data_votes
SELECT vote_id, choice FROM v_vote_cast WHERE person_id = viewer() ORDER BY vote_id;
-- statement: me.data_disqualifications
SELECT item_id, ground, left_at, back_at FROM v_disqualification WHERE person_id = viewer() ORDER BY item_id;
-- statement: me.data_minutes_checks
SELECT minutes_id, answer, sha256, remark, at FROM v_minutes_check WHERE person_id = viewer() ORDER BY minutes_id;
-- statement: me.data_commitments
SELECT id, uid, item_id, grp_id, deed, for_whom, due_day, state, state_at, state_note FROM v_commitment
 WHERE person_id = viewer() ORDER BY id;
-- statement: me.data_subscriptions
SELECT id, email, grp_id, lang, state, asked_at, confirmed_at, stopped_at FROM v_my_subscription ORDER BY id;
-- statement: me.data_sessions
SELECT id, device, created_at, seen_at, expires_at FROM v_my_session ORDER BY id;
-- statement: me.data_mails
SELECT id, reason, about_kind, about_id, to_address, subject, state, made_at, sent_at FROM v_my_mail ORDER BY id;
-- statement: me.data_texts
SELECT kind, object_id, field, lang, version, body, at FROM v_my_text ORDER BY id;
-- statement: me.data_actions
SELECT seq, at, action, kind, object_id FROM v_my_journal ORDER BY seq, part;
