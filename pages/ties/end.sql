-- page: GET /ties/{tie:id}/end
-- title: tie.end.title
-- access: manager of tie
-- budget: 2 queries

-- query: tie one
SELECT id, kind, CASE from_kind WHEN 'group' THEN from_id END AS group_id, from_name, to_name FROM v_tie WHERE id = :tie;

-- query: form one
SELECT id, rev, CAST(:today AS INTEGER) * 8 AS to_when FROM v_tie WHERE id = :tie;
