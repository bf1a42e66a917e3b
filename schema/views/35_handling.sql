-- What happens in a meeting: who may vote on an item.

-- Those who vote when the item is handled: the voting seats that are here, without who is disqualified or has left before or
-- comes later; a deputy who stands in for who is absent then, or for a disqualified person.
CREATE VIEW v_item_voter AS
SELECT i.id AS item_id, i.meeting_id, a.id AS attendance_id, a.person_id, p.name, p.name_sort,
       CASE WHEN a.role = 'chair' THEN 1 ELSE 0 END AS is_chair
  FROM item i
  JOIN v_rank_item r ON r.id = i.id
  JOIN attendance a ON a.meeting_id = i.meeting_id
  JOIN v_person p ON p.id = a.person_id
  LEFT JOIN item came ON came.id = a.arrived_item_id
  LEFT JOIN item gone ON gone.id = a.left_item_id
  LEFT JOIN attendance s ON s.id = a.stands_for_id
  LEFT JOIN item s_came ON s_came.id = s.arrived_item_id
  LEFT JOIN item s_gone ON s_gone.id = s.left_item_id
 WHERE r.rank >= 2
   AND a.presence IN ('present', 'remote')
   AND (a.role IN ('chair', 'deputy_chair', 'member')
        OR (s.id IS NOT NULL
            AND NOT (s.presence IN ('present', 'remote')
                     AND (s_came.id IS NULL OR (s_came.position, s_came.id) <= (i.position, i.id))
                     AND (s.left_at IS NULL OR (s_gone.id IS NOT NULL AND (s_gone.position, s_gone.id) >= (i.position, i.id)))))
        OR EXISTS (SELECT 1 FROM disqualification d WHERE d.item_id = i.id AND d.deputy_id = a.person_id))
   AND NOT EXISTS (SELECT 1 FROM disqualification d WHERE d.item_id = i.id AND d.person_id = a.person_id)
   AND (came.id IS NULL OR (came.position, came.id) <= (i.position, i.id))
   AND (a.left_at IS NULL OR (gone.id IS NOT NULL AND (gone.position, gone.id) >= (i.position, i.id)));
