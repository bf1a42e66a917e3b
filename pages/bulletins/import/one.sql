-- page: GET /bulletins/import/{reading:id}
-- title: reading.title
-- access: admin
-- budget: 3 queries

-- query: reading one
SELECT r.id, r.file_name, r.title, r.state, r.bulletin_id, r.finding_n, r.accepted_n, r.refused_n, r.open_n, r.fault_n, r.created_at,
       r.accepted_n + r.refused_n AS answered_n, CASE r.state WHEN 'waiting' THEN 1 ELSE 0 END AS is_waiting,
       CASE r.state WHEN 'stored' THEN 'done' END AS look
  FROM v_reading r WHERE r.id = :reading;

-- What is offered as accepted: nothing is doubtful about it, and the register does not have several of the name.
-- query: finding many max=850
SELECT f.id, f.kind, f.position, f.place, f.sentence, f.as_read, f.name, f.title, f.tied_to, f.word, f.day, f.day_when, f.body, CASE f.answer WHEN 'open' THEN f.doubt END AS doubt,
       CASE WHEN f.answer = 'accepted' THEN f.fault END AS fault, f.match_n,
       CASE WHEN f.kind IN ('group', 'organization', 'person') AND f.name <> '' THEN 1 ELSE 0 END AS is_record,
       CASE WHEN f.link_id > 0 OR (f.link_id IS NULL AND f.match_n = 1) THEN 1 ELSE 0 END AS is_known,
       CASE WHEN f.link_id IS NULL AND f.match_n > 1 THEN 1 ELSE 0 END AS is_several,
       CASE f.kind WHEN 'bulletin' THEN 1 ELSE 0 END AS is_bulletin, CASE f.kind WHEN 'organization' THEN 1 ELSE 0 END AS is_organization,
       CASE f.kind WHEN 'group' THEN 1 ELSE 0 END AS is_group, CASE f.kind WHEN 'membership' THEN 1 ELSE 0 END AS is_membership,
       CASE f.kind WHEN 'meeting' THEN 1 ELSE 0 END AS is_meeting, CASE WHEN f.kind IN ('person', 'statement') THEN 1 ELSE 0 END AS is_titled,
       CASE f.doubt WHEN 'similar' THEN 1 ELSE 0 END AS is_similar, CASE f.kind WHEN 'commitment' THEN 1 ELSE 0 END AS is_commitment, CASE f.kind WHEN 'item' THEN 1 ELSE 0 END AS is_item,
       CASE WHEN f.kind IN ('item', 'statement', 'commitment') AND f.body IS NOT NULL THEN 1 ELSE 0 END AS has_body,
       CASE WHEN f.answer = 'accepted' OR (f.answer = 'open' AND f.doubt IS NULL AND (f.match_n < 2 OR f.link_id IS NOT NULL) AND f.place IS NOT NULL)
            THEN 1 ELSE 0 END AS is_yes,
       CASE f.answer WHEN 'refused' THEN 1 ELSE 0 END AS is_no,
       CASE WHEN lag(f.kind_n) OVER (ORDER BY f.kind_n, f.position, f.id) IS DISTINCT FROM f.kind_n THEN 1 ELSE 0 END AS begins
  FROM v_finding f WHERE f.reading_id = :reading ORDER BY f.kind_n, f.position, f.id LIMIT :limit;

-- query: line many provider=reading_text max=2000
