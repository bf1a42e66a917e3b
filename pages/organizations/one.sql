-- page: GET /organizations/{organization:id}
-- title: organization.name
-- access: reader of organization
-- budget: 17 queries

-- query: organization one
SELECT o.id, o.name, o.short_name, o.kind, o.lang, o.business_id, o.url, o.email, o.description_html, o.from_when, o.to_when, o.is_valid,
       CASE WHEN o.from_day > :as_of THEN 1 ELSE 0 END AS is_coming,
       o.is_practice, o.visibility, CASE WHEN o.visibility <> 'public' THEN 1 ELSE 0 END AS is_limited, o.can_edit,
       a.name AS area_name, a.path_code, admin() AS is_admin,
       CASE WHEN o.kind = 'municipality' AND a.kind = 'municipality' THEN a.path_code END AS picture_code
  FROM v_organization o LEFT JOIN v_area a ON a.id = o.area_id
 WHERE o.id = :organization;

-- query: area many max=400
SELECT a.id, a.name, a.path_code, a.kind
  FROM v_organization_area x JOIN v_area a ON a.id = x.area_id
 WHERE x.organization_id = :organization AND x.is_home = 0
 ORDER BY a.name_sort, a.id LIMIT :limit;

-- query: parent many max=50
SELECT parent_id, parent_name, parent_kind FROM v_organization_parent
 WHERE organization_id = :organization ORDER BY parent_sort, parent_id LIMIT :limit;

-- query: part many max=400
SELECT organization_id, organization_name, organization_kind FROM v_organization_parent
 WHERE parent_id = :organization ORDER BY organization_sort, organization_id LIMIT :limit;

-- query: predecessor many max=50
SELECT s.from_id, o.name, s.day FROM v_succession s JOIN v_organization o ON o.id = s.from_id
 WHERE s.kind = 'organization' AND s.to_id = :organization ORDER BY s.day, s.from_id LIMIT :limit;

-- query: successor many max=50
SELECT s.to_id, o.name, s.day FROM v_succession s JOIN v_organization o ON o.id = s.to_id
 WHERE s.kind = 'organization' AND s.from_id = :organization ORDER BY s.day, s.to_id LIMIT :limit;

-- query: post many max=200
SELECT id, name, is_leadership, is_valid, CASE WHEN from_day > :as_of THEN 1 ELSE 0 END AS is_coming FROM v_post
 WHERE organization_id = :organization AND (is_valid = 1 OR (from_day > :as_of AND :as_of >= :today))
 ORDER BY is_leadership DESC, name_sort, id LIMIT :limit;

-- query: holder many in=post on=post_id max=400
SELECT post_id, person_id, name FROM v_post_holder WHERE post_id IN :keys ORDER BY post_id, name_sort, person_id LIMIT :limit;

-- query: member many max=400
SELECT id, person_id, post_id, seat_organization_id, member_name, role, title, holder_name
  FROM v_membership WHERE organization_id = :organization ORDER BY role_order, member_sort, id LIMIT :limit;

-- query: person many max=400
SELECT id, name, title FROM v_person
 WHERE organization_id = :organization
   AND id NOT IN (SELECT person_id FROM v_membership WHERE organization_id = :organization AND person_id IS NOT NULL)
 ORDER BY name_sort, id LIMIT :limit;

-- query: seat many max=400
SELECT id, grp_id, group_name, person_id, post_id, member_name, holder_id, holder_name, role, title
  FROM v_seat WHERE organization_id = :organization AND is_valid = 1
 ORDER BY group_sort, grp_id, role_order, member_sort, id LIMIT :limit;

-- query: owned many max=200
SELECT g.id, g.name, g.kind, CASE WHEN g.leadership_of_id = :organization THEN 1 ELSE 0 END AS leads
  FROM v_group g
 WHERE g.is_valid = 1 AND (g.organization_id = :organization OR g.leadership_of_id = :organization)
 ORDER BY g.name_sort, g.id LIMIT :limit;

-- query: commitment many max=200
SELECT id, deed, NULL AS organization_name, person_name, group_name, due_when, state,
       CASE WHEN is_late = 1 THEN 'late' ELSE state END AS said, CASE WHEN is_late = 1 THEN 'late' WHEN state = 'done' THEN 'done' END AS look, is_late
  FROM v_commitment WHERE organization_id = :organization AND :as_of = :today ORDER BY is_open DESC, due_order, id LIMIT :limit;

-- query: alias many max=50
SELECT id, name FROM v_alias WHERE kind = 'organization' AND object_id = :organization ORDER BY name, id LIMIT :limit;

-- query: evidence many max=10
SELECT source_name, publisher, day, note, bulletin_id FROM v_evidence WHERE kind = 'organization' AND object_id = :organization
 ORDER BY day DESC, id LIMIT :limit;

-- query: history many max=50
SELECT seq, at, action, subject, fields, actor_name FROM v_register_history WHERE about_kind = 'organization' AND about_id = :organization
   AND (kind <> 'membership' OR object_id IN (SELECT id FROM v_rank_membership))
 ORDER BY seq DESC, part LIMIT :limit;

-- query: gap many max=21
SELECT y.id, y.check_name, y.path, y.name, y.group_name, y.organization_name, y.other_name, y.meeting_day, y.since_day, y.seen_day,
       y.has_group, y.is_practice, y.shows_rule
  FROM (SELECT x.*, row_number() OVER (ORDER BY x.worst_first, x.check_name, x.id) AS nth,
               CASE WHEN x.check_name = lag(x.check_name) OVER (ORDER BY x.worst_first, x.check_name, x.id) THEN 0 ELSE 1 END AS shows_rule
          FROM v_gap_text x WHERE x.organization_id = :organization) y
 WHERE y.nth <= 20 AND :as_of = :today ORDER BY y.nth LIMIT :limit;
