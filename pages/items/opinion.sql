-- page: GET /items/{item:id}/opinion
-- title: item.opinion.title
-- access: member of item
-- budget: 2 queries

-- query: item one
SELECT i.id, i.title, i.description_html, i.proposal_html, m.id AS meeting_id, m.answer_by_day,
       COALESCE(m.group_name || ' ' || m.number || '/' || m.year, m.group_name) AS meeting_title,
       CASE WHEN m.mode = 'written' AND m.state = 'called' AND m.is_cancelled = 0 AND i.matter_id IS NOT NULL
                 AND (m.answer_by_day IS NULL OR m.answer_by_day >= :today)
                 AND EXISTS (SELECT 1 FROM v_my_attendance a WHERE a.meeting_id = m.id AND a.has_seat = 1) THEN 1 ELSE 0 END AS is_open
  FROM v_item i JOIN v_meeting m ON m.id = i.meeting_id WHERE i.id = :item;

-- query: form one
SELECT o.opinion, o.body FROM v_item i LEFT JOIN v_written_opinion o ON o.item_id = i.id AND o.person_id = :viewer WHERE i.id = :item;

-- query: opinion_option many enum=written_opinion.opinion options=opinion
