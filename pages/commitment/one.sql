-- page: GET /commitment/{token:token}
-- title: commitment.answer.title
-- access: public
-- budget: 2 queries

-- query: commitment many provider=commitment_by_token max=1

-- query: form one
SELECT CAST(NULL AS TEXT) AS answer, CAST(NULL AS INTEGER) AS due_when, CAST(NULL AS TEXT) AS note;

-- query: answer_option many max=3 options=answer
SELECT o.value, o.n FROM (SELECT 'accept' AS value, 1 AS n UNION ALL SELECT 'done', 2 UNION ALL SELECT 'back', 3) o ORDER BY o.n LIMIT :limit;
