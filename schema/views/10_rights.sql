-- Who the viewer is to what. Every other view asks these; pages read v_* views only.
-- A day before -1000000 is "not known", a day from 3000000 on is "still".
-- Views over one table, with ranks and tests as subqueries, are put into the query that asks; a join on the right of LEFT JOIN, or IN
-- over a whole view, would be made in full for each question. So what is asked of a record costs the same in a large region.
-- A yes or no worked out here is asked as "> 0": PostgreSQL takes "= 1" of such a column for something rare and begins there.

-- The posts the viewer holds today.
CREATE VIEW v_my_post AS
SELECT h.post_id
  FROM post_holder h
 WHERE h.person_id = viewer() AND viewer() > 0
   AND h.from_day <= day_of(now_at()) AND h.to_day >= day_of(now_at());

-- The seats the viewer has in groups today, own or by post: 3 manages, 2 is a member.
CREATE VIEW v_my_seat AS
SELECT m.grp_id, CASE WHEN m.role IN ('chair', 'deputy_chair', 'secretary', 'coordinator', 'director') THEN 3 ELSE 2 END AS rank
  FROM membership m
 WHERE m.grp_id IS NOT NULL
   AND m.from_day <= day_of(now_at()) AND m.to_day >= day_of(now_at())
   AND (m.person_id = viewer() OR m.post_id IN (SELECT post_id FROM v_my_post))
   AND viewer() > 0;

CREATE VIEW v_my_group AS
SELECT s.grp_id, MAX(s.rank) AS rank FROM v_my_seat s GROUP BY s.grp_id;

-- The organizations the viewer acts for today: 3 leads it, 2 belongs to it, holds a post there or sits somewhere on its behalf.
CREATE VIEW v_my_organization AS
SELECT s.organization_id, MAX(s.rank) AS rank
  FROM (SELECT m.organization_id, CASE WHEN m.role IN ('director', 'secretary', 'coordinator') THEN 3 ELSE 2 END AS rank
          FROM membership m
         WHERE m.organization_id IS NOT NULL AND m.person_id = viewer() AND viewer() > 0
           AND m.from_day <= day_of(now_at()) AND m.to_day >= day_of(now_at())
         UNION ALL
        SELECT m.on_behalf_of_id, 2
          FROM membership m
         WHERE m.on_behalf_of_id IS NOT NULL AND viewer() > 0
           AND (m.person_id = viewer() OR m.post_id IN (SELECT post_id FROM v_my_post))
           AND m.from_day <= day_of(now_at()) AND m.to_day >= day_of(now_at())
         UNION ALL
        SELECT p.organization_id, CASE WHEN p.is_leadership = 1 THEN 3 ELSE 2 END
          FROM post p JOIN v_my_post h ON h.post_id = p.id) s
 GROUP BY s.organization_id;

-- Where the viewer stands, read once a transaction and answered by standing(kind, id): in groups and organizations (3 manages,
-- 2 belongs), the posts held, the viewer, and the persons shown to members only who sit in a group of the viewer's.
CREATE VIEW my_standing AS
SELECT 'group' AS kind, g.grp_id AS id, g.rank FROM v_my_group g
 UNION ALL
SELECT 'organization', o.organization_id, o.rank FROM v_my_organization o
 UNION ALL
SELECT 'post', p.post_id, 2 FROM v_my_post p
 UNION ALL
SELECT 'person', viewer(), 3
 UNION ALL
SELECT 'person', p.id, 2
  FROM person p
 WHERE p.visibility = 'members' AND p.id <> viewer()
   AND p.id IN (SELECT m.person_id FROM v_my_group s JOIN membership m ON m.grp_id = s.grp_id
                 UNION ALL
                SELECT h.person_id FROM v_my_group s JOIN membership m ON m.grp_id = s.grp_id JOIN post_holder h ON h.post_id = m.post_id);

CREATE VIEW v_rank_group AS
SELECT g.id, rank_of(standing('group', g.id)) AS rank
  FROM grp g WHERE sees(g.visibility, standing('group', g.id));

CREATE VIEW v_rank_organization AS
SELECT o.id, rank_of(standing('organization', o.id)) AS rank
  FROM organization o WHERE sees(o.visibility, standing('organization', o.id));

-- A person is the viewer, or seen by whoever the visibility says; members are those who share a group.
CREATE VIEW v_rank_person AS
SELECT p.id, CASE WHEN admin() = 1 OR p.id = viewer() THEN 3 ELSE 1 END AS rank
  FROM person p
 WHERE sees(p.visibility, standing('person', p.id));

CREATE VIEW v_rank_post AS
SELECT p.id, (SELECT o.rank FROM v_rank_organization o WHERE o.id = p.organization_id) AS rank
  FROM post p WHERE EXISTS (SELECT 1 FROM v_rank_organization o WHERE o.id = p.organization_id);

-- A seat is hidden with its group, its person, its post or the organization that is to name somebody.
CREATE VIEW v_rank_membership AS
SELECT m.id, COALESCE(g.rank, o.rank) AS rank
  FROM membership m
  LEFT JOIN v_rank_group g ON g.id = m.grp_id
  LEFT JOIN v_rank_organization o ON o.id = m.organization_id
 WHERE COALESCE(g.rank, o.rank) IS NOT NULL
   AND (m.person_id IS NULL OR EXISTS (SELECT 1 FROM v_rank_person k WHERE k.id = m.person_id))
   AND (m.post_id IS NULL OR EXISTS (SELECT 1 FROM v_rank_post k WHERE k.id = m.post_id))
   AND (m.seat_organization_id IS NULL OR EXISTS (SELECT 1 FROM v_rank_organization k WHERE k.id = m.seat_organization_id));

-- A matter is its own body's, and read by every body it came to; where it waits or stands on an agenda it is at hand as at home.
CREATE VIEW v_rank_matter AS
SELECT x.id, CASE WHEN g.rank >= 3 OR viewer() = 0 THEN g.rank ELSE COALESCE((
         SELECT MAX(standing('group', s.grp_id)) FROM matter_step s
          WHERE s.matter_id = x.id AND s.state IN ('waiting', 'on_agenda') AND standing('group', s.grp_id) > g.rank), g.rank) END AS rank
  FROM matter x JOIN v_rank_group g ON g.id = x.grp_id
 WHERE sees(x.visibility, g.rank)
    OR (viewer() > 0 AND EXISTS (SELECT 1 FROM matter_step s
                WHERE s.matter_id = x.id AND s.state <> 'withdrawn'
                  AND standing('group', s.grp_id) >= CASE x.visibility WHEN 'managers' THEN 3 ELSE 2 END));

-- A draft is its managers' own. Before the minutes are published only members see how its items were handled.
CREATE VIEW v_rank_meeting AS
SELECT x.id, g.rank, x.grp_id, x.state, CASE WHEN x.state = 'published' OR g.rank >= 2 THEN 1 ELSE 0 END AS can_see_handling
  FROM meeting x JOIN v_rank_group g ON g.id = x.grp_id
 WHERE sees(x.visibility, g.rank) AND (x.state <> 'draft' OR g.rank >= 3);

-- A hidden matter hides its handlings. v_item says the same of itself: asked once more for each row it would cost a page much.
CREATE VIEW v_rank_item AS
SELECT x.id, r.rank, x.meeting_id, r.can_see_handling
  FROM item x JOIN v_rank_meeting r ON r.id = x.meeting_id
 WHERE sees(x.visibility, r.rank)
   AND (x.matter_id IS NULL OR EXISTS (SELECT 1 FROM v_rank_matter k WHERE k.id = x.matter_id));

CREATE VIEW v_rank_statement AS
SELECT x.id, r.rank
  FROM statement x JOIN v_rank_item r ON r.id = x.item_id
 WHERE EXISTS (SELECT 1 FROM v_rank_person k WHERE k.id = x.person_id);

CREATE VIEW v_rank_vote AS
SELECT x.id, r.rank FROM vote x JOIN v_rank_item r ON r.id = x.item_id;

-- A bulletin is read by others once it is published; afterwards it stays, even when retracted (it says so).
CREATE VIEW v_rank_bulletin AS
SELECT x.id, g.rank
  FROM bulletin x JOIN v_rank_group g ON g.id = x.grp_id
 WHERE g.rank >= 3
    OR (x.state IN ('published', 'retracted') AND sees(x.visibility, g.rank)
        AND (x.meeting_id IS NULL OR EXISTS (SELECT 1 FROM v_rank_meeting k WHERE k.id = x.meeting_id)));

-- Who the viewer is to a commitment, its item apart: the doer, of the doing organization, of a group that shows it. Not for pages:
-- it leaves out nothing.
CREATE VIEW commitment_standing AS
SELECT x.id, x.item_id, g.rank AS group_rank, (g.rank >= 1 AND sees(x.visibility, g.rank)) AS is_shown,
       CASE WHEN viewer() > 0 AND (x.person_id = viewer() OR standing('post', x.post_id) > 0) THEN 1 ELSE 0 END AS is_mine,
       standing('organization', x.organization_id) AS own_rank
  FROM commitment x LEFT JOIN v_rank_group g ON g.id = x.grp_id;

-- The doer, and whoever acts for the doing organization, may answer: they rank as managers of the commitment. What was promised
-- in a meeting is the members' and the doer's own until the minutes are published.
CREATE VIEW v_rank_commitment AS
SELECT a.id, CASE WHEN a.group_rank >= 3 OR a.is_mine > 0 OR a.own_rank >= 2 THEN 3 ELSE COALESCE(a.group_rank, 1) END AS rank,
       a.group_rank
  FROM commitment_standing a
 WHERE a.is_mine > 0
    OR (a.is_shown
        AND (a.item_id IS NULL OR EXISTS (SELECT 1 FROM v_rank_item k
                                           WHERE k.id = a.item_id AND (k.can_see_handling > 0 OR a.own_rank >= 2))));

-- An attachment follows what it belongs to and its own publicity and moment; a retracted bulletin's is its managers' own.
CREATE VIEW v_rank_attachment AS
SELECT x.id, g.rank
  FROM attachment x JOIN v_rank_group g ON g.id = x.grp_id
 WHERE g.rank >= CASE WHEN x.publicity = 'public' AND (x.public_from_at IS NULL OR x.public_from_at <= now_at()) THEN 1
                      WHEN x.publicity <> 'secret' THEN 2 ELSE 3 END
   AND CASE x.kind WHEN 'item' THEN EXISTS (SELECT 1 FROM v_rank_item r WHERE r.id = x.object_id)
            WHEN 'meeting' THEN EXISTS (SELECT 1 FROM v_rank_meeting r WHERE r.id = x.object_id)
            WHEN 'bulletin' THEN EXISTS (SELECT 1 FROM v_rank_bulletin r JOIN bulletin b ON b.id = r.id
                                          WHERE r.id = x.object_id AND (b.state <> 'retracted' OR r.rank >= 3)) END;

-- Minutes in checking are the members'; the published version is everybody's who sees the meeting.
CREATE VIEW v_rank_minutes AS
SELECT x.id, r.rank
  FROM minutes x JOIN v_rank_meeting r ON r.id = x.meeting_id
 WHERE r.rank >= 2 AND x.audience = 'members'
    OR (x.audience <> 'members' AND x.state = 'published')
    OR r.rank >= 3;

-- A tie is its beginning group's to keep, or its end's when it begins at an organization or a post.
CREATE VIEW v_rank_tie AS
SELECT t.id, CASE WHEN admin() = 1 THEN 3 ELSE COALESCE(f.rank, g.rank, 1) END AS rank
  FROM tie t
  LEFT JOIN v_rank_group f ON t.from_kind = 'group' AND f.id = t.from_id
  LEFT JOIN v_rank_group g ON t.to_kind = 'group' AND g.id = t.to_id
 WHERE (t.from_kind <> 'group' OR f.id IS NOT NULL)
   AND (t.to_kind <> 'group' OR g.id IS NOT NULL)
   AND (t.from_kind <> 'organization' OR EXISTS (SELECT 1 FROM v_rank_organization k WHERE k.id = t.from_id))
   AND (t.to_kind <> 'organization' OR EXISTS (SELECT 1 FROM v_rank_organization k WHERE k.id = t.to_id))
   AND (t.from_kind <> 'post' OR EXISTS (SELECT 1 FROM v_rank_post k WHERE k.id = t.from_id))
   AND (t.to_kind <> 'post' OR EXISTS (SELECT 1 FROM v_rank_post k WHERE k.id = t.to_id));
