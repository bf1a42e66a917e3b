-- Bulletins of elsewhere while they are looked through: an administrator's.

CREATE VIEW v_reading AS
SELECT r.id, r.file_name, r.state, r.bulletin_id, r.created_at,
       COALESCE((SELECT f.name FROM finding f WHERE f.reading_id = r.id AND f.kind = 'bulletin' LIMIT 1), '') AS title,
       CAST((SELECT COUNT(*) FROM finding f WHERE f.reading_id = r.id) AS INTEGER) AS finding_n,
       CAST((SELECT COUNT(*) FROM finding f WHERE f.reading_id = r.id AND f.answer = 'accepted') AS INTEGER) AS accepted_n,
       CAST((SELECT COUNT(*) FROM finding f WHERE f.reading_id = r.id AND f.answer = 'refused') AS INTEGER) AS refused_n,
       CAST((SELECT COUNT(*) FROM finding f WHERE f.reading_id = r.id AND f.answer = 'open') AS INTEGER) AS open_n,
       CAST((SELECT COUNT(*) FROM finding f WHERE f.reading_id = r.id AND f.answer = 'accepted' AND f.fault IS NOT NULL) AS INTEGER) AS fault_n
  FROM reading r WHERE admin() = 1;

CREATE VIEW v_reading_text AS SELECT r.id, r.file_name, r.given, r.body FROM reading r WHERE admin() = 1;

-- What the register has under a finding's name.
CREATE VIEW finding_match AS
SELECT f.id AS finding_id, p.id AS object_id, p.name, COALESCE(p.title, '') AS about
  FROM finding f JOIN person p ON p.name_fold = f.name_fold AND p.anonymised_at IS NULL WHERE f.kind = 'person' AND f.name_fold <> ''
 UNION
SELECT f.id, p.id, p.name, COALESCE(p.title, '')
  FROM finding f JOIN alias x ON x.kind = 'person' AND x.name_fold = f.name_fold JOIN person p ON p.id = x.object_id AND p.anonymised_at IS NULL
 WHERE f.kind = 'person' AND f.name_fold <> ''
 UNION
SELECT f.id, o.id, o.name, COALESCE(o.short_name, '')
  FROM finding f JOIN organization o ON o.name_fold = f.name_fold WHERE f.kind = 'organization' AND f.name_fold <> ''
 UNION
SELECT f.id, o.id, o.name, COALESCE(o.short_name, '')
  FROM finding f JOIN alias x ON x.kind = 'organization' AND x.name_fold = f.name_fold JOIN organization o ON o.id = x.object_id
 WHERE f.kind = 'organization' AND f.name_fold <> ''
 UNION
SELECT f.id, g.id, g.name, COALESCE(g.short_name, '')
  FROM finding f JOIN grp g ON g.name_fold = f.name_fold WHERE f.kind = 'group' AND f.name_fold <> ''
 UNION
SELECT f.id, g.id, g.name, COALESCE(g.short_name, '')
  FROM finding f JOIN alias x ON x.kind = 'group' AND x.name_fold = f.name_fold JOIN grp g ON g.id = x.object_id
 WHERE f.kind = 'group' AND f.name_fold <> '';
-- And what it has under one that ends so, when it has none just so.
CREATE VIEW finding_like AS
SELECT f.id AS finding_id, g.name
  FROM finding f JOIN reading r ON r.id = f.reading_id AND r.state = 'waiting'
  JOIN grp g ON substr(g.name_fold, length(g.name_fold) - length(f.name_fold)) = ' ' || f.name_fold
    OR substr(f.name_fold, length(f.name_fold) - length(g.name_fold)) = ' ' || g.name_fold
 WHERE f.kind = 'group' AND f.name_fold <> '' AND NOT EXISTS (SELECT 1 FROM finding_match x WHERE x.finding_id = f.id)
 UNION ALL
SELECT f.id, o.name
  FROM finding f JOIN reading r ON r.id = f.reading_id AND r.state = 'waiting'
  JOIN organization o ON substr(o.name_fold, length(o.name_fold) - length(f.name_fold)) = ' ' || f.name_fold
    OR substr(f.name_fold, length(f.name_fold) - length(o.name_fold)) = ' ' || o.name_fold
 WHERE f.kind = 'organization' AND f.name_fold <> '' AND NOT EXISTS (SELECT 1 FROM finding_match x WHERE x.finding_id = f.id);
CREATE VIEW v_finding_match AS SELECT x.finding_id, x.object_id, x.name, x.about FROM finding_match x WHERE admin() = 1;

-- day_when: as the format "when" takes it. match_n: how many records of the register have the name.
CREATE VIEW v_finding AS
SELECT f.id, f.reading_id, f.kind, f.position, f.place, f.size, f.sentence, f.as_read, f.answer, f.name, f.title, f.tied_to, f.word, f.area_id,
       f.day, f.day * 8 + CASE f.precision WHEN 'month' THEN 1 WHEN 'season' THEN 2 WHEN 'year' THEN 3 ELSE 0 END AS day_when, f.body,
       f.link_id, f.doubt, f.fault, f.object_id, f.rev,
       CASE f.kind WHEN 'bulletin' THEN 1 WHEN 'meeting' THEN 2 WHEN 'group' THEN 3 WHEN 'organization' THEN 4 WHEN 'person' THEN 5
            WHEN 'membership' THEN 6 WHEN 'item' THEN 7 WHEN 'statement' THEN 8 WHEN 'commitment' THEN 9 WHEN 'municipality' THEN 10
            WHEN 'model' THEN 11 WHEN 'count' THEN 12 ELSE 13 END AS kind_n,
       CAST((SELECT COUNT(*) FROM finding_match x WHERE x.finding_id = f.id) AS INTEGER) AS match_n
  FROM finding f WHERE admin() = 1;

-- What an imported bulletin says that no other record holds.
CREATE VIEW v_told AS
SELECT f.id, r.bulletin_id, f.kind, f.name, f.day * 8 + CASE f.precision WHEN 'month' THEN 1 WHEN 'season' THEN 2 WHEN 'year' THEN 3 ELSE 0 END AS day_when
  FROM finding f JOIN reading r ON r.id = f.reading_id
 WHERE r.state = 'stored' AND f.answer = 'accepted' AND f.kind IN ('model', 'count', 'deadline')
   AND r.bulletin_id IN (SELECT k.id FROM v_rank_bulletin k);
