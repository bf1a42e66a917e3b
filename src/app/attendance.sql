-- Who is here: marking, arrivals and departures, deputies who step in, guests.

-- statement: attendance.lock
UPDATE meeting SET modified_at = modified_at WHERE id = :meeting_id;

-- statement: attendance.meeting
SELECT m.state, m.grp_id, COALESCE(m.day, CAST(:today AS INTEGER)) AS day,
       (SELECT MIN(i.id) FROM item i WHERE i.meeting_id = m.id AND i.state = 'current') AS current_id
  FROM meeting m WHERE m.id = :meeting_id;

-- statement: attendance.seats
SELECT id, presence FROM attendance WHERE meeting_id = :meeting_id ORDER BY id LIMIT 1000;

-- statement: attendance.mark
UPDATE attendance SET presence = :presence, rev = rev + 1,
       arrived_at = CASE WHEN :presence = 'absent' THEN NULL ELSE arrived_at END,
       arrived_item_id = CASE WHEN :presence = 'absent' THEN NULL ELSE arrived_item_id END,
       left_at = CASE WHEN :presence = 'absent' THEN NULL ELSE left_at END,
       left_item_id = CASE WHEN :presence = 'absent' THEN NULL ELSE left_item_id END
 WHERE id = :id AND meeting_id = :meeting_id AND presence = :was;

-- Who came late or left before the end keeps the deputy of the rest of the meeting.
-- statement: attendance.step_out
UPDATE attendance SET stands_for_id = NULL, rev = rev + 1
 WHERE meeting_id = :meeting_id AND stands_for_id IS NOT NULL
   AND (presence = 'absent'
        OR stands_for_id IN (SELECT a.id FROM attendance a
                              WHERE a.meeting_id = :meeting_id AND a.presence IN ('present', 'remote') AND a.left_at IS NULL
                                AND NOT EXISTS (SELECT 1 FROM item c JOIN item i ON i.meeting_id = c.meeting_id
                                                 WHERE c.id = a.arrived_item_id AND (i.position, i.id) < (c.position, c.id))));

-- statement: attendance.free_deputies
SELECT d.id, MIN(a.id) AS stands_for_id
  FROM attendance d
  JOIN meeting m ON m.id = d.meeting_id
  JOIN membership dm ON dm.grp_id = m.grp_id AND dm.person_id = d.person_id AND dm.role = 'deputy' AND dm.deputy_of_id IS NOT NULL
       AND dm.from_day <= :day AND dm.to_day >= :day
  JOIN membership pm ON pm.id = dm.deputy_of_id
  JOIN attendance a ON a.meeting_id = m.id
       AND (a.presence = 'absent'
            OR (a.left_at IS NOT NULL
                AND (a.left_item_id IS NULL
                     OR EXISTS (SELECT 1 FROM item g JOIN item i ON i.meeting_id = g.meeting_id
                                 WHERE g.id = a.left_item_id AND (i.position, i.id) > (g.position, g.id)))))
       AND (a.person_id = pm.person_id
            OR a.person_id IN (SELECT h.person_id FROM post_holder h WHERE h.post_id = pm.post_id AND h.from_day <= :day AND h.to_day >= :day))
 WHERE d.meeting_id = :meeting_id AND d.role = 'deputy' AND d.presence IN ('present', 'remote') AND d.left_at IS NULL AND d.stands_for_id IS NULL
   AND NOT EXISTS (SELECT 1 FROM attendance s WHERE s.stands_for_id = a.id)
 GROUP BY d.id ORDER BY d.id LIMIT 300;

-- statement: attendance.step_in
UPDATE attendance SET stands_for_id = :stands_for_id, rev = rev + 1
 WHERE id = :id AND NOT EXISTS (SELECT 1 FROM attendance s WHERE s.stands_for_id = :stands_for_id);

-- statement: attendance.seat
SELECT id, role, presence, arrived_item_id, left_at FROM attendance WHERE id = :id AND meeting_id = :meeting_id;

-- statement: attendance.taken
SELECT id FROM attendance WHERE stands_for_id = :stands_for_id AND id <> :id LIMIT 1;

-- statement: attendance.item
SELECT id, position FROM item WHERE id = :id AND meeting_id = :meeting_id;

-- statement: attendance.save
UPDATE attendance SET presence = :presence, stands_for_id = :stands_for_id, arrived_at = :arrived_at,
       arrived_item_id = :arrived_item_id, left_at = :left_at, left_item_id = :left_item_id, is_checker = :is_checker, rev = rev + 1
 WHERE id = :id AND meeting_id = :meeting_id AND rev = :rev;

-- Who left during this very item has not come again: the departure was a mistake, or short.
-- statement: attendance.arrived
UPDATE attendance SET presence = CASE WHEN presence = 'remote' THEN 'remote' ELSE 'present' END,
       arrived_at = CASE WHEN left_item_id = :item_id THEN arrived_at ELSE :now END,
       arrived_item_id = CASE WHEN left_item_id = :item_id THEN arrived_item_id ELSE :item_id END, left_at = NULL, left_item_id = NULL, rev = rev + 1
 WHERE id = :id AND meeting_id = :meeting_id;

-- Between items it is the last one that was handled.
-- statement: attendance.left
UPDATE attendance SET left_at = :now,
       left_item_id = COALESCE(CAST(:item_id AS INTEGER), (SELECT i.id FROM item i WHERE i.meeting_id = :meeting_id AND i.state = 'handled'
                                                           ORDER BY i.position DESC, i.id DESC LIMIT 1)), rev = rev + 1
 WHERE id = :id AND meeting_id = :meeting_id AND presence IN ('present', 'remote') AND left_at IS NULL;

-- statement: attendance.insert
INSERT INTO attendance (meeting_id, person_id, role, on_behalf_of_id, title, answer, presence, arrived_at, arrived_item_id)
SELECT CAST(:meeting_id AS INTEGER), p.id, CAST(:role AS TEXT), p.organization_id, p.title, 'none', CAST(:presence AS TEXT),
       CAST(:arrived_at AS INTEGER), CAST(:arrived_item_id AS INTEGER)
  FROM person p WHERE p.id = :person_id
ON CONFLICT (meeting_id, person_id) DO NOTHING
RETURNING id;

-- statement: attendance.stored
SELECT presence, stands_for_id, arrived_at, arrived_item_id, left_at, left_item_id, is_checker FROM attendance WHERE id = :id;
