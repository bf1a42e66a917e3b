-- page: GET /bulletins/{bulletin:id}/publish
-- title: bulletin.publish.title
-- access: manager of bulletin
-- budget: 2 queries

-- query: bulletin one
SELECT b.id, b.grp_id, b.group_name, b.state, b.day, b.visibility, t.title, COALESCE(r.reader_n, 0) AS reader_n,
       CASE WHEN b.state = 'checked' THEN 1 ELSE 0 END AS is_checked, CASE WHEN b.state = 'published' THEN 1 ELSE 0 END AS is_published,
       CASE WHEN b.visibility = 'public' AND g.visibility = 'public' AND COALESCE(m.visibility, 'public') = 'public' THEN 1 ELSE 0 END AS is_mailed
  FROM v_bulletin b JOIN v_group g ON g.id = b.grp_id LEFT JOIN v_meeting m ON m.id = b.meeting_id
  LEFT JOIN v_bulletin_text t ON t.bulletin_id = b.id AND t.lang = b.lang AND t.is_published = 0
  LEFT JOIN v_bulletin_reader r ON r.grp_id = b.grp_id
 WHERE b.id = :bulletin;

-- query: version many max=10
SELECT t.lang, t.title, t.id FROM v_bulletin_text t
 WHERE t.bulletin_id = :bulletin AND t.is_published = 0 AND t.title <> '' AND t.body <> '' ORDER BY t.id LIMIT :limit;
