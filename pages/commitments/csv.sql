-- page: GET /commitments.csv
-- title: commitment.list.title
-- access: public
-- budget: 1 queries
-- format: csv
-- param: q text 100
-- param: group id
-- param: organization id
-- param: state word

-- query: commitment many page=500 by=id
SELECT c.id, c.uid, c.deed, c.for_whom, c.organization_id, c.organization_name, c.person_id, c.person_name, c.post_id, c.post_name,
       c.due_from_day, c.due_day, c.due_precision, c.due_words, c.state, c.state_at, c.state_note, c.grp_id, c.group_name, c.item_id,
       c.is_practice
  FROM v_commitment c
 WHERE (CAST(:q AS TEXT) IS NULL OR instr(lower(c.deed), lower(:q)) > 0
        OR c.organization_id IN (SELECT o.id FROM v_organization o WHERE instr(o.find_fold, :q_fold) > 0)
        OR (c.doer_id IN (SELECT p.id FROM v_person p WHERE instr(p.name_fold, :q_fold) > 0) AND c.person_id IS NOT NULL))
   AND (CAST(:group AS INTEGER) IS NULL OR c.grp_id = CAST(:group AS INTEGER))
   AND (CAST(:organization AS INTEGER) IS NULL OR c.organization_id = CAST(:organization AS INTEGER))
   AND (CAST(:state AS TEXT) IS NULL OR c.state = CAST(:state AS TEXT) OR (CAST(:state AS TEXT) = 'open' AND c.is_open = 1)
        OR (CAST(:state AS TEXT) = 'late' AND c.is_late = 1))
   AND (c.id) > (:after_id)
 ORDER BY c.id LIMIT :limit;
