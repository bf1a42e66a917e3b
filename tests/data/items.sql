-- A meeting of the body in progress. Items: a formality, two matters, one hidden from the public, one that is left unhandled.
-- Ids are given in order from 1.
-- include: body.sql

UPDATE grp SET minutes_form = 'formal' WHERE uid = 'g1';

INSERT INTO matter (uid, grp_id, year, number, title, lang, state, visibility, created_at, modified_at) VALUES
  ('x1', 1, 2021, 1, 'Perhekeskusten tilanne', 'fi', 'open', 'public', 0, 0),
  ('x2', 1, 2021, 2, 'Ankkuritoiminnan laajennus', 'fi', 'open', 'public', 0, 0),
  ('x3', 1, 2021, 3, 'Salainen hankinta', 'fi', 'open', 'managers', 0, 0),
  ('x4', 2, 2021, 1, 'Ohjausryhmältä tullut', 'fi', 'open', 'public', 0, 0);

-- 18642 is 15.1.2021. The earlier meeting ended at § 12.
INSERT INTO meeting (uid, grp_id, year, number, state, mode, lang, day, starts_at, new_first, called_at, begun_at, closed_at, published_at,
                     created_at, modified_at) VALUES
  ('k1', 1, 2021, 1, 'published', 'on_site', 'fi', 18635, 1610089200000000, -1610089200000000, 1, 1, 1, 1, 0, 0),
  ('k2', 1, 2021, 2, 'in_progress', 'hybrid', 'fi', 18642, 1610694000000000, -1610694000000000, 1, 1, NULL, NULL, 0, 0);

INSERT INTO item (uid, meeting_id, matter_id, position, number, title, proposal, proposal_html, state, origin, visibility, hidden_ground,
                  created_at, modified_at) VALUES
  ('i1', 1, NULL, 1, 12, 'Edellinen asia', NULL, NULL, 'handled', 'new', 'public', NULL, 0, 0),
  ('i2', 2, NULL, 1, NULL, 'Kokouksen avaus', NULL, NULL, 'waiting', 'recurring', 'public', NULL, 0, 0),
  ('i3', 2, 1, 2, NULL, 'Perhekeskusten tilanne', 'Merkitään tiedoksi.', '<p>Merkitään tiedoksi.</p>', 'waiting', 'new', 'public', NULL, 0, 0),
  ('i4', 2, 2, 3, NULL, 'Ankkuritoiminnan laajennus', NULL, NULL, 'waiting', 'new', 'public', NULL, 0, 0),
  ('i5', 2, 3, 4, NULL, 'Salainen hankinta', NULL, NULL, 'waiting', 'new', 'managers', 'JulkL 24 §', 0, 0),
  ('i6', 2, 4, 5, NULL, 'Ohjausryhmältä tullut', NULL, NULL, 'waiting', 'forwarded', 'public', NULL, 0, 0);

INSERT INTO matter_step (matter_id, grp_id, origin, state, item_id, since_day, at) VALUES
  (1, 1, 'new', 'on_agenda', 3, 18600, 0), (2, 1, 'new', 'on_agenda', 4, 18600, 0), (3, 1, 'new', 'on_agenda', 5, 18600, 0),
  (4, 1, 'forwarded', 'on_agenda', 6, 18600, 0);

INSERT INTO attendance (meeting_id, person_id, role, on_behalf_of_id, title, answer, presence) VALUES
  (2, 2, 'chair', 1, 'johtaja', 'yes', 'present'),
  (2, 3, 'secretary', 1, 'suunnittelija', 'yes', 'present'),
  (2, 4, 'member', 2, 'sosiaalijohtaja', 'yes', 'unknown'),
  (2, 5, 'deputy', 2, NULL, 'none', 'unknown'),
  (2, 7, 'member', 2, NULL, 'yes', 'present'),
  (2, 8, 'expert', 3, 'tutkija', 'yes', 'present');
