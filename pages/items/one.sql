-- page: GET /items/{item:id}
-- title: item.title
-- access: reader of item
-- budget: 15 queries

-- query: item one
SELECT i.id, i.title, i.number, i.section, i.meeting_id, m.day, m.starts_at, m.group_name, m.grp_id, m.number AS meeting_number, m.year, m.lang,
       i.matter_id, i.description_html, i.proposal_html, i.handling_html, i.decision, i.state, i.visibility, i.hidden_ground,
       i.next_step, i.can_see_handling, i.can_edit, g.id AS next_group_id, g.name AS next_group_name, i.is_checked_at_once,
       CASE WHEN i.can_see_handling > 0 AND i.next_step <> 'none' THEN 1 ELSE 0 END AS goes_on,
       CASE WHEN i.state = 'handled' THEN 'done' END AS look,
       CASE WHEN i.visibility <> 'public' THEN 1 ELSE 0 END AS is_limited,
       CASE WHEN m.state IN ('in_progress', 'closed', 'checked', 'published') THEN 1 ELSE 0 END AS has_begun,
       CASE WHEN i.can_edit = 1 AND m.state IN ('in_progress', 'closed') THEN 1 ELSE 0 END AS can_handle,
       CASE WHEN i.can_edit = 1 AND m.state IN ('draft', 'called') THEN 1 ELSE 0 END AS can_prepare,
       CASE WHEN i.can_edit = 1 AND m.state = 'in_progress' THEN 1 ELSE 0 END AS can_lead
  FROM v_item i JOIN v_meeting m ON m.id = i.meeting_id LEFT JOIN v_group g ON g.id = i.next_grp_id
 WHERE i.id = :item;

-- query: opinion_sum many max=1
SELECT item_id, meeting_id, for_n, against_n, to_meeting_n, missing_n, must_meet, has_all
  FROM v_opinion_sum WHERE item_id = :item ORDER BY item_id LIMIT :limit;

-- query: presenter many max=20
SELECT person_id, name AS person_name, title, organization_name FROM v_item_presenter WHERE item_id = :item ORDER BY name_sort, person_id LIMIT :limit;

-- query: outcome many max=7
SELECT outcome FROM v_item_outcome WHERE item_id = :item ORDER BY outcome_order LIMIT :limit;

-- query: point many max=60
SELECT id, position, body FROM v_decision_point WHERE item_id = :item ORDER BY position LIMIT :limit;

-- query: statement many max=100
SELECT s.id, s.person_id, s.name AS person_name, s.title, s.organization_name, s.body, s.is_verbatim, s.is_quotable,
       CASE WHEN s.can_edit = 1 AND i.meeting_state IN ('in_progress', 'closed') THEN 1 ELSE 0 END AS can_edit
  FROM v_statement s JOIN v_item i ON i.id = s.item_id WHERE s.item_id = :item ORDER BY s.id LIMIT :limit;

-- query: vote many max=20
SELECT v.id, v.method, v.proposal_a, v.proposal_b, v.votes_a, v.votes_b, v.votes_empty, v.result, v.chair_casts,
       CASE WHEN v.result = 'a' THEN 1 ELSE 0 END AS is_a, CASE WHEN v.result = 'b' THEN 1 ELSE 0 END AS is_b,
       CASE WHEN v.votes_a = v.votes_b THEN 1 ELSE 0 END AS is_even,
       CASE WHEN v.can_edit = 1 AND i.meeting_state IN ('in_progress', 'closed') THEN 1 ELSE 0 END AS can_edit
  FROM v_vote v JOIN v_item i ON i.id = v.item_id WHERE v.item_id = :item ORDER BY v.id LIMIT :limit;

-- query: cast many in=vote on=vote_id per=300
SELECT vote_id, person_id, name, choice, name_sort FROM v_vote_cast WHERE vote_id IN :keys ORDER BY choice, name_sort, person_id;

-- query: aside many max=60
SELECT d.id, d.item_id, d.person_id, d.name AS person_name, d.ground, d.deputy_id, d.deputy_name, d.left_at, d.back_at,
       CASE WHEN d.can_edit = 1 AND i.meeting_state IN ('in_progress', 'closed') THEN 1 ELSE 0 END AS can_edit
  FROM v_disqualification d JOIN v_item i ON i.id = d.item_id WHERE d.item_id = :item ORDER BY d.id LIMIT :limit;

-- query: commitment many max=100
SELECT c.id, c.deed, c.organization_name, c.person_name, c.post_name, c.due_when, c.state, c.look
  FROM v_item_commitment c WHERE c.item_id = :item ORDER BY c.id LIMIT :limit;

-- query: file many max=60
SELECT id, name, size, publicity, alt, caption, is_image, CASE WHEN publicity <> 'public' THEN 1 ELSE 0 END AS is_limited,
       CASE WHEN public_from_at > now_at() THEN public_from_at END AS waits_at
  FROM v_attachment WHERE kind = 'item' AND object_id = :item ORDER BY position, id LIMIT :limit;

-- query: matter many max=1
SELECT id, title, year, number FROM v_matter WHERE id = (SELECT i.matter_id FROM v_item i WHERE i.id = :item) ORDER BY id LIMIT :limit;

-- query: earlier many max=50
SELECT i.id, i.day, i.number, g.name AS group_name
  FROM v_item i JOIN v_group g ON g.id = i.grp_id
 WHERE i.matter_id = (SELECT n.matter_id FROM v_item n WHERE n.id = :item) AND i.id <> :item AND i.day IS NOT NULL
 ORDER BY i.day, i.id LIMIT :limit;

-- query: evidence many max=10
SELECT source_name, publisher, day, note, bulletin_id FROM v_evidence WHERE kind = 'item' AND object_id = :item ORDER BY day, id LIMIT :limit;

-- query: history many max=50
SELECT h.seq, h.at, h.action, h.subject, h.fields, h.actor_name
  FROM v_meeting_history h JOIN v_item i ON i.id = h.about_id
 WHERE h.about_kind = 'item' AND h.about_id = :item AND (i.rank >= 2 OR (i.can_see_handling > 0 AND h.kind = 'item'))
 ORDER BY h.seq DESC, h.part LIMIT :limit;
