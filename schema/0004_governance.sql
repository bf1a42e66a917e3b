-- Matters, meetings, minutes, bulletins, commitments, attachments.

CREATE TABLE matter (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  grp_id INTEGER NOT NULL REFERENCES grp (id),
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  title TEXT NOT NULL,
  title_fold TEXT NOT NULL DEFAULT '',
  lang TEXT NOT NULL CHECK (lang IN ('fi', 'sv', 'en', 'se', 'smn', 'sms')),
  summary TEXT,
  summary_html TEXT,
  origin TEXT,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  visibility TEXT NOT NULL DEFAULT 'public' CHECK (visibility IN ('public', 'signed', 'members', 'managers')),
  is_practice INTEGER NOT NULL DEFAULT 0 CHECK (is_practice IN (0, 1)),
  proposed_by_id INTEGER REFERENCES person (id),
  rev INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  UNIQUE (grp_id, year, number)
) STRICT;

-- Undated meetings sort first: new_first is minus the start, or the smallest number while there is none.
CREATE TABLE meeting (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  grp_id INTEGER NOT NULL REFERENCES grp (id),
  year INTEGER,
  number INTEGER,
  state TEXT NOT NULL CHECK (state IN ('draft', 'called', 'in_progress', 'closed', 'checked', 'published')),
  is_cancelled INTEGER NOT NULL DEFAULT 0 CHECK (is_cancelled IN (0, 1)),
  mode TEXT NOT NULL CHECK (mode IN ('on_site', 'remote', 'hybrid', 'written', 'unknown')),
  lang TEXT NOT NULL CHECK (lang IN ('fi', 'sv', 'en', 'se', 'smn', 'sms')),
  day INTEGER,
  starts_at INTEGER,
  ends_at INTEGER,
  new_first INTEGER NOT NULL,
  place TEXT,
  remote_url TEXT,
  answer_by_day INTEGER,
  note TEXT,
  note_html TEXT,
  key_message TEXT,
  ical_sequence INTEGER NOT NULL DEFAULT 0,
  called_at INTEGER,
  begun_at INTEGER,
  closed_at INTEGER,
  checked_at INTEGER,
  published_at INTEGER,
  visibility TEXT NOT NULL DEFAULT 'public' CHECK (visibility IN ('public', 'signed', 'members', 'managers')),
  is_practice INTEGER NOT NULL DEFAULT 0 CHECK (is_practice IN (0, 1)),
  rev INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  UNIQUE (grp_id, year, number),
  CHECK (ends_at IS NULL OR starts_at IS NULL OR starts_at < ends_at)
) STRICT;
CREATE INDEX meeting_grp ON meeting (grp_id, new_first, id);
CREATE INDEX meeting_new ON meeting (new_first, id);

-- An item is one handling of a matter, or a formality without one.
CREATE TABLE item (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  meeting_id INTEGER NOT NULL REFERENCES meeting (id),
  matter_id INTEGER REFERENCES matter (id),
  position INTEGER NOT NULL,
  number INTEGER,
  section TEXT,
  title TEXT NOT NULL,
  description TEXT,
  description_html TEXT,
  proposal TEXT,
  proposal_html TEXT,
  handling TEXT,
  handling_html TEXT,
  decision TEXT,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'current', 'handled')),
  origin TEXT NOT NULL CHECK (origin IN ('new', 'carried', 'forwarded', 'returned', 'recurring')),
  next_step TEXT NOT NULL DEFAULT 'none' CHECK (next_step IN ('none', 'carry', 'forward', 'return')),
  next_grp_id INTEGER REFERENCES grp (id),
  is_in_bulletin INTEGER NOT NULL DEFAULT 0 CHECK (is_in_bulletin IN (0, 1)),
  bulletin_text TEXT,
  is_checked_at_once INTEGER NOT NULL DEFAULT 0 CHECK (is_checked_at_once IN (0, 1)),
  visibility TEXT NOT NULL DEFAULT 'public' CHECK (visibility IN ('public', 'signed', 'members', 'managers')),
  hidden_ground TEXT,
  rev INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL
) STRICT;
CREATE INDEX item_meeting ON item (meeting_id, position, id);
CREATE INDEX item_matter ON item (matter_id, id);

CREATE TABLE item_presenter (
  item_id INTEGER NOT NULL REFERENCES item (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  title TEXT,
  PRIMARY KEY (item_id, person_id)
) STRICT;
CREATE INDEX item_presenter_person ON item_presenter (person_id);

CREATE TABLE item_outcome (
  item_id INTEGER NOT NULL REFERENCES item (id),
  outcome TEXT NOT NULL CHECK (outcome IN ('heard', 'approved', 'decided', 'noted', 'carried', 'returned', 'rejected')),
  PRIMARY KEY (item_id, outcome)
) STRICT;

CREATE TABLE decision_point (
  id INTEGER PRIMARY KEY,
  item_id INTEGER NOT NULL REFERENCES item (id),
  position INTEGER NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (item_id, position)
) STRICT;

-- Where a matter is: waiting for a body's agenda, on an agenda, or handled. The candidates of a body are its waiting steps.
CREATE TABLE matter_step (
  id INTEGER PRIMARY KEY,
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  grp_id INTEGER NOT NULL REFERENCES grp (id),
  origin TEXT NOT NULL CHECK (origin IN ('new', 'carried', 'forwarded', 'returned')),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'on_agenda', 'handled', 'withdrawn')),
  from_item_id INTEGER REFERENCES item (id),
  item_id INTEGER REFERENCES item (id),
  since_day INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX matter_step_matter ON matter_step (matter_id, id);
CREATE INDEX matter_step_grp ON matter_step (grp_id, state);
CREATE INDEX matter_step_item ON matter_step (item_id);

-- Formalities that every agenda of a body begins or ends with.
CREATE TABLE recurring_item (
  id INTEGER PRIMARY KEY,
  grp_id INTEGER NOT NULL REFERENCES grp (id),
  place TEXT NOT NULL CHECK (place IN ('begin', 'end')),
  position INTEGER NOT NULL,
  title TEXT NOT NULL
) STRICT;
CREATE INDEX recurring_item_grp ON recurring_item (grp_id, place, position);

-- What a person said in a meeting. Quotation marks belong only to verbatim words.
CREATE TABLE statement (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  item_id INTEGER NOT NULL REFERENCES item (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  title TEXT,
  body TEXT NOT NULL,
  is_verbatim INTEGER NOT NULL CHECK (is_verbatim IN (0, 1)),
  is_quotable INTEGER NOT NULL CHECK (is_quotable IN (0, 1)),
  rev INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL
) STRICT;
CREATE INDEX statement_item ON statement (item_id, id);
CREATE INDEX statement_person ON statement (person_id);

CREATE TABLE vote (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  item_id INTEGER NOT NULL REFERENCES item (id),
  method TEXT NOT NULL CHECK (method IN ('count', 'by_name')),
  proposal_a TEXT NOT NULL,
  proposal_b TEXT NOT NULL,
  votes_a INTEGER NOT NULL,
  votes_b INTEGER NOT NULL,
  votes_empty INTEGER NOT NULL,
  chair_casts TEXT CHECK (chair_casts IN ('a', 'b')),
  rev INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL
) STRICT;
CREATE INDEX vote_item ON vote (item_id, id);
CREATE TABLE vote_cast (
  vote_id INTEGER NOT NULL REFERENCES vote (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  choice TEXT NOT NULL CHECK (choice IN ('a', 'b', 'empty')),
  PRIMARY KEY (vote_id, person_id)
) STRICT;

-- Who was called, answered and came. Made from the composition when the meeting is called.
CREATE TABLE attendance (
  id INTEGER PRIMARY KEY,
  meeting_id INTEGER NOT NULL REFERENCES meeting (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  role TEXT NOT NULL CHECK (role IN ('chair', 'deputy_chair', 'member', 'deputy', 'expert', 'attendee', 'secretary',
    'coordinator', 'director', 'supervisor')),
  on_behalf_of_id INTEGER REFERENCES organization (id),
  title TEXT,
  stands_for_id INTEGER REFERENCES attendance (id),
  answer TEXT NOT NULL CHECK (answer IN ('none', 'yes', 'no', 'remote')),
  answered_at INTEGER,
  token_hash TEXT UNIQUE,
  presence TEXT NOT NULL CHECK (presence IN ('unknown', 'present', 'remote', 'absent')),
  arrived_at INTEGER,
  arrived_item_id INTEGER REFERENCES item (id),
  left_at INTEGER,
  left_item_id INTEGER REFERENCES item (id),
  is_checker INTEGER NOT NULL DEFAULT 0 CHECK (is_checker IN (0, 1)),
  has_written_answer INTEGER NOT NULL DEFAULT 0 CHECK (has_written_answer IN (0, 1)),
  rev INTEGER NOT NULL DEFAULT 1,
  UNIQUE (meeting_id, person_id)
) STRICT;
CREATE INDEX attendance_person ON attendance (person_id);

CREATE TABLE disqualification (
  id INTEGER PRIMARY KEY,
  item_id INTEGER NOT NULL REFERENCES item (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  ground TEXT NOT NULL,
  deputy_id INTEGER REFERENCES person (id),
  left_at INTEGER,
  back_at INTEGER,
  rev INTEGER NOT NULL DEFAULT 1,
  UNIQUE (item_id, person_id)
) STRICT;

-- A member's opinion in an electronic decision procedure before the meeting.
CREATE TABLE written_opinion (
  item_id INTEGER NOT NULL REFERENCES item (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  opinion TEXT NOT NULL CHECK (opinion IN ('for', 'against', 'to_meeting')),
  body TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY (item_id, person_id)
) STRICT;

CREATE TABLE commitment (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  item_id INTEGER REFERENCES item (id),
  grp_id INTEGER NOT NULL REFERENCES grp (id),
  organization_id INTEGER NOT NULL REFERENCES organization (id),
  person_id INTEGER REFERENCES person (id),
  post_id INTEGER REFERENCES post (id),
  deed TEXT NOT NULL,
  for_whom TEXT,
  due_from_day INTEGER,
  due_day INTEGER,
  due_precision TEXT NOT NULL DEFAULT 'unknown' CHECK (due_precision IN ('day', 'month', 'season', 'year', 'unknown')),
  due_words TEXT,
  state TEXT NOT NULL CHECK (state IN ('offered', 'accepted', 'done', 'given_back')),
  state_at INTEGER NOT NULL,
  state_note TEXT,
  token_hash TEXT UNIQUE,
  reminded_day INTEGER,
  visibility TEXT NOT NULL DEFAULT 'public' CHECK (visibility IN ('public', 'signed', 'members', 'managers')),
  is_practice INTEGER NOT NULL DEFAULT 0 CHECK (is_practice IN (0, 1)),
  rev INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL
) STRICT;
CREATE INDEX commitment_grp ON commitment (grp_id, state);
CREATE INDEX commitment_person ON commitment (person_id, state);
CREATE INDEX commitment_organization ON commitment (organization_id, state);
CREATE INDEX commitment_item ON commitment (item_id);
CREATE INDEX commitment_due ON commitment (state, due_day);

-- Bytes in chunks, in the database on both engines, so that one snapshot is a whole backup.
CREATE TABLE attachment (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('item', 'meeting', 'bulletin', 'minutes')),
  object_id INTEGER NOT NULL,
  grp_id INTEGER NOT NULL REFERENCES grp (id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  file_name TEXT NOT NULL,
  type TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  alt TEXT,
  caption TEXT,
  publicity TEXT NOT NULL CHECK (publicity IN ('public', 'members', 'secret')),
  ground TEXT,
  public_from_at INTEGER,
  uploaded_by_id INTEGER REFERENCES person (id),
  rev INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL
) STRICT;
CREATE INDEX attachment_object ON attachment (kind, object_id, position);
CREATE TABLE attachment_chunk (
  attachment_id INTEGER NOT NULL REFERENCES attachment (id),
  position INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (attachment_id, position)
) STRICT;

-- A version of the minutes: what is checked is what is signed. document holds the blocks of the page and the PDF.
CREATE TABLE minutes (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  meeting_id INTEGER NOT NULL REFERENCES meeting (id),
  version INTEGER NOT NULL,
  form TEXT NOT NULL CHECK (form IN ('formal', 'light')),
  audience TEXT NOT NULL CHECK (audience IN ('members', 'public', 'public_erased')),
  state TEXT NOT NULL CHECK (state IN ('in_check', 'checked', 'replaced', 'published', 'withdrawn')),
  document TEXT NOT NULL,
  body_html TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  change_note TEXT,
  made_by_id INTEGER REFERENCES person (id),
  made_at INTEGER NOT NULL,
  sent_at INTEGER,
  published_at INTEGER,
  erase_day INTEGER,
  UNIQUE (meeting_id, audience, version)
) STRICT;
CREATE TABLE minutes_pdf (
  minutes_id INTEGER NOT NULL PRIMARY KEY REFERENCES minutes (id),
  bytes BLOB NOT NULL
) STRICT;
CREATE TABLE minutes_check (
  id INTEGER PRIMARY KEY,
  minutes_id INTEGER NOT NULL REFERENCES minutes (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  answer TEXT NOT NULL CHECK (answer IN ('signed', 'remark')),
  sha256 TEXT NOT NULL,
  remark TEXT,
  at INTEGER NOT NULL,
  UNIQUE (minutes_id, person_id)
) STRICT;

CREATE TABLE bulletin (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  grp_id INTEGER NOT NULL REFERENCES grp (id),
  meeting_id INTEGER REFERENCES meeting (id),
  lang TEXT NOT NULL CHECK (lang IN ('fi', 'sv', 'en', 'se', 'smn', 'sms')),
  state TEXT NOT NULL CHECK (state IN ('draft', 'checked', 'published', 'retracted')),
  day INTEGER NOT NULL,
  new_first INTEGER NOT NULL,
  published_at INTEGER,
  corrected_at INTEGER,
  correction TEXT,
  retracted_at INTEGER,
  retraction TEXT,
  edited_by_id INTEGER REFERENCES person (id),
  checked_by_id INTEGER REFERENCES person (id),
  checked_at INTEGER,
  visibility TEXT NOT NULL DEFAULT 'public' CHECK (visibility IN ('public', 'signed', 'members', 'managers')),
  is_practice INTEGER NOT NULL DEFAULT 0 CHECK (is_practice IN (0, 1)),
  rev INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL
) STRICT;
CREATE INDEX bulletin_grp ON bulletin (grp_id, new_first, id);
CREATE INDEX bulletin_new ON bulletin (new_first, id);
CREATE INDEX bulletin_meeting ON bulletin (meeting_id);
-- Each language, and plain Finnish, is a text of its own: a working text, and the one that was published last.
CREATE TABLE bulletin_text (
  id INTEGER PRIMARY KEY,
  bulletin_id INTEGER NOT NULL REFERENCES bulletin (id),
  lang TEXT NOT NULL CHECK (lang IN ('fi', 'sv', 'en', 'se', 'smn', 'sms', 'fi_plain')),
  title TEXT NOT NULL,
  title_fold TEXT NOT NULL,
  lead TEXT NOT NULL,
  body TEXT NOT NULL,
  body_html TEXT NOT NULL,
  key_message TEXT,
  is_published INTEGER NOT NULL DEFAULT 0 CHECK (is_published IN (0, 1)),
  rev INTEGER NOT NULL DEFAULT 1,
  modified_at INTEGER NOT NULL,
  UNIQUE (bulletin_id, lang, is_published)
) STRICT;
