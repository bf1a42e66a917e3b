-- page: GET /minutes/{minutes:id}
-- title: minutes.title
-- access: reader of minutes
-- budget: 3 queries

-- query: minutes one
SELECT x.id, x.meeting_id, x.version, x.form, x.audience, x.state, x.body_html, x.sha256, x.change_note, x.made_at, x.sent_at, x.published_at,
       x.erase_day, m.grp_id, m.group_name, m.number, m.year, m.day, m.lang, m.is_practice, m.is_member,
       CASE WHEN x.state IN ('checked', 'published') THEN 'done' WHEN x.state = 'withdrawn' THEN 'late' END AS look,
       CASE WHEN x.audience = 'members' AND x.state = 'in_check' AND x.can_edit = 1
                 AND (x.form = 'light' OR NOT EXISTS (SELECT 1 FROM v_minutes_checker c WHERE c.minutes_id = x.id)) THEN 1 ELSE 0 END
         AS can_check,
       CASE WHEN x.audience = 'members' AND x.state = 'in_check'
                 AND EXISTS (SELECT 1 FROM v_minutes_checker c WHERE c.minutes_id = x.id AND c.is_me = 1 AND (c.answer IS NULL OR c.answer = 'remark'))
            THEN 1 ELSE 0 END AS can_sign,
       CASE WHEN x.state IN ('replaced', 'withdrawn') THEN 1 ELSE 0 END AS is_old
  FROM v_minutes x JOIN v_meeting m ON m.id = x.meeting_id WHERE x.id = :minutes;

-- query: checker many in=minutes on=minutes_id per=20
SELECT c.minutes_id, c.person_id, c.person_name, c.title, c.organization_name, c.name_sort, COALESCE(c.answer, 'none') AS answer, c.remark, c.at,
       CASE c.answer WHEN 'signed' THEN 'done' END AS look
  FROM v_minutes_checker c WHERE c.minutes_id IN :keys ORDER BY name_sort, person_id;

-- query: form one
SELECT x.sha256, '' AS remark FROM v_minutes x WHERE x.id = :minutes;
