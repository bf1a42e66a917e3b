-- page: GET /meetings/{meeting:id}/live
-- title: meeting.title
-- access: member of meeting
-- budget: 12 queries

-- query: meeting one
SELECT m.id, m.grp_id, m.group_name, COALESCE(m.group_name || ' ' || m.number || '/' || m.year, m.group_name) AS title, m.year, m.number,
       m.state, m.starts_at, m.day, m.is_practice, m.remote_url,
       CASE WHEN m.state = 'in_progress' THEN 1 ELSE 0 END AS is_on,
       CASE WHEN m.state IN ('draft', 'called') THEN 1 ELSE 0 END AS is_before,
       CASE WHEN m.can_edit = 1 AND m.state = 'in_progress' THEN 1 ELSE 0 END AS can_lead,
       CASE WHEN m.can_edit = 1 AND m.state = 'in_progress' AND NOT EXISTS (SELECT 1 FROM v_item i WHERE i.meeting_id = m.id AND i.state <> 'waiting')
            THEN 1 ELSE 0 END AS can_unbegin
  FROM v_meeting m
 WHERE m.id = :meeting;

-- query: quorum one optional
SELECT q.seat_n, q.coming_n, q.need_n, q.is_enough FROM v_quorum q WHERE q.meeting_id = :meeting;

-- query: now many max=1
SELECT i.id, i.title, i.position, i.matter_id, i.description_html, i.proposal_html, i.handling_html, i.decision,
       i.hidden_ground, i.can_edit
  FROM v_item i WHERE i.meeting_id = :meeting AND i.state = 'current' ORDER BY i.position, i.id LIMIT :limit;

-- query: presenter many in=now on=item_id per=10
SELECT item_id, person_id, name AS person_name, title, organization_name FROM v_item_presenter WHERE item_id IN :keys ORDER BY person_id;

-- query: opinion_sum many in=now on=item_id per=1
SELECT item_id, meeting_id, for_n, against_n, to_meeting_n, missing_n, must_meet, has_all FROM v_opinion_sum WHERE item_id IN :keys ORDER BY item_id;

-- query: outcome many in=now on=item_id per=7
SELECT item_id, outcome, outcome_order FROM v_item_outcome WHERE item_id IN :keys ORDER BY outcome_order;

-- query: point many in=now on=item_id per=60
SELECT item_id, id, position, body FROM v_decision_point WHERE item_id IN :keys ORDER BY position;

-- query: aside many in=now on=item_id per=20
SELECT item_id, id, person_id, name, ground, deputy_name FROM v_disqualification WHERE item_id IN :keys ORDER BY id;

-- query: commitment many in=now on=item_id per=20
SELECT c.item_id, c.id, c.deed, c.organization_name, c.due_when
  FROM v_item_commitment c WHERE c.item_id IN :keys ORDER BY id;

-- query: next many max=1
SELECT n.id, n.title
  FROM (SELECT i.id, i.title, row_number() OVER (ORDER BY CASE WHEN c.id IS NULL OR (i.position, i.id) > (c.position, c.id) THEN 0 ELSE 1 END,
                                                          i.position, i.id) AS place
          FROM v_item i
          LEFT JOIN v_item c ON c.meeting_id = i.meeting_id AND c.state = 'current'
         WHERE i.meeting_id = :meeting AND i.state = 'waiting') n
 WHERE n.place = 1 ORDER BY n.id LIMIT :limit;

-- query: item many max=300
SELECT i.id, i.title, i.number, i.position, i.state, i.can_edit,
       CASE WHEN i.state = 'handled' THEN 'done' END AS look,
       CASE WHEN i.state = 'current' THEN 1 ELSE 0 END AS is_current, CASE WHEN i.state = 'current' THEN 0 ELSE 1 END AS can_take,
       CASE WHEN i.state = 'waiting' THEN 1 ELSE 0 END AS is_waiting
  FROM v_item i WHERE i.meeting_id = :meeting ORDER BY i.position, i.id LIMIT :limit;

-- query: person many max=300
SELECT a.id, a.person_id, a.name AS person_name, a.title, a.on_behalf_of_name AS organization_name, a.role, a.presence, a.stands_for_name,
       a.left_at, a.arrived_at, a.is_checker, CASE WHEN a.presence = 'absent' THEN 1 ELSE 0 END AS is_absent,
       CASE WHEN a.is_here = 1 AND a.left_at IS NULL THEN 1 ELSE 0 END AS is_in,
       CASE WHEN a.is_here = 1 AND a.left_at IS NULL THEN 0 ELSE 1 END AS out_order
  FROM v_attendance a WHERE a.meeting_id = :meeting ORDER BY out_order, a.role_order, a.name_sort, a.id LIMIT :limit;
