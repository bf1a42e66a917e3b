-- page: GET /api/v1/commitments/{commitment:id}
-- format: json
-- access: reader of commitment
-- budget: 1 queries

-- query: data one
SELECT c.id, c.uid, c.deed, c.for_whom, c.organization_id, c.organization_name, c.person_id, c.person_name, c.post_id, c.post_name,
       c.due_from_day, c.due_day, c.due_precision, c.due_words, c.state, c.state_at, c.state_note, c.is_open, c.is_late, c.grp_id AS group_id,
       c.group_name, c.item_id, c.is_practice, c.created_at, c.modified_at
  FROM v_commitment c WHERE c.id = :commitment;
