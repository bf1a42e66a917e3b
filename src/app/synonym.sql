-- Words that mean the same to whoever looks for them.

-- statement: synonym.next
SELECT COALESCE(MAX(s.set_n), 0) + 1 AS set_n, COUNT(*) AS n FROM synonym s;

-- statement: synonym.find
SELECT s.word FROM synonym s WHERE s.term = :term;

-- statement: synonym.insert
INSERT INTO synonym (set_n, word, lang, term, created_at) VALUES (:set_n, :word, :lang, :term, :at);

-- statement: synonym.remove
DELETE FROM synonym WHERE set_n = :set_n;
