-- page: GET /admin/people/{account:id}/email
-- title: me.email.title
-- access: admin
-- budget: 2 queries

-- query: account one
SELECT id, name, email, CASE WHEN state = 'invited' THEN 1 ELSE 0 END AS is_invited FROM v_account WHERE id = :account AND is_closed = 0;

-- query: form one
SELECT CAST('' AS TEXT) AS email FROM v_account WHERE id = :account;
