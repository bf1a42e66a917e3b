-- page: GET /items/{item:id}/handling
-- title: item.handling.title
-- access: manager of item
-- budget: 5 queries

-- query: item one
SELECT i.id, i.title, i.number, i.meeting_id, i.matter_id, i.proposal_html, m.group_name, m.grp_id, i.next_step,
       CASE WHEN m.state = 'in_progress' AND i.matter_id IS NOT NULL THEN 1 ELSE 0 END AS can_send,
       CASE WHEN m.state = 'closed' AND i.matter_id IS NOT NULL THEN 1 ELSE 0 END AS is_sent
  FROM v_item i JOIN v_meeting m ON m.id = i.meeting_id
 WHERE i.id = :item AND m.state IN ('in_progress', 'closed');

-- query: opinion_sum many max=1
SELECT item_id, meeting_id, for_n, against_n, to_meeting_n, missing_n, must_meet, has_all
  FROM v_opinion_sum WHERE item_id = :item ORDER BY item_id LIMIT :limit;

-- query: form one
SELECT i.rev, i.handling, i.decision, i.next_step, i.next_grp_id, i.is_in_bulletin, i.bulletin_text, i.is_checked_at_once,
       CAST(NULL AS TEXT) AS outcome,
       (WITH RECURSIVE p (position, body) AS (
          SELECT CAST(0 AS INTEGER), CAST('' AS TEXT) UNION ALL
          SELECT d.position, CASE WHEN p.position = 0 THEN d.body ELSE p.body || '

' || d.body END
            FROM p JOIN v_decision_point d ON d.item_id = :item AND d.position = p.position + 1)
        SELECT body FROM p ORDER BY position DESC LIMIT 1) AS points
  FROM v_item i WHERE i.id = :item;

-- query: outcome_option many max=7 options=outcome
SELECT o.value, o.n, CASE WHEN x.outcome IS NULL THEN 0 ELSE 1 END AS is_selected
  FROM (SELECT 'heard' AS value, 1 AS n UNION ALL SELECT 'approved', 2 UNION ALL SELECT 'decided', 3 UNION ALL SELECT 'noted', 4
        UNION ALL SELECT 'carried', 5 UNION ALL SELECT 'returned', 6 UNION ALL SELECT 'rejected', 7) o
  LEFT JOIN v_item_outcome x ON x.item_id = :item AND x.outcome = o.value
 ORDER BY o.n LIMIT :limit;

-- query: step_option many enum=item.next_step options=next_step

-- query: body_option many max=500 options=next_grp_id
SELECT g.id AS value, g.name AS label
  FROM v_group g
 WHERE g.kind = 'body' AND g.is_valid = 1 AND g.id <> (SELECT i.grp_id FROM v_item i WHERE i.id = :item)
 ORDER BY g.name_sort, g.id LIMIT :limit;
