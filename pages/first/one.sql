-- page: GET /first/{token:token}
-- title: account.first.title
-- access: public
-- budget: 1 queries

-- query: link many provider=open_link max=1

-- query: form one
SELECT CAST('' AS TEXT) AS name, CAST('' AS TEXT) AS email, CAST('' AS TEXT) AS password;
