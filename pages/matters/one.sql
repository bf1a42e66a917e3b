-- page: GET /matters/{matter:id}
-- title: matter.title
-- access: reader of matter
-- budget: 9 queries

-- query: matter one
SELECT x.id, x.grp_id, x.group_name, x.number, x.year, x.title, x.summary_html, x.lang, x.origin, x.state, x.visibility, x.is_practice,
       x.can_edit, p.id AS proposer_id, p.name AS proposer_name, CASE WHEN x.visibility <> 'public' THEN 1 ELSE 0 END AS is_limited,
       CASE WHEN x.state = 'closed' THEN 1 ELSE 0 END AS is_closed,
       CASE WHEN x.can_edit = 1 AND x.state = 'open' AND EXISTS (
              SELECT 1 FROM v_matter_step s WHERE s.matter_id = x.id AND s.state = 'waiting') THEN 1 ELSE 0 END AS can_withdraw
  FROM v_matter x LEFT JOIN v_person p ON p.id = x.proposed_by_id WHERE x.id = :matter;

-- query: waiting many max=30
SELECT s.id, s.grp_id, s.group_name, s.origin, s.state, s.since_day, s.meeting_id, s.meeting_day,
       CASE WHEN s.state = 'on_agenda' THEN 1 ELSE 0 END AS is_on_agenda
  FROM v_matter_step s WHERE s.matter_id = :matter AND s.state IN ('waiting', 'on_agenda') ORDER BY s.id LIMIT :limit;

-- query: step many max=300
SELECT s.id, s.grp_id, s.group_name, s.origin, s.state, s.since_day, s.item_id, s.item_number, s.meeting_id, s.meeting_day,
       i.decision, i.next_step, ng.id AS next_group_id, ng.name AS next_group_name, i.can_see_handling,
       CASE WHEN s.state = 'withdrawn' THEN 1 ELSE 0 END AS is_withdrawn
  FROM v_matter_step s LEFT JOIN v_item i ON i.id = s.item_id LEFT JOIN v_group ng ON ng.id = i.next_grp_id
 WHERE s.matter_id = :matter ORDER BY s.id LIMIT :limit;

-- query: outcome many in=step on=item_id key=item_id per=7
SELECT item_id, outcome, outcome_order FROM v_item_outcome WHERE item_id IN :keys ORDER BY outcome_order;

-- query: point many in=step on=item_id key=item_id per=60
SELECT item_id, id, position, body FROM v_decision_point WHERE item_id IN :keys ORDER BY position, id;

-- query: commitment many max=100
SELECT c.id, c.deed, c.organization_name, c.person_name, c.due_when, c.state, c.due_order,
       CASE WHEN c.is_late = 1 THEN 'late' ELSE c.state END AS said, CASE WHEN c.is_late = 1 THEN 'late' WHEN c.state = 'done' THEN 'done' END AS look
  FROM v_item i JOIN v_item_commitment c ON c.item_id = i.id
 WHERE i.matter_id = :matter ORDER BY c.due_order, c.id LIMIT :limit;

-- query: gap many max=21
SELECT y.id, y.grp_id, y.check_name, y.path, y.name, y.group_name, y.organization_name, y.other_name, y.meeting_day, y.since_day, y.seen_day,
       y.has_group, y.is_practice, y.shows_rule
  FROM (SELECT x.*, row_number() OVER (ORDER BY x.worst_first, x.check_name, x.id) AS nth,
               CASE WHEN x.check_name = lag(x.check_name) OVER (ORDER BY x.worst_first, x.check_name, x.id) THEN 0 ELSE 1 END AS shows_rule
          FROM v_gap_text x WHERE x.kind = 'matter' AND x.object_id = :matter) y
 WHERE y.nth <= 20 ORDER BY y.nth LIMIT :limit;

-- query: evidence many max=10
SELECT source_name, publisher, day, note, bulletin_id FROM v_evidence WHERE kind = 'matter' AND object_id = :matter ORDER BY day, id LIMIT :limit;

-- query: history many max=50
SELECT seq, at, action, CAST(NULL AS TEXT) AS subject, fields, actor_name FROM v_history WHERE about_kind = 'matter' AND about_id = :matter
 ORDER BY seq DESC, part LIMIT :limit;
