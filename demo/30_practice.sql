-- Practice: accounts without a person's name, one body and its meetings. Everything here is marked is_practice.

INSERT INTO organization (id, uid, kind, name, name_sort, name_fold, lang, area_id, description, from_day, to_day, is_practice,
                          created_at, modified_at)
SELECT o.id, 'demo-organization-' || o.id, o.kind, o.name, '', '', 'fi', a.id, 'Keksitty organisaatio, jolla voi harjoitella.',
       -1000000, 3000000, 1, {now}, {now}
  FROM (SELECT 201 AS id, 'ngo' AS kind, 'Harjoitusjärjestö' AS name
        UNION ALL SELECT 202, 'joint_authority', 'Harjoituskuntayhtymä') o
  JOIN area a ON a.kind = 'county' AND a.code = '06';

INSERT INTO person (id, uid, name, name_sort, name_fold, title, organization_id, email, is_practice, created_at, modified_at) VALUES
  (101, 'demo-person-101', 'Harjoitussihteeri', '', '', 'sihteeri', 202, 'sihteeri@esimerkki.example', 1, {now}, {now}),
  (102, 'demo-person-102', 'Harjoituspuheenjohtaja', '', '', 'puheenjohtaja', 202, 'puheenjohtaja@esimerkki.example', 1, {now}, {now}),
  (103, 'demo-person-103', 'Harjoitusjäsen', '', '', 'kehittämispäällikkö', 202, 'jasen@esimerkki.example', 1, {now}, {now}),
  (104, 'demo-person-104', 'Kunnan harjoitusedustaja', '', '', 'hyvinvointikoordinaattori', 112, 'kunta@esimerkki.example', 1, {now}, {now}),
  (105, 'demo-person-105', 'Järjestön harjoitusedustaja', '', '', 'toiminnanjohtaja', 201, 'jarjesto@esimerkki.example', 1, {now}, {now}),
  (106, 'demo-person-106', 'Harjoitusylläpitäjä', '', '', 'pääkäyttäjä', NULL, 'yllapito@esimerkki.example', 1, {now}, {now});

INSERT INTO account (id, person_id, email, is_admin, lang, state, created_at, modified_at) VALUES
  (1, 101, 'sihteeri@esimerkki.example', 0, 'fi', 'active', {now}, {now}),
  (2, 102, 'puheenjohtaja@esimerkki.example', 0, 'fi', 'active', {now}, {now}),
  (3, 103, 'jasen@esimerkki.example', 0, 'fi', 'active', {now}, {now}),
  (4, 104, 'kunta@esimerkki.example', 0, 'fi', 'active', {now}, {now}),
  (5, 105, 'jarjesto@esimerkki.example', 0, 'fi', 'active', {now}, {now}),
  (6, 106, 'yllapito@esimerkki.example', 1, 'fi', 'active', {now}, {now});

INSERT INTO grp (id, uid, kind, name, name_sort, name_fold, lang, level, area_id, state, mandate, decides, prepares, minutes_form,
                 has_bulletin_duty, bulletin_duty_day, from_day, to_day, from_precision, is_practice, created_at, modified_at)
SELECT 20, 'demo-group-20', 'body', 'Harjoitustyöryhmä', '', '', 'fi', 'regional', a.id, 'active',
       'Keksitty työryhmä. Sen kokouksilla voi harjoitella vapaasti.', 1, 0, 'formal', 1, {today-60}, {today-60}, 3000000, 'day', 1, {now}, {now}
  FROM area a WHERE a.kind = 'county' AND a.code = '06';

INSERT INTO recurring_item (id, grp_id, place, position, title) VALUES
  (1, 20, 'begin', 1, 'Kokouksen avaus'),
  (2, 20, 'begin', 2, 'Laillisuus ja päätösvaltaisuus'),
  (3, 20, 'begin', 3, 'Pöytäkirjan tarkastajien valinta'),
  (4, 20, 'end', 1, 'Kokouksen päättäminen');

-- The practice secretary and chair also sit in palvelurakenneryhmä, so that its drafted meeting can be tried.
INSERT INTO membership (id, uid, grp_id, organization_id, person_id, role, on_behalf_of_id, from_day, to_day, from_precision, created_at, modified_at) VALUES
  (101, 'demo-membership-101', 20, NULL, 102, 'chair', 202, {today-60}, 3000000, 'day', {now}, {now}),
  (102, 'demo-membership-102', 20, NULL, 101, 'secretary', NULL, {today-60}, 3000000, 'day', {now}, {now}),
  (103, 'demo-membership-103', 20, NULL, 103, 'member', 202, {today-60}, 3000000, 'day', {now}, {now}),
  (104, 'demo-membership-104', 20, NULL, 104, 'member', 112, {today-60}, 3000000, 'day', {now}, {now}),
  (105, 'demo-membership-105', 20, NULL, 105, 'member', 201, {today-60}, 3000000, 'day', {now}, {now}),
  (106, 'demo-membership-106', 1, NULL, 101, 'secretary', NULL, {today-60}, 3000000, 'day', {now}, {now}),
  (107, 'demo-membership-107', 1, NULL, 102, 'attendee', NULL, {today-60}, 3000000, 'day', {now}, {now});

INSERT INTO matter (id, uid, grp_id, year, number, title, lang, summary, state, is_practice, created_at, modified_at) VALUES
  (101, 'demo-matter-101', 20, {year today-28}, 1, 'Yhteinen ilmoittautumislomake', 'fi',
   'Tilaisuuksiin ilmoittaudutaan nyt viidellä eri tavalla. Ehdotetaan yhtä lomaketta.', 'closed', 1, {today-40 09:00}, {today-40 09:00}),
  (102, 'demo-matter-102', 20, {year today-28}, 2, 'Kohtaamispaikkojen aukioloajat', 'fi',
   'Aukioloajat kootaan yhteen ja sovitaan, kuka pitää ne ajan tasalla.', 'open', 1, {today-40 09:00}, {today-40 09:00}),
  (103, 'demo-matter-103', 20, {year today-28}, 3, 'Järjestöjen yhteystiedot', 'fi', NULL, 'open', 1, {today-20 09:00}, {today-20 09:00});

INSERT INTO meeting (id, uid, grp_id, year, number, state, mode, lang, day, starts_at, ends_at, new_first, place, remote_url,
                     answer_by_day, note, key_message, called_at, begun_at, closed_at, is_practice, created_at, modified_at) VALUES
  (101, 'demo-meeting-101', 20, {year today-28}, 1, 'closed', 'on_site', 'fi', {today-28}, {today-28 09:00}, {today-28 11:00}, -{today-28 09:00},
   'Harjoituksen kokoushuone', NULL, {today-33}, NULL, 'Ilmoittautumiset kootaan yhdelle lomakkeelle.',
   {today-40 09:00}, {today-28 09:02}, {today-28 10:34}, 1, {today-40 09:00}, {today-28 10:34}),
  (102, 'demo-meeting-102', 20, {year today+14}, 2, 'called', 'hybrid', 'fi', {today+14}, {today+14 09:00}, {today+14 11:00}, -{today+14 09:00},
   'Harjoituksen kokoushuone', 'https://kokous.esimerkki.fi/harjoitus', {today+10}, NULL, NULL,
   {today-2 09:00}, NULL, NULL, 1, {today-20 09:00}, {today-2 09:00});

INSERT INTO item (id, uid, meeting_id, matter_id, position, number, title, description, proposal, handling, decision, state, origin,
                  next_step, next_grp_id, is_in_bulletin, created_at, modified_at) VALUES
  (101, 'demo-item-101', 101, NULL, 1, 1, 'Kokouksen avaus', NULL, NULL, 'Puheenjohtaja avasi kokouksen klo 9.02.', NULL, 'handled', 'recurring', 'none', NULL, 0, {today-40 09:00}, {today-28 10:34}),
  (102, 'demo-item-102', 101, NULL, 2, 2, 'Laillisuus ja päätösvaltaisuus', NULL, NULL, 'Kokous todettiin laillisesti koolle kutsutuksi ja päätösvaltaiseksi.', NULL, 'handled', 'recurring', 'none', NULL, 0, {today-40 09:00}, {today-28 10:34}),
  (103, 'demo-item-103', 101, NULL, 3, 3, 'Pöytäkirjan tarkastajien valinta', NULL, NULL, 'Tarkastajiksi valittiin kunnan ja järjestön edustajat.', NULL, 'handled', 'recurring', 'none', NULL, 0, {today-40 09:00}, {today-28 10:34}),
  (104, 'demo-item-104', 101, 101, 4, 4, 'Yhteinen ilmoittautumislomake', 'Tilaisuuksiin ilmoittaudutaan nyt viidellä eri tavalla.',
   'Otetaan käyttöön yksi lomake.', 'Lomakkeesta äänestettiin, koska järjestö ehdotti asian palauttamista.', 'Työryhmä päätti ottaa lomakkeen käyttöön.', 'handled', 'new', 'none', NULL, 1, {today-40 09:00}, {today-28 10:34}),
  (105, 'demo-item-105', 101, 102, 5, 5, 'Kohtaamispaikkojen aukioloajat', 'Aukioloajat ovat nyt kunkin kunnan omilla sivuilla.',
   'Sovitaan yhdestä luettelosta.', 'Keskustelussa todettiin, että ensin tarvitaan luonnos.', 'Asia siirrettiin seuraavaan kokoukseen.', 'handled', 'new', 'carry', 20, 1, {today-40 09:00}, {today-28 10:34}),
  (106, 'demo-item-106', 101, NULL, 6, 6, 'Kokouksen päättäminen', NULL, NULL, 'Puheenjohtaja päätti kokouksen klo 10.34.', NULL, 'handled', 'recurring', 'none', NULL, 0, {today-40 09:00}, {today-28 10:34}),
  (107, 'demo-item-107', 102, NULL, 1, NULL, 'Kokouksen avaus', NULL, NULL, NULL, NULL, 'waiting', 'recurring', 'none', NULL, 0, {today-20 09:00}, {today-20 09:00}),
  (108, 'demo-item-108', 102, NULL, 2, NULL, 'Laillisuus ja päätösvaltaisuus', NULL, NULL, NULL, NULL, 'waiting', 'recurring', 'none', NULL, 0, {today-20 09:00}, {today-20 09:00}),
  (109, 'demo-item-109', 102, NULL, 3, NULL, 'Pöytäkirjan tarkastajien valinta', NULL, NULL, NULL, NULL, 'waiting', 'recurring', 'none', NULL, 0, {today-20 09:00}, {today-20 09:00}),
  (110, 'demo-item-110', 102, 102, 4, NULL, 'Kohtaamispaikkojen aukioloajat', 'Harjoitusjäsen esittelee luonnoksen.', 'Hyväksytään luettelo ja sovitaan sen ylläpidosta.', NULL, NULL, 'waiting', 'carried', 'none', NULL, 1, {today-20 09:00}, {today-20 09:00}),
  (111, 'demo-item-111', 102, NULL, 5, NULL, 'Kokouksen päättäminen', NULL, NULL, NULL, NULL, 'waiting', 'recurring', 'none', NULL, 0, {today-20 09:00}, {today-20 09:00});

INSERT INTO item_presenter (item_id, person_id, title) VALUES (104, 101, 'sihteeri'), (105, 103, NULL), (110, 103, NULL);

INSERT INTO item_outcome (item_id, outcome) VALUES (102, 'noted'), (103, 'decided'), (104, 'decided'), (105, 'carried');

INSERT INTO decision_point (id, item_id, position, body) VALUES
  (101, 104, 1, 'Lomake otetaan käyttöön seuraavassa tilaisuudessa.'),
  (102, 104, 2, 'Sihteeri pitää lomakkeen ajan tasalla.');

INSERT INTO matter_step (id, matter_id, grp_id, origin, state, from_item_id, item_id, since_day, at) VALUES
  (101, 101, 20, 'new', 'handled', NULL, 104, {today-40}, {today-28 10:34}),
  (102, 102, 20, 'new', 'handled', NULL, 105, {today-40}, {today-28 10:34}),
  (103, 102, 20, 'carried', 'on_agenda', 105, 110, {today-28}, {today-20 09:00}),
  (104, 103, 20, 'new', 'waiting', NULL, NULL, {today-20}, {today-20 09:00});

INSERT INTO attendance (id, meeting_id, person_id, role, on_behalf_of_id, title, answer, answered_at, presence, arrived_at,
                        arrived_item_id, left_at, left_item_id, is_checker, token_hash) VALUES
  (101, 101, 102, 'chair', 202, 'puheenjohtaja', 'yes', {today-35 10:00}, 'present', NULL, NULL, NULL, NULL, 0, NULL),
  (102, 101, 103, 'member', 202, 'kehittämispäällikkö', 'yes', {today-36 10:00}, 'present', NULL, NULL, NULL, NULL, 0, NULL),
  (103, 101, 104, 'member', 112, 'hyvinvointikoordinaattori', 'yes', {today-34 10:00}, 'present', NULL, NULL, NULL, NULL, 1, NULL),
  (104, 101, 105, 'member', 201, 'toiminnanjohtaja', 'yes', {today-34 10:00}, 'present', {today-28 09:20}, 104, NULL, NULL, 1, NULL),
  (105, 101, 101, 'secretary', NULL, 'sihteeri', 'yes', {today-37 10:00}, 'present', NULL, NULL, NULL, NULL, 0, NULL),
  (106, 102, 102, 'chair', 202, 'puheenjohtaja', 'yes', {today-1 10:00}, 'unknown', NULL, NULL, NULL, NULL, 0, 'demo-call-106'),
  (107, 102, 103, 'member', 202, 'kehittämispäällikkö', 'none', NULL, 'unknown', NULL, NULL, NULL, NULL, 0, 'demo-call-107'),
  (108, 102, 104, 'member', 112, 'hyvinvointikoordinaattori', 'remote', {today-1 12:00}, 'unknown', NULL, NULL, NULL, NULL, 0, 'demo-call-108'),
  (109, 102, 105, 'member', 201, 'toiminnanjohtaja', 'none', NULL, 'unknown', NULL, NULL, NULL, NULL, 0, 'demo-call-109'),
  (110, 102, 101, 'secretary', NULL, 'sihteeri', 'yes', {today-2 10:00}, 'unknown', NULL, NULL, NULL, NULL, 0, 'demo-call-110');

INSERT INTO statement (id, uid, item_id, person_id, title, body, is_verbatim, is_quotable, created_at, modified_at) VALUES
  (101, 'demo-statement-101', 104, 104, 'hyvinvointikoordinaattori', 'Yksi lomake säästää kunnassa monta puhelua.', 1, 1, {today-28 10:00}, {today-28 10:00});

INSERT INTO vote (id, uid, item_id, method, proposal_a, proposal_b, votes_a, votes_b, votes_empty, created_at, modified_at) VALUES
  (101, 'demo-vote-101', 104, 'by_name', 'Pohjaehdotus', 'Asia palautetaan valmisteltavaksi', 3, 1, 0, {today-28 10:00}, {today-28 10:00});
INSERT INTO vote_cast (vote_id, person_id, choice) VALUES (101, 102, 'a'), (101, 103, 'a'), (101, 104, 'a'), (101, 105, 'b');

INSERT INTO commitment (id, uid, item_id, grp_id, organization_id, person_id, deed, for_whom, due_from_day, due_day, due_precision,
                        state, state_at, is_practice, created_at, modified_at) VALUES
  (101, 'demo-commitment-101', 105, 20, 202, 103, 'Laatii luonnoksen kohtaamispaikkojen aukioloajoista', 'Harjoitustyöryhmä', {today+10}, {today+10}, 'day',
   'accepted', {today-27 09:00}, 1, {today-28 10:30}, {today-27 09:00}),
  (102, 'demo-commitment-102', 105, 20, 201, 105, 'Kokoaa järjestöjen yhteystiedot', 'Harjoitustyöryhmä', {today-10}, {today-10}, 'day',
   'accepted', {today-27 09:00}, 1, {today-28 10:30}, {today-27 09:00}),
  (103, 'demo-commitment-103', 104, 20, 112, 104, 'Kokeilee lomaketta yhdessä tilaisuudessa', NULL, {today+40}, {today+40}, 'day',
   'offered', {today-28 10:30}, 1, {today-28 10:30}, {today-28 10:30});
