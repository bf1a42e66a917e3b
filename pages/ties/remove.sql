-- page: GET /ties/{tie:id}/remove
-- title: tie.remove.title
-- access: manager of tie
-- budget: 1 queries

-- query: tie one
SELECT id, kind, CASE WHEN from_kind = 'group' THEN from_id WHEN to_kind = 'group' THEN to_id END AS group_id, from_name, to_name
  FROM v_tie WHERE id = :tie;
