-- A body with a chair, a secretary, a member with a deputy, a post's holder and an expert; another body that it prepares for;
-- a hidden body. Ids are given in order from 1.

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

INSERT INTO grp (uid, kind, name, name_sort, name_fold, short_name, lang, level, state, decides, prepares, from_day, to_day, visibility,
                 created_at, modified_at) VALUES
  ('g1', 'body', 'Palveluryhmä', 'P', 'palveluryhmä', NULL, 'fi', 'regional', 'active', 0, 1, -1000000, 3000000, 'public', 0, 0),
  ('g2', 'body', 'Ohjausryhmä', 'O', 'ohjausryhmä', NULL, 'fi', 'regional', 'active', 1, 0, -1000000, 3000000, 'public', 0, 0),
  ('g3', 'body', 'Salainen ryhmä', 'S', 'salainen ryhmä', NULL, 'fi', 'regional', 'active', 1, 0, -1000000, 3000000, 'members', 0, 0);

INSERT INTO membership (uid, grp_id, person_id, post_id, role, on_behalf_of_id, deputy_of_id, from_day, to_day, created_at, modified_at)
VALUES
  ('m1', 1, 2, NULL, 'chair', 1, NULL, 18000, 3000000, 0, 0),
  ('m2', 1, 3, NULL, 'secretary', 1, NULL, 18000, 3000000, 0, 0),
  ('m3', 1, 4, NULL, 'member', 2, NULL, 18000, 3000000, 0, 0),
  ('m4', 1, 5, NULL, 'deputy', 2, 3, 18000, 3000000, 0, 0),
  ('m5', 1, NULL, 1, 'member', 2, NULL, 18000, 3000000, 0, 0),
  ('m6', 1, 8, NULL, 'expert', 3, NULL, 18000, 3000000, 0, 0),
  ('m7', 1, 9, NULL, 'member', NULL, NULL, 17000, 17999, 0, 0),
  ('m8', 2, 6, NULL, 'secretary', 1, NULL, 18000, 3000000, 0, 0),
  ('m9', 3, 6, NULL, 'chair', 1, NULL, 18000, 3000000, 0, 0);
