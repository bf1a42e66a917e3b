-- page: GET /meetings/{meeting:id}/minutes
-- title: minutes.title
-- access: reader of meeting
-- budget: 6 queries
-- param: from id
-- param: to id

-- query: meeting one
SELECT m.id, m.grp_id, m.group_name, m.number, m.year, m.day, m.state, m.lang, m.minutes_form, m.is_practice, m.is_member, m.can_edit,
       CASE WHEN m.can_edit = 1 AND m.state IN ('closed', 'checked', 'published') AND m.is_cancelled = 0 THEN 1 ELSE 0 END AS can_make,
       CASE WHEN m.can_edit = 1 AND m.state IN ('checked', 'published') AND m.is_cancelled = 0 THEN 1 ELSE 0 END AS can_open,
       CASE WHEN m.state IN ('closed', 'checked', 'published') THEN 1 ELSE 0 END AS has_ended,
       (SELECT COUNT(*) FROM v_minutes x WHERE x.meeting_id = m.id AND x.audience = 'members') AS version_n
  FROM v_meeting m WHERE m.id = :meeting;

-- query: current one optional
SELECT x.id, x.version, x.form, x.audience, x.state, x.body_html, x.sha256, x.change_note, x.made_at, x.sent_at, x.published_at, x.erase_day,
       CASE WHEN x.state IN ('checked', 'published') THEN 'done' END AS look,
       CASE WHEN x.audience = 'members' AND x.state = 'in_check' AND x.can_edit = 1 AND x.form = 'formal' AND x.sent_at IS NULL AND k.n > 0
            THEN 1 ELSE 0 END AS can_send,
       CASE WHEN x.audience = 'members' AND x.state = 'in_check' AND x.can_edit = 1 AND (x.form = 'light' OR k.n = 0) THEN 1 ELSE 0 END
         AS can_check,
       CASE WHEN x.audience = 'members' AND x.state = 'in_check' AND x.sent_at IS NOT NULL
                 AND EXISTS (SELECT 1 FROM v_minutes_checker c WHERE c.minutes_id = x.id AND c.is_me = 1 AND c.answer IS NULL)
            THEN 1 ELSE 0 END AS can_sign,
       CASE WHEN x.audience = 'members' AND x.state = 'checked' AND x.can_edit = 1
                 AND EXISTS (SELECT 1 FROM v_meeting m WHERE m.id = x.meeting_id AND m.state IN ('checked', 'published'))
                 AND NOT EXISTS (SELECT 1 FROM v_minutes p WHERE p.meeting_id = x.meeting_id AND p.audience <> 'members'
                                    AND p.state = 'published' AND p.made_at >= x.made_at)
            THEN 1 ELSE 0 END AS can_publish
  FROM v_minutes_current x
  JOIN (SELECT COUNT(*) AS n FROM v_attendance a WHERE a.meeting_id = :meeting AND a.is_checker = 1) k ON 1 = 1
 WHERE x.meeting_id = :meeting
 ORDER BY CASE x.audience WHEN 'members' THEN 0 ELSE 1 END, x.version DESC LIMIT 1;

-- query: checker many in=current on=minutes_id per=20
SELECT c.minutes_id, c.person_id, c.person_name, c.title, c.organization_name, c.name_sort, COALESCE(c.answer, 'none') AS answer, c.remark, c.at,
       CASE c.answer WHEN 'signed' THEN 'done' END AS look
  FROM v_minutes_checker c WHERE c.minutes_id IN :keys ORDER BY name_sort, person_id;

-- query: version many max=200
SELECT x.id, x.version, x.audience, x.state, x.made_at, x.change_note,
       CASE WHEN x.id = :from THEN 1 ELSE 0 END AS is_from, CASE WHEN x.id = :to THEN 1 ELSE 0 END AS is_to
  FROM v_minutes x WHERE x.meeting_id = :meeting
 ORDER BY x.made_at DESC, x.id DESC LIMIT :limit;

-- query: chosen one optional
SELECT a.version AS from_version, a.audience AS from_audience, b.version AS to_version, b.audience AS to_audience
  FROM v_minutes a JOIN v_minutes b ON b.meeting_id = a.meeting_id
 WHERE a.id = :from AND b.id = :to AND a.meeting_id = :meeting;

-- query: change many provider=minutes_change max=2000

-- query: form one
SELECT '' AS change_note;
