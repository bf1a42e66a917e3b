-- What the recorded shapes of the published API need beside the demonstration region: a value for every name that is seldom
-- filled, and of each list more rows than one reply holds (102; of areas 502). 14610 is 1.1.2010, 18262 is 1.1.2020.

INSERT INTO area (id, uid, kind, code, name_fi, name_sv, name_sort, name_fold, population, population_year, lat, lon, from_day, to_day)
VALUES (9001, 'shape-area', 'municipality', '9901', 'Entinen kunta', 'Tidigare kommunen', '31', 'entinen kunta', 1200, 2019, 61.5, 21.8, 14610, 30000);
INSERT INTO area (id, uid, kind, code, name_fi, name_sv, name_sort, name_fold, from_day, to_day)
WITH RECURSIVE n (i) AS (SELECT 9002 UNION ALL SELECT i + 1 FROM n WHERE i < 9502)
SELECT i, 'shape-area-' || i, 'subregion', CAST(i AS TEXT), 'Alue ' || i, 'Område ' || i, '32', 'alue', -1000000, 3000000 FROM n;
INSERT INTO area_part (area_id, whole_id, from_day, to_day) VALUES (9001, 9002, 14610, 3000000);

INSERT INTO organization (id, uid, kind, name, name_sort, name_fold, short_name, lang, area_id, business_id, url, email, description,
  description_html, from_day, to_day, from_precision, to_precision, created_at, modified_at)
VALUES (1, 'shape-o1', 'county', 'Esimerkin hyvinvointialue', '30', 'esimerkin hyvinvointialue', 'EHV', 'fi', 9001, '1234567-1',
  'https://esimerkki.fi', 'kirjaamo@esimerkki.fi', 'Kuvaus.', '<p>Kuvaus.</p>', 14610, 30000, 'day', 'year', 0, 0);
INSERT INTO organization (id, uid, kind, name, name_sort, name_fold, lang, from_day, to_day, created_at, modified_at)
WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 102)
SELECT i, 'shape-o' || i, 'ngo', 'Yhdistys ' || i, '31', 'yhdistys', 'fi', -1000000, 3000000, 0, 0 FROM n;
UPDATE organization SET to_day = 20000 WHERE id = 5;
INSERT INTO alias (kind, object_id, name, name_fold) VALUES ('organization', 1, 'Esimerkkialue', 'esimerkkialue');
INSERT INTO organization_parent (organization_id, parent_id, from_day, to_day) VALUES (2, 1, 18262, 30000);
INSERT INTO organization_area (organization_id, area_id) VALUES (2, 9001);
INSERT INTO succession (kind, from_id, to_id, day) VALUES ('organization', 3, 1, 18262), ('organization', 1, 4, 30001), ('group', 3, 1, 18262), ('group', 1, 4, 30001);

INSERT INTO person (id, uid, name, name_sort, name_fold, title, organization_id, email, created_at, modified_at)
VALUES (1, 'shape-p1', 'Ylli Ylläpitäjä', '59', 'ylli ylläpitäjä', 'johtaja', 1, 'yllapito@esimerkki.example', 0, 0);
INSERT INTO person (id, uid, name, name_sort, name_fold, created_at, modified_at)
WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 102)
SELECT i, 'shape-p' || i, 'Henkilö ' || i, '31', 'henkilö', 0, 0 FROM n;
INSERT INTO account (id, person_id, email, is_admin, state, created_at, modified_at) VALUES (1, 1, 'yllapito@esimerkki.example', 1, 'active', 0, 0);
INSERT INTO post (id, uid, organization_id, name, name_sort, area_id, is_leadership, from_day, to_day, created_at, modified_at)
VALUES (1, 'shape-v1', 1, 'hyvinvointijohtaja', '30', 9001, 1, 14610, 30000, 0, 0),
       (2, 'shape-v2', 1, 'suunnittelija', '31', NULL, 0, -1000000, 3000000, 0, 0);
INSERT INTO post_holder (id, uid, post_id, person_id, from_day, to_day, from_precision, to_precision, created_at, modified_at)
VALUES (1, 'shape-h1', 1, 1, 14610, 30000, 'day', 'day', 0, 0);

-- The groups without a chair are more gaps than one reply holds; the fifth's organization has ended.
INSERT INTO grp (id, uid, kind, name, name_sort, name_fold, short_name, lang, level, area_id, organization_id, state, mandate, decides, prepares,
  minutes_form, has_bulletin_duty, bulletin_duty_day, ends_with_text, from_day, to_day, from_precision, to_precision, created_at, modified_at)
VALUES (1, 'shape-g1', 'body', 'Palvelurakenneryhmä', '30', 'palvelurakenneryhmä', 'PRR', 'fi', 'regional', 9001, 1, 'active', 'Valmistelee.', 1, 1,
  'formal', 1, 18262, 'Rahoitus päättyy.', 14610, 30000, 'day', 'year', 0, 0);
INSERT INTO grp (id, uid, kind, name, name_sort, name_fold, lang, level, state, from_day, to_day, created_at, modified_at)
WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 202)
SELECT i, 'shape-g' || i, 'network', 'Verkosto ' || i, '31', 'verkosto', 'fi', 'regional', 'active', -1000000, 3000000, 0, 0 FROM n;
UPDATE grp SET organization_id = 5 WHERE id = 5;
INSERT INTO grp_parent (grp_id, parent_id, from_day, to_day) VALUES (1, 2, 18262, 30000), (5, 1, 18262, 30000);
INSERT INTO membership (id, uid, grp_id, person_id, role, title, on_behalf_of_id, from_day, to_day, from_precision, to_precision, created_at, modified_at)
VALUES (1, 'shape-m1', 1, 1, 'member', 'asiantuntija', 1, 14610, 30000, 'day', 'day', 0, 0);
INSERT INTO membership (id, uid, grp_id, person_id, role, deputy_of_id, from_day, to_day, created_at, modified_at)
WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 102)
SELECT i, 'shape-m' || i, 2, i, 'deputy', 1, -1000000, 3000000, 0, 0 FROM n;
INSERT INTO membership (id, uid, organization_id, post_id, role, from_day, to_day, created_at, modified_at)
VALUES (103, 'shape-m103', 1, 1, 'director', -1000000, 3000000, 0, 0);
INSERT INTO membership (id, uid, grp_id, seat_organization_id, role, from_day, to_day, created_at, modified_at)
VALUES (104, 'shape-m104', 1, 2, 'member', -1000000, 3000000, 0, 0);
INSERT INTO membership (id, uid, grp_id, post_id, role, from_day, to_day, created_at, modified_at)
VALUES (105, 'shape-m105', 1, 1, 'expert', -1000000, 3000000, 0, 0);
INSERT INTO tie (id, uid, kind, from_kind, from_id, to_kind, to_id, from_day, to_day, created_at, modified_at)
VALUES (1, 'shape-t1', 'reports_to', 'group', 1, 'group', 2, 14610, 30000, 0, 0);

INSERT INTO matter (id, uid, grp_id, year, number, title, lang, summary, origin, state, created_at, modified_at)
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 102)
SELECT i, 'shape-x' || i, 1, 2020, i, 'Asia ' || i, 'fi', 'Lyhyesti.', 'Aloite', 'open', 0, 0 FROM n;
INSERT INTO meeting (id, uid, grp_id, year, number, state, mode, lang, day, starts_at, ends_at, new_first, place, key_message, called_at, begun_at,
  closed_at, checked_at, published_at, created_at, modified_at)
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 102)
SELECT i, 'shape-k' || i, 1, 2020, i, 'published', 'on_site', 'fi', 18261 + i, (18261 + i) * 86400000000, (18261 + i) * 86400000000 + 3600000000,
       -((18261 + i) * 86400000000), 'Kokoustila', 'Asia eteni.', 1, 1, 1, 1, 1, 0, 0 FROM n;
INSERT INTO item (id, uid, meeting_id, matter_id, position, number, section, title, description, proposal, handling, decision, state, origin,
  created_at, modified_at)
VALUES (1, 'shape-i1', 1, 1, 1, 1, 'Alkutoimet', 'Kohta', 'Kuvaus.', 'Ehdotus.', 'Keskustelu.', 'Päätös.', 'handled', 'new', 0, 0);
INSERT INTO item (id, uid, meeting_id, position, title, state, origin, created_at, modified_at)
VALUES (2, 'shape-i2', 1, 2, 'Muodollisuus', 'waiting', 'new', 0, 0);
INSERT INTO item_outcome (item_id, outcome) VALUES (1, 'approved');
INSERT INTO item_presenter (item_id, person_id, title) VALUES (1, 1, 'johtaja'), (1, 2, NULL);
INSERT INTO decision_point (id, item_id, position, body) VALUES (1, 1, 1, 'Hyväksyttiin.');
INSERT INTO matter_step (id, matter_id, grp_id, origin, state, item_id, since_day, at) VALUES (1, 1, 1, 'new', 'handled', 1, 18262, 0);
INSERT INTO matter_step (id, matter_id, grp_id, origin, state, since_day, at) VALUES (2, 1, 2, 'forwarded', 'waiting', 18263, 0);
INSERT INTO attendance (id, meeting_id, person_id, role, on_behalf_of_id, answer, presence) VALUES (1, 1, 1, 'member', 1, 'yes', 'present');
INSERT INTO attachment (id, uid, kind, object_id, grp_id, position, name, file_name, type, size, sha256, publicity, created_at, modified_at)
VALUES (1, 'shape-a1', 'item', 1, 1, 1, 'Liite', 'liite.txt', 'text/plain', 0, '00', 'public', 0, 0),
       (2, 'shape-a2', 'meeting', 1, 1, 1, 'Oheisaineisto', 'aineisto.txt', 'text/plain', 0, '00', 'public', 0, 0);

INSERT INTO commitment (id, uid, item_id, grp_id, organization_id, person_id, deed, for_whom, due_from_day, due_day, due_precision, due_words, state,
  state_at, state_note, created_at, modified_at)
VALUES (1, 'shape-c1', 1, 1, 1, 1, 'Tekee', 'kunnille', 18262, 18352, 'season', 'keväällä', 'done', 0, 'Tehty.', 0, 0);
INSERT INTO commitment (id, uid, grp_id, organization_id, post_id, deed, state, state_at, created_at, modified_at)
WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 102)
SELECT i, 'shape-c' || i, 1, 1, 1, 'Tekee ' || i, 'offered', 0, 0, 0 FROM n;

INSERT INTO bulletin (id, uid, grp_id, meeting_id, lang, state, day, new_first, published_at, corrected_at, correction, retracted_at, retraction,
  created_at, modified_at)
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 102)
SELECT i, 'shape-b' || i, 1, CASE WHEN i < 102 THEN i END, 'fi', CASE i WHEN 101 THEN 'retracted' ELSE 'published' END, 18261 + i, -(18261 + i), 1,
       CASE i WHEN 102 THEN 2 END, CASE i WHEN 102 THEN 'Päivä korjattiin.' END, CASE i WHEN 101 THEN 2 END,
       CASE i WHEN 101 THEN 'Väärä teksti.' END, 0, 0 FROM n;
INSERT INTO bulletin_text (bulletin_id, lang, title, title_fold, lead, body, body_html, key_message, is_published, modified_at)
SELECT id, 'fi', 'Tiedote', 'tiedote', 'Lyhyesti.', 'Teksti.', '<p>Teksti.</p>', CASE id WHEN 102 THEN 'Asia eteni.' END, 1, 0 FROM bulletin;
INSERT INTO attachment (id, uid, kind, object_id, grp_id, position, name, file_name, type, size, sha256, alt, caption, publicity, created_at, modified_at)
VALUES (3, 'shape-a3', 'bulletin', 102, 1, 1, 'Kuva', 'kuva.png', 'image/png', 0, '00', 'Kartta', 'Alueen kartta', 'public', 0, 0),
       (4, 'shape-a4', 'bulletin', 102, 1, 2, 'Liite', 'liite.txt', 'text/plain', 0, '00', NULL, NULL, 'public', 0, 0);
