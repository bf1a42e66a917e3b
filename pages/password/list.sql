-- page: GET /password
-- title: account.password.lost
-- access: public
-- budget: 1 queries

-- query: form one
SELECT CAST('' AS TEXT) AS email;
