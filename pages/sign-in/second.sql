-- page: GET /sign-in/second
-- title: account.second.title
-- access: public
-- budget: 1 queries

-- query: form one
SELECT CAST('' AS TEXT) AS code;
