-- page: GET /commitments/{commitment:id}/answer
-- title: commitment.answer.title
-- access: manager of commitment
-- budget: 3 queries

-- query: commitment one
SELECT c.id, c.deed, c.for_whom, c.organization_name, c.person_name, c.post_name, c.due_when, c.state, c.look, c.group_name
  FROM v_commitment c WHERE c.id = :commitment;

-- query: form one
SELECT c.rev, CASE c.state WHEN 'done' THEN 'done' WHEN 'accepted' THEN 'accept' WHEN 'given_back' THEN 'back' END AS answer,
       CAST(NULL AS INTEGER) AS due_when, c.state_note AS note
  FROM v_commitment c WHERE c.id = :commitment;

-- query: answer_option many max=3 options=answer
SELECT o.value, o.n FROM (SELECT 'accept' AS value, 1 AS n UNION ALL SELECT 'done', 2 UNION ALL SELECT 'back', 3) o ORDER BY o.n LIMIT :limit;
