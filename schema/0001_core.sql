-- What every record rests on: settings, the journal, versions of texts, accounts, mail, jobs, gaps.
-- Suffixes: _at microseconds UTC, _day days since 1970-01-01, _sort Finnish collation key, _fold folded for filters.

-- pg:
CREATE OR REPLACE FUNCTION instr(haystack text, needle text) RETURNS bigint
  LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT strpos(haystack, needle)::bigint $$;
-- end

CREATE TABLE setting (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- Gapless, in the order of commits: the head is updated as the last step of each action.
CREATE TABLE journal_head (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  seq INTEGER NOT NULL
) STRICT;
INSERT INTO journal_head (id, seq) VALUES (1, 0);

-- pg:
CREATE FUNCTION journal_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('yp_journal', '');
  RETURN NULL;
END $$;
CREATE TRIGGER journal_notify AFTER UPDATE ON journal_head
  FOR EACH STATEMENT EXECUTE FUNCTION journal_notify();
-- end

-- Ids, names of fields and the action: never texts, so that erasing is possible.
CREATE TABLE journal (
  seq INTEGER NOT NULL,
  part INTEGER NOT NULL,
  at INTEGER NOT NULL,
  actor_id INTEGER,
  action TEXT NOT NULL,
  kind TEXT NOT NULL,
  object_id INTEGER NOT NULL,
  about_kind TEXT NOT NULL,
  about_id INTEGER NOT NULL,
  fields TEXT NOT NULL,
  PRIMARY KEY (seq, part)
) STRICT;
CREATE INDEX journal_object ON journal (kind, object_id, seq);
CREATE INDEX journal_about ON journal (about_kind, about_id, seq);
CREATE INDEX journal_actor ON journal (actor_id, seq);

-- One-time keys of forms that were accepted, with the address the answer led to: a form sent twice is stored once.
CREATE TABLE form_key (
  form_key TEXT NOT NULL PRIMARY KEY,
  location TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX form_key_at ON form_key (at);

-- Every version of every text, and its other languages. The record's own column holds the current version in its own
-- language; erasing blanks body here and there.
CREATE TABLE text (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  object_id INTEGER NOT NULL,
  field TEXT NOT NULL,
  lang TEXT NOT NULL,
  version INTEGER NOT NULL,
  body TEXT NOT NULL,
  author_id INTEGER,
  at INTEGER NOT NULL,
  is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)),
  UNIQUE (kind, object_id, field, lang, version)
) STRICT;

-- The bulletin or other source a record rests on.
CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  publisher TEXT NOT NULL,
  day INTEGER NOT NULL,
  url TEXT
) STRICT;
CREATE TABLE evidence (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  object_id INTEGER NOT NULL,
  source_id INTEGER NOT NULL REFERENCES source (id),
  note TEXT,
  UNIQUE (kind, object_id, source_id)
) STRICT;

CREATE TABLE alias (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  object_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_fold TEXT NOT NULL,
  UNIQUE (kind, object_id, name_fold)
) STRICT;

CREATE TABLE job (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('idle', 'running', 'failed')),
  due_at INTEGER NOT NULL,
  ran_at INTEGER,
  took_ms INTEGER,
  runs INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  said TEXT
) STRICT;

-- One row of a computed check, kept so that "since when" and "new this week" are known.
CREATE TABLE gap (
  id INTEGER PRIMARY KEY,
  check_name TEXT NOT NULL CHECK (check_name IN ('matter_waits', 'matter_unhandled', 'bulletin_missing', 'seat_missing',
    'chair_missing', 'commitment_late', 'commitment_undated', 'seat_ended', 'owner_ended', 'years_equal')),
  kind TEXT NOT NULL,
  object_id INTEGER NOT NULL,
  other_kind TEXT NOT NULL,
  other_id INTEGER NOT NULL,
  grp_id INTEGER NOT NULL,
  area_id INTEGER,
  organization_id INTEGER,
  person_id INTEGER,
  since_day INTEGER,
  due_day INTEGER,
  severity INTEGER NOT NULL,
  first_seen_at INTEGER NOT NULL,
  gone_at INTEGER,
  UNIQUE (check_name, kind, object_id, other_kind, other_id)
) STRICT;
CREATE INDEX gap_open ON gap (gone_at, severity, id);
CREATE INDEX gap_grp ON gap (grp_id, gone_at);
CREATE INDEX gap_object ON gap (kind, object_id, gone_at);
