-- page: GET /matters/{matter:id}/edit
-- title: matter.do.edit
-- access: manager of matter
-- budget: 2 queries

-- query: matter one
SELECT id, title, number, year, CASE WHEN state = 'closed' THEN 1 ELSE 0 END AS is_closed FROM v_matter WHERE id = :matter;

-- query: form one
SELECT title, summary, origin, visibility, rev FROM v_matter WHERE id = :matter;

-- query: visibility_option many enum=matter.visibility options=visibility
