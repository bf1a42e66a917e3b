-- The checks: each view yields the gaps of one rule as of as_of(), whoever asks. v_gap hides what the reader may not see.
-- Columns of all: check_name, kind, object_id, other_kind, other_id, grp_id, area_id, organization_id, person_id, since_day, due_day,
-- severity (9 the worst). The first five are unique. other_kind '' and other_id 0: nothing but the object.

-- Groups whose work has ended and that nobody follows; the same of organizations.
CREATE VIEW check_ended_group AS
SELECT g.id, CASE WHEN g.to_day < as_of() THEN g.to_day END AS ended_day
  FROM grp g
 WHERE (g.state = 'ended' OR g.to_day < as_of())
   AND NOT EXISTS (SELECT 1 FROM succession s WHERE s.kind = 'group' AND s.from_id = g.id);
CREATE VIEW check_ended_organization AS
SELECT o.id, o.to_day AS ended_day
  FROM organization o
 WHERE o.to_day < as_of()
   AND NOT EXISTS (SELECT 1 FROM succession s WHERE s.kind = 'organization' AND s.from_id = o.id);

-- A matter that comes from a meeting waits, but the body's next agenda lacks it.
CREATE VIEW check_matter_waits AS
SELECT 'matter_waits' AS check_name, 'matter' AS kind, s.matter_id AS object_id, 'meeting' AS other_kind, m.id AS other_id,
       s.grp_id, g.area_id, CAST(NULL AS INTEGER) AS organization_id, CAST(NULL AS INTEGER) AS person_id,
       MIN(s.since_day) AS since_day, m.day AS due_day, CAST(6 AS INTEGER) AS severity
  FROM matter_step s
  JOIN matter x ON x.id = s.matter_id AND x.state = 'open'
  JOIN grp g ON g.id = s.grp_id
  JOIN meeting m ON m.id = (SELECT n.id FROM meeting n
                             WHERE n.grp_id = s.grp_id AND n.state IN ('draft', 'called') AND n.is_cancelled = 0
                             ORDER BY COALESCE(n.day, 3000000), n.id LIMIT 1)
 WHERE s.state = 'waiting' AND s.origin <> 'new'
 GROUP BY s.matter_id, s.grp_id, g.area_id, m.id, m.day;

-- A matter that comes from a meeting is unhandled although the body has met since without it: the first such meeting.
CREATE VIEW check_matter_unhandled AS
SELECT 'matter_unhandled' AS check_name, 'matter' AS kind, s.matter_id AS object_id, 'meeting' AS other_kind, m.id AS other_id,
       s.grp_id, g.area_id, CAST(NULL AS INTEGER) AS organization_id, CAST(NULL AS INTEGER) AS person_id,
       MIN(s.since_day) AS since_day, CAST(NULL AS INTEGER) AS due_day, CAST(8 AS INTEGER) AS severity
  FROM matter_step s
  JOIN matter x ON x.id = s.matter_id AND x.state = 'open'
  JOIN grp g ON g.id = s.grp_id
  JOIN meeting m ON m.id = (SELECT n.id FROM meeting n
                             WHERE n.grp_id = s.grp_id AND n.state IN ('closed', 'checked', 'published') AND n.is_cancelled = 0
                               AND n.day > s.since_day AND n.day <= as_of()
                             ORDER BY n.day, n.id LIMIT 1)
 WHERE s.state IN ('waiting', 'on_agenda') AND s.origin <> 'new'
 GROUP BY s.matter_id, s.grp_id, g.area_id, m.id;

-- A meeting whose body owes a bulletin of it.
CREATE VIEW check_bulletin_missing AS
SELECT 'bulletin_missing' AS check_name, 'meeting' AS kind, m.id AS object_id, '' AS other_kind, CAST(0 AS INTEGER) AS other_id,
       m.grp_id, g.area_id, CAST(NULL AS INTEGER) AS organization_id, CAST(NULL AS INTEGER) AS person_id,
       m.day AS since_day, CAST(NULL AS INTEGER) AS due_day,
       CAST(CASE WHEN m.day + 14 < as_of() THEN 6 ELSE 4 END AS INTEGER) AS severity
  FROM meeting m
  JOIN grp g ON g.id = m.grp_id AND g.has_bulletin_duty = 1 AND COALESCE(g.bulletin_duty_day, m.day) <= m.day
 WHERE m.state IN ('closed', 'checked', 'published') AND m.is_cancelled = 0 AND m.day <= as_of()
   AND NOT EXISTS (SELECT 1 FROM bulletin b WHERE b.meeting_id = m.id AND b.state = 'published');

-- A municipality of the body's area that has no member in it; deputies, experts and those who may attend do not count.
CREATE VIEW check_seat_missing AS
SELECT 'seat_missing' AS check_name, 'group' AS kind, g.id AS object_id, 'area' AS other_kind, a.id AS other_id,
       g.id AS grp_id, a.id AS area_id, CAST(NULL AS INTEGER) AS organization_id, CAST(NULL AS INTEGER) AS person_id,
       CAST(NULL AS INTEGER) AS since_day, CAST(NULL AS INTEGER) AS due_day, CAST(4 AS INTEGER) AS severity
  FROM grp g
  JOIN area_part p ON p.whole_id = g.area_id AND p.from_day <= as_of() AND p.to_day >= as_of()
  JOIN area a ON a.id = p.area_id AND a.kind = 'municipality' AND a.from_day <= as_of() AND a.to_day >= as_of()
 WHERE g.seats_wanted = 'municipalities' AND g.state IN ('forming', 'active') AND g.from_day <= as_of() AND g.to_day >= as_of()
   AND NOT EXISTS (
         SELECT 1
           FROM membership m
           LEFT JOIN post po ON po.id = m.post_id
           JOIN organization o ON o.id = COALESCE(m.on_behalf_of_id, m.seat_organization_id, po.organization_id)
          WHERE m.grp_id = g.id AND m.from_day <= as_of() AND m.to_day >= as_of()
            AND m.role IN ('chair', 'deputy_chair', 'member') AND o.kind = 'municipality' AND o.area_id = a.id);

-- An active body or network that nobody chairs. Since the last chair, when there was one.
CREATE VIEW check_chair_missing AS
SELECT 'chair_missing' AS check_name, 'group' AS kind, g.id AS object_id, '' AS other_kind, CAST(0 AS INTEGER) AS other_id,
       g.id AS grp_id, g.area_id, CAST(NULL AS INTEGER) AS organization_id, CAST(NULL AS INTEGER) AS person_id,
       COALESCE((SELECT MAX(m.to_day) + 1 FROM membership m WHERE m.grp_id = g.id AND m.role = 'chair' AND m.to_day < as_of()),
                CASE WHEN g.from_day > -1000000 THEN g.from_day END) AS since_day,
       CAST(NULL AS INTEGER) AS due_day, CAST(CASE g.kind WHEN 'body' THEN 7 ELSE 5 END AS INTEGER) AS severity
  FROM grp g
 WHERE g.kind IN ('body', 'network') AND g.state = 'active' AND g.from_day <= as_of() AND g.to_day >= as_of()
   AND NOT EXISTS (SELECT 1 FROM membership m
                    WHERE m.grp_id = g.id AND m.role = 'chair' AND m.from_day <= as_of() AND m.to_day >= as_of());

-- A commitment whose day has passed.
CREATE VIEW check_commitment_late AS
SELECT 'commitment_late' AS check_name, 'commitment' AS kind, c.id AS object_id, '' AS other_kind, CAST(0 AS INTEGER) AS other_id,
       c.grp_id, g.area_id, c.organization_id, c.person_id,
       c.due_day AS since_day, c.due_day, CAST(CASE WHEN c.due_day + 30 < as_of() THEN 8 ELSE 7 END AS INTEGER) AS severity
  FROM commitment c JOIN grp g ON g.id = c.grp_id
 WHERE c.state IN ('offered', 'accepted') AND c.due_day < as_of();

-- A commitment without a day.
CREATE VIEW check_commitment_undated AS
SELECT 'commitment_undated' AS check_name, 'commitment' AS kind, c.id AS object_id, '' AS other_kind, CAST(0 AS INTEGER) AS other_id,
       c.grp_id, g.area_id, c.organization_id, c.person_id,
       CAST(day_of(c.created_at) AS INTEGER) AS since_day, CAST(NULL AS INTEGER) AS due_day, CAST(5 AS INTEGER) AS severity
  FROM commitment c JOIN grp g ON g.id = c.grp_id
 WHERE c.state IN ('offered', 'accepted') AND c.due_day IS NULL;

-- A seat whose organization or post has ended.
CREATE VIEW check_seat_ended AS
SELECT 'seat_ended' AS check_name, 'membership' AS kind, m.id AS object_id,
       CASE WHEN o.id IS NULL THEN 'post' ELSE 'organization' END AS other_kind, COALESCE(o.id, po.id) AS other_id,
       m.grp_id, g.area_id, o.id AS organization_id, m.person_id,
       COALESCE(o.to_day, po.to_day) AS since_day, CAST(NULL AS INTEGER) AS due_day, CAST(5 AS INTEGER) AS severity
  FROM membership m
  JOIN grp g ON g.id = m.grp_id AND g.state IN ('forming', 'active') AND g.to_day >= as_of()
  LEFT JOIN organization o ON o.id = COALESCE(m.on_behalf_of_id, m.seat_organization_id) AND o.to_day < as_of()
  LEFT JOIN post po ON po.id = m.post_id AND po.to_day < as_of()
 WHERE m.from_day <= as_of() AND m.to_day >= as_of() AND (o.id IS NOT NULL OR po.id IS NOT NULL);

-- What is left without an owner: open matters, commitments, working groups, bulletin duties and subscriptions whose group,
-- organization, post or doer has ended without a successor.
CREATE VIEW check_owner_ended AS
SELECT 'owner_ended' AS check_name, 'matter' AS kind, x.id AS object_id, 'group' AS other_kind, g.id AS other_id,
       g.id AS grp_id, g.area_id, CAST(NULL AS INTEGER) AS organization_id, CAST(NULL AS INTEGER) AS person_id,
       e.ended_day AS since_day, CAST(NULL AS INTEGER) AS due_day, CAST(7 AS INTEGER) AS severity
  FROM matter x JOIN check_ended_group e ON e.id = x.grp_id JOIN grp g ON g.id = x.grp_id
 WHERE x.state = 'open'
 UNION ALL
SELECT 'owner_ended', 'commitment', c.id, 'group', g.id, g.id, g.area_id, c.organization_id, c.person_id, e.ended_day, c.due_day, 7
  FROM commitment c JOIN check_ended_group e ON e.id = c.grp_id JOIN grp g ON g.id = c.grp_id
 WHERE c.state IN ('offered', 'accepted')
 UNION ALL
SELECT 'owner_ended', 'commitment', c.id, 'organization', c.organization_id, g.id, g.area_id, c.organization_id, c.person_id, e.ended_day,
       c.due_day, 9
  FROM commitment c JOIN check_ended_organization e ON e.id = c.organization_id JOIN grp g ON g.id = c.grp_id
 WHERE c.state IN ('offered', 'accepted')
 UNION ALL
SELECT 'owner_ended', 'commitment', c.id, 'post', p.id, g.id, g.area_id, c.organization_id, c.person_id, p.to_day, c.due_day, 9
  FROM commitment c JOIN post p ON p.id = c.post_id AND p.to_day < as_of() JOIN grp g ON g.id = c.grp_id
 WHERE c.state IN ('offered', 'accepted')
 UNION ALL
-- The doer had a seat in the group or for the organization, and has none any more.
SELECT 'owner_ended', 'commitment', c.id, 'person', c.person_id, g.id, g.area_id, c.organization_id, c.person_id,
       (SELECT MAX(m.to_day) FROM membership m
         WHERE m.person_id = c.person_id
           AND (m.grp_id = c.grp_id OR m.organization_id = c.organization_id OR m.on_behalf_of_id = c.organization_id)), c.due_day, 8
  FROM commitment c JOIN grp g ON g.id = c.grp_id
 WHERE c.state IN ('offered', 'accepted') AND c.person_id IS NOT NULL
   AND EXISTS (SELECT 1 FROM membership m
                WHERE m.person_id = c.person_id AND m.to_day < as_of()
                  AND (m.grp_id = c.grp_id OR m.organization_id = c.organization_id OR m.on_behalf_of_id = c.organization_id))
   AND NOT EXISTS (SELECT 1 FROM membership m
                    WHERE m.person_id = c.person_id AND m.to_day >= as_of()
                      AND (m.grp_id = c.grp_id OR m.organization_id = c.organization_id OR m.on_behalf_of_id = c.organization_id))
 UNION ALL
SELECT 'owner_ended', 'group', g.id, 'organization', g.organization_id, g.id, g.area_id, g.organization_id, CAST(NULL AS INTEGER), e.ended_day,
       CAST(NULL AS INTEGER), 7
  FROM grp g JOIN check_ended_organization e ON e.id = g.organization_id
 WHERE g.state IN ('forming', 'active') AND g.to_day >= as_of()
 UNION ALL
SELECT 'owner_ended', 'group', g.id, 'duty', 0, g.id, g.area_id, CAST(NULL AS INTEGER), CAST(NULL AS INTEGER), e.ended_day,
       CAST(NULL AS INTEGER), 3
  FROM grp g JOIN check_ended_group e ON e.id = g.id
 WHERE g.has_bulletin_duty = 1
 UNION ALL
SELECT 'owner_ended', 'group', g.id, 'subscription', 0, g.id, g.area_id, CAST(NULL AS INTEGER), CAST(NULL AS INTEGER), e.ended_day,
       CAST(NULL AS INTEGER), 3
  FROM grp g JOIN check_ended_group e ON e.id = g.id
 WHERE EXISTS (SELECT 1 FROM subscription s WHERE s.grp_id = g.id AND s.state = 'confirmed');

-- A span of years whose ends are the same, as "2021–2021", is stored as it was given, but it is mostly a slip: matters, groups and
-- commitments whose name holds one.
CREATE VIEW check_years_equal AS
WITH RECURSIVE y (n) AS (SELECT 1990 UNION ALL SELECT n + 1 FROM y WHERE n < 2079),
named AS (
  SELECT 'matter' AS kind, x.id AS object_id, x.grp_id, x.title AS name, x.created_at FROM matter x WHERE x.state = 'open'
   UNION ALL SELECT 'group', g.id, g.id, g.name, g.created_at FROM grp g WHERE g.state <> 'ended' AND g.to_day >= as_of()
   UNION ALL SELECT 'commitment', c.id, c.grp_id, c.deed, c.created_at FROM commitment c WHERE c.state IN ('offered', 'accepted'))
SELECT 'years_equal' AS check_name, n.kind, n.object_id, '' AS other_kind, CAST(0 AS INTEGER) AS other_id,
       n.grp_id, g.area_id, CAST(NULL AS INTEGER) AS organization_id, CAST(NULL AS INTEGER) AS person_id,
       CAST(day_of(n.created_at) AS INTEGER) AS since_day, CAST(NULL AS INTEGER) AS due_day, CAST(2 AS INTEGER) AS severity
  FROM named n JOIN grp g ON g.id = n.grp_id
 WHERE (instr(n.name, '–') > 0 OR instr(n.name, '-') > 0)
   AND EXISTS (SELECT 1 FROM y WHERE instr(n.name, y.n || '–' || y.n) > 0 OR instr(n.name, y.n || '-' || y.n) > 0);

CREATE VIEW check_all AS
SELECT * FROM check_matter_waits
 UNION ALL SELECT * FROM check_matter_unhandled
 UNION ALL SELECT * FROM check_bulletin_missing
 UNION ALL SELECT * FROM check_seat_missing
 UNION ALL SELECT * FROM check_chair_missing
 UNION ALL SELECT * FROM check_commitment_late
 UNION ALL SELECT * FROM check_commitment_undated
 UNION ALL SELECT * FROM check_seat_ended
 UNION ALL SELECT * FROM check_owner_ended
 UNION ALL SELECT * FROM check_years_equal;
