-- page: GET /meetings/{meeting:id}/opinions
-- title: opinions.title
-- access: member of meeting
-- budget: 4 queries

-- query: meeting one
SELECT m.id, COALESCE(m.group_name || ' ' || m.number || '/' || m.year, m.group_name) AS title, m.lang, m.answer_by_day,
       CASE WHEN m.state = 'called' AND m.is_cancelled = 0 AND m.answer_by_day >= :today THEN 1 ELSE 0 END AS is_asking,
       CASE WHEN m.can_edit = 1 AND m.state = 'called' AND m.is_cancelled = 0 THEN 1 ELSE 0 END AS can_begin
  FROM v_meeting m WHERE m.id = :meeting;

-- query: item many max=300
SELECT i.id, i.title, i.number, s.for_n, s.against_n, s.to_meeting_n, s.missing_n, s.must_meet, s.has_all
  FROM v_item i JOIN v_opinion_sum s ON s.item_id = i.id
 WHERE i.meeting_id = :meeting ORDER BY i.position, i.id LIMIT :limit;

-- query: opinion many in=item on=item_id per=300
SELECT item_id, person_id, name AS person_name, title, organization_name, opinion, body, at, name_sort
  FROM v_written_opinion WHERE item_id IN :keys ORDER BY name_sort, person_id;

-- query: missing many in=item on=item_id per=300
SELECT item_id, person_id, name AS person_name, title, organization_name, role_order, name_sort
  FROM v_opinion_missing WHERE item_id IN :keys ORDER BY role_order, name_sort, person_id;
