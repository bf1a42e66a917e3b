-- The core's own statements.

-- statement: journal.next
UPDATE journal_head SET seq = seq + 1 WHERE id = 1 RETURNING seq;

-- statement: journal.insert
INSERT INTO journal (seq, part, at, actor_id, action, kind, object_id, about_kind, about_id, fields)
VALUES (:seq, :part, :at, :actor_id, :action, :kind, :object_id, :about_kind, :about_id, :fields);

-- statement: journal.head
SELECT seq FROM journal_head WHERE id = 1;

-- statement: journal.since
SELECT seq, about_kind, about_id FROM journal WHERE seq > :seq ORDER BY seq, part;

-- statement: text.retire
UPDATE text SET is_current = 0
 WHERE kind = :kind AND object_id = :object_id AND field = :field AND lang = :lang AND is_current = 1;

-- statement: text.insert
INSERT INTO text (kind, object_id, field, lang, version, body, author_id, at, is_current)
SELECT CAST(:kind AS TEXT), CAST(:object_id AS INTEGER), CAST(:field AS TEXT), CAST(:lang AS TEXT),
       COALESCE(MAX(version), 0) + 1, CAST(:body AS TEXT), CAST(:author_id AS INTEGER), CAST(:at AS INTEGER), 1
  FROM text WHERE kind = :kind AND object_id = :object_id AND field = :field AND lang = :lang;

-- statement: form_key.find
SELECT location FROM form_key WHERE form_key = :form_key;

-- statement: form_key.insert
INSERT INTO form_key (form_key, location, at) VALUES (:form_key, :location, :at);

-- statement: session.find
SELECT s.id AS session_id, s.csrf, s.seen_at, a.id AS account_id, a.lang, a.is_admin, p.id AS person_id, p.name
  FROM session s JOIN account a ON a.id = s.account_id JOIN person p ON p.id = a.person_id
 WHERE s.token_hash = :token_hash AND s.ended_at IS NULL AND s.expires_at > :now AND a.state = 'active';

-- statement: session.seen
UPDATE session SET seen_at = :now WHERE id = :id;

-- statement: session.by_email
SELECT a.id AS account_id, a.lang, a.is_admin, p.id AS person_id, p.name
  FROM account a JOIN person p ON p.id = a.person_id WHERE a.email = :email AND a.state = 'active';

-- statement: setting.get
SELECT value FROM setting WHERE name = :name;

-- statement: setting.set
INSERT INTO setting (name, value) VALUES (:name, :value)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- statement: job.begin
INSERT INTO job (name, state, due_at, ran_at) VALUES (:name, 'running', :now, :now)
    ON CONFLICT (name) DO UPDATE SET state = 'running', ran_at = excluded.ran_at;

-- statement: job.end
UPDATE job SET state = :state, due_at = :due_at, took_ms = :took_ms, said = :said, runs = runs + 1,
       failures = failures + :failed
 WHERE name = :name;

-- statement: session.expired
SELECT account_id FROM session WHERE token_hash = :token_hash;

-- statement: parked.insert
INSERT INTO parked_form (token_hash, account_id, path, sealed, expires_at)
VALUES (:token_hash, :account_id, :path, :sealed, :expires_at);

-- statement: parked.find
SELECT sealed FROM parked_form
 WHERE token_hash = :token_hash AND account_id = :account_id AND path = :path AND expires_at > :now;
