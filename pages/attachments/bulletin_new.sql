-- page: GET /bulletins/{bulletin:id}/attachments/new
-- title: attachment.new.bulletin
-- access: manager of bulletin
-- budget: 2 queries

-- query: owner one
SELECT b.id, b.grp_id, b.group_name, b.state, COALESCE(t.title, b.group_name) AS title
  FROM v_bulletin b LEFT JOIN v_bulletin_text t ON t.bulletin_id = b.id AND t.lang = b.lang AND t.is_published = 0
 WHERE b.id = :bulletin AND b.state <> 'retracted';

-- query: form one
SELECT NULL AS file, NULL AS name, NULL AS alt, NULL AS caption, 'public' AS publicity, NULL AS ground, NULL AS public_from_day,
       NULL AS public_from_clock
  FROM v_bulletin WHERE id = :bulletin;

-- query: publicity_option many enum=attachment.publicity options=publicity
