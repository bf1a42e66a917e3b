-- Bulletins of elsewhere: read into findings, which become records when a person has answered for each of them.

CREATE TABLE reading (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  file_name TEXT NOT NULL,
  given BLOB NOT NULL,
  words_sum TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'stored')),
  bulletin_id INTEGER REFERENCES bulletin (id),
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL
) STRICT;

-- place and size: bytes of the reading's body that it was read from; NULL when a person added it. as_read is the name as it was
-- read, in the nominative: other findings refer to it so. tied_to is an organization's, a group's or a person's name.
CREATE TABLE finding (
  id INTEGER PRIMARY KEY,
  reading_id INTEGER NOT NULL REFERENCES reading (id),
  kind TEXT NOT NULL CHECK (kind IN ('bulletin', 'group', 'organization', 'person', 'membership', 'meeting', 'item', 'statement',
    'commitment', 'municipality', 'model', 'count', 'deadline')),
  position INTEGER NOT NULL,
  place INTEGER,
  size INTEGER,
  sentence TEXT NOT NULL,
  as_read TEXT NOT NULL,
  answer TEXT NOT NULL CHECK (answer IN ('open', 'accepted', 'refused')),
  name TEXT NOT NULL,
  name_fold TEXT NOT NULL,
  title TEXT,
  tied_to TEXT,
  word TEXT,
  area_id INTEGER REFERENCES area (id),
  from_day INTEGER,
  day INTEGER,
  precision TEXT NOT NULL DEFAULT 'day' CHECK (precision IN ('day', 'month', 'season', 'year')),
  body TEXT,
  link_id INTEGER,
  doubt TEXT,
  fault TEXT,
  object_id INTEGER,
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX finding_reading ON finding (reading_id, position, id);

-- A bulletin that was published elsewhere rests on its source.
ALTER TABLE bulletin ADD COLUMN source_id INTEGER REFERENCES source (id);
CREATE INDEX bulletin_source ON bulletin (source_id);
