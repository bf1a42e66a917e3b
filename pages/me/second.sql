-- page: GET /me/second
-- title: me.second.title
-- access: signed-in
-- budget: 2 queries

-- query: account one
SELECT has_second, is_second_begun, codes_n FROM v_my_account;

-- query: form one
SELECT CAST('' AS TEXT) AS code FROM v_my_account;

-- query: secret many provider=second_secret max=1

-- query: code many provider=once max=10
