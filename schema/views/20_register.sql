-- The register as the viewer may see it. from_when and to_when are for the format when: the day and how well it is known.
-- v_membership shows the day as_of(); v_membership_all every day.

-- Codes are unique within a kind; path_code is unique among all: /areas/051, /areas/hva-06, /areas/suomi.
CREATE VIEW v_area AS
SELECT a.id, a.uid, a.kind, a.code,
       CASE a.kind WHEN 'municipality' THEN a.code WHEN 'country' THEN 'suomi' WHEN 'county' THEN 'hva-' || a.code
            WHEN 'region' THEN 'mk-' || a.code WHEN 'subregion' THEN 'sk-' || a.code ELSE 'as-' || a.code END AS path_code,
       CASE WHEN lang() = 'sv' THEN a.name_sv ELSE a.name_fi END AS name,
       a.name_fi, a.name_sv, a.name_sort, a.name_fold, a.population, a.population_year, a.lat, a.lon,
       CASE WHEN a.from_day > -1000000 THEN a.from_day END AS from_day, CASE WHEN a.to_day < 3000000 THEN a.to_day END AS to_day,
       a.successor_id, a.rev,
       CASE WHEN a.from_day <= as_of() AND a.to_day >= as_of() THEN 1 ELSE 0 END AS is_valid
  FROM area a;

CREATE VIEW v_area_part AS
SELECT p.area_id, p.whole_id FROM area_part p WHERE p.from_day <= as_of() AND p.to_day >= as_of();

CREATE VIEW v_organization AS
SELECT o.id, o.uid, o.kind, o.name, o.name_sort, o.name_fold,
       CASE WHEN o.short_name IS NULL THEN o.name_fold ELSE o.name_fold || ' ' || lower(o.short_name) END AS find_fold, o.short_name, o.lang, o.area_id, o.business_id, o.url, o.email,
       o.description, o.description_html,
       CASE WHEN o.from_day > -1000000 THEN o.from_day END AS from_day, CASE WHEN o.to_day < 3000000 THEN o.to_day END AS to_day,
       o.from_precision, o.to_precision,
       CASE WHEN o.from_day > -1000000 THEN o.from_day * 8 +
            CASE o.from_precision WHEN 'month' THEN 1 WHEN 'season' THEN 2 WHEN 'year' THEN 3 ELSE 0 END END AS from_when,
       CASE WHEN o.to_day < 3000000 THEN o.to_day * 8 +
            CASE o.to_precision WHEN 'month' THEN 1 WHEN 'season' THEN 2 WHEN 'year' THEN 3 ELSE 0 END END AS to_when,
       o.visibility, o.is_practice, o.rev, o.created_at, o.modified_at,
       CASE WHEN o.from_day <= as_of() AND o.to_day >= as_of() THEN 1 ELSE 0 END AS is_valid,
       rank_of(standing('organization', o.id)) AS rank,
       CASE WHEN rank_of(standing('organization', o.id)) >= 3 THEN 1 ELSE 0 END AS can_edit
  FROM organization o WHERE sees(o.visibility, standing('organization', o.id));

CREATE VIEW v_person AS
SELECT p.id, p.uid, p.name, p.name_sort, p.name_fold, p.title, p.organization_id,
       (SELECT o.name FROM v_organization o WHERE o.id = p.organization_id) AS organization_name,
       CASE WHEN admin() = 1 OR p.id = viewer() THEN p.email END AS email, p.visibility, p.is_practice, p.rev, p.created_at, p.modified_at,
       CASE WHEN admin() = 1 OR p.id = viewer() THEN 3 ELSE 1 END AS rank,
       CASE WHEN admin() = 1 OR p.id = viewer() THEN 1 ELSE 0 END AS can_edit
  FROM person p WHERE sees(p.visibility, standing('person', p.id));

CREATE VIEW v_post AS
SELECT p.id, p.uid, p.organization_id, p.name, p.name_sort, p.area_id, p.is_leadership,
       CASE WHEN p.from_day > -1000000 THEN p.from_day END AS from_day, CASE WHEN p.to_day < 3000000 THEN p.to_day END AS to_day,
       CASE WHEN p.from_day <= as_of() AND p.to_day >= as_of() THEN 1 ELSE 0 END AS is_valid,
       p.rev, (SELECT r.rank FROM v_rank_organization r WHERE r.id = p.organization_id) AS rank,
       CASE WHEN (SELECT r.rank FROM v_rank_organization r WHERE r.id = p.organization_id) >= 3 THEN 1 ELSE 0 END AS can_edit
  FROM post p WHERE EXISTS (SELECT 1 FROM v_rank_organization r WHERE r.id = p.organization_id);

-- Who holds or held a post. v_post_holder shows the day as_of(), v_post_holder_all every day.
CREATE VIEW v_post_holder_all AS
SELECT h.id, h.uid, h.post_id, h.person_id, p.name, p.name_sort, p.title,
       CASE WHEN h.from_day > -1000000 THEN h.from_day END AS from_day, CASE WHEN h.to_day < 3000000 THEN h.to_day END AS to_day,
       h.from_day AS raw_from_day, h.to_day AS raw_to_day, h.from_precision, h.to_precision,
       CASE WHEN h.from_day > -1000000 THEN h.from_day * 8 +
            CASE h.from_precision WHEN 'month' THEN 1 WHEN 'season' THEN 2 WHEN 'year' THEN 3 ELSE 0 END END AS from_when,
       CASE WHEN h.to_day < 3000000 THEN h.to_day * 8 +
            CASE h.to_precision WHEN 'month' THEN 1 WHEN 'season' THEN 2 WHEN 'year' THEN 3 ELSE 0 END END AS to_when,
       h.rev,
       CASE WHEN h.from_day <= as_of() AND h.to_day >= as_of() THEN 1 ELSE 0 END AS is_valid,
       r.rank, CASE WHEN r.rank >= 3 THEN 1 ELSE 0 END AS can_edit
  FROM post_holder h JOIN v_rank_post r ON r.id = h.post_id JOIN v_person p ON p.id = h.person_id;

CREATE VIEW v_post_holder AS
SELECT * FROM v_post_holder_all WHERE is_valid > 0;

CREATE VIEW v_group AS
SELECT g.id, g.uid, g.kind, g.name, g.name_sort, g.name_fold,
       CASE WHEN g.short_name IS NULL THEN g.name_fold ELSE g.name_fold || ' ' || lower(g.short_name) END AS find_fold, g.short_name, g.lang, g.level, g.area_id, g.organization_id,
       g.leadership_of_id,
       CASE WHEN g.to_day < as_of() THEN 'ended' WHEN g.state = 'ended' AND g.to_day < 3000000 THEN 'active' ELSE g.state END AS state,
       g.mandate, g.mandate_html, g.decides, g.prepares, g.minutes_form, g.has_bulletin_duty,
       g.bulletin_duty_day, g.seats_wanted, g.quorum_percent, g.personal_data_days, g.ends_with_text,
       CASE WHEN g.from_day > -1000000 THEN g.from_day END AS from_day, CASE WHEN g.to_day < 3000000 THEN g.to_day END AS to_day,
       g.from_precision, g.to_precision,
       CASE WHEN g.from_day > -1000000 THEN g.from_day * 8 +
            CASE g.from_precision WHEN 'month' THEN 1 WHEN 'season' THEN 2 WHEN 'year' THEN 3 ELSE 0 END END AS from_when,
       CASE WHEN g.to_day < 3000000 THEN g.to_day * 8 +
            CASE g.to_precision WHEN 'month' THEN 1 WHEN 'season' THEN 2 WHEN 'year' THEN 3 ELSE 0 END END AS to_when,
       g.visibility, g.is_practice, g.rev, g.created_at, g.modified_at,
       CASE WHEN g.from_day <= as_of() AND g.to_day >= as_of() THEN 1 ELSE 0 END AS is_valid,
       rank_of(standing('group', g.id)) AS rank,
       CASE WHEN rank_of(standing('group', g.id)) >= 2 THEN 1 ELSE 0 END AS is_member,
       CASE WHEN rank_of(standing('group', g.id)) >= 3 THEN 1 ELSE 0 END AS can_edit
  FROM grp g WHERE sees(g.visibility, standing('group', g.id));

CREATE VIEW v_group_parent AS
SELECT p.grp_id, p.parent_id FROM grp_parent p
 WHERE p.from_day <= as_of() AND p.to_day >= as_of()
   AND EXISTS (SELECT 1 FROM v_rank_group k WHERE k.id = p.grp_id) AND EXISTS (SELECT 1 FROM v_rank_group k WHERE k.id = p.parent_id);

CREATE VIEW v_succession AS
SELECT s.id, s.kind, s.from_id, s.to_id, s.day FROM succession s
 WHERE (s.kind = 'group' AND EXISTS (SELECT 1 FROM v_rank_group k WHERE k.id = s.from_id) AND EXISTS (SELECT 1 FROM v_rank_group k WHERE k.id = s.to_id))
    OR (s.kind = 'organization' AND EXISTS (SELECT 1 FROM v_rank_organization k WHERE k.id = s.from_id) AND EXISTS (SELECT 1 FROM v_rank_organization k WHERE k.id = s.to_id));

-- Seats of every day. member_name is the person's, the post's or, for a seat not yet named, the organization's;
-- holder_name is who holds the post of a post's seat on the day as_of(); for_name is the organization the seat is held for.
CREATE VIEW v_membership_all AS
SELECT m.id, m.uid, m.grp_id, m.organization_id, m.person_id, m.post_id, m.seat_organization_id, m.role,
       COALESCE(m.title, p.title) AS title, m.title AS own_title, m.on_behalf_of_id, b.name AS on_behalf_of_name, m.deputy_of_id,
       CASE WHEN p.id IS NOT NULL THEN 'person' WHEN po.id IS NOT NULL THEN 'post' ELSE 'organization' END AS member_kind,
       COALESCE(p.name, po.name, so.name) AS member_name, COALESCE(p.name_sort, po.name_sort, so.name_sort) AS member_sort,
       h.person_id AS holder_id, hp.name AS holder_name,
       po.name AS post_name, f.id AS for_id, f.name AS for_name, f.name_sort AS for_sort,
       m.from_day AS raw_from_day, m.to_day AS raw_to_day,
       CASE WHEN m.from_day > -1000000 THEN m.from_day END AS from_day, CASE WHEN m.to_day < 3000000 THEN m.to_day END AS to_day,
       m.from_precision, m.to_precision,
       CASE WHEN m.from_day > -1000000 THEN m.from_day * 8 +
            CASE m.from_precision WHEN 'month' THEN 1 WHEN 'season' THEN 2 WHEN 'year' THEN 3 ELSE 0 END END AS from_when,
       CASE WHEN m.to_day < 3000000 THEN m.to_day * 8 +
            CASE m.to_precision WHEN 'month' THEN 1 WHEN 'season' THEN 2 WHEN 'year' THEN 3 ELSE 0 END END AS to_when,
       m.rev, m.created_at, m.modified_at,
       CASE WHEN m.from_day <= as_of() AND m.to_day >= as_of() THEN 1 ELSE 0 END AS is_valid,
       CASE m.role WHEN 'chair' THEN 1 WHEN 'deputy_chair' THEN 2 WHEN 'director' THEN 3 WHEN 'coordinator' THEN 4
            WHEN 'secretary' THEN 5 WHEN 'member' THEN 6 WHEN 'deputy' THEN 7 WHEN 'expert' THEN 8 WHEN 'supervisor' THEN 9
            ELSE 10 END AS role_order,
       r.rank, CASE WHEN r.rank >= 3 THEN 1 ELSE 0 END AS can_edit
  FROM membership m
  JOIN v_rank_membership r ON r.id = m.id
  LEFT JOIN person p ON p.id = m.person_id
  LEFT JOIN post po ON po.id = m.post_id
  LEFT JOIN post_holder h ON h.id = (
       SELECT MAX(x.id) FROM post_holder x
        WHERE x.post_id = m.post_id AND x.from_day <= as_of() AND x.to_day >= as_of() AND EXISTS (SELECT 1 FROM v_rank_person k WHERE k.id = x.person_id))
  LEFT JOIN person hp ON hp.id = h.person_id
  LEFT JOIN organization so ON so.id = m.seat_organization_id
  LEFT JOIN organization b ON b.id = m.on_behalf_of_id AND EXISTS (SELECT 1 FROM v_rank_organization k WHERE k.id = b.id)
  LEFT JOIN organization f ON f.id = COALESCE(m.on_behalf_of_id, po.organization_id, so.id, p.organization_id)
        AND EXISTS (SELECT 1 FROM v_rank_organization k WHERE k.id = f.id);

CREATE VIEW v_membership AS
SELECT * FROM v_membership_all WHERE is_valid > 0;

CREATE VIEW v_tie AS
SELECT t.id, t.uid, t.kind, t.from_kind, t.from_id, t.to_kind, t.to_id,
       COALESCE(fg.name, fo.name, fp.name) AS from_name, COALESCE(tg.name, tt.name, tp.name) AS to_name,
       CASE WHEN t.from_day > -1000000 THEN t.from_day END AS from_day, CASE WHEN t.to_day < 3000000 THEN t.to_day END AS to_day,
       t.from_precision, t.to_precision,
       CASE WHEN t.from_day > -1000000 THEN t.from_day * 8 +
            CASE t.from_precision WHEN 'month' THEN 1 WHEN 'season' THEN 2 WHEN 'year' THEN 3 ELSE 0 END END AS from_when,
       CASE WHEN t.to_day < 3000000 THEN t.to_day * 8 +
            CASE t.to_precision WHEN 'month' THEN 1 WHEN 'season' THEN 2 WHEN 'year' THEN 3 ELSE 0 END END AS to_when,
       CASE WHEN t.from_day <= as_of() AND t.to_day >= as_of() THEN 1 ELSE 0 END AS is_valid, t.rev,
       CASE WHEN r.rank >= 3 THEN 1 ELSE 0 END AS can_edit
  FROM tie t
  JOIN v_rank_tie r ON r.id = t.id
  LEFT JOIN grp fg ON t.from_kind = 'group' AND fg.id = t.from_id
  LEFT JOIN organization fo ON t.from_kind = 'organization' AND fo.id = t.from_id
  LEFT JOIN post fp ON t.from_kind = 'post' AND fp.id = t.from_id
  LEFT JOIN grp tg ON t.to_kind = 'group' AND tg.id = t.to_id
  LEFT JOIN organization tt ON t.to_kind = 'organization' AND tt.id = t.to_id
  LEFT JOIN post tp ON t.to_kind = 'post' AND tp.id = t.to_id;

CREATE VIEW v_alias AS
SELECT a.id, a.kind, a.object_id, a.name FROM alias a
 WHERE (a.kind = 'group' AND EXISTS (SELECT 1 FROM v_rank_group k WHERE k.id = a.object_id))
    OR (a.kind = 'organization' AND EXISTS (SELECT 1 FROM v_rank_organization k WHERE k.id = a.object_id));

CREATE VIEW v_source AS SELECT s.id, s.uid, s.name, s.publisher, s.day, s.url FROM source s;

CREATE VIEW v_evidence AS
SELECT e.id, e.kind, e.object_id, e.note, s.name AS source_name, s.publisher, s.day, s.url,
       (SELECT b.id FROM bulletin b WHERE b.source_id = s.id AND b.state = 'published' AND b.visibility = 'public'
           AND EXISTS (SELECT 1 FROM v_rank_group g WHERE g.id = b.grp_id)) AS bulletin_id
  FROM evidence e JOIN source s ON s.id = e.source_id;

CREATE VIEW v_setting AS SELECT s.name, s.value FROM setting s WHERE admin() = 1;
-- Who answers for the service: its statements tell everybody. One row.
CREATE VIEW v_provider AS
SELECT COALESCE((SELECT s.value FROM setting s WHERE s.name = 'provider'), '') AS name,
       COALESCE((SELECT s.value FROM setting s WHERE s.name = 'contact'), '') AS contact;
