-- page: GET /me/password
-- title: me.password.title
-- access: signed-in
-- budget: 1 queries

-- query: form one
SELECT CAST('' AS TEXT) AS password_now, CAST('' AS TEXT) AS password, has_password AS is_old FROM v_my_account;
