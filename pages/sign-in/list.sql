-- page: GET /sign-in
-- title: account.sign_in.title
-- access: public
-- budget: 2 queries
-- param: back text 400
-- param: parked text 64

-- query: form one
SELECT CAST('' AS TEXT) AS email, CAST('' AS TEXT) AS password, CAST(:back AS TEXT) AS back, CAST(:parked AS TEXT) AS parked;

-- query: practice many max=20
SELECT id, name, title FROM v_practice_account ORDER BY id LIMIT :limit;
