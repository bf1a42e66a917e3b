-- Bulletins of elsewhere: kept, answered for, stored.

-- statement: reading.known
SELECT 'person' AS what, p.id, p.name, NULL AS chief FROM person p WHERE p.anonymised_at IS NULL
 UNION ALL
SELECT CASE g.kind WHEN 'body' THEN 'body' WHEN 'project' THEN 'project' ELSE 'network' END, g.id, g.name, NULL FROM grp g
 UNION ALL
SELECT 'organization', o.id, o.name, NULL FROM organization o
 UNION ALL
SELECT 'organization', o.id, o.short_name, o.name FROM organization o WHERE o.short_name IS NOT NULL
 UNION ALL
SELECT 'organization', o.id, x.name, o.name FROM alias x JOIN organization o ON o.id = x.object_id WHERE x.kind = 'organization'
 UNION ALL
SELECT CASE g.kind WHEN 'body' THEN 'body' WHEN 'project' THEN 'project' ELSE 'network' END, g.id, x.name, g.name
  FROM alias x JOIN grp g ON g.id = x.object_id WHERE x.kind = 'group'
 UNION ALL
SELECT 'person', p.id, x.name, p.name FROM alias x JOIN person p ON p.id = x.object_id AND p.anonymised_at IS NULL WHERE x.kind = 'person';

-- statement: reading.counties
SELECT a.id, a.name_fi FROM area a WHERE a.kind = 'county' ORDER BY a.code;

-- statement: reading.same
SELECT id FROM reading WHERE words_sum = :words_sum;

-- statement: reading.insert
INSERT INTO reading (uid, file_name, given, words_sum, body, state, created_at, modified_at)
VALUES (:uid, :file_name, :given, :words_sum, :body, 'waiting', :now, :now)
RETURNING id;

-- statement: reading.lock
UPDATE reading SET modified_at = :now WHERE id = :id;

-- statement: reading.text
SELECT state, body FROM reading WHERE id = :id;

-- statement: reading.waiting
SELECT CAST(COUNT(*) AS INTEGER) AS n FROM reading WHERE state = 'waiting';

-- statement: reading.stored
UPDATE reading SET state = 'stored', bulletin_id = :bulletin_id, modified_at = :now WHERE id = :id;

-- What became records, or was refused, is no longer kept beside them: a person's name leaves with the person.
-- statement: reading.forget
UPDATE finding SET name = '', name_fold = '', as_read = '', title = NULL, tied_to = NULL, body = NULL, sentence = ''
 WHERE reading_id = :id AND (answer = 'refused' OR kind NOT IN ('bulletin', 'model', 'count', 'deadline'));

-- statement: reading.drop_findings
DELETE FROM finding WHERE reading_id = :id;

-- statement: reading.drop
DELETE FROM reading WHERE id = :id AND state = 'waiting';

-- statement: finding.insert
INSERT INTO finding (reading_id, kind, position, place, size, sentence, as_read, answer, name, name_fold, title, tied_to, word, area_id,
                     from_day, day, precision, body, doubt)
VALUES (:reading_id, :kind, :position, :place, :size, :sentence, :as_read, :answer, :name, :name_fold, :title, :tied_to, :word, :area_id,
        :from_day, :day, :precision, :body, :doubt)
RETURNING id;

-- statement: finding.last
SELECT COALESCE(MAX(position), 0) + 1 AS position FROM finding WHERE reading_id = :reading_id;

-- statement: finding.all
SELECT f.id, f.kind, f.place, f.size, f.sentence, f.as_read, f.answer, f.name, f.name_fold, f.title, f.tied_to, f.word, f.area_id,
       f.from_day, f.day, f.precision, f.body, f.link_id, f.fault
  FROM finding f WHERE f.reading_id = :reading_id ORDER BY f.position, f.id;

-- statement: finding.one
SELECT f.id, f.kind, f.name, f.as_read, f.link_id, r.state
  FROM finding f JOIN reading r ON r.id = f.reading_id WHERE f.id = :id AND f.reading_id = :reading_id;

-- statement: finding.answer
UPDATE finding SET answer = :answer, rev = rev + 1 WHERE id = :id AND answer <> :answer;

-- statement: finding.change
UPDATE finding
   SET answer = 'accepted', name = :name, name_fold = :name_fold, title = :title, tied_to = :tied_to, word = :word, area_id = :area_id,
       from_day = :from_day, day = :day, precision = :precision, body = :body, link_id = :link_id, rev = rev + 1
 WHERE id = :id AND rev = :rev;

-- statement: finding.fault
UPDATE finding SET fault = :fault WHERE id = :id;

-- statement: finding.became
UPDATE finding SET object_id = :object_id WHERE id = :id;

-- A new name that ends as one of the register does, or the other way round, may be that one: "johtoryhmä", "Satasoten johtoryhmä".
-- statement: finding.similar
UPDATE finding SET doubt = 'similar', title = (
  SELECT MIN(n.name) FROM finding_like n WHERE n.finding_id = finding.id)
 WHERE answer = 'open' AND doubt IS NULL AND id IN (SELECT n.finding_id FROM finding_like n);

-- What a finding's name means in the register.
-- statement: finding.match
SELECT x.object_id FROM finding_match x WHERE x.finding_id = :id ORDER BY x.object_id LIMIT 3;

-- statement: reading.group_named
SELECT g.id FROM grp g WHERE g.name_fold = :fold
 UNION
SELECT x.object_id FROM alias x WHERE x.kind = 'group' AND x.name_fold = :fold
 ORDER BY 1 LIMIT 3;

-- statement: reading.organization_named
SELECT o.id FROM organization o WHERE o.name_fold = :fold
 UNION
SELECT x.object_id FROM alias x WHERE x.kind = 'organization' AND x.name_fold = :fold
 ORDER BY 1 LIMIT 3;

-- statement: reading.person_named
SELECT p.id FROM person p WHERE p.name_fold = :fold AND p.anonymised_at IS NULL
 UNION
SELECT p.id FROM alias x JOIN person p ON p.id = x.object_id AND p.anonymised_at IS NULL WHERE x.kind = 'person' AND x.name_fold = :fold
 ORDER BY 1 LIMIT 3;

-- statement: reading.municipality_named
SELECT a.id FROM area a WHERE a.kind = 'municipality' AND (a.name_fi = :name OR a.name_sv = :name) ORDER BY a.to_day DESC, a.id LIMIT 1;

-- statement: reading.source_insert
INSERT INTO source (uid, name, publisher, day) VALUES (:uid, :name, :publisher, :day) RETURNING id;

-- statement: reading.evidence_insert
INSERT INTO evidence (kind, object_id, source_id, note) VALUES (:kind, :object_id, :source_id, :note)
    ON CONFLICT (kind, object_id, source_id) DO NOTHING;

-- statement: reading.alias_insert
INSERT INTO alias (kind, object_id, name, name_fold) VALUES (:kind, :object_id, :name, :name_fold)
    ON CONFLICT (kind, object_id, name_fold) DO NOTHING;

-- statement: reading.membership_find
SELECT m.id FROM membership m WHERE m.grp_id = :grp_id AND m.person_id = :person_id AND m.role = :role ORDER BY m.id LIMIT 1;

-- statement: reading.meeting_find
SELECT m.id, m.state,
       CASE WHEN m.state <> 'published' OR EXISTS (SELECT 1 FROM minutes x WHERE x.meeting_id = m.id) THEN 1 ELSE 0 END AS is_kept
  FROM meeting m WHERE m.grp_id = :grp_id AND m.day = :day AND m.is_cancelled = 0 ORDER BY m.id LIMIT 1;

-- statement: reading.meeting_insert
INSERT INTO meeting (uid, grp_id, state, mode, lang, day, new_first, called_at, begun_at, closed_at, checked_at, published_at,
                     is_practice, created_at, modified_at)
SELECT CAST(:uid AS TEXT), g.id, 'published', 'unknown', CAST(:lang AS TEXT), CAST(:day AS INTEGER), -CAST(:at AS INTEGER),
       CAST(:at AS INTEGER), CAST(:at AS INTEGER), CAST(:at AS INTEGER), CAST(:at AS INTEGER), CAST(:at AS INTEGER), g.is_practice,
       CAST(:now AS INTEGER), CAST(:now AS INTEGER)
  FROM grp g WHERE g.id = :grp_id
RETURNING id;

-- statement: reading.item_find
SELECT i.id FROM item i WHERE i.meeting_id = :meeting_id AND i.title = :title ORDER BY i.id LIMIT 1;

-- statement: reading.item_insert
INSERT INTO item (uid, meeting_id, position, title, handling, handling_html, state, origin, is_in_bulletin, created_at, modified_at)
SELECT CAST(:uid AS TEXT), m.id, (SELECT COALESCE(MAX(i.position), 0) + 1 FROM item i WHERE i.meeting_id = m.id), CAST(:title AS TEXT),
       CAST(:handling AS TEXT), CAST(:handling_html AS TEXT), 'handled', 'new', 1, CAST(:now AS INTEGER), CAST(:now AS INTEGER)
  FROM meeting m WHERE m.id = :meeting_id
RETURNING id;

-- statement: reading.statement_find
SELECT s.id FROM statement s WHERE s.item_id = :item_id AND s.person_id = :person_id AND s.body = :body ORDER BY s.id LIMIT 1;

-- statement: reading.commitment_find
SELECT c.id FROM commitment c WHERE c.grp_id = :grp_id AND c.deed = :deed ORDER BY c.id LIMIT 1;

-- statement: reading.bulletin_insert
INSERT INTO bulletin (uid, grp_id, meeting_id, lang, state, day, new_first, published_at, source_id, is_practice, created_at, modified_at)
SELECT CAST(:uid AS TEXT), g.id, CAST(:meeting_id AS INTEGER), CAST(:lang AS TEXT), 'published', CAST(:day AS INTEGER),
       -CAST(:day AS INTEGER), CAST(:at AS INTEGER), CAST(:source_id AS INTEGER), g.is_practice, CAST(:now AS INTEGER), CAST(:now AS INTEGER)
  FROM grp g WHERE g.id = :grp_id
RETURNING id;

-- statement: reading.bulletin_text_insert
INSERT INTO bulletin_text (bulletin_id, lang, title, title_fold, lead, body, body_html, is_published, modified_at)
VALUES (:bulletin_id, :lang, :title, :title_fold, '', :body, :body_html, :is_published, :now);

-- statement: reading.given
SELECT r.file_name, r.given FROM v_reading_text r WHERE r.id = :id;

-- statement: reading.shown
SELECT r.body FROM v_reading_text r WHERE r.id = :id;

-- statement: reading.places
SELECT f.id, f.position, f.place, f.size FROM v_finding f WHERE f.reading_id = :id AND f.place IS NOT NULL;
