-- page: GET /me/close
-- title: me.close.title
-- access: signed-in
-- budget: 1 queries

-- query: form one
SELECT CAST('' AS TEXT) AS password_now, 0 AS confirm, has_password AS is_old FROM v_my_account;
