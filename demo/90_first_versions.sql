-- What a record's history begins with: its first texts, and that it was written down from a bulletin.

INSERT INTO text (kind, object_id, field, lang, version, body, author_id, at, is_current)
SELECT t.kind, t.object_id, t.field, t.lang, 1, t.body, NULL, t.at, 1
  FROM (SELECT 'matter' AS kind, m.id AS object_id, 'title' AS field, m.lang, m.title AS body, m.created_at AS at FROM matter m
        UNION ALL SELECT 'matter', m.id, 'summary', m.lang, m.summary, m.created_at FROM matter m
        UNION ALL SELECT 'meeting', m.id, 'note', m.lang, m.note, m.created_at FROM meeting m
        UNION ALL SELECT 'item', i.id, 'title', m.lang, i.title, i.created_at FROM item i JOIN meeting m ON m.id = i.meeting_id
        UNION ALL SELECT 'item', i.id, 'description', m.lang, i.description, i.created_at FROM item i JOIN meeting m ON m.id = i.meeting_id
        UNION ALL SELECT 'item', i.id, 'proposal', m.lang, i.proposal, i.created_at FROM item i JOIN meeting m ON m.id = i.meeting_id
        UNION ALL SELECT 'item', i.id, 'handling', m.lang, i.handling, i.created_at FROM item i JOIN meeting m ON m.id = i.meeting_id
        UNION ALL SELECT 'item', i.id, 'decision', m.lang, i.decision, i.created_at FROM item i JOIN meeting m ON m.id = i.meeting_id
        UNION ALL SELECT 'commitment', c.id, 'deed', g.lang, c.deed, c.created_at FROM commitment c JOIN grp g ON g.id = c.grp_id
        UNION ALL SELECT 'group', g.id, 'name', g.lang, g.name, g.created_at FROM grp g
        UNION ALL SELECT 'group', g.id, 'mandate', g.lang, g.mandate, g.created_at FROM grp g
        UNION ALL SELECT 'bulletin', b.bulletin_id, 'title', b.lang, b.title, b.modified_at FROM bulletin_text b WHERE b.is_published = 1
        UNION ALL SELECT 'bulletin', b.bulletin_id, 'lead', b.lang, b.lead, b.modified_at FROM bulletin_text b WHERE b.is_published = 1
        UNION ALL SELECT 'bulletin', b.bulletin_id, 'body', b.lang, b.body, b.modified_at FROM bulletin_text b WHERE b.is_published = 1) t
 WHERE t.body IS NOT NULL;

UPDATE journal_head SET seq = seq + 1;

INSERT INTO journal (seq, part, at, actor_id, action, kind, object_id, about_kind, about_id, fields)
SELECT h.seq, row_number() OVER (ORDER BY e.kind, e.object_id) - 1, {now}, NULL, e.kind || '.from_source', e.kind, e.object_id, e.kind,
       e.object_id, ''
  FROM (SELECT DISTINCT kind, object_id FROM evidence
         WHERE kind IN ('meeting', 'item', 'matter', 'bulletin', 'commitment', 'group', 'organization', 'person', 'post')) e
 CROSS JOIN journal_head h;
