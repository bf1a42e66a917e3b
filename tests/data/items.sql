-- A meeting in progress: a chair, a secretary, a member with a deputy, a post's holder, an expert; another body, a hidden body.
-- Items: a formality, two matters, one hidden from the public, one that is left unhandled. Ids are given in order from 1.

INSERT INTO organization (uid, kind, name, name_sort, name_fold, lang, email, from_day, to_day, created_at, modified_at) VALUES
  ('o1', 'county', 'Esimerkin hyvinvointialue', 'A', 'esimerkin hyvinvointialue', 'fi', NULL, -1000000, 3000000, 0, 0),
  ('o2', 'municipality', 'Esimerkkikunta', 'B', 'esimerkkikunta', 'fi', 'kirjaamo@esimerkkikunta.fi', -1000000, 3000000, 0, 0),
  ('o3', 'ngo', 'Esimerkkiyhdistys', 'C', 'esimerkkiyhdistys', 'sv', 'post@forening.fi', -1000000, 3000000, 0, 0);

INSERT INTO person (uid, name, name_sort, name_fold, title, organization_id, email, created_at, modified_at) VALUES
  ('p1', 'Ylli Ylläpitäjä', 'Y1', 'ylli ylläpitäjä', NULL, NULL, 'admin@esimerkki.fi', 0, 0),
  ('p2', 'Pekka Puheenjohtaja', 'P1', 'pekka puheenjohtaja', 'johtaja', 1, 'pj@esimerkki.fi', 0, 0),
  ('p3', 'Siiri Sihteeri', 'S1', 'siiri sihteeri', 'suunnittelija', 1, 'sihteeri@esimerkki.fi', 0, 0),
  ('p4', 'Jaana Jäsen', 'J1', 'jaana jäsen', 'sosiaalijohtaja', 2, 'jasen@esimerkki.fi', 0, 0),
  ('p5', 'Ville Varajäsen', 'V1', 'ville varajäsen', NULL, 2, 'vara@esimerkki.fi', 0, 0),
  ('p6', 'Outi Ohjaaja', 'O1', 'outi ohjaaja', 'kehittämispäällikkö', 1, 'ohjaus@esimerkki.fi', 0, 0),
  ('p7', 'Viivi Viranhaltija', 'V2', 'viivi viranhaltija', NULL, 2, 'virka@esimerkki.fi', 0, 0),
  ('p8', 'Asko Asiantuntija', 'A1', 'asko asiantuntija', 'tutkija', 3, 'asko@esimerkki.fi', 0, 0),
  ('p9', 'Ulla Ulkopuolinen', 'U1', 'ulla ulkopuolinen', NULL, NULL, 'ulla@esimerkki.fi', 0, 0);

INSERT INTO account (person_id, email, is_admin, lang, state, created_at, modified_at) VALUES
  (1, 'admin@esimerkki.fi', 1, 'fi', 'active', 0, 0), (2, 'pj@esimerkki.fi', 0, 'fi', 'active', 0, 0),
  (3, 'sihteeri@esimerkki.fi', 0, 'fi', 'active', 0, 0), (4, 'jasen@esimerkki.fi', 0, 'fi', 'active', 0, 0),
  (5, 'vara@esimerkki.fi', 0, 'fi', 'active', 0, 0), (6, 'ohjaus@esimerkki.fi', 0, 'fi', 'active', 0, 0),
  (7, 'virka@esimerkki.fi', 0, 'sv', 'active', 0, 0), (9, 'ulla@esimerkki.fi', 0, 'fi', 'active', 0, 0);

INSERT INTO post (uid, organization_id, name, name_sort, from_day, to_day, created_at, modified_at) VALUES
  ('v1', 2, 'perusturvajohtaja', 'P', -1000000, 3000000, 0, 0);
INSERT INTO post_holder (uid, post_id, person_id, from_day, to_day, created_at, modified_at) VALUES
  ('h1', 1, 7, 18000, 3000000, 0, 0);

INSERT INTO grp (uid, kind, name, name_sort, name_fold, lang, level, state, decides, prepares, minutes_form, from_day, to_day, visibility,
                 created_at, modified_at) VALUES
  ('g1', 'body', 'Palveluryhmä', 'P', 'palveluryhmä', 'fi', 'regional', 'active', 0, 1, 'formal', -1000000, 3000000, 'public', 0, 0),
  ('g2', 'body', 'Ohjausryhmä', 'O', 'ohjausryhmä', 'fi', 'regional', 'active', 1, 0, 'light', -1000000, 3000000, 'public', 0, 0),
  ('g3', 'body', 'Salainen ryhmä', 'S', 'salainen ryhmä', 'fi', 'regional', 'active', 1, 0, 'light', -1000000, 3000000, 'members', 0, 0);

INSERT INTO membership (uid, grp_id, person_id, post_id, role, on_behalf_of_id, deputy_of_id, from_day, to_day, created_at, modified_at)
VALUES
  ('m1', 1, 2, NULL, 'chair', 1, NULL, 18000, 3000000, 0, 0),
  ('m2', 1, 3, NULL, 'secretary', 1, NULL, 18000, 3000000, 0, 0),
  ('m3', 1, 4, NULL, 'member', 2, NULL, 18000, 3000000, 0, 0),
  ('m4', 1, 5, NULL, 'deputy', 2, 3, 18000, 3000000, 0, 0),
  ('m5', 1, NULL, 1, 'member', 2, NULL, 18000, 3000000, 0, 0),
  ('m6', 1, 8, NULL, 'expert', 3, NULL, 18000, 3000000, 0, 0),
  ('m7', 2, 6, NULL, 'secretary', 1, NULL, 18000, 3000000, 0, 0),
  ('m8', 3, 6, NULL, 'chair', 1, NULL, 18000, 3000000, 0, 0);

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
