-- page: GET /people/{person:id}
-- title: person.name
-- access: reader of person
-- budget: 10 queries

-- query: person one
SELECT id, name, title, organization_id, organization_name, email, is_practice, visibility,
       CASE WHEN visibility <> 'public' THEN 1 ELSE 0 END AS is_limited, can_edit
  FROM v_person WHERE id = :person;

-- query: seat many max=300
SELECT id, grp_id, group_name, role, title, organization_id, organization_name, from_when, to_when, is_valid,
       CASE WHEN raw_from_day > :as_of THEN 1 ELSE 0 END AS is_coming
  FROM v_seat WHERE (is_valid = 1 OR (raw_from_day > :as_of AND :as_of >= :today))
   AND (person_id = :person OR post_id IN (SELECT h.post_id FROM v_post_holder h WHERE h.person_id = :person))
 ORDER BY is_valid DESC, role_order, group_sort, id LIMIT :limit;

-- query: past many max=300
SELECT id, grp_id, group_name, role, organization_id, organization_name, from_when, to_when
  FROM v_seat WHERE last_first > -CAST(:as_of AS INTEGER) AND person_id = :person
 ORDER BY last_first, group_sort, id LIMIT :limit;

-- query: belonging many max=100
SELECT m.id, m.organization_id, o.name, m.role, m.from_when, m.to_when, m.is_valid, CASE WHEN m.raw_from_day > :as_of THEN 1 ELSE 0 END AS is_coming
  FROM v_membership_all m JOIN v_organization o ON o.id = m.organization_id
 WHERE m.person_id = :person AND (m.raw_from_day <= :as_of OR :as_of >= :today) ORDER BY m.is_valid DESC, o.name_sort, m.id LIMIT :limit;

-- query: post many max=100
SELECT h.id, h.post_id, p.name, p.organization_id, o.name AS organization_name, h.from_when, h.to_when, h.is_valid, CASE WHEN h.raw_from_day > :as_of THEN 1 ELSE 0 END AS is_coming
  FROM v_post_holder_all h JOIN v_post p ON p.id = h.post_id JOIN v_organization o ON o.id = p.organization_id
 WHERE h.person_id = :person AND (h.raw_from_day <= :as_of OR :as_of >= :today) ORDER BY h.is_valid DESC, h.raw_to_day DESC, h.id LIMIT :limit;

-- query: statement many max=300
SELECT s.id, s.body, s.is_verbatim, i.title AS item_title, i.id AS item_id, m.id AS meeting_id, m.group_name, m.day
  FROM v_statement s JOIN v_item i ON i.id = s.item_id JOIN v_meeting m ON m.id = i.meeting_id
 WHERE s.person_id = :person AND s.is_quotable = 1 ORDER BY m.new_first, i.position, s.id LIMIT :limit;

-- query: commitment many max=200
SELECT id, deed, organization_name, NULL AS person_name, group_name, due_when, state,
       CASE WHEN is_late = 1 THEN 'late' ELSE state END AS said, CASE WHEN is_late = 1 THEN 'late' WHEN state = 'done' THEN 'done' END AS look
  FROM v_commitment WHERE doer_id = :person AND person_id IS NOT NULL AND :as_of = :today ORDER BY is_open DESC, due_order, id LIMIT :limit;

-- query: evidence many max=10
SELECT source_name, publisher, day, note, bulletin_id FROM v_evidence WHERE kind = 'person' AND object_id = :person
 ORDER BY day DESC, id LIMIT :limit;

-- query: history many max=50
SELECT seq, part, at, action, subject, fields, actor_name
  FROM v_register_history WHERE about_kind = 'person' AND about_id = :person
 UNION ALL
SELECT h.seq, h.part, h.at, h.action, h.about_name, h.fields, h.actor_name
  FROM v_membership_all m JOIN v_register_history h ON h.kind = 'membership' AND h.object_id = m.id WHERE m.person_id = :person
 ORDER BY seq DESC, part LIMIT :limit;

-- query: gap many max=21
SELECT y.id, y.check_name, y.path, y.name, y.group_name, y.organization_name, y.other_name, y.meeting_day, y.since_day, y.seen_day,
       y.has_group, y.is_practice, y.shows_rule
  FROM (SELECT x.*, row_number() OVER (ORDER BY x.worst_first, x.check_name, x.id) AS nth,
               CASE WHEN x.check_name = lag(x.check_name) OVER (ORDER BY x.worst_first, x.check_name, x.id) THEN 0 ELSE 1 END AS shows_rule
          FROM v_gap_text x
         WHERE x.person_id = :person
           AND (x.kind <> 'commitment' OR EXISTS (SELECT 1 FROM v_commitment c WHERE c.id = x.object_id AND c.person_id = :person))) y
 WHERE y.nth <= 20 AND :as_of = :today ORDER BY y.nth LIMIT :limit;
