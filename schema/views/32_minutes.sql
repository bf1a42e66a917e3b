-- What minutes and bulletins are made of, and who checks. Levels: 0 public, 1 who is signed in, 2 members, 3 managers.
-- The views without v_ are for composing: what a level may read is decided there, not by who composes.

CREATE VIEW meeting_level AS
SELECT x.id, CASE WHEN x.own > x.of_group THEN x.own ELSE x.of_group END AS level
  FROM (SELECT m.id, CASE m.visibility WHEN 'public' THEN 0 WHEN 'signed' THEN 1 WHEN 'members' THEN 2 ELSE 3 END AS own,
               CASE g.visibility WHEN 'public' THEN 0 WHEN 'signed' THEN 1 WHEN 'members' THEN 2 ELSE 3 END AS of_group
          FROM meeting m JOIN grp g ON g.id = m.grp_id) x;

-- A hidden matter hides its handlings.
CREATE VIEW item_level AS
SELECT x.id, x.meeting_id, CASE WHEN x.own > x.of_matter THEN x.own ELSE x.of_matter END AS level
  FROM (SELECT i.id, i.meeting_id, CASE i.visibility WHEN 'public' THEN 0 WHEN 'signed' THEN 1 WHEN 'members' THEN 2 ELSE 3 END AS own,
               CASE COALESCE(k.visibility, 'public') WHEN 'public' THEN 0 WHEN 'signed' THEN 1 WHEN 'members' THEN 2 ELSE 3 END AS of_matter
          FROM item i LEFT JOIN matter k ON k.id = i.matter_id) x;

CREATE VIEW person_level AS
SELECT p.id, p.name, p.name_sort, p.title, CASE p.visibility WHEN 'public' THEN 0 WHEN 'signed' THEN 1 WHEN 'members' THEN 2 ELSE 3 END AS level
  FROM person p;

CREATE VIEW organization_level AS
SELECT o.id, o.name, CASE o.visibility WHEN 'public' THEN 0 WHEN 'signed' THEN 1 WHEN 'members' THEN 2 ELSE 3 END AS level
  FROM organization o;

-- The version that stands: for members the newest of theirs, for others the one that was published.
CREATE VIEW v_minutes_current AS
SELECT x.id, x.meeting_id, x.version, x.form, x.audience, x.state, x.body_html, x.sha256, x.change_note, x.made_at, x.sent_at,
       x.published_at, x.erase_day, x.rank, x.can_edit
  FROM v_minutes x
 WHERE x.state IN ('in_check', 'checked', 'published');

-- Who was chosen to check, with the answer given to this version.
CREATE VIEW v_minutes_checker AS
SELECT x.id AS minutes_id, a.person_id, p.name AS person_name, COALESCE(a.title, p.title) AS title, p.organization_name, p.name_sort,
       c.answer, c.remark, c.at, CASE WHEN a.person_id = viewer() THEN 1 ELSE 0 END AS is_me
  FROM minutes x
  JOIN v_rank_minutes r ON r.id = x.id
  JOIN attendance a ON a.meeting_id = x.meeting_id AND a.is_checker = 1
  JOIN v_person p ON p.id = a.person_id
  LEFT JOIN minutes_check c ON c.minutes_id = x.id AND c.person_id = a.person_id
 WHERE r.rank >= 2 AND x.audience = 'members';
