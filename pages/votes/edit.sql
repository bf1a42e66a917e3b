-- page: GET /votes/{vote:id}/edit
-- title: vote.edit.title
-- access: manager of vote
-- budget: 4 queries

-- query: vote one
SELECT v.id, v.item_id, i.title AS item_title, i.meeting_id, m.grp_id, m.group_name
  FROM v_vote v JOIN v_item i ON i.id = v.item_id JOIN v_meeting m ON m.id = i.meeting_id
 WHERE v.id = :vote AND m.state IN ('in_progress', 'closed');

-- query: form one
SELECT v.rev, v.proposal_a, v.proposal_b, v.method, v.votes_a, v.votes_b, v.votes_empty, v.chair_casts, CAST(NULL AS TEXT) AS cast
  FROM v_vote v WHERE v.id = :vote;

-- query: method_option many enum=vote.method options=method

-- query: casting_option many enum=vote.chair_casts options=chair_casts

-- query: voter many max=300 key=person_id
SELECT w.person_id, w.name, w.is_chair FROM v_item_voter w
 WHERE w.item_id = (SELECT v.item_id FROM v_vote v WHERE v.id = :vote) ORDER BY w.name_sort, w.person_id LIMIT :limit;

-- query: choice many in=voter on=person_id per=3 options=cast[]
SELECT w.person_id, CAST(w.person_id AS TEXT) || ':' || c.word AS value, c.word, c.n, CASE WHEN x.choice = c.word THEN 1 ELSE 0 END AS is_selected
  FROM v_vote v
  JOIN v_item_voter w ON w.item_id = v.item_id
  JOIN (SELECT 'a' AS word, 1 AS n UNION ALL SELECT 'b', 2 UNION ALL SELECT 'empty', 3) c ON 1 = 1
  LEFT JOIN v_vote_cast x ON x.vote_id = v.id AND x.person_id = w.person_id
 WHERE w.person_id IN :keys AND v.id = :vote ORDER BY n;
