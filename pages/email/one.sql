-- page: GET /email/{token:token}
-- title: account.email.title
-- access: public
-- budget: 0 queries

-- query: link many provider=open_link max=1
