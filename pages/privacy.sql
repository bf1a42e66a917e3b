-- page: GET /privacy
-- title: privacy.title
-- access: public
-- budget: 1 queries

-- query: provider one
SELECT name, contact FROM v_provider;
