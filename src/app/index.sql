-- The words of the records, as they are searched.

-- statement: index.state
SELECT s.analyser, s.seq, (SELECT h.seq FROM journal_head h WHERE h.id = 1) AS head FROM doc_state s WHERE s.id = 1;

-- One process at a time.
-- statement: index.lock
UPDATE doc_state SET at = :now WHERE id = 1;

-- statement: index.reached
UPDATE doc_state SET analyser = :analyser, seq = :seq, at = :now WHERE id = 1;

-- Whose words may differ since a number of the journal: the records themselves and what bears their names and days.
-- statement: index.since
SELECT j.kind AS kind, j.object_id AS object_id FROM journal j WHERE j.seq > :seq
 UNION
SELECT j.about_kind, j.about_id FROM journal j WHERE j.seq > :seq
 UNION
SELECT 'meeting', m.id FROM meeting m WHERE m.grp_id IN (SELECT j.object_id FROM journal j WHERE j.seq > :seq AND j.kind = 'group')
 UNION
SELECT 'item', i.id FROM item i WHERE i.meeting_id IN (SELECT j.object_id FROM journal j WHERE j.seq > :seq AND j.kind = 'meeting')
 UNION
SELECT 'statement', s.id FROM statement s WHERE s.item_id IN (SELECT j.about_id FROM journal j WHERE j.seq > :seq AND j.about_kind = 'item')
 ORDER BY 1, 2;

-- statement: index.ids
SELECT DISTINCT x.object_id AS id FROM indexed x WHERE x.kind = :kind ORDER BY 1;

-- statement: index.texts
SELECT x.object_id, x.part, x.lang, x.path, x.title, x.body, x.grp_id, x.area_id, x.day
  FROM indexed x WHERE x.kind = :kind AND x.object_id IN :keys;

-- statement: index.more
SELECT x.object_id, x.part, x.body FROM indexed_more x WHERE x.kind = :kind AND x.object_id IN :keys ORDER BY x.object_id, x.place;

-- statement: index.old
SELECT d.id, d.object_id, d.part, d.lang, d.path, d.title, d.body, d.grp_id, d.area_id, d.day
  FROM doc d WHERE d.kind = :kind AND d.object_id IN :keys;

-- statement: index.postings
SELECT p.word_id, p.body FROM posting p WHERE p.chunk = :chunk AND p.word_id IN :keys;

-- statement: index.put_posting
INSERT INTO posting (word_id, chunk, body) VALUES (:word, :chunk, :body)
    ON CONFLICT (word_id, chunk) DO UPDATE SET body = excluded.body;

-- statement: index.drop_posting
DELETE FROM posting WHERE word_id = :word AND chunk = :chunk;

-- statement: index.put_word
INSERT INTO word (id, term) VALUES (:word, :term) ON CONFLICT (id) DO NOTHING;

-- statement: index.drop_word
DELETE FROM word WHERE id = :word AND NOT EXISTS (SELECT 1 FROM posting p WHERE p.word_id = :word);

-- statement: index.put_doc
INSERT INTO doc (id, kind, object_id, part, lang, path, title, body, grp_id, area_id, day)
VALUES (:id, :kind, :object_id, :part, :lang, :path, :title, :body, :grp_id, :area_id, :day)
    ON CONFLICT (id) DO UPDATE SET path = excluded.path, title = excluded.title, body = excluded.body, grp_id = excluded.grp_id,
       area_id = excluded.area_id, day = excluded.day;

-- statement: index.drop_doc
DELETE FROM doc WHERE id = :id;

-- statement: index.empty_postings
DELETE FROM posting;

-- statement: index.empty_words
DELETE FROM word;

-- statement: index.empty_docs
DELETE FROM doc;
