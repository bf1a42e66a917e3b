-- page: GET /api/v1/bulletins/{bulletin:id}
-- access: reader of bulletin
-- format: json
-- budget: 3 queries

-- query: data one
SELECT b.id, b.uid, b.grp_id AS group_id, b.group_name, b.meeting_id, b.day, b.state, b.title, b.lead, b.key_message, b.text_lang AS lang,
       b.published_at, b.corrected_at, b.correction, b.retracted_at, b.retraction, b.updated_at, b.is_practice, b.body_html FROM v_bulletin_list b WHERE b.id = :bulletin;

-- query: text many in=data on=bulletin_id per=10
SELECT t.bulletin_id, t.lang, t.title, t.lead, t.body_html, t.key_message FROM v_bulletin_text t
 WHERE t.bulletin_id IN :keys AND t.is_published = 1 ORDER BY lang;

-- query: files many in=data on=object_id per=40
SELECT object_id, id, name, file_name, type, size, sha256, alt, caption, position FROM v_attachment
 WHERE kind = 'bulletin' AND object_id IN :keys ORDER BY position, id;
