-- What is found. Through the views that say who may find what.

-- statement: search.synonyms
SELECT s.set_n, s.term FROM v_synonym s ORDER BY s.set_n, s.id;

-- statement: search.postings
SELECT p.word_id, p.body FROM v_posting p WHERE p.word_id IN :keys ORDER BY p.word_id, p.chunk;

-- statement: search.docs
SELECT d.id, d.kind, d.object_id, d.lang, d.path, d.title, d.day,
       CASE WHEN d.kind NOT IN ('group', 'meeting') THEN g.name END AS group_name
  FROM v_doc d LEFT JOIN v_group g ON g.id = d.grp_id WHERE d.id IN :keys;

-- statement: search.phrases
SELECT d.id, d.title, d.body, d.lang FROM v_doc d WHERE d.id IN :keys;

-- statement: search.bodies
SELECT d.id, d.body FROM v_doc d WHERE d.id IN :keys;

-- statement: search.words
SELECT w.term FROM v_word w WHERE w.term >= :first AND w.term < :last ORDER BY w.term LIMIT 20000;
