-- page: GET /bulletins/import
-- title: reading.title
-- access: admin
-- budget: 2 queries

-- query: form one
SELECT CAST(NULL AS TEXT) AS file, CAST('' AS TEXT) AS text;

-- query: reading many max=250
SELECT r.id, r.file_name, r.title, r.state, r.bulletin_id, r.finding_n, r.accepted_n, r.refused_n, r.open_n, r.created_at,
       r.accepted_n + r.refused_n AS answered_n, CASE r.state WHEN 'waiting' THEN 1 ELSE 0 END AS is_waiting,
       CASE r.state WHEN 'stored' THEN 'done' END AS look
  FROM v_reading r ORDER BY is_waiting DESC, r.id DESC LIMIT :limit;
