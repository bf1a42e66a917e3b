-- page: GET /in/{token:token}
-- title: account.in.title
-- access: public
-- budget: 0 queries

-- query: link many provider=open_link max=1
