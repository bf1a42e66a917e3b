-- page: GET /search/suggest
-- title: search.suggestions
-- access: public
-- format: json
-- budget: 3 queries
-- cache: no
-- param: q text 200

-- query: data many provider=suggestion max=8
