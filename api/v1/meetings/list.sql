-- page: GET /api/v1/meetings
-- format: json
-- access: public
-- budget: 1 queries
-- param: group id
-- param: state word
-- param: created_since day
-- param: modified_since day
-- param: after cursor

-- query: data many page=100 by=new_first,id
SELECT m.id, m.uid, m.new_first, m.grp_id AS group_id, m.group_name, m.year, m.number, m.state, m.is_cancelled, m.mode, m.lang, m.day, m.starts_at, m.ends_at,
       m.place, m.key_message, m.published_at, m.is_practice, m.created_at, m.modified_at
  FROM v_meeting m
 WHERE (CAST(:group AS INTEGER) IS NULL OR m.grp_id = :group) AND (CAST(:state AS TEXT) IS NULL OR m.state = :state)
   AND (CAST(:created_since AS INTEGER) IS NULL OR m.created_at >= :created_since * 86400000000)
   AND (CAST(:modified_since AS INTEGER) IS NULL OR m.modified_at >= :modified_since * 86400000000)
   AND (m.new_first, m.id) > (:after_new_first, :after_id)
 ORDER BY m.new_first, m.id LIMIT :limit;
