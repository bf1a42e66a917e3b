-- page: GET /me/sessions
-- title: me.sessions.title
-- access: signed-in
-- budget: 1 queries

-- query: session many provider=my_sessions max=100
