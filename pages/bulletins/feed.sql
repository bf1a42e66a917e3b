-- page: GET /bulletins.atom
-- access: public
-- format: atom
-- budget: 2 queries

-- query: feed many provider=feed max=1

-- query: entry many max=50
SELECT b.id, b.uid, b.group_name, b.title, b.text_lang, b.is_retracted, b.retraction, b.correction, b.published_at, b.updated_at, b.lead,
       b.key_message, b.body_html, b.new_first
  FROM v_bulletin_list b
 ORDER BY b.new_first, b.id DESC LIMIT :limit;

-- query: newest one
SELECT MAX(b.updated_at) AS updated_at FROM v_bulletin_list b;
