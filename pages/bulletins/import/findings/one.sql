-- page: GET /bulletins/import/{reading:id}/findings/{finding:id}
-- title: reading.correct.title
-- access: admin
-- budget: 7 queries

-- query: finding one
SELECT f.id, f.kind, f.position, f.sentence, f.as_read, f.reading_id, r.title AS reading_title, f.doubt, f.fault, f.title AS like_name, CASE f.doubt WHEN 'similar' THEN 1 ELSE 0 END AS is_similar,
       CASE WHEN f.kind NOT IN ('meeting', 'commitment') THEN 1 ELSE 0 END AS has_name,
       CASE WHEN f.kind IN ('person', 'membership', 'statement') THEN 1 ELSE 0 END AS has_title,
       CASE WHEN f.kind IN ('group', 'person', 'commitment') THEN 1 ELSE 0 END AS is_of_organization,
       CASE WHEN f.kind IN ('bulletin', 'membership', 'meeting') THEN 1 ELSE 0 END AS is_of_group,
       CASE WHEN f.kind IN ('bulletin', 'meeting') THEN 1 ELSE 0 END AS has_plain_day,
       CASE WHEN f.kind IN ('commitment', 'deadline') THEN 1 ELSE 0 END AS has_day,
       CASE WHEN f.kind IN ('item', 'statement', 'commitment') THEN 1 ELSE 0 END AS has_body,
       CASE f.kind WHEN 'bulletin' THEN 1 ELSE 0 END AS is_bulletin, CASE f.kind WHEN 'group' THEN 1 ELSE 0 END AS is_group,
       CASE f.kind WHEN 'organization' THEN 1 ELSE 0 END AS is_organization, CASE f.kind WHEN 'membership' THEN 1 ELSE 0 END AS is_membership,
       CASE f.kind WHEN 'item' THEN 1 ELSE 0 END AS is_item
  FROM v_finding f JOIN v_reading r ON r.id = f.reading_id AND r.state = 'waiting' WHERE f.id = :finding AND f.reading_id = :reading;

-- query: form one
SELECT f.rev, f.name, f.title, f.tied_to, f.word, f.area_id,
       CASE WHEN f.kind IN ('bulletin', 'meeting') THEN f.day ELSE f.day_when END AS day, f.body, f.link_id
  FROM v_finding f WHERE f.id = :finding;

-- query: link_option many max=20 options=link_id
SELECT x.object_id AS value, CASE x.about WHEN '' THEN x.name ELSE x.name || ', ' || x.about END AS label
  FROM v_finding_match x WHERE x.finding_id = :finding ORDER BY x.name, x.object_id LIMIT :limit;

-- query: area_option many max=100 options=area_id
SELECT a.id AS value, a.name AS label FROM v_area a WHERE a.kind = 'county' AND a.is_valid = 1 ORDER BY a.name_sort, a.id LIMIT :limit;

-- The names that this bulletin's other findings have, and the register's groups.
-- query: group_name many max=500
SELECT g.name FROM v_group g ORDER BY g.name_sort, g.id LIMIT :limit;

-- query: found_name many max=500
SELECT f.name, MIN(f.kind) AS kind FROM v_finding f
 WHERE f.reading_id = :reading AND f.kind IN ('group', 'organization', 'person') AND f.answer <> 'refused' AND f.name <> ''
 GROUP BY f.name ORDER BY f.name LIMIT :limit;

-- query: group_kind many enum=group.kind options=word

-- query: organization_kind many enum=organization.kind options=word

-- query: role many enum=membership.role options=word

-- query: outcome_option many enum=item_outcome.outcome options=word

-- query: lang_option many enum=bulletin.lang options=word
