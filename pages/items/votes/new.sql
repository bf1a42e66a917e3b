-- page: GET /items/{item:id}/votes/new
-- title: vote.new.title
-- access: manager of item
-- budget: 4 queries

-- query: item one
SELECT i.id, i.title, i.meeting_id, m.grp_id, m.group_name FROM v_item i JOIN v_meeting m ON m.id = i.meeting_id
 WHERE i.id = :item AND m.state IN ('in_progress', 'closed');

-- query: form one
SELECT CAST(NULL AS TEXT) AS proposal_a, CAST(NULL AS TEXT) AS proposal_b, 'count' AS method, CAST(NULL AS INTEGER) AS votes_a,
       CAST(NULL AS INTEGER) AS votes_b, CAST(NULL AS INTEGER) AS votes_empty, CAST(NULL AS TEXT) AS chair_casts, CAST(NULL AS TEXT) AS cast;

-- query: method_option many enum=vote.method options=method

-- query: casting_option many enum=vote.chair_casts options=chair_casts

-- query: voter many max=300 key=person_id
SELECT v.person_id, v.name, v.is_chair FROM v_item_voter v WHERE v.item_id = :item ORDER BY v.name_sort, v.person_id LIMIT :limit;

-- query: choice many in=voter on=person_id per=3 options=cast[]
SELECT v.person_id, CAST(v.person_id AS TEXT) || ':' || c.word AS value, c.word, c.n, 0 AS is_selected
  FROM v_item_voter v
  JOIN (SELECT 'a' AS word, 1 AS n UNION ALL SELECT 'b', 2 UNION ALL SELECT 'empty', 3) c ON 1 = 1
 WHERE v.person_id IN :keys AND v.item_id = :item ORDER BY n;
