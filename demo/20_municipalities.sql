-- The municipalities of Satakunta and Lapland as organizations. Source 6 is the register of municipalities.
INSERT INTO organization (id, uid, kind, name, name_sort, name_fold, lang, area_id, from_day, to_day, created_at, modified_at)
SELECT m.id, 'demo-organization-' || m.id, 'municipality', m.name, '', '', 'fi', a.id, -1000000, 3000000, {now}, {now}
  FROM (SELECT 101 AS id, '050' AS code, 'Euran kunta' AS name
        UNION ALL SELECT 102, '051', 'Eurajoen kunta'
        UNION ALL SELECT 103, '079', 'Harjavallan kaupunki'
        UNION ALL SELECT 104, '102', 'Huittisten kaupunki'
        UNION ALL SELECT 105, '181', 'Jämijärven kunta'
        UNION ALL SELECT 106, '214', 'Kankaanpään kaupunki'
        UNION ALL SELECT 107, '230', 'Karvian kunta'
        UNION ALL SELECT 108, '271', 'Kokemäen kaupunki'
        UNION ALL SELECT 109, '484', 'Merikarvian kunta'
        UNION ALL SELECT 110, '531', 'Nakkilan kunta'
        UNION ALL SELECT 111, '608', 'Pomarkun kunta'
        UNION ALL SELECT 112, '609', 'Porin kaupunki'
        UNION ALL SELECT 113, '684', 'Rauman kaupunki'
        UNION ALL SELECT 114, '747', 'Siikaisten kunta'
        UNION ALL SELECT 115, '783', 'Säkylän kunta'
        UNION ALL SELECT 116, '886', 'Ulvilan kaupunki'
        UNION ALL SELECT 121, '047', 'Enontekiön kunta'
        UNION ALL SELECT 122, '148', 'Inarin kunta'
        UNION ALL SELECT 123, '240', 'Kemin kaupunki'
        UNION ALL SELECT 124, '241', 'Keminmaan kunta'
        UNION ALL SELECT 125, '261', 'Kittilän kunta'
        UNION ALL SELECT 126, '273', 'Kolarin kunta'
        UNION ALL SELECT 127, '320', 'Kemijärven kaupunki'
        UNION ALL SELECT 128, '498', 'Muonion kunta'
        UNION ALL SELECT 129, '583', 'Pelkosenniemen kunta'
        UNION ALL SELECT 130, '614', 'Posion kunta'
        UNION ALL SELECT 131, '683', 'Ranuan kunta'
        UNION ALL SELECT 132, '698', 'Rovaniemen kaupunki'
        UNION ALL SELECT 133, '732', 'Sallan kunta'
        UNION ALL SELECT 134, '742', 'Savukosken kunta'
        UNION ALL SELECT 135, '751', 'Simon kunta'
        UNION ALL SELECT 136, '758', 'Sodankylän kunta'
        UNION ALL SELECT 137, '845', 'Tervolan kunta'
        UNION ALL SELECT 138, '851', 'Tornion kaupunki'
        UNION ALL SELECT 139, '854', 'Pellon kunta'
        UNION ALL SELECT 140, '890', 'Utsjoen kunta'
        UNION ALL SELECT 141, '976', 'Ylitornion kunta') m
  JOIN area a ON a.kind = 'municipality' AND a.code = m.code;

INSERT INTO organization_area (organization_id, area_id)
SELECT o.id, o.area_id FROM organization o WHERE o.kind = 'municipality' AND o.area_id IS NOT NULL;

INSERT INTO evidence (kind, object_id, source_id, note)
SELECT 'organization', o.id, 6, NULL FROM organization o WHERE o.kind = 'municipality';
