-- The Licensing and Supervision Agency and the economic development centres began on 1 January 2026 in the place of the regional
-- state administrative agencies and the ELY centres (Parliament's reply EV 74/2025 to HE 13/2025); and ties are brought in as a
-- table. SQLite changes a CHECK only by making the table anew.

-- sqlite:
CREATE TABLE organization_anew (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('county', 'municipality', 'joint_authority', 'ngo', 'parish', 'company', 'cooperative',
    'police', 'employment', 'avi', 'lvv', 'ely', 'elinvoimakeskus', 'ministry', 'agency', 'school', 'regional_council',
    'preparation', 'other')),
  name TEXT NOT NULL,
  name_sort TEXT NOT NULL,
  name_fold TEXT NOT NULL,
  short_name TEXT,
  lang TEXT NOT NULL CHECK (lang IN ('fi', 'sv', 'en', 'se', 'smn', 'sms')),
  area_id INTEGER REFERENCES area (id),
  business_id TEXT,
  url TEXT,
  email TEXT,
  description TEXT,
  description_html TEXT,
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  from_precision TEXT NOT NULL DEFAULT 'unknown' CHECK (from_precision IN ('day', 'month', 'season', 'year', 'unknown')),
  to_precision TEXT NOT NULL DEFAULT 'unknown' CHECK (to_precision IN ('day', 'month', 'season', 'year', 'unknown')),
  visibility TEXT NOT NULL DEFAULT 'public' CHECK (visibility IN ('public', 'signed', 'members', 'managers')),
  is_practice INTEGER NOT NULL DEFAULT 0 CHECK (is_practice IN (0, 1)),
  rev INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL
) STRICT;
INSERT INTO organization_anew SELECT * FROM organization;
DROP TABLE organization;
ALTER TABLE organization_anew RENAME TO organization;
CREATE INDEX organization_sort ON organization (name_sort, id);
CREATE INDEX organization_home ON organization (area_id);

CREATE TABLE import_anew (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('organizations', 'people', 'posts', 'groups', 'memberships', 'ties')),
  file_name TEXT NOT NULL,
  body BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('checked', 'stored')),
  new_n INTEGER NOT NULL,
  changed_n INTEGER NOT NULL,
  same_n INTEGER NOT NULL,
  refused_n INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
INSERT INTO import_anew SELECT * FROM import;
DROP TABLE import;
ALTER TABLE import_anew RENAME TO import;
-- end

-- pg:
ALTER TABLE organization DROP CONSTRAINT organization_kind_check;
ALTER TABLE organization ADD CONSTRAINT organization_kind_check CHECK (kind IN ('county', 'municipality', 'joint_authority', 'ngo',
  'parish', 'company', 'cooperative', 'police', 'employment', 'avi', 'lvv', 'ely', 'elinvoimakeskus', 'ministry', 'agency', 'school',
  'regional_council', 'preparation', 'other'));
ALTER TABLE import DROP CONSTRAINT import_kind_check;
ALTER TABLE import ADD CONSTRAINT import_kind_check CHECK (kind IN ('organizations', 'people', 'posts', 'groups', 'memberships', 'ties'));
-- end
