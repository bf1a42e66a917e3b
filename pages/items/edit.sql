-- page: GET /items/{item:id}/edit
-- title: item.edit.title
-- access: manager of item
-- budget: 3 queries

-- query: item one
SELECT i.id, i.title, m.id AS meeting_id, COALESCE(m.group_name || ' ' || m.number || '/' || m.year, m.group_name) AS meeting_title
  FROM v_item i JOIN v_meeting m ON m.id = i.meeting_id WHERE i.id = :item;

-- query: form one
SELECT title, section, description, proposal, 0 AS presenter, NULL AS presenter_name, visibility, hidden_ground, is_in_bulletin, rev
  FROM v_item WHERE id = :item;

-- query: member many max=200 options=presenter
SELECT p.id AS value, CASE WHEN p.title IS NULL THEN p.name ELSE p.name || ', ' || p.title END AS label, p.name_sort,
       CASE WHEN EXISTS (SELECT 1 FROM v_item_presenter q WHERE q.item_id = :item AND q.person_id = p.id) THEN 1 ELSE 0 END AS is_selected
  FROM v_person p
 WHERE p.id IN (SELECT b.person_id FROM v_membership b JOIN v_item i ON i.grp_id = b.grp_id WHERE i.id = :item)
    OR p.id IN (SELECT h.person_id FROM v_post_holder h JOIN v_membership b ON b.post_id = h.post_id
                  JOIN v_item i ON i.grp_id = b.grp_id WHERE i.id = :item)
    OR p.id IN (SELECT q.person_id FROM v_item_presenter q WHERE q.item_id = :item)
 ORDER BY p.name_sort, p.id LIMIT :limit;

-- query: visibility_option many enum=item.visibility options=visibility
