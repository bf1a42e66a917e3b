-- page: GET /me/email
-- title: me.email.title
-- access: signed-in
-- budget: 1 queries

-- query: form one
SELECT CAST('' AS TEXT) AS email, CAST('' AS TEXT) AS password_now, has_password AS is_old FROM v_my_account;
