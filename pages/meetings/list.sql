-- page: GET /meetings
-- title: meeting.list.title
-- access: public
-- budget: 3 queries
-- param: q text 100
-- param: group id
-- param: state word
-- param: year int
-- param: after cursor

-- query: filter one
SELECT CAST(:q AS TEXT) AS q, CAST(:group AS INTEGER) AS "group", CAST(:state AS TEXT) AS state, CAST(:year AS INTEGER) AS year;

-- query: group_option many max=500 options=group
SELECT id AS value, name AS label, name_sort FROM v_group
 WHERE kind = 'body' OR id IN (SELECT m.grp_id FROM v_meeting m) ORDER BY name_sort, id LIMIT :limit;

-- query: state_option many enum=meeting.state options=state

-- query: meeting many page=50 by=new_first,id
SELECT m.id, m.new_first, m.grp_id, m.group_name, m.number, m.year, m.state, m.is_cancelled, m.day, m.starts_at, m.place, NULLIF(m.mode, 'unknown') AS mode,
       m.key_message, m.is_practice, CASE WHEN m.is_cancelled = 1 THEN 'late' WHEN m.state = 'published' THEN 'done' END AS look
  FROM v_meeting m
 WHERE (CAST(:q AS TEXT) IS NULL OR instr(lower(m.key_message), lower(:q)) > 0 OR instr(lower(m.place), lower(:q)) > 0
        OR m.grp_id IN (SELECT g.id FROM v_group g WHERE instr(g.find_fold, :q_fold) > 0))
   AND (CAST(:state AS TEXT) IS NULL OR m.state = :state) AND (CAST(:year AS INTEGER) IS NULL OR m.year = :year)
   AND (CAST(:group AS INTEGER) IS NULL OR m.grp_id = :group)
   AND (m.new_first, m.id) > (:after_new_first, :after_id)
 ORDER BY m.new_first, m.id LIMIT :limit;
