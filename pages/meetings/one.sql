-- page: GET /meetings/{meeting:id}
-- title: meeting.title
-- access: reader of meeting
-- budget: 15 queries

-- query: meeting one
SELECT m.id, m.grp_id, m.group_name, COALESCE(m.group_name || ' ' || m.number || '/' || m.year, m.group_name) AS title, m.year, m.number,
       m.state, m.is_cancelled, NULLIF(m.mode, 'unknown') AS mode, m.day, m.starts_at, m.ends_at, m.place, m.remote_url, m.note_html, m.key_message,
       m.answer_by_day, m.lang, m.is_practice, m.is_member, m.can_edit, m.can_see_handling,
       CASE WHEN m.state IN ('draft', 'called') THEN 1 ELSE 0 END AS is_before,
       CASE WHEN m.mode = 'written' AND m.state <> 'draft' AND m.is_member = 1 THEN 1 ELSE 0 END AS has_opinions,
       CASE WHEN m.mode = 'written' AND m.state = 'called' AND m.is_cancelled = 0 AND m.answer_by_day >= :today THEN 1 ELSE 0 END AS is_asking,
       CASE WHEN m.day > :today THEN 1 ELSE 0 END AS is_before_day,
       CASE WHEN m.is_cancelled = 1 THEN 'late' WHEN m.state = 'published' THEN 'done' END AS look,
       CASE WHEN m.can_edit = 1 AND m.state IN ('draft', 'called') AND m.is_cancelled = 0 THEN 1 ELSE 0 END AS can_prepare,
       CASE WHEN m.can_edit = 1 AND m.state = 'draft' THEN 1 ELSE 0 END AS is_draft,
       CASE WHEN m.can_edit = 1 AND m.state = 'called' AND m.is_cancelled = 0 THEN 1 ELSE 0 END AS can_begin,
       CASE WHEN m.can_edit = 1 AND m.state = 'in_progress' THEN 1 ELSE 0 END AS can_lead,
       CASE WHEN m.can_edit = 1 AND m.state = 'closed' THEN 1 ELSE 0 END AS can_write_minutes,
       CASE WHEN m.can_edit = 1 AND m.state IN ('in_progress', 'closed') AND m.is_cancelled = 0 THEN 1 ELSE 0 END AS can_write_key,
       CASE WHEN m.can_edit = 1 AND m.state = 'checked' THEN 1 ELSE 0 END AS can_publish_minutes,
       CASE WHEN m.can_edit = 1 AND m.state = 'published' AND EXISTS (SELECT 1 FROM v_bulletin_missing x WHERE x.meeting_id = m.id)
                 AND NOT EXISTS (SELECT 1 FROM v_bulletin b WHERE b.meeting_id = m.id) THEN 1 ELSE 0 END AS can_write_bulletin,
       CASE WHEN m.can_edit = 1 AND m.state IN ('closed', 'checked', 'published')
            THEN (SELECT MAX(b.id) FROM v_bulletin b WHERE b.meeting_id = m.id AND b.state IN ('draft', 'checked')) END AS draft_id,
       CASE WHEN m.can_edit = 1 AND m.state IN ('called', 'in_progress', 'closed') AND m.is_cancelled = 0 THEN 1 ELSE 0 END AS can_mark,
       CASE WHEN m.can_edit = 1 THEN (SELECT COUNT(*) FROM v_uncalled u WHERE u.meeting_id = m.id) END AS uncalled_n,
       CASE WHEN m.is_member = 1 AND m.can_edit = 0 AND m.state = 'in_progress' THEN 1 ELSE 0 END AS can_follow,
       CASE WHEN m.is_member = 1 AND m.can_edit = 0 AND m.state = 'called' AND m.is_cancelled = 0 AND m.mode <> 'written'
                 AND EXISTS (SELECT 1 FROM v_my_attendance a WHERE a.meeting_id = m.id AND a.answer = 'none')
            THEN 1 ELSE 0 END AS can_answer,
       CASE WHEN m.is_member = 1 AND m.state = 'called' AND m.is_cancelled = 0 AND m.mode = 'written' AND m.answer_by_day >= :today
                 AND EXISTS (SELECT 1 FROM v_my_attendance a WHERE a.meeting_id = m.id AND a.has_seat = 1)
            THEN 1 ELSE 0 END AS can_give_opinion,
       CASE WHEN m.can_edit = 1 THEN (SELECT COUNT(*) FROM v_meeting_mail l WHERE l.meeting_id = m.id AND l.is_failed > 0) END AS failed_n,
       CASE WHEN m.state = 'draft' AND NOT EXISTS (SELECT 1 FROM v_rank_item i WHERE i.meeting_id = m.id) THEN 1 ELSE 0 END AS is_bare
  FROM v_meeting m
 WHERE m.id = :meeting;

-- query: quorum one optional
SELECT q.seat_n, q.coming_n, q.need_n, q.is_enough FROM v_quorum q WHERE q.meeting_id = :meeting;

-- query: item many max=300
SELECT i.id, i.matter_id, i.number, i.section, i.title, i.description_html, i.proposal_html, i.handling_html, i.decision, i.state,
       i.hidden_ground, i.visibility, i.can_see_handling, i.can_edit, i.next_step, ng.id AS next_group_id, ng.name AS next_group_name,
       CASE WHEN i.section IS NOT NULL AND i.section IS DISTINCT FROM lag(i.section) OVER w THEN 1 ELSE 0 END
         AS begins_section,
       CASE WHEN i.visibility <> 'public' THEN 1 ELSE 0 END AS is_limited,
       CASE WHEN i.state = 'current' THEN 1 ELSE 0 END AS is_current,
       CASE WHEN i.meeting_state IN ('draft', 'called') AND i.can_edit = 1 THEN 1 ELSE 0 END AS can_prepare,
       CASE WHEN COUNT(*) OVER w > 6 THEN 1 ELSE 0 END AS is_long
  FROM v_item i LEFT JOIN v_group ng ON ng.id = i.next_grp_id
 WHERE i.meeting_id = :meeting
WINDOW w AS (ORDER BY i.position, i.id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
 ORDER BY i.position, i.id LIMIT :limit;

-- query: presenter many in=item on=item_id per=10
SELECT item_id, person_id, name AS person_name, title, organization_name, name_sort
  FROM v_item_presenter WHERE item_id IN :keys ORDER BY name_sort, person_id;

-- query: outcome many in=item on=item_id per=7
SELECT item_id, outcome, outcome_order FROM v_item_outcome WHERE item_id IN :keys ORDER BY outcome_order;

-- query: point many in=item on=item_id per=60
SELECT item_id, id, position, body FROM v_decision_point WHERE item_id IN :keys ORDER BY position, id;

-- query: statement many in=item on=item_id per=60
SELECT item_id, id, person_id, name AS person_name, title, organization_name, body, is_verbatim
  FROM v_statement WHERE item_id IN :keys ORDER BY id;

-- query: vote many in=item on=item_id per=20
SELECT item_id, id, proposal_a, proposal_b, votes_a, votes_b, votes_empty, result,
       CASE result WHEN 'tie' THEN 1 ELSE 0 END AS is_tie, CASE result WHEN 'a' THEN 1 ELSE 0 END AS is_a,
       CASE result WHEN 'b' THEN 1 ELSE 0 END AS is_b
  FROM v_vote WHERE item_id IN :keys ORDER BY id;

-- query: commitment many in=item on=item_id per=40
SELECT c.item_id, c.id, c.deed, c.organization_name, c.person_name, c.post_name, c.due_when, c.state, c.due_order,
       CASE WHEN c.is_late = 1 THEN 'late' ELSE c.state END AS said, CASE WHEN c.is_late = 1 THEN 'late' WHEN c.state = 'done' THEN 'done' END AS look
  FROM v_item_commitment c WHERE c.item_id IN :keys ORDER BY due_order, id;

-- query: file many in=item on=object_id per=40
SELECT object_id, id, name, file_name, size, type, alt, caption, publicity, is_image, position,
       CASE WHEN publicity <> 'public' THEN 1 ELSE 0 END AS is_limited, CASE WHEN public_from_at > now_at() THEN public_from_at END
         AS waits_at, can_edit
  FROM v_item_attachment WHERE object_id IN :keys ORDER BY position, id;

-- query: person many max=300
SELECT a.id, a.person_id, a.name AS person_name, a.title, a.on_behalf_of_name AS organization_name, a.role, a.answer, a.presence,
       CASE WHEN EXISTS (SELECT 1 FROM v_written_opinion o WHERE o.meeting_id = a.meeting_id AND o.person_id = a.person_id)
            THEN 1 ELSE 0 END AS has_opinion,
       a.stands_for_name, a.is_checker, CASE WHEN a.meeting_state IN ('draft', 'called') THEN 1 ELSE 0 END AS is_before
  FROM v_attendance a
 WHERE a.meeting_id = :meeting ORDER BY a.role_order, a.name_sort, a.id LIMIT :limit;

-- query: paper many max=60
SELECT 1 AS kind_order, b.id, b.title AS name, 1 AS is_bulletin, 0 AS is_minutes, 0 AS is_file, b.text_lang AS lang,
       CAST(NULL AS TEXT) AS audience, CAST(NULL AS INTEGER) AS size, CAST(NULL AS INTEGER) AS is_limited,
       CAST(NULL AS INTEGER) AS waits_at, 0 AS can_edit
  FROM v_bulletin_best b WHERE b.meeting_id = :meeting
 UNION ALL
SELECT 2, x.id, CAST(x.version AS TEXT), 0, 1, 0, NULL, x.audience, NULL, NULL, NULL, 0
  FROM v_minutes x WHERE x.meeting_id = :meeting AND x.state NOT IN ('replaced', 'withdrawn')
 UNION ALL
SELECT 3, f.id, f.name, 0, 0, 1, NULL, f.publicity, f.size, CASE WHEN f.publicity <> 'public' THEN 1 ELSE 0 END,
       CASE WHEN f.public_from_at > now_at() THEN f.public_from_at END, f.can_edit
  FROM v_meeting_attachment f WHERE f.object_id = :meeting
 ORDER BY 1, 2 LIMIT :limit;

-- query: gap many max=20
SELECT x.id, x.grp_id, x.check_name, '/meetings/' || x.meeting_id AS path, x.group_name AS name, x.group_name,
       CAST(NULL AS TEXT) AS organization_name, CAST(NULL AS TEXT) AS other_name, x.since_day AS meeting_day, x.since_day, x.seen_day,
       0 AS has_group, x.is_practice, 1 AS shows_rule
  FROM v_meeting_gap x WHERE x.meeting_id = :meeting ORDER BY x.worst_first, x.check_name, x.id LIMIT :limit;

-- query: evidence many max=10
SELECT source_name, publisher, day, note, bulletin_id FROM v_evidence WHERE kind = 'meeting' AND object_id = :meeting ORDER BY day, id LIMIT :limit;

-- query: history many max=50
SELECT h.seq, h.at, h.action, h.subject, h.fields, h.actor_name
  FROM v_meeting_history h JOIN v_rank_meeting m ON m.id = h.about_id
 WHERE h.about_kind = 'meeting' AND h.about_id = :meeting AND (h.kind IN ('meeting', 'minutes') OR m.rank >= 3)
 ORDER BY h.seq DESC, h.part LIMIT :limit;
