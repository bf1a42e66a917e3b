-- The register: areas, organizations, persons, posts, groups, memberships, ties.

CREATE TABLE area (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('country', 'county', 'region', 'subregion', 'service_area', 'municipality')),
  code TEXT NOT NULL,
  name_fi TEXT NOT NULL,
  name_sv TEXT NOT NULL,
  name_sort TEXT NOT NULL,
  name_fold TEXT NOT NULL,
  population INTEGER,
  population_year INTEGER,
  lat REAL,
  lon REAL,
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  successor_id INTEGER REFERENCES area (id),
  rev INTEGER NOT NULL DEFAULT 1,
  UNIQUE (kind, code)
) STRICT;
CREATE INDEX area_sort ON area (kind, name_sort, id);

-- A municipality belongs to a county, a region and a sub-region; each belonging has its days.
CREATE TABLE area_part (
  area_id INTEGER NOT NULL REFERENCES area (id),
  whole_id INTEGER NOT NULL REFERENCES area (id),
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  PRIMARY KEY (area_id, whole_id, from_day)
) STRICT;
CREATE INDEX area_part_whole ON area_part (whole_id, area_id);

CREATE TABLE organization (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('county', 'municipality', 'joint_authority', 'ngo', 'parish', 'company', 'cooperative',
    'police', 'employment', 'avi', 'ely', 'ministry', 'agency', 'school', 'regional_council', 'preparation', 'other')),
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
CREATE INDEX organization_sort ON organization (name_sort, id);
CREATE INDEX organization_home ON organization (area_id);

-- Several parents are allowed; an organization works in areas; it may follow another.
CREATE TABLE organization_parent (
  organization_id INTEGER NOT NULL REFERENCES organization (id),
  parent_id INTEGER NOT NULL REFERENCES organization (id),
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  PRIMARY KEY (organization_id, parent_id, from_day),
  CHECK (organization_id <> parent_id)
) STRICT;
CREATE INDEX organization_parent_up ON organization_parent (parent_id);
CREATE TABLE organization_area (
  organization_id INTEGER NOT NULL REFERENCES organization (id),
  area_id INTEGER NOT NULL REFERENCES area (id),
  PRIMARY KEY (organization_id, area_id)
) STRICT;
CREATE INDEX organization_area_of ON organization_area (area_id);
-- Predecessor and successor of organizations and groups.
CREATE TABLE succession (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('organization', 'group')),
  from_id INTEGER NOT NULL,
  to_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  UNIQUE (kind, from_id, to_id),
  CHECK (from_id <> to_id)
) STRICT;
CREATE INDEX succession_to ON succession (kind, to_id);

CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_sort TEXT NOT NULL,
  name_fold TEXT NOT NULL,
  title TEXT,
  organization_id INTEGER REFERENCES organization (id),
  email TEXT,
  visibility TEXT NOT NULL DEFAULT 'public' CHECK (visibility IN ('public', 'signed', 'members', 'managers')),
  is_practice INTEGER NOT NULL DEFAULT 0 CHECK (is_practice IN (0, 1)),
  anonymised_at INTEGER,
  rev INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL
) STRICT;
CREATE INDEX person_sort ON person (name_sort, id);
CREATE INDEX person_organization ON person (organization_id);

-- A post (virka) is an organization's; whoever holds it sits ex officio.
CREATE TABLE post (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  organization_id INTEGER NOT NULL REFERENCES organization (id),
  name TEXT NOT NULL,
  name_sort TEXT NOT NULL,
  area_id INTEGER REFERENCES area (id),
  is_leadership INTEGER NOT NULL DEFAULT 0 CHECK (is_leadership IN (0, 1)),
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  rev INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL
) STRICT;
CREATE INDEX post_organization ON post (organization_id);
CREATE TABLE post_holder (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  post_id INTEGER NOT NULL REFERENCES post (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  from_precision TEXT NOT NULL DEFAULT 'unknown' CHECK (from_precision IN ('day', 'month', 'season', 'year', 'unknown')),
  to_precision TEXT NOT NULL DEFAULT 'unknown' CHECK (to_precision IN ('day', 'month', 'season', 'year', 'unknown')),
  rev INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  CHECK (from_day <= to_day)
) STRICT;
CREATE INDEX post_holder_post ON post_holder (post_id, to_day);
CREATE INDEX post_holder_person ON post_holder (person_id, to_day);

-- A standing or temporary gathering: body, network, project, partnership in one frame.
CREATE TABLE grp (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('body', 'network', 'project', 'partnership')),
  name TEXT NOT NULL,
  name_sort TEXT NOT NULL,
  name_fold TEXT NOT NULL,
  short_name TEXT,
  lang TEXT NOT NULL CHECK (lang IN ('fi', 'sv', 'en', 'se', 'smn', 'sms')),
  level TEXT NOT NULL CHECK (level IN ('national', 'regional', 'subregional', 'municipal')),
  area_id INTEGER REFERENCES area (id),
  organization_id INTEGER REFERENCES organization (id),
  leadership_of_id INTEGER REFERENCES organization (id),
  state TEXT NOT NULL CHECK (state IN ('needed', 'forming', 'active', 'dormant', 'ended')),
  mandate TEXT,
  mandate_html TEXT,
  decides INTEGER NOT NULL DEFAULT 0 CHECK (decides IN (0, 1)),
  prepares INTEGER NOT NULL DEFAULT 0 CHECK (prepares IN (0, 1)),
  minutes_form TEXT NOT NULL DEFAULT 'light' CHECK (minutes_form IN ('formal', 'light')),
  has_bulletin_duty INTEGER NOT NULL DEFAULT 0 CHECK (has_bulletin_duty IN (0, 1)),
  bulletin_duty_day INTEGER,
  seats_wanted TEXT NOT NULL DEFAULT 'none' CHECK (seats_wanted IN ('none', 'municipalities')),
  quorum_percent INTEGER NOT NULL DEFAULT 51 CHECK (quorum_percent BETWEEN 1 AND 100),
  personal_data_days INTEGER NOT NULL DEFAULT 37 CHECK (personal_data_days BETWEEN 1 AND 3650),
  ends_with_text TEXT,
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
CREATE INDEX grp_sort ON grp (name_sort, id);
CREATE INDEX grp_area ON grp (area_id);

CREATE TABLE grp_parent (
  grp_id INTEGER NOT NULL REFERENCES grp (id),
  parent_id INTEGER NOT NULL REFERENCES grp (id),
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  PRIMARY KEY (grp_id, parent_id, from_day),
  CHECK (grp_id <> parent_id)
) STRICT;
CREATE INDEX grp_parent_of ON grp_parent (parent_id);

-- A person, a post or an organization in a group or an organization, in a role, on behalf of an organization.
CREATE TABLE membership (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  grp_id INTEGER REFERENCES grp (id),
  organization_id INTEGER REFERENCES organization (id),
  person_id INTEGER REFERENCES person (id),
  post_id INTEGER REFERENCES post (id),
  seat_organization_id INTEGER REFERENCES organization (id),
  role TEXT NOT NULL CHECK (role IN ('chair', 'deputy_chair', 'member', 'deputy', 'expert', 'attendee', 'secretary',
    'coordinator', 'director', 'supervisor')),
  title TEXT,
  on_behalf_of_id INTEGER REFERENCES organization (id),
  deputy_of_id INTEGER REFERENCES membership (id),
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  from_precision TEXT NOT NULL DEFAULT 'unknown' CHECK (from_precision IN ('day', 'month', 'season', 'year', 'unknown')),
  to_precision TEXT NOT NULL DEFAULT 'unknown' CHECK (to_precision IN ('day', 'month', 'season', 'year', 'unknown')),
  rev INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  CHECK ((grp_id IS NULL) <> (organization_id IS NULL)),
  CHECK ((CASE WHEN person_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN post_id IS NULL THEN 0 ELSE 1 END) +
         (CASE WHEN seat_organization_id IS NULL THEN 0 ELSE 1 END) = 1),
  CHECK (from_day <= to_day)
) STRICT;
CREATE INDEX membership_grp ON membership (grp_id, to_day);
CREATE INDEX membership_person ON membership (person_id, to_day);
CREATE INDEX membership_organization ON membership (organization_id, to_day);
CREATE INDEX membership_behalf ON membership (on_behalf_of_id);
CREATE INDEX membership_post ON membership (post_id);
CREATE INDEX membership_seat ON membership (seat_organization_id);

CREATE TABLE tie (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('reports_to', 'prepares_for', 'supports', 'sister')),
  from_kind TEXT NOT NULL CHECK (from_kind IN ('group', 'organization', 'post')),
  from_id INTEGER NOT NULL,
  to_kind TEXT NOT NULL CHECK (to_kind IN ('group', 'organization', 'post')),
  to_id INTEGER NOT NULL,
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  rev INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  CHECK (from_kind <> to_kind OR from_id <> to_id),
  CHECK (from_day <= to_day)
) STRICT;
CREATE INDEX tie_from ON tie (from_kind, from_id);
CREATE INDEX tie_to ON tie (to_kind, to_id);

-- Tables that were sent in to be imported: looked through first, stored when somebody says so, forgotten after a day.
CREATE TABLE import (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('organizations', 'people', 'posts', 'groups', 'memberships')),
  file_name TEXT NOT NULL,
  body BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('checked', 'stored')),
  new_n INTEGER NOT NULL,
  changed_n INTEGER NOT NULL,
  same_n INTEGER NOT NULL,
  refused_n INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE import_refusal (
  import_id INTEGER NOT NULL REFERENCES import (id),
  position INTEGER NOT NULL,
  line INTEGER NOT NULL,
  field TEXT NOT NULL,
  said TEXT NOT NULL,
  PRIMARY KEY (import_id, position)
) STRICT;
