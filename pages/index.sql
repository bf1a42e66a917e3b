-- page: GET /
-- title: home.title
-- access: public
-- budget: 9 queries
-- param: county text 3

-- The county asked for, else the only one in which the reader has a seat.
-- query: county one optional
SELECT a.id, a.code, a.path_code, a.name
  FROM v_area a
 WHERE a.kind = 'county'
   AND (a.code = CAST(:county AS TEXT)
        OR (CAST(:county AS TEXT) IS NULL AND a.id IN (SELECT m.area_id FROM v_my_county m) AND (SELECT COUNT(*) FROM v_my_county) = 1));

-- query: choice many max=30
SELECT a.code, a.name,
       CASE WHEN a.code = COALESCE(:county, (SELECT MIN(c.code) FROM v_my_county m JOIN v_area c ON c.id = m.area_id
                                              WHERE (SELECT COUNT(*) FROM v_my_county) = 1)) THEN 1 ELSE 0 END AS is_chosen
  FROM v_area a WHERE a.kind = 'county' AND a.id IN (SELECT c.area_id FROM v_county_group c)
 ORDER BY a.name_sort, a.id LIMIT :limit;

-- What is only practice is not counted.
-- query: sum one
SELECT COUNT(*) AS gap_n, COUNT(CASE WHEN x.check_name IN ('matter_waits', 'matter_unhandled') THEN 1 END) AS waiting_n,
       COUNT(CASE WHEN x.check_name = 'commitment_late' THEN 1 END) AS late_n,
       COUNT(DISTINCT CASE WHEN x.check_name = 'seat_missing' THEN x.area_id END) AS seat_n,
       CASE WHEN EXISTS (SELECT 1 FROM v_home_group h WHERE h.choice = 'all') THEN 1 ELSE 0 END AS has_groups
  FROM v_gap x
 WHERE x.is_practice = 0 AND x.grp_id IN (SELECT h.grp_id FROM v_home_group h WHERE h.choice = COALESCE(:county, ''));

-- query: my_meeting many max=6
SELECT y.id, y.group_name, y.day, y.starts_at, y.place, y.must_answer
  FROM (SELECT m.id, m.group_name, m.day, m.starts_at, m.place, CASE WHEN a.answer = 'none' AND (m.mode <> 'written' OR a.has_seat = 1) THEN 1 ELSE 0 END AS must_answer,
               row_number() OVER (ORDER BY m.day, m.starts_at, m.id) AS nth
          FROM v_meeting m JOIN v_my_attendance a ON a.meeting_id = m.id
         WHERE m.state IN ('called', 'in_progress') AND m.is_cancelled = 0 AND m.day >= :today) y
 WHERE y.nth <= 5 ORDER BY y.nth LIMIT :limit;

-- query: my_commitment many max=6
SELECT y.id, y.deed, y.group_name, y.due_when, y.is_late, y.must_answer
  FROM (SELECT c.id, c.deed, c.group_name, c.due_when, c.is_late, CASE c.state WHEN 'offered' THEN 1 ELSE 0 END AS must_answer,
               row_number() OVER (ORDER BY c.due_order, c.id) AS nth
          FROM v_commitment c WHERE c.doer_id = :viewer AND c.is_open = 1) y
 WHERE y.nth <= 5 ORDER BY y.nth LIMIT :limit;

-- The worst of each rule before its others; what is practice comes last.
-- query: gap many max=6
SELECT z.id, z.check_name, z.path, z.name, z.group_name, z.organization_name, z.other_name, z.meeting_day, z.since_day, z.seen_day,
       z.has_group, z.is_practice, CAST(0 AS INTEGER) AS shows_rule
  FROM (SELECT y.*, row_number() OVER (ORDER BY y.is_practice, y.of_rule, y.worst_first, y.id) AS nth
          FROM (SELECT x.*, row_number() OVER (PARTITION BY x.check_name ORDER BY x.is_practice, x.worst_first, x.id) AS of_rule
                  FROM v_gap_text x WHERE x.grp_id IN (SELECT h.grp_id FROM v_home_group h WHERE h.choice = COALESCE(:county, ''))) y) z
 WHERE z.nth <= 5 ORDER BY z.nth LIMIT :limit;

-- query: bulletin many max=6
SELECT y.id, y.title, y.text_lang, y.group_name, y.day, y.is_practice
  FROM (SELECT b.id, b.title, b.text_lang, b.group_name, b.day, b.is_practice, row_number() OVER (ORDER BY b.new_first, b.id) AS nth
          FROM v_bulletin_best b WHERE b.grp_id IN (SELECT h.grp_id FROM v_home_group h WHERE h.choice = COALESCE(:county, ''))) y
 WHERE y.nth <= 4 ORDER BY y.nth LIMIT :limit;

-- query: past many max=6
SELECT y.id, y.group_name, y.day, y.key_message, y.lang, y.is_practice
  FROM (SELECT m.id, m.group_name, m.day, m.key_message, m.lang, m.is_practice, row_number() OVER (ORDER BY m.new_first, m.id) AS nth
          FROM v_meeting m
         WHERE m.state = 'published' AND m.is_cancelled = 0 AND m.grp_id IN (SELECT h.grp_id FROM v_home_group h WHERE h.choice = COALESCE(:county, ''))) y
 WHERE y.nth <= 4 ORDER BY y.nth LIMIT :limit;

-- query: coming many max=6
SELECT y.id, y.group_name, y.day, y.starts_at, y.place, y.is_practice
  FROM (SELECT m.id, m.group_name, m.day, m.starts_at, m.place, m.is_practice, row_number() OVER (ORDER BY m.day, m.starts_at, m.id) AS nth
          FROM v_meeting m
         WHERE m.state IN ('called', 'in_progress') AND m.is_cancelled = 0 AND m.day >= :today
           AND m.grp_id IN (SELECT h.grp_id FROM v_home_group h WHERE h.choice = COALESCE(:county, ''))) y
 WHERE y.nth <= 5 ORDER BY y.nth LIMIT :limit;
