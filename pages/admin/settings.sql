-- page: GET /admin/settings
-- title: admin.settings.title
-- access: admin
-- budget: 1 queries

-- query: form one
SELECT COALESCE((SELECT value FROM v_setting WHERE name = 'region'), '') AS region,
       COALESCE((SELECT value FROM v_setting WHERE name = 'provider'), '') AS provider,
       COALESCE((SELECT value FROM v_setting WHERE name = 'contact'), '') AS contact;
