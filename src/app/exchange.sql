-- Tables of the register, out and in. What goes out is read through the views, and so is what an import compares with.

-- statement: exchange.organizations
SELECT o.id, o.uid, o.kind, o.name, o.short_name, o.lang, a.path_code AS area, a.name_fi AS area_name, o.business_id, o.url, o.email,
       o.description, o.from_day, o.from_precision, o.to_day, o.to_precision, o.visibility, o.is_practice
  FROM v_organization o LEFT JOIN v_area a ON a.id = o.area_id
 WHERE (CAST(:only AS TEXT) IS NULL OR o.kind = :only) AND o.id > :after ORDER BY o.id LIMIT :limit;

-- statement: exchange.organization_parents
SELECT organization_id AS id, uid, from_day, to_day FROM v_organization_parent_all
 WHERE organization_id > :after AND organization_id <= :last ORDER BY organization_id, uid, from_day;

-- statement: exchange.organization_areas
SELECT x.organization_id AS id, a.path_code AS uid FROM v_organization_area x JOIN v_area a ON a.id = x.area_id
 WHERE x.is_home = 0 AND x.organization_id > :after AND x.organization_id <= :last ORDER BY x.organization_id, a.path_code;

-- statement: exchange.organization_aliases
SELECT object_id AS id, name AS uid FROM v_alias
 WHERE kind = 'organization' AND object_id > :after AND object_id <= :last ORDER BY object_id, name;

-- statement: exchange.organization_successors
SELECT s.from_id AS id, o.uid, s.day AS from_day FROM v_succession s JOIN v_organization o ON o.id = s.to_id
 WHERE s.kind = 'organization' AND s.from_id > :after AND s.from_id <= :last ORDER BY s.from_id, o.uid;

-- statement: exchange.people
SELECT p.id, p.uid, p.name, p.title, o.uid AS organization_uid, o.name AS organization_name, p.email, p.visibility, p.is_practice
  FROM v_person p LEFT JOIN v_organization o ON o.id = p.organization_id
 WHERE p.id > :after ORDER BY p.id LIMIT :limit;

-- statement: exchange.posts
SELECT p.id, p.uid, o.uid AS organization_uid, o.name AS organization_name, p.name, a.path_code AS area, a.name_fi AS area_name,
       p.is_leadership, p.from_day, p.to_day
  FROM v_post p JOIN v_organization o ON o.id = p.organization_id LEFT JOIN v_area a ON a.id = p.area_id
 WHERE p.id > :after ORDER BY p.id LIMIT :limit;

-- statement: exchange.post_holders
SELECT h.post_id AS id, p.uid, h.raw_from_day AS from_day, h.raw_to_day AS to_day, h.from_precision, h.to_precision
  FROM v_post_holder_all h JOIN v_person p ON p.id = h.person_id
 WHERE h.post_id > :after AND h.post_id <= :last ORDER BY h.post_id, p.uid, h.raw_from_day;

-- statement: exchange.groups
SELECT g.id, g.uid, g.kind, g.name, g.short_name, g.lang, g.level, a.path_code AS area, a.name_fi AS area_name,
       o.uid AS organization_uid, o.name AS organization_name, l.uid AS leadership_of_uid, l.name AS leadership_of_name, g.state,
       g.mandate, g.decides, g.prepares, g.minutes_form, g.has_bulletin_duty, g.bulletin_duty_day, g.seats_wanted, g.quorum_percent,
       g.personal_data_days, g.ends_with_text AS ends_with, g.from_day, g.from_precision, g.to_day, g.to_precision, g.visibility,
       g.is_practice
  FROM v_group g LEFT JOIN v_area a ON a.id = g.area_id LEFT JOIN v_organization o ON o.id = g.organization_id
  LEFT JOIN v_organization l ON l.id = g.leadership_of_id
 WHERE (CAST(:only AS TEXT) IS NULL OR g.kind = :only) AND g.id > :after ORDER BY g.id LIMIT :limit;

-- statement: exchange.group_parents
SELECT grp_id AS id, uid, from_day, to_day FROM v_group_parent_all
 WHERE grp_id > :after AND grp_id <= :last ORDER BY grp_id, uid, from_day;

-- statement: exchange.group_aliases
SELECT object_id AS id, name AS uid FROM v_alias
 WHERE kind = 'group' AND object_id > :after AND object_id <= :last ORDER BY object_id, name;

-- statement: exchange.group_successors
SELECT s.from_id AS id, g.uid, s.day AS from_day FROM v_succession s JOIN v_group g ON g.id = s.to_id
 WHERE s.kind = 'group' AND s.from_id > :after AND s.from_id <= :last ORDER BY s.from_id, g.uid;

-- statement: exchange.memberships
SELECT m.id, m.uid, g.uid AS group_uid, g.name AS group_name, o.uid AS organization_uid, o.name AS organization_name,
       p.uid AS person_uid, p.name AS person_name, po.uid AS post_uid, po.name AS post_name, s.uid AS seat_organization_uid,
       s.name AS seat_organization_name, m.role, m.own_title AS title, b.uid AS on_behalf_of_uid, b.name AS on_behalf_of_name,
       m.raw_from_day AS from_day, m.from_precision, m.raw_to_day AS to_day, m.to_precision
  FROM v_membership_all m
  LEFT JOIN v_group g ON g.id = m.grp_id
  LEFT JOIN v_organization o ON o.id = m.organization_id
  LEFT JOIN v_person p ON p.id = m.person_id
  LEFT JOIN v_post po ON po.id = m.post_id
  LEFT JOIN v_organization s ON s.id = m.seat_organization_id
  LEFT JOIN v_organization b ON b.id = m.on_behalf_of_id
 WHERE m.id > :after ORDER BY m.id LIMIT :limit;

-- statement: exchange.membership_deputies
SELECT m.id, d.uid FROM v_membership_all m JOIN v_membership_all d ON d.id = m.deputy_of_id
 WHERE m.id > :after AND m.id <= :last ORDER BY m.id, d.uid;

-- statement: exchange.ties
SELECT t.id, t.uid, t.kind, fg.uid AS from_group_uid, fg.name AS from_group_name, fo.uid AS from_organization_uid,
       fo.name AS from_organization_name, fp.uid AS from_post_uid, fp.name AS from_post_name, tg.uid AS to_group_uid,
       tg.name AS to_group_name, tt.uid AS to_organization_uid, tt.name AS to_organization_name, tp.uid AS to_post_uid,
       tp.name AS to_post_name, t.from_day, t.from_precision, t.to_day, t.to_precision
  FROM v_tie t
  LEFT JOIN v_group fg ON t.from_kind = 'group' AND fg.id = t.from_id
  LEFT JOIN v_organization fo ON t.from_kind = 'organization' AND fo.id = t.from_id
  LEFT JOIN v_post fp ON t.from_kind = 'post' AND fp.id = t.from_id
  LEFT JOIN v_group tg ON t.to_kind = 'group' AND tg.id = t.to_id
  LEFT JOIN v_organization tt ON t.to_kind = 'organization' AND tt.id = t.to_id
  LEFT JOIN v_post tp ON t.to_kind = 'post' AND tp.id = t.to_id
 WHERE t.id > :after ORDER BY t.id LIMIT :limit;

-- statement: exchange.ids_organization
SELECT id, uid, name FROM v_organization ORDER BY id;

-- statement: exchange.ids_person
SELECT id, uid, name FROM v_person ORDER BY id;

-- statement: exchange.ids_post
SELECT id, uid, name FROM v_post ORDER BY id;

-- statement: exchange.ids_group
SELECT id, uid, name FROM v_group ORDER BY id;

-- statement: exchange.ids_membership
SELECT id, uid, CAST('' AS TEXT) AS name FROM v_membership_all ORDER BY id;

-- statement: exchange.ids_tie
SELECT id, uid, CAST('' AS TEXT) AS name FROM v_tie ORDER BY id;

-- statement: exchange.ids_area
SELECT id, path_code AS uid, name_fi AS name FROM v_area
 WHERE is_valid = 1 ORDER BY CASE kind WHEN 'municipality' THEN 1 WHEN 'county' THEN 2 ELSE 3 END, id;

-- statement: exchange.organization_insert
INSERT INTO organization (uid, kind, name, name_sort, name_fold, short_name, lang, area_id, business_id, url, email, description,
  description_html, from_day, to_day, from_precision, to_precision, visibility, is_practice, created_at, modified_at)
VALUES (:uid, :kind, :name, :name_sort, :name_fold, :short_name, :lang, :area, :business_id, :url, :email, :description, :html,
  :from_day, :to_day, :from_precision, :to_precision, :visibility, :is_practice, :now, :now)
RETURNING id;

-- statement: exchange.organization_update
UPDATE organization SET kind = :kind, name = :name, name_sort = :name_sort, name_fold = :name_fold, short_name = :short_name,
       lang = :lang, area_id = :area, business_id = :business_id, url = :url, email = :email, description = :description,
       description_html = :html, from_day = :from_day, to_day = :to_day, from_precision = :from_precision,
       to_precision = :to_precision, visibility = :visibility, is_practice = :is_practice, rev = rev + 1, modified_at = :now
 WHERE id = :id;

-- statement: exchange.person_insert
INSERT INTO person (uid, name, name_sort, name_fold, title, organization_id, email, visibility, is_practice, created_at, modified_at)
VALUES (:uid, :name, :name_sort, :name_fold, :title, :organization_uid, :email, :visibility, :is_practice, :now, :now)
RETURNING id;

-- statement: exchange.person_update
UPDATE person SET name = :name, name_sort = :name_sort, name_fold = :name_fold, title = :title, organization_id = :organization_uid,
       email = :email, visibility = :visibility, is_practice = :is_practice, rev = rev + 1, modified_at = :now
 WHERE id = :id AND anonymised_at IS NULL;

-- statement: exchange.post_insert
INSERT INTO post (uid, organization_id, name, name_sort, area_id, is_leadership, from_day, to_day, created_at, modified_at)
VALUES (:uid, :organization_uid, :name, :name_sort, :area, :is_leadership, :from_day, :to_day, :now, :now)
RETURNING id;

-- statement: exchange.post_update
UPDATE post SET organization_id = :organization_uid, name = :name, name_sort = :name_sort, area_id = :area,
       is_leadership = :is_leadership, from_day = :from_day, to_day = :to_day, rev = rev + 1, modified_at = :now
 WHERE id = :id;

-- statement: exchange.group_insert
INSERT INTO grp (uid, kind, name, name_sort, name_fold, short_name, lang, level, area_id, organization_id, leadership_of_id, state,
  mandate, mandate_html, decides, prepares, minutes_form, has_bulletin_duty, bulletin_duty_day, seats_wanted, quorum_percent,
  personal_data_days, ends_with_text, from_day, to_day, from_precision, to_precision, visibility, is_practice, created_at, modified_at)
VALUES (:uid, :kind, :name, :name_sort, :name_fold, :short_name, :lang, :level, :area, :organization_uid, :leadership_of_uid, :state,
  :mandate, :html, :decides, :prepares, :minutes_form, :has_bulletin_duty, :bulletin_duty_day, :seats_wanted, :quorum_percent,
  :personal_data_days, :ends_with, :from_day, :to_day, :from_precision, :to_precision, :visibility, :is_practice, :now, :now)
RETURNING id;

-- statement: exchange.group_update
UPDATE grp SET kind = :kind, name = :name, name_sort = :name_sort, name_fold = :name_fold, short_name = :short_name, lang = :lang,
       level = :level, area_id = :area, organization_id = :organization_uid, leadership_of_id = :leadership_of_uid, state = :state,
       mandate = :mandate, mandate_html = :html, decides = :decides, prepares = :prepares, minutes_form = :minutes_form,
       has_bulletin_duty = :has_bulletin_duty, bulletin_duty_day = :bulletin_duty_day, seats_wanted = :seats_wanted,
       quorum_percent = :quorum_percent, personal_data_days = :personal_data_days, ends_with_text = :ends_with, from_day = :from_day,
       to_day = :to_day, from_precision = :from_precision, to_precision = :to_precision, visibility = :visibility,
       is_practice = :is_practice, rev = rev + 1, modified_at = :now
 WHERE id = :id;

-- statement: exchange.membership_insert
INSERT INTO membership (uid, grp_id, organization_id, person_id, post_id, seat_organization_id, role, title, on_behalf_of_id,
  from_day, to_day, from_precision, to_precision, created_at, modified_at)
VALUES (:uid, :group_uid, :organization_uid, :person_uid, :post_uid, :seat_organization_uid, :role, :title, :on_behalf_of_uid,
  :from_day, :to_day, :from_precision, :to_precision, :now, :now)
RETURNING id;

-- statement: exchange.membership_update
UPDATE membership SET grp_id = :group_uid, organization_id = :organization_uid, person_id = :person_uid, post_id = :post_uid,
       seat_organization_id = :seat_organization_uid, role = :role, title = :title, on_behalf_of_id = :on_behalf_of_uid,
       from_day = :from_day, to_day = :to_day, from_precision = :from_precision, to_precision = :to_precision, rev = rev + 1,
       modified_at = :now
 WHERE id = :id;

-- statement: exchange.tie_insert
INSERT INTO tie (uid, kind, from_kind, from_id, to_kind, to_id, from_day, to_day, from_precision, to_precision, created_at, modified_at)
VALUES (:uid, :kind,
  CASE WHEN CAST(:from_group_uid AS INTEGER) IS NOT NULL THEN 'group' WHEN CAST(:from_post_uid AS INTEGER) IS NOT NULL THEN 'post'
       ELSE 'organization' END, COALESCE(:from_group_uid, :from_post_uid, :from_organization_uid),
  CASE WHEN CAST(:to_group_uid AS INTEGER) IS NOT NULL THEN 'group' WHEN CAST(:to_post_uid AS INTEGER) IS NOT NULL THEN 'post'
       ELSE 'organization' END, COALESCE(:to_group_uid, :to_post_uid, :to_organization_uid),
  :from_day, :to_day, :from_precision, :to_precision, :now, :now)
RETURNING id;

-- statement: exchange.tie_update
UPDATE tie SET kind = :kind,
       from_kind = CASE WHEN CAST(:from_group_uid AS INTEGER) IS NOT NULL THEN 'group'
                        WHEN CAST(:from_post_uid AS INTEGER) IS NOT NULL THEN 'post' ELSE 'organization' END,
       from_id = COALESCE(:from_group_uid, :from_post_uid, :from_organization_uid),
       to_kind = CASE WHEN CAST(:to_group_uid AS INTEGER) IS NOT NULL THEN 'group'
                      WHEN CAST(:to_post_uid AS INTEGER) IS NOT NULL THEN 'post' ELSE 'organization' END,
       to_id = COALESCE(:to_group_uid, :to_post_uid, :to_organization_uid),
       from_day = :from_day, to_day = :to_day, from_precision = :from_precision, to_precision = :to_precision, rev = rev + 1, modified_at = :now
 WHERE id = :id;

-- statement: exchange.organization_parents_clear
DELETE FROM organization_parent WHERE organization_id = :id;

-- statement: exchange.organization_parents_add
INSERT INTO organization_parent (organization_id, parent_id, from_day, to_day) VALUES (:id, :other_id, :from_day, :to_day);

-- statement: exchange.organization_areas_clear
DELETE FROM organization_area WHERE organization_id = :id;

-- statement: exchange.organization_areas_add
INSERT INTO organization_area (organization_id, area_id) VALUES (:id, :other_id) ON CONFLICT (organization_id, area_id) DO NOTHING;

-- statement: exchange.organization_aliases_clear
DELETE FROM alias WHERE kind = 'organization' AND object_id = :id;

-- statement: exchange.organization_aliases_add
INSERT INTO alias (kind, object_id, name, name_fold) VALUES ('organization', :id, :name, :name_fold)
    ON CONFLICT (kind, object_id, name_fold) DO NOTHING;

-- statement: exchange.organization_successors_clear
DELETE FROM succession WHERE kind = 'organization' AND from_id = :id;

-- statement: exchange.organization_successors_add
INSERT INTO succession (kind, from_id, to_id, day) VALUES ('organization', :id, :other_id, :from_day);

-- statement: exchange.post_holders_clear
DELETE FROM post_holder WHERE post_id = :id;

-- statement: exchange.post_holders_add
INSERT INTO post_holder (uid, post_id, person_id, from_day, to_day, from_precision, to_precision, created_at, modified_at)
VALUES (:uid, :id, :other_id, :from_day, :to_day, :from_precision, :to_precision, :now, :now);

-- statement: exchange.group_parents_clear
DELETE FROM grp_parent WHERE grp_id = :id;

-- statement: exchange.group_parents_add
INSERT INTO grp_parent (grp_id, parent_id, from_day, to_day) VALUES (:id, :other_id, :from_day, :to_day);

-- statement: exchange.group_aliases_clear
DELETE FROM alias WHERE kind = 'group' AND object_id = :id;

-- statement: exchange.group_aliases_add
INSERT INTO alias (kind, object_id, name, name_fold) VALUES ('group', :id, :name, :name_fold)
    ON CONFLICT (kind, object_id, name_fold) DO NOTHING;

-- statement: exchange.group_successors_clear
DELETE FROM succession WHERE kind = 'group' AND from_id = :id;

-- statement: exchange.group_successors_add
INSERT INTO succession (kind, from_id, to_id, day) VALUES ('group', :id, :other_id, :from_day);

-- statement: exchange.membership_deputies_clear
UPDATE membership SET deputy_of_id = NULL WHERE id = :id;

-- statement: exchange.membership_deputies_add
UPDATE membership SET deputy_of_id = :other_id WHERE id = :id;

-- statement: import.insert
INSERT INTO import (kind, file_name, body, state, new_n, changed_n, same_n, refused_n, created_at)
VALUES (:kind, :file_name, :body, 'checked', :new_n, :changed_n, :same_n, :refused_n, :now)
RETURNING id;

-- statement: import.refusal_insert
INSERT INTO import_refusal (import_id, position, line, field, said) VALUES (:import_id, :position, :line, :field, :said);

-- statement: import.refusals_clear
DELETE FROM import_refusal WHERE import_id = :import_id;

-- statement: import.refusals_forget
DELETE FROM import_refusal WHERE import_id IN (SELECT id FROM import WHERE created_at < :before);

-- statement: import.forget
DELETE FROM import WHERE created_at < :before;

-- statement: import.find
SELECT kind, body, state, refused_n FROM import WHERE id = :id;

-- statement: import.stored
UPDATE import SET state = 'stored', body = :body, new_n = :new_n, changed_n = :changed_n, same_n = :same_n, refused_n = :refused_n
 WHERE id = :id;
