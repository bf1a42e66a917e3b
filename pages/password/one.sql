-- page: GET /password/{token:token}
-- title: account.password.title
-- access: public
-- budget: 1 queries

-- query: link many provider=open_link max=1

-- query: form one
SELECT CAST('' AS TEXT) AS password;
