-- page: GET /me/language
-- title: me.language.title
-- access: signed-in
-- budget: 1 queries

-- query: form one
SELECT lang FROM v_my_account;

-- query: lang_option many enum=account.lang options=lang
