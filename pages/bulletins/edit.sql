-- page: GET /bulletins/{bulletin:id}/edit
-- title: bulletin.edit.title
-- access: manager of bulletin
-- budget: 5 queries
-- param: text word

-- query: bulletin one
SELECT b.id, b.grp_id, b.group_name, b.lang, b.state, b.day, CASE WHEN b.state = 'published' THEN 1 ELSE 0 END AS is_published,
       CASE WHEN b.state = 'checked' THEN 1 ELSE 0 END AS is_checked FROM v_bulletin b WHERE b.id = :bulletin AND b.state <> 'retracted';

-- query: form one
SELECT t.lang AS text, t.title, t.lead, t.body, t.key_message, t.rev, CASE WHEN t.lang <> b.lang THEN 1 ELSE 0 END AS is_translation
  FROM v_bulletin_text t JOIN v_bulletin b ON b.id = t.bulletin_id
 WHERE t.bulletin_id = :bulletin AND t.is_published = 0 AND t.lang = COALESCE(CAST(:text AS TEXT), b.lang);

-- query: own one
SELECT t.title, t.lead, t.body_html, t.key_message, CASE WHEN CAST(:text AS TEXT) IS NULL OR t.lang = CAST(:text AS TEXT) THEN 1 ELSE 0 END AS is_same, t.lang
  FROM v_bulletin_text t JOIN v_bulletin b ON b.id = t.bulletin_id
 WHERE t.bulletin_id = :bulletin AND t.is_published = 0 AND t.lang = b.lang;

-- query: version many max=10
SELECT t.lang, t.id, CASE WHEN t.lang = COALESCE(CAST(:text AS TEXT), b.lang) THEN 1 ELSE 0 END AS is_here,
       CASE WHEN t.lang = b.lang THEN 0 ELSE 1 END AS own_first, CASE WHEN t.title = '' THEN 1 ELSE 0 END AS is_empty
  FROM v_bulletin_text t JOIN v_bulletin b ON b.id = t.bulletin_id
 WHERE t.bulletin_id = :bulletin AND t.is_published = 0 ORDER BY own_first, t.lang LIMIT :limit;

-- query: missing many max=10
SELECT l.lang FROM (SELECT 'fi' AS lang, 1 AS n UNION ALL SELECT 'sv', 2 UNION ALL SELECT 'en', 3 UNION ALL SELECT 'se', 4
                    UNION ALL SELECT 'fi_plain', 5) l
 WHERE l.lang NOT IN (SELECT t.lang FROM v_bulletin_text t WHERE t.bulletin_id = :bulletin AND t.is_published = 0)
 ORDER BY l.n LIMIT :limit;
