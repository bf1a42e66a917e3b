-- page: GET /meetings/{meeting:id}/agenda
-- title: meeting.agenda.title
-- access: manager of meeting
-- budget: 4 queries

-- query: meeting one
SELECT m.id, m.grp_id, m.group_name, COALESCE(m.group_name || ' ' || m.number || '/' || m.year, m.group_name) AS title, m.state, m.day,
       m.starts_at, CASE WHEN m.state IN ('draft', 'called') AND m.is_cancelled = 0 THEN 1 ELSE 0 END AS can_prepare,
       CASE WHEN m.state = 'draft' THEN 1 ELSE 0 END AS is_draft
  FROM v_meeting m WHERE m.id = :meeting;

-- query: item many max=300
SELECT id, title, section, matter_id, origin, visibility, CASE WHEN visibility <> 'public' THEN 1 ELSE 0 END AS is_limited,
       CASE WHEN proposal IS NULL AND origin <> 'recurring' THEN 1 ELSE 0 END AS lacks_proposal
  FROM v_item WHERE meeting_id = :meeting ORDER BY position, id LIMIT :limit;

-- query: candidate many max=200
SELECT s.id, s.matter_id, x.title, x.number, x.year, s.origin, s.since_day
  FROM v_matter_step s JOIN v_matter x ON x.id = s.matter_id JOIN v_meeting m ON m.grp_id = s.grp_id
 WHERE m.id = :meeting AND s.state = 'waiting' AND s.item_id IS NULL ORDER BY s.since_day, s.id LIMIT :limit;

-- query: formality many max=50
SELECT r.id, r.title, r.place
  FROM v_recurring_item r JOIN v_meeting m ON m.grp_id = r.grp_id
 WHERE m.id = :meeting AND NOT EXISTS (
         SELECT 1 FROM v_item i WHERE i.meeting_id = m.id AND i.origin = 'recurring' AND i.title = r.title)
 ORDER BY r.place, r.position, r.id LIMIT :limit;
