-- page: GET /api/v1/matters
-- format: json
-- access: public
-- budget: 1 queries
-- param: group id
-- param: state word
-- param: created_since day
-- param: modified_since day
-- param: after cursor

-- query: data many page=100 by=new_first,id
SELECT x.id, x.uid, x.new_first, x.grp_id AS group_id, x.group_name, x.year, x.number, x.title, x.lang, x.summary, x.origin, x.state, x.is_practice,
       x.created_at, x.modified_at
  FROM v_matter x
 WHERE (CAST(:group AS INTEGER) IS NULL OR x.grp_id = :group) AND (CAST(:state AS TEXT) IS NULL OR x.state = :state)
   AND (CAST(:created_since AS INTEGER) IS NULL OR x.created_at >= :created_since * 86400000000)
   AND (CAST(:modified_since AS INTEGER) IS NULL OR x.modified_at >= :modified_since * 86400000000)
   AND (x.new_first, x.id) > (:after_new_first, :after_id)
 ORDER BY x.new_first, x.id LIMIT :limit;
