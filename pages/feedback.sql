-- page: GET /feedback
-- title: feedback.title
-- access: public
-- budget: 1 queries
-- param: page text 500

-- query: form one
SELECT 'accessibility' AS kind, '' AS body, CAST(:page AS TEXT) AS page, '' AS email;

-- query: kind_option many enum=feedback.kind options=kind
