-- page: GET /me/calendar
-- title: me.calendar.title
-- access: signed-in
-- budget: 1 queries

-- query: account one
SELECT has_calendar, calendar_token_at FROM v_my_account;

-- query: address many provider=once max=1
