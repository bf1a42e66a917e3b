-- page: GET /admin/synonyms
-- title: synonym.title
-- access: admin
-- budget: 3 queries

-- query: form one
SELECT CAST('' AS TEXT) AS words, 'fi' AS lang;

-- query: lang_option many enum=synonym.lang options=lang

-- query: set many max=500 key=set_n
SELECT s.set_n, MIN(s.word) AS first_word, MIN(s.lang) AS lang FROM v_synonym s GROUP BY s.set_n ORDER BY MIN(s.word), s.set_n LIMIT :limit;

-- query: word many in=set on=set_n per=20
SELECT s.set_n, s.word, MIN(s.id) AS id FROM v_synonym s WHERE s.set_n IN :keys GROUP BY s.set_n, s.word ORDER BY id;
