-- The end of a meeting: numbers, where each matter goes, the state.

-- statement: closing.meeting
SELECT m.id, m.state, m.grp_id, COALESCE(m.year, CAST(:year AS INTEGER)) AS year, g.minutes_form
  FROM meeting m JOIN grp g ON g.id = m.grp_id WHERE m.id = :meeting_id;

-- What was up, and what was given an outcome without having been taken up.
-- statement: closing.end_current
UPDATE item SET state = 'handled', modified_at = :now WHERE meeting_id = :meeting_id
   AND (state = 'current' OR (state = 'waiting' AND EXISTS (SELECT 1 FROM item_outcome o WHERE o.item_id = item.id)));

-- statement: closing.items
SELECT i.id, i.state, i.matter_id, i.next_step, i.next_grp_id, x.grp_id AS matter_grp_id
  FROM item i LEFT JOIN matter x ON x.id = i.matter_id
 WHERE i.meeting_id = :meeting_id ORDER BY i.position, i.id LIMIT 1000;

-- statement: closing.last_number
SELECT COALESCE(MAX(i.number), 0) AS n FROM item i JOIN meeting m ON m.id = i.meeting_id
 WHERE m.grp_id = :grp_id AND m.year = :year AND m.id <> :meeting_id;

-- statement: closing.number
UPDATE item SET number = :number WHERE id = :id;

-- statement: closing.carry
UPDATE item SET next_step = 'carry', modified_at = :now WHERE id = :id;

-- statement: closing.step_over
UPDATE matter_step SET state = 'handled', at = :now WHERE item_id = :item_id AND state = 'on_agenda';

-- statement: closing.close
UPDATE meeting SET state = 'closed', closed_at = :now, year = COALESCE(year, CAST(:year AS INTEGER)), rev = rev + 1, modified_at = :now
 WHERE id = :meeting_id AND state = 'in_progress';
