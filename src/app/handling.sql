-- Items while they are handled.

-- statement: handling.lock
UPDATE meeting SET modified_at = modified_at WHERE id = (SELECT i.meeting_id FROM item i WHERE i.id = :id);

-- statement: handling.item
SELECT i.id, i.meeting_id, i.matter_id, i.state, i.visibility, i.next_step, i.next_grp_id, m.grp_id, m.lang, m.state AS meeting_state,
       m.is_practice, COALESCE(m.day, CAST(:today AS INTEGER)) AS day
  FROM item i JOIN meeting m ON m.id = i.meeting_id WHERE i.id = :id;

-- statement: handling.end_current
UPDATE item SET state = 'handled', modified_at = :now WHERE meeting_id = :meeting_id AND state = 'current' AND id <> :id RETURNING id;

-- statement: handling.set_state
UPDATE item SET state = :state, modified_at = :now WHERE id = :id AND state <> :state;

-- statement: handling.save
UPDATE item SET handling = :handling, handling_html = :handling_html, decision = :decision, next_step = :next_step,
       next_grp_id = :next_grp_id, is_in_bulletin = :is_in_bulletin, bulletin_text = :bulletin_text,
       is_checked_at_once = :is_checked_at_once, rev = rev + 1, modified_at = :now
 WHERE id = :id AND rev = :rev;

-- statement: handling.outcomes_clear
DELETE FROM item_outcome WHERE item_id = :id;

-- statement: handling.outcome_insert
INSERT INTO item_outcome (item_id, outcome) VALUES (:id, :outcome) ON CONFLICT (item_id, outcome) DO NOTHING;

-- statement: handling.points_clear
DELETE FROM decision_point WHERE item_id = :id;

-- statement: handling.point_insert
INSERT INTO decision_point (item_id, position, body) VALUES (:id, :position, :body);

-- statement: handling.stored
SELECT handling, decision, next_step, next_grp_id, is_in_bulletin, bulletin_text, is_checked_at_once FROM item WHERE id = :id;

-- statement: handling.lists
SELECT 0 AS position, outcome AS body FROM item_outcome WHERE item_id = :id
 UNION ALL
SELECT p.position, p.body FROM decision_point p WHERE p.item_id = :id
 ORDER BY position, body;
