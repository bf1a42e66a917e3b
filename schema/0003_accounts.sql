-- Accounts, sessions, personal links, subscriptions, mail, feedback.

CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL UNIQUE REFERENCES person (id),
  email TEXT NOT NULL UNIQUE,
  password_hash TEXT,
  totp_sealed TEXT,
  totp_step INTEGER NOT NULL DEFAULT 0,
  totp_new_sealed TEXT,
  is_admin INTEGER NOT NULL DEFAULT 0 CHECK (is_admin IN (0, 1)),
  lang TEXT NOT NULL DEFAULT 'fi' CHECK (lang IN ('fi', 'sv', 'en', 'se')),
  state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'closed')),
  calendar_token_hash TEXT UNIQUE,
  calendar_token_at INTEGER,
  rev INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
  id INTEGER PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  account_id INTEGER NOT NULL REFERENCES account (id),
  csrf TEXT NOT NULL,
  device TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX session_account ON session (account_id, ended_at);

-- Links sent by mail or printed once: sign-in, invitation, new password, another address, the first administrator; and the way from the
-- password to the second factor.
CREATE TABLE link (
  id INTEGER PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  purpose TEXT NOT NULL CHECK (purpose IN ('sign_in', 'second', 'invite', 'password', 'email', 'first_admin')),
  account_id INTEGER REFERENCES account (id),
  back TEXT,
  email TEXT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;
CREATE INDEX link_account ON link (account_id);

-- What opens an account once when the device of the second factor is lost.
CREATE TABLE recovery_code (
  account_id INTEGER NOT NULL REFERENCES account (id),
  code_hash TEXT NOT NULL,
  used_at INTEGER,
  PRIMARY KEY (account_id, code_hash)
) STRICT;

-- Attempts counted per key ("sign_in:address", "mail:someone@") and window.
CREATE TABLE throttle (
  name TEXT NOT NULL,
  window_at INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (name, window_at)
) STRICT;

-- What was posted with an expired session, kept sealed for a day for the same account.
CREATE TABLE parked_form (
  id INTEGER PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  account_id INTEGER NOT NULL REFERENCES account (id),
  path TEXT NOT NULL,
  sealed TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE subscription (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  email TEXT NOT NULL,
  email_fold TEXT NOT NULL,
  person_id INTEGER REFERENCES person (id),
  grp_id INTEGER,
  lang TEXT NOT NULL CHECK (lang IN ('fi', 'sv', 'en', 'se')),
  state TEXT NOT NULL CHECK (state IN ('asked', 'confirmed', 'stopped')),
  token_hash TEXT NOT NULL UNIQUE,
  asked_at INTEGER NOT NULL,
  confirmed_at INTEGER,
  stopped_at INTEGER
) STRICT;
CREATE INDEX subscription_grp ON subscription (grp_id, state);
CREATE INDEX subscription_email ON subscription (email_fold, grp_id);

-- The outbox. Each mail's fate stays visible to its sender.
CREATE TABLE mail (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  reason TEXT NOT NULL,
  about_kind TEXT NOT NULL,
  about_id INTEGER NOT NULL,
  sender_id INTEGER,
  person_id INTEGER,
  to_address TEXT NOT NULL,
  to_name TEXT,
  lang TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  calendar TEXT,
  calendar_method TEXT,
  stop_url TEXT,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'refused', 'given_up', 'dropped')),
  tries INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  sent_at INTEGER,
  said TEXT,
  once TEXT UNIQUE
) STRICT;
CREATE INDEX mail_due ON mail (state, due_at);
CREATE INDEX mail_about ON mail (about_kind, about_id);

CREATE TABLE feedback (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('accessibility', 'other')),
  body TEXT NOT NULL,
  page TEXT,
  email TEXT,
  at INTEGER NOT NULL,
  due_day INTEGER NOT NULL,
  answer TEXT,
  answered_at INTEGER,
  answered_by_id INTEGER
) STRICT;
