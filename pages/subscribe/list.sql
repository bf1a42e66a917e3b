-- page: GET /subscribe
-- title: subscription.title
-- access: public
-- budget: 2 queries
-- param: group id

-- query: form one
SELECT '' AS email, CAST(:lang AS TEXT) AS lang, CAST(:group AS INTEGER) AS "group";

-- query: group_option many max=1000 options=group
SELECT g.id AS value, g.name AS label FROM v_group g WHERE g.is_valid = 1 AND g.kind = 'body' ORDER BY g.name_sort, g.id LIMIT :limit;

-- query: lang_option many enum=account.lang options=lang
