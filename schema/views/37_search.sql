-- The texts of every record that can be found, as they stand; of a published bulletin what is published, not what is being written. Not for pages: who may see them is asked of v_doc.
CREATE VIEW indexed AS
SELECT 'area' AS kind, a.id AS object_id, 'open' AS part, 'fi' AS lang, '/areas/' || a.code AS path, a.name_fi AS title, a.name_sv AS body,
       CAST(NULL AS INTEGER) AS grp_id, a.id AS area_id, CAST(NULL AS INTEGER) AS day
  FROM area a WHERE a.kind = 'municipality' OR a.kind = 'county'
 UNION ALL
SELECT 'organization', o.id, 'open', o.lang, '/organizations/' || o.id, o.name,
       COALESCE(o.short_name, '') || ' ' || COALESCE(o.description, ''), NULL, o.area_id, NULL
  FROM organization o
 UNION ALL
SELECT 'group', g.id, 'open', g.lang, '/groups/' || g.id, g.name, COALESCE(g.short_name, '') || ' ' || COALESCE(g.mandate, ''), g.id, g.area_id, NULL
  FROM grp g
 UNION ALL
SELECT 'person', p.id, 'open', 'fi', '/people/' || p.id, p.name, COALESCE(p.title, ''), NULL, NULL, NULL
  FROM person p
 UNION ALL
SELECT 'post', p.id, 'open', o.lang, '/posts/' || p.id, p.name, o.name, NULL, p.area_id, NULL
  FROM post p JOIN organization o ON o.id = p.organization_id
 UNION ALL
SELECT 'matter', m.id, 'open', m.lang, '/matters/' || m.id, m.title, COALESCE(m.summary, ''), m.grp_id, g.area_id, NULL
  FROM matter m JOIN grp g ON g.id = m.grp_id
 UNION ALL
SELECT 'meeting', m.id, 'open', m.lang, '/meetings/' || m.id, g.name,
       COALESCE(m.place, '') || ' ' || COALESCE(m.note, '') || ' ' || COALESCE(m.key_message, ''), m.grp_id, g.area_id, m.day
  FROM meeting m JOIN grp g ON g.id = m.grp_id
 UNION ALL
SELECT 'item', i.id, 'open', m.lang, '/items/' || i.id, i.title, COALESCE(i.description, '') || ' ' || COALESCE(i.proposal, ''), m.grp_id,
       g.area_id, m.day
  FROM item i JOIN meeting m ON m.id = i.meeting_id JOIN grp g ON g.id = m.grp_id
 UNION ALL
SELECT 'item', i.id, 'handling', m.lang, '/items/' || i.id, i.title,
       CASE WHEN i.number IS NOT NULL THEN '§ ' || i.number || ' ' ELSE '' END || COALESCE(i.handling, '') || ' ' || COALESCE(i.decision, ''),
       m.grp_id, g.area_id, m.day
  FROM item i JOIN meeting m ON m.id = i.meeting_id JOIN grp g ON g.id = m.grp_id
 WHERE i.number IS NOT NULL OR i.handling IS NOT NULL OR i.decision IS NOT NULL
    OR EXISTS (SELECT 1 FROM decision_point x WHERE x.item_id = i.id)
 UNION ALL
SELECT 'statement', s.id, 'open', m.lang, '/items/' || s.item_id, i.title, s.body, m.grp_id, g.area_id, m.day
  FROM statement s JOIN item i ON i.id = s.item_id JOIN meeting m ON m.id = i.meeting_id JOIN grp g ON g.id = m.grp_id
 UNION ALL
SELECT 'commitment', c.id, 'open', g.lang, '/commitments/' || c.id, c.deed, COALESCE(c.for_whom, ''), c.grp_id, g.area_id, c.due_day
  FROM commitment c JOIN grp g ON g.id = c.grp_id
 UNION ALL
SELECT 'bulletin', b.id, 'open', t.lang, '/bulletins/' || b.id, t.title, t.lead || ' ' || t.body || ' ' || COALESCE(t.key_message, ''),
       b.grp_id, g.area_id, b.day
  FROM bulletin b JOIN bulletin_text t ON t.bulletin_id = b.id JOIN grp g ON g.id = b.grp_id
 WHERE t.is_published = CASE WHEN b.state IN ('draft', 'checked') THEN 0 ELSE 1 END
 UNION ALL
SELECT 'attachment', a.id, 'open', g.lang, '/attachments/' || a.id, a.name,
       a.file_name || ' ' || COALESCE(a.alt, '') || ' ' || COALESCE(a.caption, ''), a.grp_id, g.area_id, NULL
  FROM attachment a JOIN grp g ON g.id = a.grp_id WHERE a.kind <> 'minutes';

-- What belongs to a document but stands in rows of its own.
CREATE VIEW indexed_more AS
SELECT x.kind, x.object_id, 'open' AS part, x.name AS body, x.id AS place FROM alias x
 UNION ALL
SELECT 'item', p.item_id, 'handling', p.body, p.position FROM decision_point p;

-- What the viewer may find.
CREATE VIEW v_doc AS
SELECT d.id, d.kind, d.object_id, d.part, d.lang, d.path, d.title, d.body, d.grp_id, d.area_id, d.day
  FROM doc d
 WHERE CASE d.kind
       WHEN 'area' THEN EXISTS (SELECT 1 FROM area k WHERE k.id = d.object_id)
       WHEN 'organization' THEN EXISTS (SELECT 1 FROM v_rank_organization k WHERE k.id = d.object_id)
       WHEN 'group' THEN EXISTS (SELECT 1 FROM v_rank_group k WHERE k.id = d.object_id)
       WHEN 'person' THEN EXISTS (SELECT 1 FROM v_rank_person k WHERE k.id = d.object_id)
       WHEN 'post' THEN EXISTS (SELECT 1 FROM v_rank_post k WHERE k.id = d.object_id)
       WHEN 'matter' THEN EXISTS (SELECT 1 FROM v_rank_matter k WHERE k.id = d.object_id)
       WHEN 'meeting' THEN EXISTS (SELECT 1 FROM v_rank_meeting k WHERE k.id = d.object_id)
       WHEN 'item' THEN EXISTS (SELECT 1 FROM v_rank_item k WHERE k.id = d.object_id
                                   AND (d.part = 'open' OR (k.can_see_handling > 0
                                        AND (k.rank >= 2 OR k.meeting_id NOT IN (SELECT e.meeting_id FROM minutes_erased e)))))
       WHEN 'statement' THEN EXISTS (SELECT 1 FROM v_statement k WHERE k.id = d.object_id)
       WHEN 'commitment' THEN EXISTS (SELECT 1 FROM v_rank_commitment k WHERE k.id = d.object_id)
       WHEN 'bulletin' THEN EXISTS (SELECT 1 FROM v_rank_bulletin k JOIN bulletin b ON b.id = k.id
                                     WHERE k.id = d.object_id AND (b.state <> 'retracted' OR k.rank >= 3))
       WHEN 'attachment' THEN EXISTS (SELECT 1 FROM v_rank_attachment k WHERE k.id = d.object_id) END;

-- Where terms stand. It tells of hidden records as well, packed and as hashes: only app/search.c reads it, and shows what v_doc lets through.
CREATE VIEW v_posting AS
SELECT x.word_id, x.chunk, x.body FROM posting x;

CREATE VIEW v_word AS
SELECT w.id, w.term FROM word w;

CREATE VIEW v_doc_state AS
SELECT s.at, CASE WHEN s.seq < (SELECT h.seq FROM journal_head h WHERE h.id = 1) THEN 1 ELSE 0 END AS is_behind FROM doc_state s;

CREATE VIEW v_synonym AS
SELECT x.id, x.set_n, x.word, x.term, x.lang FROM synonym x;
