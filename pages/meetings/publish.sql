-- page: GET /meetings/{meeting:id}/publish
-- title: minutes.publish.title
-- access: manager of meeting
-- budget: 3 queries

-- query: meeting one
SELECT m.id, m.grp_id, m.group_name, m.number, m.year, m.day, m.minutes_form, m.visibility, g.personal_data_days,
       CASE WHEN EXISTS (SELECT 1 FROM v_minutes x WHERE x.meeting_id = m.id AND x.audience = 'members' AND x.state = 'checked')
                 AND m.state IN ('checked', 'published') THEN 1 ELSE 0 END AS is_checked,
       COALESCE((SELECT MIN(x.erase_day) FROM v_minutes x WHERE x.meeting_id = m.id AND x.audience = 'public'),
                CAST(:today AS INTEGER) + g.personal_data_days) AS erase_day
  FROM v_meeting m JOIN v_group g ON g.id = m.grp_id WHERE m.id = :meeting;

-- query: hidden many max=300
SELECT i.id, i.number, i.title, i.visibility, i.hidden_ground
  FROM v_item i JOIN v_meeting m ON m.id = i.meeting_id LEFT JOIN v_matter k ON k.id = i.matter_id
 WHERE i.meeting_id = :meeting
   AND CASE i.visibility WHEN 'public' THEN 0 WHEN 'signed' THEN 1 WHEN 'members' THEN 2 ELSE 3 END
     + CASE COALESCE(k.visibility, 'public') WHEN 'public' THEN 0 WHEN 'signed' THEN 1 WHEN 'members' THEN 2 ELSE 3 END
     > CASE m.visibility WHEN 'public' THEN 0 WHEN 'signed' THEN 1 WHEN 'members' THEN 2 ELSE 3 END
 ORDER BY i.position, i.id LIMIT :limit;

-- query: file many max=300
SELECT a.id, a.name, a.publicity FROM v_attachment a
 WHERE a.publicity <> 'public'
   AND ((a.kind = 'meeting' AND a.object_id = :meeting)
        OR (a.kind = 'item' AND a.object_id IN (SELECT i.id FROM v_item i WHERE i.meeting_id = :meeting)))
 ORDER BY a.kind, a.position, a.id LIMIT :limit;
