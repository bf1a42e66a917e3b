-- page: GET /answer/{token:token}/items/{item:id}
-- title: item.opinion.title
-- access: public
-- budget: 0 queries

-- query: invitation many provider=invitation max=1

-- query: item many provider=asked_item max=1

-- query: form many provider=asked_item max=1

-- query: opinion_option many enum=written_opinion.opinion options=opinion
