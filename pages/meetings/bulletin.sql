-- page: GET /meetings/{meeting:id}/bulletin/new
-- title: bulletin.compose.title
-- access: manager of meeting
-- budget: 3 queries

-- query: meeting one
SELECT m.id, m.grp_id, m.group_name, m.number, m.year, m.day, m.key_message,
       CASE WHEN m.state IN ('closed', 'checked', 'published') AND m.is_cancelled = 0 AND m.day IS NOT NULL THEN 1 ELSE 0 END AS has_ended
  FROM v_meeting m WHERE m.id = :meeting;

-- query: bulletin one optional
SELECT b.id, b.state FROM v_bulletin b WHERE b.meeting_id = :meeting AND b.state <> 'retracted' ORDER BY b.id LIMIT 1;

-- query: item many max=300
SELECT i.id, i.number, i.title FROM v_item i JOIN v_meeting m ON m.id = i.meeting_id LEFT JOIN v_matter k ON k.id = i.matter_id
 WHERE i.meeting_id = :meeting AND i.is_in_bulletin = 1
   AND CASE i.visibility WHEN 'public' THEN 0 WHEN 'signed' THEN 1 WHEN 'members' THEN 2 ELSE 3 END
     <= CASE m.visibility WHEN 'public' THEN 0 WHEN 'signed' THEN 1 WHEN 'members' THEN 2 ELSE 3 END
   AND CASE COALESCE(k.visibility, 'public') WHEN 'public' THEN 0 WHEN 'signed' THEN 1 WHEN 'members' THEN 2 ELSE 3 END
     <= CASE m.visibility WHEN 'public' THEN 0 WHEN 'signed' THEN 1 WHEN 'members' THEN 2 ELSE 3 END
 ORDER BY i.position, i.id LIMIT :limit;
