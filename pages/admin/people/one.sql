-- page: GET /admin/people/{account:id}
-- title: account.name
-- access: admin
-- budget: 4 queries

-- query: account one
SELECT id, person_id, name, title, email, lang, state, is_admin, is_practice, is_self, is_closed, can_open, has_password, has_second,
       created_at, seen_at, CASE WHEN state = 'invited' THEN 1 ELSE 0 END AS is_invited
  FROM v_account WHERE id = :account;

-- query: form one
SELECT is_admin FROM v_account WHERE id = :account;

-- query: invitation many provider=once max=1

-- query: mail many max=50
SELECT id, to_name, to_address, subject, state, made_at, sent_at, due_at, said, can_retry, can_drop, is_failed
  FROM v_mail WHERE about_kind = 'account' AND about_id = :account ORDER BY id DESC LIMIT :limit;

-- query: history many max=50
SELECT seq, at, action, CAST(NULL AS TEXT) AS subject, fields, actor_name FROM v_history WHERE about_kind = 'account' AND about_id = :account ORDER BY seq DESC LIMIT :limit;
