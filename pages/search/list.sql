-- page: GET /search
-- title: search.title
-- access: public
-- budget: 9 queries
-- cache: no
-- param: q text 200
-- param: kind word
-- param: group id
-- param: year int
-- param: text_lang word
-- param: from int

-- query: filter one
SELECT CAST(:q AS TEXT) AS q, CAST(:kind AS TEXT) AS kind, CAST(:group AS INTEGER) AS "group", CAST(:year AS INTEGER) AS year,
       CAST(:text_lang AS TEXT) AS text_lang;

-- query: kind_option many enum=doc.kind options=kind

-- query: lang_option many enum=doc.lang options=text_lang

-- query: group_option many max=200 options=group
SELECT g.id AS value, g.name AS label FROM v_group g ORDER BY g.name_sort, g.id LIMIT :limit;

-- query: state one
SELECT s.is_behind, s.at FROM v_doc_state s;

-- query: found many provider=found max=20
