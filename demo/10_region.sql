-- Satakunta in 2021 and Lapland in 2019, as five bulletins tell of them and no further. Texts are our own.
-- Columns *_sort, *_fold and *_html are made by the program.

INSERT INTO source (id, uid, name, publisher, day, url) VALUES
  (1, 'demo-source-1', 'Vahva yhteistyö mahdollistaa yhteisten toimintatapojen rakentamisen – hankkeiden tilannekatsaukset esillä palvelurakenneryhmässä',
   'Satasote', {2021-01-15}, NULL),
  (2, 'demo-source-2', 'Satakunnassa tehtävä hanketyö etenee – osa toimintamalleista jo kuntalaisten hyödynnettävissä',
   'Satasote', {2021-10-28}, NULL),
  (3, 'demo-source-3', 'Tulevaisuuden sote-keskus -hankkeen toista hankekautta valmisteltiin työpajoissa',
   'Satasote', {2021-06-03}, NULL),
  (4, 'demo-source-4', 'Sidosryhmäyhteistyö hyvällä mallilla Satakunnan hyvinvointialueella',
   'Satasote', {2021-12-03}, NULL),
  (5, 'demo-source-5', 'Lapin Soteuttamo – yhteistyö ja yhdessä tekeminen on tärkeää',
   'Lapin maakuntauudistuksen valmistelu', {2019-03-25}, NULL),
  (6, 'demo-source-6', 'Kunnat ja hyvinvointialueet 2025', 'Tilastokeskus', {2025-01-01}, NULL);

INSERT INTO organization (id, uid, kind, name, name_sort, name_fold, short_name, lang, area_id, description, from_day, to_day,
                          created_at, modified_at)
SELECT o.id, 'demo-organization-' || o.id, o.kind, o.name, '', '', o.short_name, 'fi', a.id, o.description, -1000000, 3000000, {now}, {now}
  FROM (SELECT 1 AS id, 'preparation' AS kind, 'Satasote' AS name, NULL AS short_name, 'county' AS area_kind, '06' AS area_code,
               'Satakunnan hyvinvointialueen yhteinen valmistelu.' AS description
        UNION ALL SELECT 2, 'agency', 'Terveyden ja hyvinvoinnin laitos', 'THL', 'country', 'FI', NULL
        UNION ALL SELECT 3, 'ministry', 'Sosiaali- ja terveysministeriö', 'STM', 'country', 'FI', NULL
        UNION ALL SELECT 4, 'police', 'Poliisi', NULL, 'country', 'FI', NULL
        UNION ALL SELECT 5, 'avi', 'Aluehallintovirasto', 'AVI', NULL, NULL, 'Tiedote ei kerro, mikä aluehallintovirasto on kyseessä.'
        UNION ALL SELECT 6, 'employment', 'TE-toimisto', NULL, NULL, NULL, 'Tiedote ei kerro, mikä TE-toimisto on kyseessä.'
        UNION ALL SELECT 7, 'other', 'Pikassos', NULL, NULL, NULL, 'Järjesti sosiaalihuollon kehittämisen työpajoja.'
        UNION ALL SELECT 8, 'ngo', 'Satakunnan yhteisökeskus', NULL, 'county', '06', NULL
        UNION ALL SELECT 9, 'joint_authority', 'Satakunnan sote-kuntayhtymät', NULL, 'county', '06',
               'Tiedotteet puhuvat sote-kuntayhtymistä yhdessä eivätkä nimeä niitä.'
        UNION ALL SELECT 10, 'ely', 'Lapin ELY-keskus', NULL, 'county', '21', NULL
        UNION ALL SELECT 11, 'cooperative', 'Sote-osuuskunta Suomi', NULL, 'country', 'FI',
               'Yrittäjien verkosto, joka tuo palveluja haja-asutusalueille asiakkaan luokse.'
        UNION ALL SELECT 12, 'ngo', 'Lapin yrittäjät', NULL, 'county', '21', NULL
        UNION ALL SELECT 13, 'preparation', 'Lapin maakuntauudistuksen valmistelu', NULL, 'county', '21',
               'Tiedote kertoo, että maakuntauudistus kaatui.') o
  LEFT JOIN area a ON a.kind = o.area_kind AND a.code = o.area_code;

INSERT INTO organization_area (organization_id, area_id)
SELECT o.id, o.area_id FROM organization o WHERE o.area_id IS NOT NULL;

INSERT INTO alias (id, kind, object_id, name, name_fold) VALUES
  (1, 'group', 3, 'Tulevaisuuden sote-keskus -hanke', ''),
  (2, 'group', 3, 'tulevaisuuden sote-keskus hanke', 'tulevaisuuden sote-keskus hanke');

INSERT INTO person (id, uid, name, name_sort, name_fold, title, organization_id, created_at, modified_at) VALUES
  (1, 'demo-person-1', 'Anna-Liisa Koivisto', '', '', NULL, NULL, {now}, {now}),
  (2, 'demo-person-2', 'Kaarina Ranne', '', '', NULL, NULL, {now}, {now}),
  (3, 'demo-person-3', 'Anna Jaatinen', '', '', 'hankejohtaja', 1, {now}, {now}),
  (4, 'demo-person-4', 'Anneli Lehtimäki', '', '', 'hankejohtaja', 1, {now}, {now}),
  (5, 'demo-person-5', 'Tellu Rosenqvist', '', '', 'hankekoordinaattori', 1, {now}, {now}),
  (6, 'demo-person-6', 'Teemu Huttunen', '', '', 'rikosylikonstaapeli', 4, {now}, {now}),
  (7, 'demo-person-7', 'Piia Astila', '', '', 'aluekoordinaattori', 2, {now}, {now}),
  (8, 'demo-person-8', 'Sari Koskinen', '', '', 'valvoja', 3, {now}, {now}),
  (9, 'demo-person-9', 'Milja Karjalainen', '', '', 'toiminnanjohtaja', 8, {now}, {now}),
  (10, 'demo-person-10', 'Marja Perälä', '', '', 'muutosjohtaja', 13, {now}, {now}),
  (11, 'demo-person-11', 'Miia Palo', '', '', 'sote-muutoskoordinaattori', 13, {now}, {now}),
  (12, 'demo-person-12', 'Pasi Nurminen', '', '', NULL, 11, {now}, {now}),
  (13, 'demo-person-13', 'Satu Huikuri', '', '', 'yksikön päällikkö', 10, {now}, {now});

-- The agent promised on behalf of the post; the bulletin does not name the holder.
INSERT INTO post (id, uid, organization_id, name, name_sort, area_id, from_day, to_day, created_at, modified_at)
SELECT 1, 'demo-post-1', 12, 'Hankinta-asiamies', '', a.id, -1000000, 3000000, {now}, {now}
  FROM area a WHERE a.kind = 'county' AND a.code = '21';

INSERT INTO grp (id, uid, kind, name, name_sort, name_fold, short_name, lang, level, area_id, organization_id, state, mandate,
                 decides, prepares, has_bulletin_duty, bulletin_duty_day, seats_wanted, ends_with_text, from_day, to_day,
                 created_at, modified_at)
SELECT g.id, 'demo-group-' || g.id, g.kind, g.name, '', '', g.short_name, 'fi', 'regional', a.id, g.organization_id, 'active', g.mandate,
       g.decides, g.prepares, g.has_bulletin_duty, g.bulletin_duty_day, g.seats_wanted, g.ends_with_text, -1000000, 3000000, {now}, {now}
  FROM (SELECT 1 AS id, 'body' AS kind, 'Satasoten palvelurakenneryhmä' AS name, 'Palvelurakenneryhmä' AS short_name, '06' AS area_code,
               1 AS organization_id,
               'Tekee päätöksiä ja valmistelee johtoryhmälle sosiaali- ja terveydenhuollon sisältöä ja rakennetta koskevat asiat. Mukana ovat kuntien ja sote-kuntayhtymien ammattilaiset.' AS mandate,
               1 AS decides, 1 AS prepares, 1 AS has_bulletin_duty, {2021-01-15} AS bulletin_duty_day,
               'municipalities' AS seats_wanted, NULL AS ends_with_text
        UNION ALL SELECT 2, 'body', 'Satasoten johtoryhmä', 'Johtoryhmä', '06', 1,
               'Käsittelee asiat, jotka palvelurakenneryhmä on valmistellut.', 0, 0, 0, NULL, 'none', NULL
        UNION ALL SELECT 3, 'project', 'Satakunnan tulevaisuuden sote-keskus -hanke', 'Tulevaisuuden sote-keskus', '06', 1,
               'Hankkeen painopisteitä ovat monialainen tiimityö, perhekeskusmalli, sivistyksen ja soten yhteistyö, ehkäisevä päihde- ja mielenterveystyö sekä kotiin annettavat palvelut. Osallisuus, asiakaslähtöisyys ja sidosryhmäyhteistyö kulkevat kaiken läpi.',
               0, 0, 0, NULL, 'none', 'Jatkuu täydentävällä valtionavustuksella vuoden 2023 loppuun.'
        UNION ALL SELECT 4, 'project', 'Satakunnan rakenneuudistuksen kehittämishanke', 'Rakenneuudistus', '06', 1, NULL,
               0, 0, 0, NULL, 'none', NULL
        UNION ALL SELECT 5, 'project', 'Oma hyvinvointi -osahanke', 'Oma hyvinvointi', '06', 1, NULL, 0, 0, 0, NULL, 'none', NULL
        UNION ALL SELECT 6, 'project', 'Osahanke, jonka nimeä tiedotteet eivät kerro (2)', NULL, '06', 1, NULL, 0, 0, 0, NULL, 'none', NULL
        UNION ALL SELECT 7, 'project', 'Osahanke, jonka nimeä tiedotteet eivät kerro (3)', NULL, '06', 1, NULL, 0, 0, 0, NULL, 'none', NULL
        UNION ALL SELECT 8, 'project', 'Osahanke, jonka nimeä tiedotteet eivät kerro (4)', NULL, '06', 1, NULL, 0, 0, 0, NULL, 'none', NULL
        UNION ALL SELECT 9, 'network', 'Ylihammaslääkäreiden verkosto', NULL, '06', NULL,
               'Valmisteli suun terveydenhuollon osuuden hankkeen toiseen kauteen.', 0, 1, 0, NULL, 'none', NULL
        UNION ALL SELECT 10, 'partnership', 'Lapin Soteuttamo', 'Soteuttamo', '21', 13,
               'Julkisen sektorin, yritysten ja kolmannen sektorin kohtaamispaikka. Toinen Soteuttamo pidettiin 25.3.2019 samaan aikaan Rovaniemellä, Torniossa, Sodankylässä, Kemijärvellä ja Kittilässä. Vetovastuuta tarjottiin Lapin ELY-keskukselle.',
               0, 0, 0, NULL, 'none', NULL) g
  JOIN area a ON a.kind = 'county' AND a.code = g.area_code;

INSERT INTO grp_parent (grp_id, parent_id, from_day, to_day) VALUES
  (5, 3, -1000000, 3000000), (6, 3, -1000000, 3000000), (7, 3, -1000000, 3000000), (8, 3, -1000000, 3000000);

INSERT INTO tie (id, uid, kind, from_kind, from_id, to_kind, to_id, from_day, to_day, created_at, modified_at) VALUES
  (1, 'demo-tie-1', 'prepares_for', 'group', 1, 'group', 2, -1000000, 3000000, {now}, {now}),
  (2, 'demo-tie-2', 'sister', 'group', 3, 'group', 4, -1000000, 3000000, {now}, {now});

INSERT INTO membership (id, uid, grp_id, organization_id, person_id, role, title, on_behalf_of_id, from_day, to_day, created_at, modified_at) VALUES
  (1, 'demo-membership-1', 1, NULL, 1, 'chair', NULL, NULL, -1000000, 3000000, {now}, {now}),
  (2, 'demo-membership-2', 2, NULL, 2, 'chair', NULL, NULL, -1000000, 3000000, {now}, {now}),
  (3, 'demo-membership-3', 3, NULL, 3, 'director', 'hankejohtaja', 1, -1000000, 3000000, {now}, {now}),
  (4, 'demo-membership-4', 4, NULL, 4, 'director', 'hankejohtaja', 1, -1000000, 3000000, {now}, {now}),
  (5, 'demo-membership-5', 5, NULL, 5, 'coordinator', 'hankekoordinaattori', 1, -1000000, 3000000, {now}, {now}),
  (6, 'demo-membership-6', 3, NULL, 8, 'supervisor', 'valvoja', 3, -1000000, 3000000, {now}, {now}),
  (7, 'demo-membership-7', 3, NULL, 7, 'expert', 'aluekoordinaattori', 2, -1000000, 3000000, {now}, {now}),
  (8, 'demo-membership-8', NULL, 8, 9, 'director', 'toiminnanjohtaja', NULL, -1000000, 3000000, {now}, {now}),
  (9, 'demo-membership-9', NULL, 13, 10, 'director', 'muutosjohtaja', NULL, -1000000, 3000000, {now}, {now}),
  (10, 'demo-membership-10', NULL, 13, 11, 'coordinator', 'sote-muutoskoordinaattori', NULL, -1000000, 3000000, {now}, {now}),
  (11, 'demo-membership-11', NULL, 10, 13, 'member', 'yksikön päällikkö', NULL, -1000000, 3000000, {now}, {now}),
  (12, 'demo-membership-12', NULL, 11, 12, 'member', NULL, NULL, -1000000, 3000000, {now}, {now});

-- Matters, numbered in the order in which the bulletins tell of them.
INSERT INTO matter (id, uid, grp_id, year, number, title, lang, summary, origin, state, created_at, modified_at) VALUES
  (1, 'demo-matter-1', 1, 2021, 1, 'Satakunnan tulevaisuuden sote-keskus -hankkeen tilannekatsaus', 'fi', NULL, NULL, 'closed', {2021-01-15 00:00}, {2021-01-15 00:00}),
  (2, 'demo-matter-2', 1, 2021, 2, 'Satakunnan rakenneuudistuksen kehittämishankkeen tilannekatsaus', 'fi', NULL, NULL, 'closed', {2021-01-15 00:00}, {2021-01-15 00:00}),
  (3, 'demo-matter-3', 1, 2021, 3, 'Ankkuritoiminnan laajentaminen koko Satakuntaan', 'fi',
   'Ankkuritoiminnasta kuultiin katsaus ja ehdotukset siitä, miten toiminta laajennetaan koko Satakuntaan. Asiaan luvattiin palata ryhmän seuraavassa kokouksessa.',
   'Oma hyvinvointi -osahanke ja poliisi', 'open', {2021-01-15 00:00}, {2021-01-15 00:00}),
  (4, 'demo-matter-4', 2, 2021, 1, 'Tulevaisuuden sote-keskus -hankkeen jatkorahoitus', 'fi', NULL, NULL, 'closed', {2021-10-28 00:00}, {2021-10-28 00:00}),
  (5, 'demo-matter-5', 2, 2021, 2, 'Erillishankehakemus: tulevaisuuden kotona asumista tukevat palvelut iäkkäille', 'fi',
   'Hankkeen nimessä lukee tiedotteessa 2021–2021. Vuosissa on luultavasti painovirhe.', NULL, 'closed', {2021-10-28 00:00}, {2021-10-28 00:00}),
  (6, 'demo-matter-6', 2, 2021, 3, 'Perhekeskustoimintamallin kehittäminen', 'fi', NULL, NULL, 'closed', {2021-10-28 00:00}, {2021-10-28 00:00}),
  (7, 'demo-matter-7', 1, 2021, 4, 'Hyvinvointialueen ja kuntien yhdyspintojen mallinnus', 'fi', NULL, NULL, 'closed', {2021-12-03 00:00}, {2021-12-03 00:00}),
  (8, 'demo-matter-8', 1, 2021, 5, 'Hyvinvointialueen ja kolmannen sektorin kumppanuusmalli', 'fi', NULL, NULL, 'closed', {2021-12-03 00:00}, {2021-12-03 00:00}),
  (9, 'demo-matter-9', 1, 2021, 6, 'Hyvinvointialueen ja yritysten kumppanuusmalli', 'fi', NULL, NULL, 'closed', {2021-12-03 00:00}, {2021-12-03 00:00}),
  (10, 'demo-matter-10', 1, 2021, 7, 'Osallisuus Satakunnassa -asiakirja', 'fi', NULL, NULL, 'closed', {2021-12-03 00:00}, {2021-12-03 00:00});

-- Meetings. Hours, places and ways of taking part are not told; the last one is the undated draft, for practice.
INSERT INTO meeting (id, uid, grp_id, year, number, state, mode, lang, day, new_first, note, key_message, published_at, is_practice,
                     created_at, modified_at) VALUES
  (1, 'demo-meeting-1', 1, 2021, 1, 'published', 'unknown', 'fi', {2021-01-15}, -{2021-01-15 00:00},
   'Tiedote ei kerro kokouksen paikkaa, kellonaikaa eikä osallistumistapaa. Osallistujista se nimeää vain esittelijät. Numero on annettu tässä palvelussa.',
   'Hankkeiden tilannekatsaukset hyväksyttiin. Ankkurista jatketaan seuraavassa kokouksessa.', {2021-01-15 00:00}, 0, {2021-01-15 00:00}, {2021-01-15 00:00}),
  (2, 'demo-meeting-2', 2, 2021, 1, 'published', 'unknown', 'fi', {2021-10-28}, -{2021-10-28 00:00},
   'Tiedote ei kerro kokouksen paikkaa, kellonaikaa, osallistumistapaa eikä osallistujia. Numero on annettu tässä palvelussa.',
   'Johtoryhmä kannustaa kuntia ja sote-kuntayhtymiä ottamaan hankkeiden toimintamallit käyttöön.', {2021-10-28 00:00}, 0, {2021-10-28 00:00}, {2021-10-28 00:00}),
  (3, 'demo-meeting-3', 1, 2021, 2, 'published', 'unknown', 'fi', {2021-12-03}, -{2021-12-03 00:00},
   'Tiedote ei kerro kokouksen paikkaa, kellonaikaa, osallistumistapaa eikä osallistujia. Numero on annettu tässä palvelussa.',
   'Verkostot tarvitsevat toimintatavat ja toimivan yhteyden hyvinvointialueen ja kuntien johtoon.', {2021-12-03 00:00}, 0, {2021-12-03 00:00}, {2021-12-03 00:00}),
  (4, 'demo-meeting-4', 1, NULL, NULL, 'draft', 'unknown', 'fi', NULL, -4000000000000000000,
   NULL, NULL, NULL, 1, {now}, {now});

INSERT INTO item (id, uid, meeting_id, matter_id, position, number, title, handling, decision, state, origin, next_step, next_grp_id,
                  is_in_bulletin, created_at, modified_at) VALUES
  (1, 'demo-item-1', 1, 1, 1, 1, 'Satakunnan tulevaisuuden sote-keskus -hankkeen tilannekatsaus',
   'Ryhmä kuuli tilannekatsauksen ja hyväksyi sen. Keskustelussa painottuivat nämä toimenpiteet:

- monialaisen tiimityön käyttöönotto
- perhekeskusmallin kehittäminen
- sivistyksen ja soten tiiviimpi yhteistyö
- ehkäisevän päihde- ja mielenterveystyön jalkauttaminen ja turvaaminen
- kotiin annettavien palvelujen kehittäminen',
   'Tilannekatsaus hyväksyttiin.', 'handled', 'new', 'none', NULL, 1, {2021-01-15 00:00}, {2021-01-15 00:00}),
  (2, 'demo-item-2', 1, 2, 2, 2, 'Satakunnan rakenneuudistuksen kehittämishankkeen tilannekatsaus',
   'Ryhmä kuuli tilannekatsauksen ja hyväksyi sen. Kummassakin katsauksessa nousi esiin hankkeiden vahva yhteistyö.',
   'Tilannekatsaus hyväksyttiin.', 'handled', 'new', 'none', NULL, 1, {2021-01-15 00:00}, {2021-01-15 00:00}),
  (3, 'demo-item-3', 1, 3, 3, 3, 'Ankkuritoiminnan laajentaminen koko Satakuntaan',
   'Ryhmä kuuli katsauksen Ankkuritoiminnasta ja ehdotukset, joilla se laajennettaisiin koko Satakuntaan.',
   'Asiasta keskustellaan tarkemmin ryhmän seuraavassa kokouksessa.', 'handled', 'new', 'carry', 1, 1, {2021-01-15 00:00}, {2021-01-15 00:00}),
  (4, 'demo-item-4', 1, NULL, 4, 4, 'Kokoustiedotteet',
   'Ryhmän kokouksista lähetetään tästä lähtien tiedote, johon kootaan kokouksen pääasiat.', NULL, 'handled', 'new', 'none', NULL, 1,
   {2021-01-15 00:00}, {2021-01-15 00:00}),
  (5, 'demo-item-5', 2, 4, 1, 1, 'Tulevaisuuden sote-keskus -hankkeen jatkorahoitus',
   'Hankkeelle on haettu täydentävää valtionavustusta, jolla työ jatkuisi vuoden 2023 loppuun. Johtoryhmä kuuli, mitä jatkohakemus sisältää.',
   NULL, 'handled', 'new', 'none', NULL, 1, {2021-10-28 00:00}, {2021-10-28 00:00}),
  (6, 'demo-item-6', 2, 5, 2, 2, 'Erillishankehakemus: tulevaisuuden kotona asumista tukevat palvelut iäkkäille',
   'Hakemus esiteltiin johtoryhmälle. Hanke kuuluu tulevaisuuden sote-keskus -ohjelmaan, ja sen on määrä tuoda kullekin hyvinvointialueelle yhtenäinen malli palveluista, jotka tukevat iäkkäiden kotona asumista. Hakemus jätetään perjantaina 29.10.2021.',
   NULL, 'handled', 'new', 'none', NULL, 1, {2021-10-28 00:00}, {2021-10-28 00:00}),
  (7, 'demo-item-7', 2, 6, 3, 3, 'Perhekeskustoimintamallin kehittäminen',
   'Johtoryhmä kuuli, että malli on jo pitkällä. Siinä lasten ja perheiden palvelut tuodaan yhteen osaksi tulevaisuuden sote-keskusta, ja mukana ovat sivistystoimi, sote-palvelut ja järjestöt. Tavoite on, että jokaisella Satakunnan alueella toimii syksyllä 2022 matalan kynnyksen perhekeskus ja kohtaamispaikka.',
   NULL, 'handled', 'new', 'none', NULL, 1, {2021-10-28 00:00}, {2021-10-28 00:00}),
  (8, 'demo-item-8', 3, 7, 1, 1, 'Hyvinvointialueen ja kuntien yhdyspintojen mallinnus',
   'Mallinnus nimeää keskeiset yhdyspinnat, niiden toimijat, nykyiset verkostot, uusien verkostojen tarpeen ja verkostoihin osallistujat. Työhön osallistui noin 120 ihmistä kunnista, valtion organisaatioista, järjestöistä ja yrityksistä.

Mallinnus suosittaa kahta asiaa:

1. Verkostoille laaditaan yksityiskohtaiset toimintatavat.
2. Varmistetaan, että verkostoista on toimiva yhteys sekä hyvinvointialueen että kuntien johtoon.',
   NULL, 'handled', 'new', 'none', NULL, 1, {2021-12-03 00:00}, {2021-12-03 00:00}),
  (9, 'demo-item-9', 3, 8, 2, 2, 'Hyvinvointialueen ja kolmannen sektorin kumppanuusmalli',
   'Mallin pohjalta jalkautetaan koko Satakuntaan OLKA-toiminta, kokemusosaamisen keskus ja maakunnallinen kotisairaalan saattohoidon vapaaehtoistoiminta. Mukana ovat hyvinvointialue, kunnat, järjestöt, seurakunnat ja yritykset. Mallissa esitetään lisäksi, että järjestöjen avustukset turvataan hyvinvointialueen kautta.',
   NULL, 'handled', 'new', 'none', NULL, 1, {2021-12-03 00:00}, {2021-12-03 00:00}),
  (10, 'demo-item-10', 3, 9, 3, 3, 'Hyvinvointialueen ja yritysten kumppanuusmalli',
   'Satakunnassa on laadittu kumppanuusmalli myös hyvinvointialueelle ja yrityksille.',
   NULL, 'handled', 'new', 'none', NULL, 1, {2021-12-03 00:00}, {2021-12-03 00:00}),
  (11, 'demo-item-11', 3, 10, 4, 4, 'Osallisuus Satakunnassa -asiakirja',
   'Asiakirja on päivitetty tulevalle hyvinvointialueelle. Se käsittelee osallisuutta johtamisessa, kehittämisessä, viestinnässä ja palveluissa sekä saavutettavuutta ja esteettömyyttä.',
   NULL, 'handled', 'new', 'none', NULL, 1, {2021-12-03 00:00}, {2021-12-03 00:00}),
  (12, 'demo-item-12', 4, 3, 1, NULL, 'Ankkuritoiminnan laajentaminen koko Satakuntaan', NULL, NULL, 'waiting', 'carried', 'none', NULL, 0, {now}, {now});

-- Of items 4, 10 and 11 the bulletins tell no outcome.
INSERT INTO item_outcome (item_id, outcome) VALUES
  (1, 'heard'), (1, 'approved'), (2, 'heard'), (2, 'approved'), (3, 'heard'), (3, 'carried'),
  (5, 'heard'), (6, 'heard'), (7, 'heard'), (8, 'heard'), (9, 'heard');

INSERT INTO item_presenter (item_id, person_id, title) VALUES
  (3, 5, 'hankekoordinaattori'), (3, 6, 'rikosylikonstaapeli');

INSERT INTO matter_step (id, matter_id, grp_id, origin, state, from_item_id, item_id, since_day, at) VALUES
  (1, 1, 1, 'new', 'handled', NULL, 1, {2021-01-15}, {2021-01-15 00:00}),
  (2, 2, 1, 'new', 'handled', NULL, 2, {2021-01-15}, {2021-01-15 00:00}),
  (3, 3, 1, 'new', 'handled', NULL, 3, {2021-01-15}, {2021-01-15 00:00}),
  (4, 3, 1, 'carried', 'on_agenda', 3, 12, {2021-01-15}, {2021-01-15 00:00}),
  (5, 4, 2, 'new', 'handled', NULL, 5, {2021-10-28}, {2021-10-28 00:00}),
  (6, 5, 2, 'new', 'handled', NULL, 6, {2021-10-28}, {2021-10-28 00:00}),
  (7, 6, 2, 'new', 'handled', NULL, 7, {2021-10-28}, {2021-10-28 00:00}),
  (8, 7, 1, 'new', 'handled', NULL, 8, {2021-12-03}, {2021-12-03 00:00}),
  (9, 8, 1, 'new', 'handled', NULL, 9, {2021-12-03}, {2021-12-03 00:00}),
  (10, 9, 1, 'new', 'handled', NULL, 10, {2021-12-03}, {2021-12-03 00:00}),
  (11, 10, 1, 'new', 'handled', NULL, 11, {2021-12-03}, {2021-12-03 00:00});

-- Reported speech in other words than the bulletins': nobody's own words, so never in quotation marks.
INSERT INTO statement (id, uid, item_id, person_id, title, body, is_verbatim, is_quotable, created_at, modified_at) VALUES
  (1, 'demo-statement-1', 1, 3, 'hankejohtaja', 'Hankkeen läpi kulkee kolme teemaa: osallisuus, asiakaslähtöisyys ja sidosryhmäyhteistyö.', 0, 1, {2021-01-15 00:00}, {2021-01-15 00:00}),
  (2, 'demo-statement-2', 2, 4, 'hankejohtaja', 'Hankkeet etsivät yhtymäkohtia, joiden varaan sote-toimijat ja muut sidosryhmät voivat rakentaa yhteiset toimintatavat.', 0, 1, {2021-01-15 00:00}, {2021-01-15 00:00}),
  (3, 'demo-statement-3', 3, 1, 'puheenjohtaja', 'Jos pilotointi alkaa pian, Satakunnasta voi tulla maan ensimmäinen maakunta, jossa Ankkuri kattaa koko alueen.', 0, 1, {2021-01-15 00:00}, {2021-01-15 00:00}),
  (4, 'demo-statement-4', 5, 2, 'puheenjohtaja', 'Hankkeita on moneen lähtöön, ja niiden kokemuksilla palveluja ja työtapoja voidaan parantaa.', 0, 1, {2021-10-28 00:00}, {2021-10-28 00:00}),
  (5, 'demo-statement-5', 7, 2, 'puheenjohtaja', 'Mallia on kehitetty monessa kunnassa. Lopullinen muoto ratkeaa hyvinvointialueen rakenteiden myötä, mutta perheiden, nuorten ja lasten on hyvä päästä käyttämään paikkoja heti, jotta toiminta vakiintuu.', 0, 1, {2021-10-28 00:00}, {2021-10-28 00:00}),
  (6, 'demo-statement-6', 7, 2, 'puheenjohtaja', 'Kehittäminen etenee hyvin, ja kuntien ja sote-kuntayhtymien toivotaan ottavan valmiit mallit käyttöön.', 0, 1, {2021-10-28 00:00}, {2021-10-28 00:00}),
  (7, 'demo-statement-7', 8, 4, 'hankejohtaja', 'Ehkäisevässä päihde- ja mielenterveystyössä kohtaavat hyvinvointialueen seudulliset koordinaattorit ja sote-palvelut, kunnan päihdetyö ja sivistystoimi, paikalliset järjestöt ja yritykset sekä aluehallintovirasto ja poliisi. Maakunnan, alueiden ja kuntien nykyisiä verkostoja voi käyttää.', 0, 1, {2021-12-03 00:00}, {2021-12-03 00:00}),
  (8, 'demo-statement-8', 9, 9, 'toiminnanjohtaja', 'OLKA-toiminnasta tulee järjestöjen ja hyvinvointialueen yhteinen, koko maakunnan kattava alusta.', 0, 1, {2021-12-03 00:00}, {2021-12-03 00:00});

-- The presenters of Ankkuri are the only ones whom the bulletins place in the room.
INSERT INTO attendance (id, meeting_id, person_id, role, on_behalf_of_id, title, answer, presence) VALUES
  (1, 1, 5, 'attendee', 1, 'hankekoordinaattori', 'none', 'present'),
  (2, 1, 6, 'attendee', 4, 'rikosylikonstaapeli', 'none', 'present');

INSERT INTO commitment (id, uid, item_id, grp_id, organization_id, person_id, post_id, deed, for_whom, due_from_day, due_day,
                        due_precision, due_words, state, state_at, created_at, modified_at) VALUES
  (1, 'demo-commitment-1', NULL, 10, 12, NULL, 1, 'Auttaa hankintaosaamisessa', NULL, NULL, NULL, 'unknown', NULL, 'accepted',
   {2019-03-25 00:00}, {2019-03-25 00:00}, {2019-03-25 00:00});

INSERT INTO bulletin (id, uid, grp_id, meeting_id, lang, state, day, new_first, published_at, created_at, modified_at) VALUES
  (1, 'demo-bulletin-1', 1, 1, 'fi', 'published', {2021-01-15}, -{2021-01-15}, {2021-01-15 00:00}, {2021-01-15 00:00}, {2021-01-15 00:00}),
  (2, 'demo-bulletin-2', 2, 2, 'fi', 'published', {2021-10-28}, -{2021-10-28}, {2021-10-28 00:00}, {2021-10-28 00:00}, {2021-10-28 00:00}),
  (3, 'demo-bulletin-3', 1, 3, 'fi', 'published', {2021-12-03}, -{2021-12-03}, {2021-12-03 00:00}, {2021-12-03 00:00}, {2021-12-03 00:00});

INSERT INTO bulletin_text (id, bulletin_id, lang, title, title_fold, lead, body, body_html, key_message, is_published, modified_at) VALUES
  (1, 1, 'fi', 'Hankkeiden katsaukset hyväksyttiin, Ankkurista jatketaan', '',
   'Satasoten palvelurakenneryhmä kokoontui perjantaina 15.1.2021. Ryhmä hyväksyi kahden hankkeen tilannekatsaukset ja kuuli Ankkuritoiminnasta.',
   '### Tilannekatsaukset

Ryhmä kuuli ja hyväksyi katsaukset Satakunnan tulevaisuuden sote-keskus -hankkeesta ja Satakunnan rakenneuudistuksen kehittämishankkeesta. Kummassakin nousi esiin hankkeiden vahva yhteistyö. Hankejohtaja Anneli Lehtimäki kertoo, että hankkeet etsivät yhtymäkohtia, joiden varaan yhteiset toimintatavat voidaan rakentaa.

Sote-keskushankkeessa painottuvat monialainen tiimityö, perhekeskusmalli, sivistyksen ja soten yhteistyö, ehkäisevä päihde- ja mielenterveystyö sekä kotiin annettavat palvelut. Hankejohtaja Anna Jaatinen mainitsee kolme läpi kulkevaa teemaa: osallisuuden, asiakaslähtöisyyden ja sidosryhmäyhteistyön.

### Ankkuritoiminta

Hankekoordinaattori Tellu Rosenqvist ja rikosylikonstaapeli Teemu Huttunen esittelivät Ankkuritoimintaa ja ehdotuksia sen laajentamiseksi koko Satakuntaan. Asiasta keskustellaan tarkemmin seuraavassa kokouksessa. Puheenjohtaja Anna-Liisa Koivisto arvioi, että nopealla pilotoinnilla Satakunta voisi olla maan ensimmäinen maakunta, jossa Ankkuri kattaa koko alueen.

### Jatkossa

Ryhmän kokouksista lähetetään tästä lähtien tiedote.', '',
   'Hankkeiden tilannekatsaukset hyväksyttiin. Ankkurista jatketaan seuraavassa kokouksessa.', 1, {2021-01-15 00:00}),
  (2, 1, 'sv', 'Projektöversikterna godkändes, Ankaret går vidare', '',
   'Satasotes servicestrukturgrupp möttes fredagen den 15 januari 2021. Gruppen godkände lägesöversikterna för två projekt och hörde om Ankarverksamheten.',
   'Gruppen hörde och godkände översikterna för projektet Framtidens social- och hälsocentral i Satakunta och för utvecklingsprojektet kring strukturreformen. Tellu Rosenqvist och Teemu Huttunen presenterade Ankarverksamheten och förslag om att utvidga den till hela Satakunta. Gruppen återkommer till ärendet vid nästa möte. Från och med nu skickas ett meddelande efter varje möte.', '',
   'Projektens lägesöversikter godkändes. Ankaret tas upp igen vid nästa möte.', 1, {2021-01-15 00:00}),
  (3, 1, 'en', 'Project reviews approved, Anchor work to be continued', '',
   'The service structure group of Satasote met on Friday 15 January 2021. It approved the reviews of two projects and heard about Anchor work.',
   'The group heard and approved the reviews of the Future Health and Social Services Centre project of Satakunta and of the structural reform project. Tellu Rosenqvist and Teemu Huttunen presented Anchor work and proposals for widening it to all of Satakunta. The group will return to the matter at its next meeting. From now on a bulletin is sent after each meeting.', '',
   'Project reviews were approved. Anchor work comes up again at the next meeting.', 1, {2021-01-15 00:00}),
  (4, 2, 'fi', 'Johtoryhmä kuuli hankkeiden jatkosta ja perhekeskuksista', '',
   'Satasoten johtoryhmä kokoontui torstaina 28.10.2021. Esillä olivat sote-keskushankkeen jatkorahoitus, uusi erillishanke ja perhekeskustoimintamalli.',
   '### Jatkorahoitus ja erillishanke

Tulevaisuuden sote-keskus -hankkeelle on haettu täydentävää valtionavustusta, jolla työ jatkuisi vuoden 2023 loppuun. Johtoryhmälle esiteltiin myös erillishanke, joka koskee iäkkäiden kotona asumista tukevia palveluja. Sen hakemus jätetään perjantaina 29.10.2021.

### Perhekeskukset

Perhekeskustoimintamalli on jo pitkällä. Tavoite on, että jokaisella Satakunnan alueella toimii syksyllä 2022 matalan kynnyksen perhekeskus ja kohtaamispaikka. Puheenjohtaja Kaarina Ranne pitää tärkeänä, että perheet pääsevät käyttämään paikkoja jo ennen kuin lopullinen muoto on päätetty.

### Kannustus kunnille

Johtoryhmä kannustaa kuntia ja sote-kuntayhtymiä ottamaan hankkeissa syntyneet toimintamallit käyttöön.', '',
   'Johtoryhmä kannustaa kuntia ja sote-kuntayhtymiä ottamaan hankkeiden toimintamallit käyttöön.', 1, {2021-10-28 00:00}),
  (5, 3, 'fi', 'Yhteistyölle on mallit: kunnat, järjestöt ja yritykset', '',
   'Satasoten palvelurakenneryhmä kokoontui perjantaina 3.12.2021. Aiheena oli hyvinvointialueen, kuntien ja kolmannen sektorin yhteistyö.',
   '### Yhdyspinnat

Hyvinvointialueen ja kuntien yhteisistä toimintamalleista on tehty mallinnus, johon osallistui noin 120 ihmistä. Se nimeää yhdyspinnat, toimijat ja verkostot. Kumppaneita ovat kuntien lisäksi paikalliset järjestöt, yritykset, poliisi, TE-toimisto ja aluehallintovirasto. Mallinnus suosittaa, että verkostoille laaditaan toimintatavat ja että niistä on toimiva yhteys hyvinvointialueen ja kuntien johtoon.

Hankejohtaja Anneli Lehtimäki ottaa esimerkiksi ehkäisevän päihde- ja mielenterveystyön, jossa voidaan käyttää maakunnan, alueiden ja kuntien nykyisiä verkostoja.

### Kumppanuudet

Koko Satakuntaan jalkautetaan OLKA-toiminta, kokemusosaamisen keskus ja kotisairaalan saattohoidon vapaaehtoistoiminta. Toiminnanjohtaja Milja Karjalainen kertoo, että OLKA tuo järjestöille ja hyvinvointialueelle yhteisen alustan. Kumppanuusmalli on laadittu myös yrityksille.

### Osallisuus

Osallisuus Satakunnassa -asiakirja on päivitetty tulevalle hyvinvointialueelle.', '',
   'Verkostot tarvitsevat toimintatavat ja toimivan yhteyden hyvinvointialueen ja kuntien johtoon.', 1, {2021-12-03 00:00});

-- The working copy of each published text in the bulletin's own language.
INSERT INTO bulletin_text (id, bulletin_id, lang, title, title_fold, lead, body, body_html, key_message, is_published, modified_at)
SELECT t.id + 10, t.bulletin_id, t.lang, t.title, t.title_fold, t.lead, t.body, t.body_html, t.key_message, 0, t.modified_at
  FROM bulletin_text t WHERE t.is_published = 1;

-- What each record rests on.
INSERT INTO evidence (kind, object_id, source_id, note)
SELECT e.kind, e.object_id, e.source_id, s.note
  FROM (SELECT 'group' AS kind, 1 AS object_id, 1 AS source_id
        UNION ALL SELECT 'group', 1, 4 UNION ALL SELECT 'group', 2, 1 UNION ALL SELECT 'group', 2, 2
        UNION ALL SELECT 'group', 3, 1 UNION ALL SELECT 'group', 3, 2 UNION ALL SELECT 'group', 3, 3
        UNION ALL SELECT 'group', 4, 1 UNION ALL SELECT 'group', 4, 4
        UNION ALL SELECT 'group', 5, 1 UNION ALL SELECT 'group', 5, 3
        UNION ALL SELECT 'group', 6, 3 UNION ALL SELECT 'group', 7, 3 UNION ALL SELECT 'group', 8, 3
        UNION ALL SELECT 'group', 9, 3 UNION ALL SELECT 'group', 10, 5
        UNION ALL SELECT 'organization', 1, 1 UNION ALL SELECT 'organization', 1, 2 UNION ALL SELECT 'organization', 1, 4
        UNION ALL SELECT 'organization', 2, 3 UNION ALL SELECT 'organization', 3, 3
        UNION ALL SELECT 'organization', 4, 1 UNION ALL SELECT 'organization', 4, 4
        UNION ALL SELECT 'organization', 5, 4 UNION ALL SELECT 'organization', 6, 4
        UNION ALL SELECT 'organization', 7, 3 UNION ALL SELECT 'organization', 8, 4
        UNION ALL SELECT 'organization', 9, 1 UNION ALL SELECT 'organization', 9, 2
        UNION ALL SELECT 'organization', 10, 5 UNION ALL SELECT 'organization', 11, 5
        UNION ALL SELECT 'organization', 12, 5 UNION ALL SELECT 'organization', 13, 5
        UNION ALL SELECT 'person', 1, 1 UNION ALL SELECT 'person', 2, 2
        UNION ALL SELECT 'person', 3, 1 UNION ALL SELECT 'person', 3, 3
        UNION ALL SELECT 'person', 4, 1 UNION ALL SELECT 'person', 4, 4
        UNION ALL SELECT 'person', 5, 1 UNION ALL SELECT 'person', 6, 1
        UNION ALL SELECT 'person', 7, 3 UNION ALL SELECT 'person', 8, 3 UNION ALL SELECT 'person', 9, 4
        UNION ALL SELECT 'person', 10, 5 UNION ALL SELECT 'person', 11, 5 UNION ALL SELECT 'person', 12, 5 UNION ALL SELECT 'person', 13, 5
        UNION ALL SELECT 'post', 1, 5 UNION ALL SELECT 'commitment', 1, 5
        UNION ALL SELECT 'tie', 1, 1 UNION ALL SELECT 'tie', 2, 1
        UNION ALL SELECT 'membership', 1, 1 UNION ALL SELECT 'membership', 2, 2 UNION ALL SELECT 'membership', 3, 1
        UNION ALL SELECT 'membership', 4, 1 UNION ALL SELECT 'membership', 4, 4 UNION ALL SELECT 'membership', 5, 1
        UNION ALL SELECT 'membership', 6, 3 UNION ALL SELECT 'membership', 7, 3 UNION ALL SELECT 'membership', 8, 4
        UNION ALL SELECT 'membership', 9, 5 UNION ALL SELECT 'membership', 10, 5 UNION ALL SELECT 'membership', 11, 5
        UNION ALL SELECT 'membership', 12, 5) e
  JOIN (SELECT 1 AS id, 'Vuosi on päätelty viikonpäivästä pe 15.1.' AS note
        UNION ALL SELECT 2, 'Julkaisupäivää ei kerrota: päivä on kokouksen. Vuosi on päätelty viikonpäivästä pe 29.10.'
        UNION ALL SELECT 3, 'Julkaisupäivää ei kerrota: päivä on jälkimmäisen työpajan. Vuosi on päätelty.'
        UNION ALL SELECT 4, 'Julkaisupäivää ei kerrota: päivä on kokouksen. Vuosi on päätelty viikonpäivästä pe 3.12.'
        UNION ALL SELECT 5, 'Julkaisupäivää ei kerrota: päivä on tilaisuuden. Vuosi on päätelty.') s ON s.id = e.source_id;

-- Meetings, and what was handled, said and told of them, rest on the bulletin of that meeting.
INSERT INTO evidence (kind, object_id, source_id, note)
SELECT x.kind, x.object_id, e.source_id, e.note
  FROM (SELECT 'meeting' AS kind, m.id AS object_id, m.id AS meeting_id FROM meeting m
        UNION ALL SELECT 'item', i.id, i.meeting_id FROM item i
        UNION ALL SELECT 'statement', s.id, i.meeting_id FROM statement s JOIN item i ON i.id = s.item_id
        UNION ALL SELECT 'matter', i.matter_id, i.meeting_id FROM item i WHERE i.matter_id IS NOT NULL
        UNION ALL SELECT 'bulletin', b.id, b.meeting_id FROM bulletin b) x
  JOIN (SELECT 1 AS meeting_id, 1 AS source_id, 'Vuosi on päätelty viikonpäivästä pe 15.1.' AS note
        UNION ALL SELECT 2, 2, 'Julkaisupäivää ei kerrota: päivä on kokouksen. Vuosi on päätelty viikonpäivästä pe 29.10.'
        UNION ALL SELECT 3, 4, 'Julkaisupäivää ei kerrota: päivä on kokouksen. Vuosi on päätelty viikonpäivästä pe 3.12.') e
    ON e.meeting_id = x.meeting_id;
