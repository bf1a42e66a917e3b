-- page: GET /answer/{token:token}
-- title: answer.title
-- access: public
-- budget: 0 queries

-- query: invitation many provider=invitation max=1

-- query: asked many provider=asked max=300
