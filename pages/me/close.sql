-- page: GET /me/close
-- title: me.close.title
-- access: signed-in
-- budget: 1 queries

-- query: form one
SELECT 0 AS confirm FROM v_my_account;
