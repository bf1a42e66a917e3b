-- What is searched: a record's words in one language. A record whose parts are not shown to the same readers has a row for each.
-- The id is made of kind, object, part and language (app/index.c), so that it is the same on every engine.
CREATE TABLE doc (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('area', 'organization', 'group', 'person', 'post', 'matter', 'meeting', 'item', 'statement',
    'commitment', 'bulletin', 'attachment')),
  object_id INTEGER NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('open', 'handling')),
  lang TEXT NOT NULL CHECK (lang IN ('fi', 'sv', 'en', 'se', 'smn', 'sms', 'fi_plain')),
  path TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  grp_id INTEGER,
  area_id INTEGER,
  day INTEGER
) STRICT;
CREATE INDEX doc_object ON doc (kind, object_id);

-- A term of some document; id is its hash.
CREATE TABLE word (
  id INTEGER PRIMARY KEY,
  term TEXT NOT NULL
) STRICT;
CREATE INDEX word_term ON word (term);

-- In which documents a term stands and how heavily, for one stretch of document ids: packed by app/posting.c.
CREATE TABLE posting (
  word_id INTEGER NOT NULL,
  chunk INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (word_id, chunk)
) STRICT;

-- How far the words are kept: by which analyser, up to which number of the journal.
CREATE TABLE doc_state (
  id INTEGER PRIMARY KEY,
  analyser TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;
INSERT INTO doc_state (id, analyser, seq, at) VALUES (1, '', 0, 0);

-- Words that mean the same to whoever looks for them: one row a word, a number a set.
CREATE TABLE synonym (
  id INTEGER PRIMARY KEY,
  set_n INTEGER NOT NULL,
  word TEXT NOT NULL,
  lang TEXT NOT NULL CHECK (lang IN ('fi', 'sv', 'en', 'se', 'smn', 'sms')),
  term TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX synonym_set ON synonym (set_n);
