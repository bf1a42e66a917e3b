-- page: GET /groups/{group:id}/bulletins.atom
-- access: reader of group
-- format: atom
-- budget: 3 queries

-- query: group one
SELECT id, uid, name FROM v_group WHERE id = :group;

-- query: feed many provider=feed max=1

-- query: entry many max=50
SELECT b.id, b.uid, b.group_name, b.title, b.text_lang, b.is_retracted, b.retraction, b.correction, b.published_at, b.updated_at, b.lead,
       b.key_message, b.body_html, b.new_first
  FROM v_bulletin_list b WHERE b.grp_id = :group
 ORDER BY b.new_first, b.id DESC LIMIT :limit;

-- query: newest one
SELECT MAX(b.updated_at) AS updated_at FROM v_bulletin_list b WHERE b.grp_id = :group;
