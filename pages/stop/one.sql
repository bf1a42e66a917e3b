-- page: GET /stop/{token:token}
-- title: subscription.stop.title
-- access: public
-- cache: no
-- budget: 0 queries

-- query: subscription many provider=subscription max=1
