-- page: GET /subscribe/{token:token}
-- title: subscription.confirm.title
-- access: public
-- cache: no
-- budget: 0 queries

-- query: subscription many provider=subscription max=1
