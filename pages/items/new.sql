-- page: GET /meetings/{meeting:id}/items/new
-- title: item.new.title
-- access: manager of meeting
-- budget: 3 queries

-- query: meeting one
SELECT id, COALESCE(group_name || ' ' || number || '/' || year, group_name) AS title FROM v_meeting WHERE id = :meeting;

-- query: form one
SELECT NULL AS title, NULL AS section, NULL AS description, NULL AS proposal, 0 AS presenter, NULL AS presenter_name,
       visibility, NULL AS hidden_ground, 0 AS is_in_bulletin, 0 AS is_formality
  FROM v_meeting WHERE id = :meeting;

-- query: member many max=200 options=presenter
SELECT p.id AS value, CASE WHEN p.title IS NULL THEN p.name ELSE p.name || ', ' || p.title END AS label, p.name_sort, 0 AS is_selected
  FROM v_person p
 WHERE p.id IN (SELECT b.person_id FROM v_membership b JOIN v_meeting m ON m.grp_id = b.grp_id WHERE m.id = :meeting)
    OR p.id IN (SELECT h.person_id FROM v_post_holder h JOIN v_membership b ON b.post_id = h.post_id
                  JOIN v_meeting m ON m.grp_id = b.grp_id WHERE m.id = :meeting)
 ORDER BY p.name_sort, p.id LIMIT :limit;

-- query: visibility_option many enum=item.visibility options=visibility
