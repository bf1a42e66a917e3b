-- page: GET /ties/{tie:id}/edit
-- title: tie.edit.title
-- access: manager of tie
-- budget: 2 queries

-- query: tie one
SELECT id, kind, CASE from_kind WHEN 'group' THEN from_id WHEN 'post' THEN NULL ELSE CASE to_kind WHEN 'group' THEN to_id END END AS group_id,
       from_name, to_name
  FROM v_tie WHERE id = :tie;

-- query: form one
SELECT id, rev, kind, from_when, to_when FROM v_tie WHERE id = :tie;

-- query: kind_option many enum=tie.kind options=kind
