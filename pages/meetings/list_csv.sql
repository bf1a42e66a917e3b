-- page: GET /meetings.csv
-- format: csv
-- access: public
-- budget: 1 queries
-- param: group id
-- param: state word
-- param: year int
-- param: after cursor

-- query: meeting many page=200 by=new_first,id
SELECT m.id, m.uid, m.new_first, m.group_name, m.year, m.number, m.state, m.is_cancelled, m.mode, m.lang, m.day AS meeting_day, m.starts_at,
       m.ends_at, m.place, m.key_message, m.modified_at
  FROM v_meeting m
 WHERE (CAST(:state AS TEXT) IS NULL OR m.state = :state) AND (CAST(:year AS INTEGER) IS NULL OR m.year = :year)
   AND (CAST(:group AS INTEGER) IS NULL OR m.grp_id = :group)
   AND (m.new_first, m.id) > (:after_new_first, :after_id)
 ORDER BY m.new_first, m.id LIMIT :limit;
