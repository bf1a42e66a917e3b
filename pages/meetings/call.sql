-- page: GET /meetings/{meeting:id}/call
-- title: call.title
-- access: manager of meeting
-- budget: 3 queries

-- query: meeting one
SELECT m.id, m.group_name, m.day, m.starts_at, m.ends_at, NULLIF(m.mode, 'unknown') AS mode, m.place, m.remote_url, m.answer_by_day, m.state,
       (SELECT COUNT(*) FROM v_item i WHERE i.meeting_id = m.id) AS item_n,
       (SELECT COUNT(*) FROM v_matter_step s WHERE s.grp_id = m.grp_id AND s.state = 'waiting' AND s.item_id IS NULL) AS waiting_n,
       CASE WHEN m.state = 'draft' AND m.is_cancelled = 0 AND m.starts_at IS NOT NULL AND (m.mode <> 'written' OR m.answer_by_day IS NOT NULL)
                 AND EXISTS (SELECT 1 FROM v_item i WHERE i.meeting_id = m.id) THEN 1 ELSE 0 END AS is_ready,
       CASE WHEN m.state = 'called' AND m.is_cancelled = 0 THEN 1 ELSE 0 END AS is_called,
       CASE WHEN m.mode = 'written' AND m.answer_by_day IS NULL THEN 1 ELSE 0 END AS lacks_answer_by
  FROM v_meeting m WHERE m.id = :meeting;

-- query: item many max=300
SELECT title FROM v_item WHERE meeting_id = :meeting ORDER BY position, id LIMIT :limit;

-- query: guest many max=300
SELECT s.person_id, p.name AS person_name, COALESCE(s.title, p.title) AS title, s.organization_name, s.role, p.name_sort, s.role_order,
       CASE WHEN s.waits = 1 THEN 1 ELSE 0 END AS waits, CASE WHEN a.person_id IS NULL THEN 1 ELSE 0 END AS is_unreachable
  FROM (SELECT b.person_id, b.title, b.on_behalf_of_name AS organization_name, b.role, b.role_order,
               CASE WHEN b.role = 'deputy' AND b.deputy_of_id IS NOT NULL THEN 1 ELSE 0 END AS waits
          FROM v_membership_all b JOIN v_meeting m ON m.grp_id = b.grp_id
         WHERE m.id = :meeting AND b.person_id IS NOT NULL AND b.raw_from_day <= m.day AND b.raw_to_day >= m.day
         UNION
        SELECT h.person_id, COALESCE(b.title, b.member_name), b.on_behalf_of_name, b.role, b.role_order,
               CASE WHEN b.role = 'deputy' AND b.deputy_of_id IS NOT NULL THEN 1 ELSE 0 END
          FROM v_membership_all b JOIN v_meeting m ON m.grp_id = b.grp_id JOIN v_post_holder_all h ON h.post_id = b.post_id
         WHERE m.id = :meeting AND b.raw_from_day <= m.day AND b.raw_to_day >= m.day
           AND h.raw_from_day <= m.day AND h.raw_to_day >= m.day) s
  JOIN v_person p ON p.id = s.person_id
  LEFT JOIN v_reachable a ON a.person_id = s.person_id
 ORDER BY s.waits, s.role_order, p.name_sort, s.person_id LIMIT :limit;
