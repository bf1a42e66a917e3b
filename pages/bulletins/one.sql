-- page: GET /bulletins/{bulletin:id}
-- title: text.title
-- access: reader of bulletin
-- budget: 7 queries
-- param: text word

-- query: bulletin one
SELECT b.id, b.grp_id, b.group_name, b.meeting_id, b.lang, b.state, b.day, b.published_at, b.corrected_at, b.correction, b.retracted_at,
       b.retraction, b.is_retracted, b.is_practice, b.can_edit, CASE WHEN b.source_id IS NULL THEN 0 ELSE 1 END AS is_imported, m.number AS meeting_number, m.year AS meeting_year, m.day AS meeting_day,
       c.name AS checked_by_name, b.checked_at,
       CASE WHEN b.state = 'retracted' THEN 'late' WHEN b.state = 'published' THEN 'done' END AS look,
       CASE WHEN b.can_edit = 1 AND b.state = 'draft' AND o.id IS NULL THEN 1 ELSE 0 END AS can_check,
       CASE WHEN b.can_edit = 1 AND o.id IS NOT NULL THEN 1 ELSE 0 END AS waits_for_other,
       CASE WHEN b.can_edit = 1 AND b.state = 'checked' THEN 1 ELSE 0 END AS can_publish,
       CASE WHEN b.can_edit = 1 AND b.state = 'published' THEN 1 ELSE 0 END AS can_correct,
       CASE WHEN b.can_edit = 1 AND b.state <> 'retracted' THEN 1 ELSE 0 END AS can_write
  FROM v_bulletin b LEFT JOIN v_bulletin_to_others o ON o.id = b.id LEFT JOIN v_meeting m ON m.id = b.meeting_id
  LEFT JOIN v_person c ON c.id = b.checked_by_id AND b.can_edit = 1
 WHERE b.id = :bulletin;

-- query: text one optional
SELECT t.lang, CASE t.lang WHEN 'fi_plain' THEN 'fi' ELSE t.lang END AS html_lang, t.title, t.lead, t.body_html, t.key_message,
       CASE WHEN b.state <> 'retracted' OR b.rank >= 3 THEN 1 ELSE 0 END AS is_shown
  FROM v_bulletin_text t JOIN v_bulletin b ON b.id = t.bulletin_id
 WHERE t.bulletin_id = :bulletin AND t.is_published = CASE WHEN b.state IN ('draft', 'checked') THEN 0 ELSE 1 END AND t.title <> ''
 ORDER BY CASE WHEN t.lang = :text THEN 0 WHEN t.lang = :lang THEN 1 WHEN t.lang = b.lang THEN 2 ELSE 3 END, t.id LIMIT 1;

-- query: version many max=10
SELECT t.lang, CASE t.lang WHEN 'fi_plain' THEN 'fi' ELSE t.lang END AS html_lang, t.id,
       CASE WHEN t.lang = b.lang THEN 0 ELSE 1 END AS own_first, CASE WHEN count(*) OVER () > 1 THEN 1 ELSE 0 END AS has_others
  FROM v_bulletin_text t JOIN v_bulletin b ON b.id = t.bulletin_id
 WHERE t.bulletin_id = :bulletin AND t.is_published = CASE WHEN b.state IN ('draft', 'checked') THEN 0 ELSE 1 END AND t.title <> ''
   AND b.state <> 'retracted'
 ORDER BY own_first, t.lang LIMIT :limit;

-- query: file many max=40
SELECT id, name, size, position, is_image, alt, caption, can_edit FROM v_attachment WHERE kind = 'bulletin' AND object_id = :bulletin
 ORDER BY position, id LIMIT :limit;

-- query: evidence many max=10
SELECT source_name, publisher, day, note, bulletin_id FROM v_evidence WHERE kind = 'bulletin' AND object_id = :bulletin ORDER BY day, id LIMIT :limit;

-- query: history many max=50
SELECT seq, at, action, subject, fields, actor_name FROM v_meeting_history WHERE about_kind = 'bulletin' AND about_id = :bulletin
 ORDER BY seq DESC, part LIMIT :limit;

-- query: told many max=200
SELECT x.kind, x.name, x.day_when, CASE x.kind WHEN 'deadline' THEN 1 ELSE 0 END AS has_day FROM v_told x
 WHERE x.bulletin_id = :bulletin ORDER BY x.kind, x.id LIMIT :limit;
