-- page: GET /meetings/{meeting:id}/close
-- title: closing.title
-- access: manager of meeting
-- budget: 5 queries

-- query: meeting one
SELECT m.id, m.grp_id, m.group_name, m.number, m.year, CASE WHEN m.minutes_form = 'formal' THEN 1 ELSE 0 END AS is_formal
  FROM v_meeting m WHERE m.id = :meeting AND m.state = 'in_progress';

-- query: left many max=300
SELECT i.id, i.title, CASE WHEN i.matter_id IS NULL THEN 1 ELSE 0 END AS is_formality
  FROM v_item i WHERE i.meeting_id = :meeting AND i.state = 'waiting'
   AND NOT EXISTS (SELECT 1 FROM v_item_outcome o WHERE o.item_id = i.id) ORDER BY i.position, i.id LIMIT :limit;

-- query: sent many max=300
SELECT i.id, i.title, i.next_step, g.name AS group_name, i.position
  FROM v_item i LEFT JOIN v_group g ON g.id = i.next_grp_id
 WHERE i.meeting_id = :meeting AND i.next_step <> 'none'
   AND (i.state <> 'waiting' OR EXISTS (SELECT 1 FROM v_item_outcome o WHERE o.item_id = i.id)) ORDER BY i.position, i.id LIMIT :limit;

-- query: bare many max=300
SELECT i.id, i.title, i.position FROM v_item i
 WHERE i.meeting_id = :meeting AND i.state <> 'waiting' AND i.matter_id IS NOT NULL AND i.decision IS NULL AND i.handling IS NULL
   AND NOT EXISTS (SELECT 1 FROM v_item_outcome o WHERE o.item_id = i.id)
 ORDER BY i.position, i.id LIMIT :limit;

-- query: commitment many max=300
SELECT c.id, c.deed, c.organization_name, c.person_name, c.post_name, c.due_when
  FROM v_item i JOIN v_item_commitment c ON c.item_id = i.id
 WHERE i.meeting_id = :meeting AND c.state = 'offered' ORDER BY c.id LIMIT :limit;
