-- page: GET /meetings/{meeting:id}/attendance/{seat:id}
-- title: attendance.title
-- access: manager of meeting
-- budget: 5 queries

-- query: seat one
SELECT a.id, a.meeting_id, a.name, a.role, m.grp_id, m.group_name, CASE WHEN a.role IN ('deputy', 'attendee', 'expert') THEN 1 ELSE 0 END AS may_stand
  FROM v_attendance a JOIN v_meeting m ON m.id = a.meeting_id
 WHERE a.id = :seat AND a.meeting_id = :meeting AND m.state IN ('called', 'in_progress', 'closed');

-- query: form one
SELECT a.rev, a.presence, a.stands_for_id, a.arrived_at, a.left_at, a.is_checker,
       COALESCE(a.arrived_item_id, (SELECT MIN(i.id) FROM v_item i WHERE i.meeting_id = :meeting AND i.state = 'current')) AS arrived_item_id,
       COALESCE(a.left_item_id, (SELECT MIN(i.id) FROM v_item i WHERE i.meeting_id = :meeting AND i.state = 'current')) AS left_item_id
  FROM v_attendance a WHERE a.id = :seat AND a.meeting_id = :meeting;

-- query: presence_option many enum=attendance.presence options=presence

-- query: item_option many max=300 options=arrived_item_id
SELECT i.id AS value, i.title AS label FROM v_item i WHERE i.meeting_id = :meeting ORDER BY i.position, i.id LIMIT :limit;

-- query: left_option many max=300 options=left_item_id
SELECT i.id AS value, i.title AS label, i.position FROM v_item i WHERE i.meeting_id = :meeting ORDER BY i.position, i.id LIMIT :limit;

-- query: absent_option many max=300 options=stands_for_id
SELECT a.id AS value, a.name AS label FROM v_attendance a
 WHERE a.meeting_id = :meeting AND a.role IN ('chair', 'deputy_chair', 'member')
   AND (a.presence = 'absent' OR (a.is_here = 1 AND (a.left_at IS NOT NULL OR a.arrived_item_id IS NOT NULL)))
 ORDER BY a.name_sort, a.id LIMIT :limit;
