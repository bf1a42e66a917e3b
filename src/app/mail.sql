-- The outbox.

-- statement: mail.receiver
SELECT COALESCE(a.email, p.email) AS address, p.name, a.lang
  FROM person p LEFT JOIN account a ON a.person_id = p.id AND a.state <> 'closed'
 WHERE p.id = :id AND p.anonymised_at IS NULL;

-- statement: mail.insert
INSERT INTO mail (uid, reason, about_kind, about_id, sender_id, person_id, to_address, to_name, lang, subject, body, calendar,
                  calendar_method, stop_url, state, due_at, made_at, once)
VALUES (:uid, :reason, :about_kind, :about_id, :sender_id, :person_id, :to_address, :to_name, :lang, :subject, :body, :calendar,
        :calendar_method, :stop_url, 'waiting', :due_at, :made_at, :once)
    ON CONFLICT (once) DO NOTHING;

-- statement: mail.due
SELECT id FROM mail WHERE state = 'waiting' AND due_at <= :now ORDER BY due_at, id;

-- statement: mail.claim
UPDATE mail SET due_at = :later, tries = tries + 1
 WHERE id = :id AND state = 'waiting' AND due_at <= :now
RETURNING uid, reason, about_kind, to_address, to_name, lang, subject, body, calendar, calendar_method, stop_url, made_at, tries;

-- statement: mail.sent
UPDATE mail SET state = 'sent', sent_at = :now, said = :said,
       body = CASE WHEN about_kind = 'account' THEN '' ELSE body END
 WHERE id = :id AND state = 'waiting';

-- statement: mail.later
UPDATE mail SET due_at = :due_at, said = :said WHERE id = :id AND state = 'waiting';

-- statement: mail.ended
UPDATE mail SET state = :state, said = :said, body = CASE WHEN :state = 'dropped' THEN '' ELSE body END
 WHERE id = :id AND state = 'waiting';

-- statement: mail.retry
UPDATE mail SET state = 'waiting', due_at = :now, tries = 0
 WHERE id = :id AND state IN ('waiting', 'refused', 'given_up') AND id IN (SELECT id FROM v_mail WHERE can_retry = 1)
RETURNING about_kind, about_id;

-- statement: mail.drop
UPDATE mail SET state = 'dropped' WHERE id = :id AND state = 'waiting' AND id IN (SELECT id FROM v_mail)
RETURNING about_kind, about_id;
