-- page: GET /api/v1/meetings/{meeting:id}
-- format: json
-- access: reader of meeting
-- budget: 8 queries

-- query: data one
SELECT m.id, m.uid, m.grp_id AS group_id, m.group_name, m.year, m.number, m.state, m.is_cancelled, m.mode, m.lang, m.day, m.starts_at, m.ends_at,
       m.place, m.key_message, m.published_at, m.is_practice, m.created_at, m.modified_at
  FROM v_meeting m WHERE m.id = :meeting;

-- query: agenda_items many in=data on=meeting_id per=300
SELECT meeting_id, id, uid, position, number, section, matter_id, title, description, proposal, handling, decision, state, origin
  FROM v_item WHERE meeting_id IN :keys ORDER BY position, id;

-- query: presenters many in=agenda_items on=item_id per=20
SELECT item_id, person_id, name, title, organization_name, name_sort FROM v_item_presenter WHERE item_id IN :keys ORDER BY name_sort, person_id;

-- query: outcomes many in=agenda_items on=item_id per=7
SELECT item_id, outcome, outcome_order FROM v_item_outcome WHERE item_id IN :keys ORDER BY outcome_order;

-- query: decision_points many in=agenda_items on=item_id per=100
SELECT item_id, position, body FROM v_decision_point WHERE item_id IN :keys ORDER BY position;

-- query: files many in=agenda_items on=object_id per=40
SELECT object_id, id, name, file_name, type, size, sha256, position FROM v_attachment
 WHERE kind = 'item' AND object_id IN :keys ORDER BY position, id;

-- query: participants many in=data on=meeting_id per=300
SELECT meeting_id, person_id, name, role, role_order, name_sort, on_behalf_of_name, presence FROM v_attendance
 WHERE meeting_id IN :keys ORDER BY role_order, name_sort, person_id;

-- query: auxiliary_files many in=data on=object_id per=60
SELECT object_id, id, name, file_name, type, size, sha256, position FROM v_attachment
 WHERE kind = 'meeting' AND object_id IN :keys ORDER BY position, id;
