-- page: GET /groups/{group:id}
-- title: group.name
-- access: reader of group
-- budget: 25 queries

-- query: group one
SELECT g.id, g.kind, g.name, g.short_name, g.level, g.state, g.visibility, g.is_practice, g.mandate_html, g.lang, g.decides, g.prepares,
       g.has_bulletin_duty, g.bulletin_duty_day, g.ends_with_text, g.from_when,
       g.to_when, g.is_valid, g.is_member, g.can_edit,
       CASE g.kind WHEN 'project' THEN 1 ELSE 0 END AS is_project,
       CASE WHEN g.decides = 1 OR g.prepares = 1 THEN 1 ELSE 0 END AS does_any, CASE g.seats_wanted WHEN 'municipalities' THEN 1 ELSE 0 END AS wants_all,
       CASE g.visibility WHEN 'public' THEN 0 ELSE 1 END AS is_limited,
       CASE WHEN :as_of = :today THEN 1 ELSE 0 END AS is_now,
       CASE WHEN EXISTS (SELECT 1 FROM v_gap_waits w WHERE w.grp_id = g.id) THEN 1 ELSE 0 END AS is_recounted,
       CASE WHEN :as_of = :today AND g.can_edit = 1 THEN 1 ELSE 0 END AS can_change,
       CASE WHEN :as_of = :today AND g.can_edit = 1 AND g.state <> 'ended' THEN 1 ELSE 0 END AS can_prepare,
       CASE WHEN :as_of = :today AND g.is_member = 1 AND g.state <> 'ended' THEN 1 ELSE 0 END AS can_propose,
       a.name AS area_name, a.path_code AS area_code, o.id AS organization_id, o.name AS organization_name,
       l.id AS leads_id, l.name AS leads_name
  FROM v_group g
  LEFT JOIN v_area a ON a.id = g.area_id
  LEFT JOIN v_organization o ON o.id = g.organization_id
  LEFT JOIN v_organization l ON l.id = g.leadership_of_id
 WHERE g.id = :group;

-- query: step one optional
SELECT s.id, CASE WHEN s.can = 3 AND s.seats = 0 THEN 1 ELSE 0 END AS is_seats,
       CASE WHEN s.can = 3 AND s.seats > 0 AND s.meeting_id IS NOT NULL THEN 1 ELSE 0 END AS is_open,
       CASE WHEN s.can = 3 AND s.seats > 0 AND s.meeting_id IS NULL AND s.due_id IS NOT NULL THEN 1 ELSE 0 END AS is_bulletin,
       CASE WHEN s.can = 3 AND s.seats > 0 AND s.meeting_id IS NULL AND s.due_id IS NULL THEN 1 ELSE 0 END AS is_meeting,
       CASE WHEN s.can = 2 THEN 1 ELSE 0 END AS is_propose,
       s.meeting_id, s.due_id
  FROM (SELECT g.id, g.rank AS can,
               (SELECT COUNT(*) FROM v_membership m WHERE m.grp_id = g.id) AS seats,
               (SELECT MIN(t.id) FROM v_meeting t WHERE t.grp_id = g.id AND t.is_cancelled = 0
                   AND t.state IN ('draft', 'called', 'in_progress') AND (t.day IS NULL OR t.day >= :today)) AS meeting_id,
               (SELECT MAX(t.id) FROM v_meeting t WHERE t.grp_id = g.id AND g.has_bulletin_duty = 1 AND t.is_cancelled = 0
                   AND t.state IN ('closed', 'checked', 'published') AND t.day >= COALESCE(g.bulletin_duty_day, 0)
                   AND NOT EXISTS (SELECT 1 FROM v_bulletin b WHERE b.meeting_id = t.id)) AS due_id
          FROM v_group g
         WHERE g.id = :group AND g.rank >= 2 AND g.state <> 'ended' AND :as_of = :today) s;

-- query: alias many max=20
SELECT id, name FROM v_alias WHERE kind = 'group' AND object_id = :group ORDER BY name, id LIMIT :limit;

-- query: lead many max=30
SELECT id, role, member_kind, member_name, person_id, post_id, seat_organization_id, title, for_name, holder_id, holder_name
  FROM v_membership WHERE grp_id = :group AND role IN ('chair', 'deputy_chair', 'director', 'coordinator', 'secretary')
 ORDER BY role_order, member_sort, id LIMIT :limit;

-- query: parent many max=30
SELECT g.id, g.name, g.kind FROM v_group_parent p JOIN v_group g ON g.id = p.parent_id
 WHERE p.grp_id = :group ORDER BY g.name_sort, g.id LIMIT :limit;

-- query: part many max=100
SELECT g.id, g.name, g.kind, g.state, g.is_practice,
       (SELECT MIN(m.member_name) FROM v_membership m WHERE m.grp_id = g.id AND m.role IN ('coordinator', 'director', 'chair')) AS lead_name
  FROM v_group_parent p JOIN v_group g ON g.id = p.grp_id
 WHERE p.parent_id = :group ORDER BY g.name_sort, g.id LIMIT :limit;

-- query: before many max=20
SELECT s.id, g.id AS other_id, g.name, s.day FROM v_succession s JOIN v_group g ON g.id = s.from_id
 WHERE s.kind = 'group' AND s.to_id = :group ORDER BY s.day, g.id LIMIT :limit;

-- query: after many max=20
SELECT s.id, g.id AS other_id, g.name, s.day FROM v_succession s JOIN v_group g ON g.id = s.to_id
 WHERE s.kind = 'group' AND s.from_id = :group ORDER BY s.day, g.id LIMIT :limit;

-- query: seat_for many max=300
SELECT COALESCE(m.for_id, 0) AS id, m.for_name AS name, MIN(COALESCE(m.for_sort, 'ZZ')) AS name_sort, COUNT(*) AS seat_n
  FROM v_membership m WHERE m.grp_id = :group
   AND (m.deputy_of_id IS NULL OR m.deputy_of_id NOT IN (SELECT d.id FROM v_membership d WHERE d.grp_id = :group))
 GROUP BY COALESCE(m.for_id, 0), m.for_name
 ORDER BY name_sort, id LIMIT :limit;

-- query: seat many in=seat_for on=for_key per=200
SELECT COALESCE(m.for_id, 0) AS for_key, m.id, m.role, m.member_kind, m.member_name, m.person_id, m.post_id, m.seat_organization_id,
       m.title, m.holder_id, m.holder_name, m.can_edit, m.from_when,
       m.to_when, m.role_order, m.member_sort,
       CASE m.member_kind WHEN 'person' THEN 1 ELSE 0 END AS is_person, CASE m.member_kind WHEN 'post' THEN 1 ELSE 0 END AS is_post,
       CASE m.member_kind WHEN 'organization' THEN 1 ELSE 0 END AS is_organization,
       CASE WHEN m.can_edit = 1 AND :as_of = :today THEN 1 ELSE 0 END AS can_change
  FROM v_membership m
 WHERE m.grp_id = :group AND COALESCE(m.for_id, 0) IN :keys
   AND (m.deputy_of_id IS NULL OR m.deputy_of_id NOT IN (SELECT d.id FROM v_membership d WHERE d.grp_id = :group))
 ORDER BY role_order, member_sort, id;

-- query: deputy many in=seat on=deputy_of_id per=10
SELECT m.deputy_of_id, m.id, m.member_name, m.person_id, m.post_id, m.seat_organization_id, m.title, m.holder_id, m.holder_name,
       m.member_sort, CASE m.member_kind WHEN 'person' THEN 1 ELSE 0 END AS is_person,
       CASE WHEN m.can_edit = 1 AND :as_of = :today THEN 1 ELSE 0 END AS can_change
  FROM v_membership m WHERE m.grp_id = :group AND m.deputy_of_id IN :keys ORDER BY member_sort, id;

-- query: unseated many max=310
SELECT id, code, name FROM v_group_unseated WHERE grp_id = :group ORDER BY name_sort, id LIMIT :limit;

-- query: coming many max=100
SELECT m.id, m.role, m.member_name, m.person_id, m.for_name, m.from_when, m.can_edit
  FROM v_membership_all m WHERE m.grp_id = :group AND m.raw_from_day > :as_of AND :as_of >= :today
 ORDER BY m.raw_from_day, m.role_order, m.member_sort, m.id LIMIT :limit;

-- query: former many max=200
SELECT m.id, m.role, m.member_name, m.person_id, m.for_name, m.from_when,
       m.to_when
  FROM v_membership_all m WHERE m.grp_id = :group AND m.raw_to_day < :as_of
 ORDER BY m.raw_to_day DESC, m.role_order, m.member_sort, m.id LIMIT :limit;

-- What waits for the group, also when it is on an agenda: it is unhandled until a meeting has handled it.
-- query: waiting many max=100
SELECT s.id, s.matter_id, x.title, s.origin, s.since_day, x.is_practice, s.state, CASE s.state WHEN 'on_agenda' THEN 1 ELSE 0 END AS is_on_agenda,
       s.meeting_id, s.meeting_day
  FROM v_matter_step s JOIN v_matter x ON x.id = s.matter_id
 WHERE s.grp_id = :group AND s.state IN ('waiting', 'on_agenda') AND :as_of = :today ORDER BY s.since_day, s.id LIMIT :limit;

-- query: next_meeting many max=20
SELECT id, year, number, day, starts_at, mode, place, state, is_cancelled, COALESCE(starts_at, 9000000000000000) AS when_order
  FROM v_meeting WHERE grp_id = :group AND (day IS NULL OR day >= :as_of) AND state IN ('draft', 'called', 'in_progress')
 ORDER BY when_order, id LIMIT :limit;

-- query: past_meeting many in=group on=grp_id per=6
SELECT t.grp_id, t.id, t.year, t.number, t.day, t.state, t.is_cancelled, t.new_first,
       CASE WHEN t.has_bulletin_duty = 1 AND t.is_cancelled = 0 AND t.day >= COALESCE(g.bulletin_duty_day, 0)
                 AND NOT EXISTS (SELECT 1 FROM v_bulletin b WHERE b.meeting_id = t.id AND b.state = 'published')
            THEN 1 ELSE 0 END AS lacks_bulletin
  FROM v_meeting t JOIN v_group g ON g.id = t.grp_id
 WHERE t.grp_id IN :keys AND t.day <= :as_of AND t.state IN ('closed', 'checked', 'published') ORDER BY new_first, id;

-- query: bulletin many in=group on=grp_id per=5
SELECT grp_id, id, day, title, text_lang, new_first FROM v_bulletin_best WHERE grp_id IN :keys AND day <= :as_of ORDER BY new_first, id;

-- query: commitment many in=group on=grp_id per=10
SELECT grp_id, id, deed, organization_name, person_name, post_name, due_when, state, is_late, due_order,
       CASE is_late WHEN 1 THEN 'late' END AS look
  FROM v_commitment WHERE grp_id IN :keys AND is_open = 1 AND :as_of = :today ORDER BY due_order, id;

-- query: tie many max=150
SELECT w.id, w.kind, w.is_up, w.name, w.other_id, w.can_edit, CASE w.other_kind WHEN 'group' THEN 1 ELSE 0 END AS is_group,
       CASE w.other_kind WHEN 'organization' THEN 1 ELSE 0 END AS is_organization, CASE w.other_kind WHEN 'post' THEN 1 ELSE 0 END AS is_post
  FROM (SELECT id, kind, 1 AS is_up, to_name AS name, to_kind AS other_kind, to_id AS other_id, can_edit
          FROM v_tie WHERE from_kind = 'group' AND from_id = :group AND is_valid = 1
         UNION ALL
        SELECT id, kind, 0, from_name, from_kind, from_id, can_edit
          FROM v_tie WHERE to_kind = 'group' AND to_id = :group AND is_valid = 1) w
 ORDER BY w.is_up DESC, w.kind, w.name, w.id LIMIT :limit;

-- query: tie_other many max=100
SELECT w.id, w.kind, w.is_up, w.name, w.from_when, w.to_when, w.can_edit
  FROM (SELECT id, kind, 1 AS is_up, to_name AS name, from_when, to_when, can_edit
          FROM v_tie WHERE from_kind = 'group' AND from_id = :group AND is_valid = 0
         UNION ALL
        SELECT id, kind, 0, from_name, from_when, to_when, can_edit
          FROM v_tie WHERE to_kind = 'group' AND to_id = :group AND is_valid = 0) w
 ORDER BY w.from_when, w.kind, w.name, w.id LIMIT :limit;

-- query: evidence many max=10
SELECT source_name, publisher, day, note, bulletin_id FROM v_evidence WHERE kind = 'group' AND object_id = :group ORDER BY day, id LIMIT :limit;

-- query: history many max=50
SELECT seq, at, action, subject, fields, actor_name FROM v_register_history
 WHERE about_kind = 'group' AND about_id = :group
   AND (kind <> 'membership' OR object_id IN (SELECT id FROM v_rank_membership))
   AND (kind <> 'tie' OR object_id IN (SELECT id FROM v_rank_tie)
        OR (action = 'tie.remove' AND about_id IN (SELECT id FROM v_rank_group WHERE rank >= 3)))
   AND (kind <> 'matter' OR object_id IN (SELECT id FROM v_rank_matter))
   AND (kind <> 'meeting' OR object_id IN (SELECT id FROM v_rank_meeting))
   AND (kind <> 'commitment' OR object_id IN (SELECT id FROM v_rank_commitment))
   AND (kind <> 'bulletin' OR object_id IN (SELECT id FROM v_rank_bulletin))
 ORDER BY seq DESC, part LIMIT :limit;

-- Missing seats stand with the seats.
-- query: gap many max=21
SELECT y.id, y.grp_id, y.check_name, y.path, y.name, y.group_name, y.organization_name, y.other_name, y.meeting_day, y.since_day, y.seen_day,
       y.has_group, y.is_practice, y.shows_rule
  FROM (SELECT x.*, row_number() OVER (ORDER BY x.worst_first, x.check_name, x.id) AS nth,
               CASE WHEN x.check_name = lag(x.check_name) OVER (ORDER BY x.worst_first, x.check_name, x.id) THEN 0 ELSE 1 END AS shows_rule
          FROM v_gap_text x WHERE x.grp_id = :group AND x.check_name <> 'seat_missing') y
 WHERE y.nth <= 20 ORDER BY y.nth LIMIT :limit;
