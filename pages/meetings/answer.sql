-- page: GET /meetings/{meeting:id}/answer
-- title: answer.title
-- access: member of meeting
-- budget: 2 queries

-- query: invitation one
SELECT m.id, COALESCE(m.group_name || ' ' || m.number || '/' || m.year, m.group_name) AS title, m.group_name, m.day, m.starts_at, m.ends_at,
       m.place, NULLIF(m.mode, 'unknown') AS mode, m.answer_by_day, a.answer,
       CASE a.answer WHEN 'no' THEN 1 ELSE 0 END AS has_refused,
       CASE m.mode WHEN 'written' THEN 1 ELSE 0 END AS is_written, a.has_seat,
       CASE WHEN m.state = 'called' AND m.is_cancelled = 0 THEN 1 ELSE 0 END AS can_answer,
       CASE WHEN m.state = 'called' AND m.is_cancelled = 0 AND m.mode = 'written' AND a.has_seat = 1 AND m.answer_by_day >= :today
            THEN 1 ELSE 0 END AS asks_opinion
  FROM v_meeting m JOIN v_my_attendance a ON a.meeting_id = m.id
 WHERE m.id = :meeting;

-- query: asked many max=300
SELECT i.id, i.title, COALESCE(o.opinion, 'none') AS said
  FROM v_item i JOIN v_my_attendance a ON a.meeting_id = i.meeting_id AND a.has_seat = 1
  LEFT JOIN v_written_opinion o ON o.item_id = i.id AND o.person_id = :viewer
 WHERE i.meeting_id = :meeting AND i.meeting_mode = 'written' AND i.matter_id IS NOT NULL
 ORDER BY i.position, i.id LIMIT :limit;
