-- A small region for the groups' cases: two bodies, a project, a network, a hidden group; clocks stand at 2021.
INSERT INTO area (id, uid, kind, code, name_fi, name_sv, name_sort, name_fold, from_day, to_day) VALUES
  (1, 'area-1', 'county', '04', 'Satakunta', 'Satakunta', '534154414B554E5441', 'satakunta', -1000000, 3000000),
  (2, 'area-2', 'municipality', '609', 'Pori', 'Björneborg', '504F5249', 'pori', -1000000, 3000000),
  (3, 'area-3', 'municipality', '684', 'Rauma', 'Raumo', '5241554D41', 'rauma', -1000000, 3000000),
  (4, 'area-4', 'municipality', '214', 'Kankaanpää', 'Kankaanpää', '4B414E4B41414E50C384C384', 'kankaanpää', -1000000, 3000000);
INSERT INTO area_part (area_id, whole_id, from_day, to_day) VALUES
  (2, 1, -1000000, 3000000),
  (3, 1, -1000000, 3000000),
  (4, 1, -1000000, 3000000);
INSERT INTO organization (id, uid, kind, name, name_sort, name_fold, lang, area_id, from_day, to_day, visibility, created_at, modified_at) VALUES
  (1, 'organization-1', 'county', 'Satakunnan kuntayhtymä', '534154414B554E4E414E204B554E5441594854594DC384', 'satakunnan kuntayhtymä', 'fi', 1, -1000000, 3000000, 'public', 1577836800000000, 1577836800000000),
  (2, 'organization-2', 'municipality', 'Porin kaupunki', '504F52494E204B415550554E4B49', 'porin kaupunki', 'fi', 2, -1000000, 3000000, 'public', 1577836800000000, 1577836800000000),
  (3, 'organization-3', 'municipality', 'Rauman kaupunki', '5241554D414E204B415550554E4B49', 'rauman kaupunki', 'fi', 3, -1000000, 3000000, 'public', 1577836800000000, 1577836800000000),
  (4, 'organization-4', 'police', 'Lounais-Suomen poliisilaitos', '4C4F554E4149532D53554F4D454E20504F4C494953494C4149544F53', 'lounais-suomen poliisilaitos', 'fi', NULL, -1000000, 3000000, 'public', 1577836800000000, 1577836800000000),
  (5, 'organization-5', 'ngo', 'Salainen yhdistys', '53414C41494E454E205948444953545953', 'salainen yhdistys', 'fi', 1, -1000000, 3000000, 'managers', 1577836800000000, 1577836800000000);
INSERT INTO person (id, uid, name, name_sort, name_fold, title, organization_id, visibility, created_at, modified_at) VALUES
  (1, 'person-1', 'Yrjö Ylläpito', '59524AC39620594C4CC3845049544F', 'yrjö ylläpito', 'ylläpitäjä', 1, 'public', 1577836800000000, 1577836800000000),
  (2, 'person-2', 'Siiri Sihteeri', '5349495249205349485445455249', 'siiri sihteeri', 'suunnittelija', 1, 'public', 1577836800000000, 1577836800000000),
  (3, 'person-3', 'Jaakko Jäsen', '4A41414B4B4F204AC38453454E', 'jaakko jäsen', 'sivistysjohtaja', 2, 'public', 1577836800000000, 1577836800000000),
  (4, 'person-4', 'Ulla Ulkopuoli', '554C4C4120554C4B4F50554F4C49', 'ulla ulkopuoli', 'toiminnanjohtaja', NULL, 'public', 1577836800000000, 1577836800000000),
  (5, 'person-5', 'Anni Puheenjohtaja', '414E4E492050554845454E4A4F4854414A41', 'anni puheenjohtaja', 'perusturvajohtaja', 1, 'public', 1577836800000000, 1577836800000000),
  (6, 'person-6', 'Veikko Vara', '5645494B4B4F2056415241', 'veikko vara', 'sosiaalijohtaja', 2, 'public', 1577836800000000, 1577836800000000),
  (7, 'person-7', 'Kaisa Kätketty', '4B41495341204BC384544B45545459', 'kaisa kätketty', 'erityisasiantuntija', NULL, 'managers', 1577836800000000, 1577836800000000),
  (8, 'person-8', 'Vanha Edeltäjä', '56414E4841204544454C54C3844AC384', 'vanha edeltäjä', 'johtaja', 1, 'public', 1577836800000000, 1577836800000000),
  (9, 'person-9', 'Pertti Poliisi', '50455254544920504F4C49495349', 'pertti poliisi', 'rikosylikonstaapeli', 4, 'public', 1577836800000000, 1577836800000000);
INSERT INTO account (id, person_id, email, is_admin, lang, state, created_at, modified_at) VALUES
  (1, 1, 'yllapito@esimerkki.fi', 1, 'fi', 'active', 1577836800000000, 1577836800000000),
  (2, 2, 'sihteeri@esimerkki.fi', 0, 'fi', 'active', 1577836800000000, 1577836800000000),
  (3, 3, 'jasen@esimerkki.fi', 0, 'fi', 'active', 1577836800000000, 1577836800000000),
  (4, 4, 'ulkopuoli@esimerkki.fi', 0, 'fi', 'active', 1577836800000000, 1577836800000000);
INSERT INTO post (id, uid, organization_id, name, name_sort, is_leadership, from_day, to_day, created_at, modified_at) VALUES
  (1, 'post-1', 3, 'Rauman kaupunginjohtaja', '5241554D414E204B415550554E47494E4A4F4854414A41', 1, -1000000, 3000000, 1577836800000000, 1577836800000000);
INSERT INTO post_holder (id, uid, post_id, person_id, from_day, to_day, created_at, modified_at) VALUES
  (1, 'holder-1', 1, 8, -1000000, 18627, 1577836800000000, 1577836800000000),
  (2, 'holder-2', 1, 9, 18628, 3000000, 1577836800000000, 1577836800000000);
INSERT INTO grp (id, uid, kind, name, name_sort, name_fold, short_name, lang, level, area_id, organization_id, state, mandate, mandate_html, decides, prepares, has_bulletin_duty, bulletin_duty_day, seats_wanted, ends_with_text, from_day, to_day, from_precision, to_precision, visibility, created_at, modified_at) VALUES
  (1, 'group-1', 'body', 'Palvelurakenneryhmä', '50414C56454C5552414B454E4E455259484DC384', 'palvelurakenneryhmä', 'PRR', 'fi', 'regional', 1, 1, 'active', 'Valmistelee sisältö- ja rakenneasiat johtoryhmälle.', '<p>Valmistelee sisältö- ja rakenneasiat johtoryhmälle.</p>', 1, 1, 1, 18642, 'municipalities', NULL, 18262, 3000000, 'year', 'unknown', 'public', 1577836800000000, 1577836800000000),
  (2, 'group-2', 'body', 'Johtoryhmä', '4A4F48544F5259484DC384', 'johtoryhmä', NULL, 'fi', 'regional', 1, 1, 'active', NULL, NULL, 1, 0, 0, NULL, 'none', NULL, -1000000, 3000000, 'unknown', 'unknown', 'public', 1577836800000000, 1577836800000000),
  (3, 'group-3', 'project', 'Tulevaisuuden keskus -hanke', '54554C4556414953555544454E204B45534B5553202D48414E4B45', 'tulevaisuuden keskus -hanke', NULL, 'fi', 'regional', 1, 1, 'active', NULL, NULL, 0, 0, 0, NULL, 'none', 'Päättyy 2022, jos täydentävää avustusta ei saada', 18414, 19357, 'month', 'year', 'public', 1577836800000000, 1577836800000000),
  (4, 'group-4', 'project', 'Oma hyvinvointi -osahanke', '4F4D4120485956494E564F494E5449202D4F534148414E4B45', 'oma hyvinvointi -osahanke', NULL, 'fi', 'regional', 1, 1, 'active', NULL, NULL, 0, 0, 0, NULL, 'none', NULL, -1000000, 3000000, 'unknown', 'unknown', 'public', 1577836800000000, 1577836800000000),
  (5, 'group-5', 'network', 'Kätketty verkosto', '4BC384544B45545459205645524B4F53544F', 'kätketty verkosto', NULL, 'fi', 'regional', 1, 1, 'forming', NULL, NULL, 0, 0, 0, NULL, 'none', NULL, -1000000, 3000000, 'unknown', 'unknown', 'managers', 1577836800000000, 1577836800000000),
  (6, 'group-6', 'body', 'Vanha työryhmä', '56414E4841205459C3965259484DC384', 'vanha työryhmä', NULL, 'fi', 'regional', 1, 1, 'ended', NULL, NULL, 0, 1, 0, NULL, 'none', NULL, -1000000, 18261, 'unknown', 'day', 'public', 1577836800000000, 1577836800000000);
INSERT INTO grp_parent (grp_id, parent_id, from_day, to_day) VALUES
  (4, 3, -1000000, 3000000),
  (1, 2, -1000000, 3000000),
  (5, 2, -1000000, 3000000);
INSERT INTO succession (id, kind, from_id, to_id, day) VALUES
  (1, 'group', 6, 1, 18262);
INSERT INTO membership (id, uid, grp_id, person_id, post_id, seat_organization_id, role, on_behalf_of_id, deputy_of_id, from_day, to_day, from_precision, to_precision, created_at, modified_at) VALUES
  (1, 'membership-1', 1, 5, NULL, NULL, 'chair', 1, NULL, 18414, 3000000, 'day', 'unknown', 1577836800000000, 1577836800000000),
  (2, 'membership-2', 1, 8, NULL, NULL, 'chair', 1, NULL, 18262, 18413, 'day', 'day', 1577836800000000, 1577836800000000),
  (3, 'membership-3', 1, 2, NULL, NULL, 'secretary', 1, NULL, -1000000, 3000000, 'unknown', 'unknown', 1577836800000000, 1577836800000000),
  (4, 'membership-4', 1, 3, NULL, NULL, 'member', 2, NULL, 18322, 3000000, 'month', 'unknown', 1577836800000000, 1577836800000000),
  (5, 'membership-5', 1, 6, NULL, NULL, 'deputy', 2, 4, -1000000, 3000000, 'unknown', 'unknown', 1577836800000000, 1577836800000000),
  (6, 'membership-6', 1, NULL, 1, NULL, 'member', 3, NULL, -1000000, 3000000, 'unknown', 'unknown', 1577836800000000, 1577836800000000),
  (7, 'membership-7', 1, NULL, NULL, 4, 'expert', 4, NULL, -1000000, 3000000, 'unknown', 'unknown', 1577836800000000, 1577836800000000),
  (8, 'membership-8', 1, 7, NULL, NULL, 'expert', NULL, NULL, -1000000, 3000000, 'unknown', 'unknown', 1577836800000000, 1577836800000000),
  (9, 'membership-9', 2, 5, NULL, NULL, 'chair', 1, NULL, -1000000, 3000000, 'unknown', 'unknown', 1577836800000000, 1577836800000000),
  (10, 'membership-10', 3, 4, NULL, NULL, 'director', 1, NULL, -1000000, 3000000, 'unknown', 'unknown', 1577836800000000, 1577836800000000),
  (11, 'membership-11', 5, 4, NULL, NULL, 'coordinator', NULL, NULL, -1000000, 3000000, 'unknown', 'unknown', 1577836800000000, 1577836800000000);
INSERT INTO tie (id, uid, kind, from_kind, from_id, to_kind, to_id, from_day, to_day, created_at, modified_at) VALUES
  (1, 'tie-1', 'reports_to', 'group', 1, 'group', 2, -1000000, 3000000, 1577836800000000, 1577836800000000),
  (2, 'tie-2', 'prepares_for', 'group', 1, 'group', 2, -1000000, 3000000, 1577836800000000, 1577836800000000),
  (3, 'tie-3', 'reports_to', 'group', 5, 'group', 2, -1000000, 3000000, 1577836800000000, 1577836800000000),
  (4, 'tie-4', 'reports_to', 'group', 3, 'group', 1, -1000000, 3000000, 1577836800000000, 1577836800000000);
INSERT INTO alias (id, kind, object_id, name, name_fold) VALUES
  (1, 'group', 1, 'Rakenneryhmä', 'rakenneryhmä');
INSERT INTO matter (id, uid, grp_id, year, number, title, lang, state, visibility, created_at, modified_at) VALUES
  (1, 'matter-1', 1, 2021, 1, 'Ankkuritoiminnan laajentaminen', 'fi', 'open', 'public', 1577836800000000, 1577836800000000),
  (2, 'matter-2', 1, 2021, 2, 'Kätketty asia', 'fi', 'open', 'managers', 1577836800000000, 1577836800000000);
INSERT INTO matter_step (id, matter_id, grp_id, origin, state, since_day, at) VALUES
  (1, 1, 1, 'carried', 'waiting', 18642, 1577836800000000),
  (2, 2, 1, 'new', 'waiting', 18637, 1577836800000000);
INSERT INTO meeting (id, uid, grp_id, year, number, state, mode, lang, day, starts_at, new_first, created_at, modified_at) VALUES
  (1, 'meeting-1', 1, 2020, 1, 'published', 'remote', 'fi', 18607, 1607670000000000, -1607670000000000, 1577836800000000, 1577836800000000),
  (2, 'meeting-2', 1, 2021, 1, 'published', 'remote', 'fi', 18642, 1610694000000000, -1610694000000000, 1577836800000000, 1577836800000000),
  (3, 'meeting-3', 1, 2021, 2, 'called', 'remote', 'fi', 18670, 1613113200000000, -1613113200000000, 1577836800000000, 1577836800000000),
  (4, 'meeting-4', 1, 2021, 3, 'draft', 'remote', 'fi', 18698, 1615532400000000, -1615532400000000, 1577836800000000, 1577836800000000);
INSERT INTO bulletin (id, uid, grp_id, meeting_id, lang, state, day, new_first, published_at, created_at, modified_at) VALUES
  (1, 'bulletin-1', 1, 1, 'fi', 'published', 18607, -18607, 1577836800000000, 1577836800000000, 1577836800000000);
INSERT INTO bulletin_text (id, bulletin_id, lang, title, title_fold, lead, body, body_html, is_published, modified_at) VALUES
  (1, 1, 'fi', 'Ryhmä kokoontui', 'ryhmä kokoontui', 'Ingressi', '', '', 1, 1577836800000000);
INSERT INTO commitment (id, uid, grp_id, organization_id, person_id, deed, due_from_day, due_day, due_precision, state, state_at, created_at, modified_at) VALUES
  (1, 'commitment-1', 1, 2, 3, 'Kutsuu kunnat pilottiin', 18658, 18658, 'day', 'accepted', 1577836800000000, 1577836800000000, 1577836800000000),
  (2, 'commitment-2', 1, 1, NULL, 'Laatii ohjeen', NULL, NULL, 'unknown', 'offered', 1577836800000000, 1577836800000000, 1577836800000000);
INSERT INTO source (id, uid, name, publisher, day) VALUES
  (1, 'source-1', 'Tiedote palvelurakenneryhmän kokouksesta', 'Satasote', 18642);
INSERT INTO evidence (id, kind, object_id, source_id) VALUES
  (1, 'group', 1, 1);
