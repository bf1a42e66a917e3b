-- page: GET /api/v1/commitments
-- format: json
-- access: public
-- budget: 1 queries
-- param: group id
-- param: organization id
-- param: person id
-- param: item id
-- param: state word
-- param: created_since day
-- param: modified_since day
-- param: after cursor

-- query: data many page=100 by=id
SELECT c.id, c.uid, c.deed, c.for_whom, c.organization_id, c.organization_name, c.person_id, c.person_name, c.post_id, c.post_name,
       c.due_from_day, c.due_day, c.due_precision, c.due_words, c.state, c.state_at, c.is_open, c.is_late, c.grp_id AS group_id, c.group_name,
       c.item_id, c.is_practice, c.created_at, c.modified_at
  FROM v_commitment c
 WHERE (CAST(:group AS INTEGER) IS NULL OR c.grp_id = :group)
   AND (CAST(:organization AS INTEGER) IS NULL OR c.organization_id = :organization)
   AND (CAST(:person AS INTEGER) IS NULL OR (c.doer_id = :person AND c.person_id IS NOT NULL))
   AND (CAST(:item AS INTEGER) IS NULL OR c.id IN (SELECT t.id FROM v_item_commitment t WHERE t.item_id = CAST(:item AS INTEGER)))
   AND c.id >= COALESCE((SELECT MIN(t.id) FROM v_item_commitment t WHERE t.item_id = CAST(:item AS INTEGER)),
                        CASE WHEN CAST(:item AS INTEGER) IS NULL THEN 0 ELSE 9000000000000000000 END)
   AND c.id <= COALESCE((SELECT MAX(t.id) FROM v_item_commitment t WHERE t.item_id = CAST(:item AS INTEGER)), 9000000000000000000)
   AND (CAST(:state AS TEXT) IS NULL OR c.state = :state)
   AND (CAST(:created_since AS INTEGER) IS NULL OR c.created_at >= :created_since * 86400000000)
   AND (CAST(:modified_since AS INTEGER) IS NULL OR c.modified_at >= :modified_since * 86400000000)
   AND (c.id) > (:after_id)
 ORDER BY c.id LIMIT :limit;
