-- page: GET /areas/{area:code}
-- title: area.name
-- access: public
-- budget: 13 queries

-- query: area one
SELECT a.id, a.name, a.kind, a.code, a.path_code, a.is_valid, a.from_day, a.to_day,
       COALESCE(a.population, (SELECT CAST(sum(b.population) AS INTEGER) FROM v_area b WHERE b.is_valid = 1
          AND b.kind = 'municipality' AND (a.kind = 'country' OR b.id IN (SELECT p.area_id FROM v_area_part p WHERE p.whole_id = a.id)))) AS population,
       a.population_year, a.lat, a.lon, CASE WHEN a.from_day > :as_of THEN 1 ELSE 0 END AS is_coming, CASE a.kind WHEN 'municipality' THEN 1 ELSE 0 END AS is_municipality
  FROM v_area a WHERE a.path_code = :area;

-- What has no history of its own is left out of another day: the picture, commitments and gaps.
-- query: picture one optional
SELECT (SELECT count(*) FROM v_seat s WHERE s.is_valid = 1 AND s.role IN ('chair', 'deputy_chair', 'member')
           AND s.organization_area_id = a.id AND s.organization_kind = a.kind) AS seat_n,
       (SELECT count(*) FROM v_group_unseated u WHERE u.id = a.id) AS unseated_n,
       (SELECT count(*) FROM v_group g WHERE g.area_id = a.id AND g.is_valid = 1) AS group_n,
       (SELECT count(*) FROM v_commitment c JOIN v_organization o ON o.id = c.organization_id
         WHERE o.area_id = a.id AND o.kind = a.kind AND c.is_open = 1) AS open_n,
       (SELECT count(*) FROM v_commitment c JOIN v_organization o ON o.id = c.organization_id
         WHERE o.area_id = a.id AND o.kind = a.kind AND c.is_late = 1) AS late_n,
       (SELECT count(*) FROM v_gap x WHERE x.area_id = a.id AND x.check_name <> 'seat_missing') AS gap_n
  FROM v_area a WHERE a.path_code = :area AND :as_of = :today;

-- query: whole many max=20
SELECT w.id, w.name, w.kind, w.path_code
  FROM v_area a JOIN v_area_part p ON p.area_id = a.id JOIN v_area w ON w.id = p.whole_id
 WHERE a.path_code = :area AND w.is_valid = 1
 ORDER BY CASE w.kind WHEN 'county' THEN 1 WHEN 'region' THEN 2 WHEN 'subregion' THEN 3 ELSE 4 END, w.name_sort, w.id LIMIT :limit;

-- query: unseated many max=100
SELECT g.id, g.name, g.kind, g.level
  FROM v_area a JOIN v_group_unseated u ON u.id = a.id JOIN v_group g ON g.id = u.grp_id
 WHERE a.path_code = :area ORDER BY g.name_sort, g.id LIMIT :limit;

-- query: meeting many max=5
SELECT m.id, m.group_name, m.day, m.starts_at, m.place
  FROM v_area a JOIN v_meeting m ON m.day >= :as_of AND m.is_cancelled = 0
 WHERE a.path_code = :area
   AND m.id IN (SELECT x.id FROM v_meeting x JOIN v_area b ON b.path_code = :area
         WHERE x.day >= :as_of AND x.is_cancelled = 0
           AND (x.grp_id IN (SELECT g.id FROM v_group g WHERE g.area_id = b.id)
             OR x.grp_id IN (SELECT s.grp_id FROM v_seat s WHERE s.organization_area_id = b.id AND s.is_valid = 1))
         ORDER BY x.day, x.starts_at, x.id LIMIT 5)
 ORDER BY m.day, m.starts_at, m.id LIMIT :limit;

-- query: seat many max=300
SELECT s.id, s.grp_id, s.group_name, s.group_level, s.person_id, s.post_id, s.member_name, s.holder_id, s.holder_name, s.role, s.title,
       s.organization_name
  FROM v_area a JOIN v_seat s ON s.organization_area_id = a.id AND s.organization_kind = a.kind AND s.is_valid = 1
 WHERE a.path_code = :area
 ORDER BY s.group_sort, s.grp_id, s.role_order, s.member_sort, s.id LIMIT :limit;

-- query: group many max=300
SELECT g.id, g.name, g.kind, g.state
  FROM v_area a JOIN v_group g ON g.area_id = a.id AND g.is_valid = 1
 WHERE a.path_code = :area ORDER BY g.name_sort, g.id LIMIT :limit;

-- query: municipality many max=320
SELECT b.id, b.name, b.path_code, b.population, x.seat_n, x.unseated_n, CASE WHEN x.unseated_n > 0 THEN 'late' END AS look
  FROM v_area a JOIN v_area_part p ON p.whole_id = a.id
  JOIN v_area b ON b.id = p.area_id AND b.kind = 'municipality' AND b.is_valid = 1
  JOIN v_area_seats x ON x.area_id = b.id
 WHERE a.path_code = :area ORDER BY b.name_sort, b.id LIMIT :limit;

-- query: county many max=40
SELECT c.id, c.name, c.path_code FROM v_area a JOIN v_area c ON c.kind = 'county' AND c.is_valid = 1
 WHERE a.path_code = :area AND a.kind = 'country' ORDER BY c.name_sort, c.id LIMIT :limit;

-- query: organization many max=300
SELECT o.id, o.name, o.kind, MIN(x.is_home) AS nearness
  FROM v_area a JOIN v_area_organization x ON x.area_id = a.id JOIN v_organization o ON o.id = x.organization_id AND o.is_valid = 1
 WHERE a.path_code = :area AND (x.is_home <> 2 OR o.kind <> 'municipality')
 GROUP BY o.id, o.name, o.kind, o.name_sort ORDER BY o.name_sort, o.id LIMIT :limit;

-- query: commitment many max=200
SELECT c.id, c.deed, c.organization_name, c.person_name, c.group_name, c.due_when, c.state,
       CASE WHEN c.is_late = 1 THEN 'late' ELSE c.state END AS said, CASE WHEN c.is_late = 1 THEN 'late' WHEN c.state = 'done' THEN 'done' END AS look
  FROM v_area a JOIN v_organization o ON o.area_id = a.id AND o.kind = a.kind JOIN v_commitment c ON c.organization_id = o.id
 WHERE a.path_code = :area AND c.is_open = 1 AND :as_of = :today ORDER BY c.due_order, c.id LIMIT :limit;

-- query: gap many max=21
SELECT y.id, y.check_name, y.path, y.name, y.group_name, y.organization_name, y.other_name, y.meeting_day, y.since_day, y.seen_day,
       y.has_group, y.is_practice, y.shows_rule
  FROM (SELECT x.*, row_number() OVER (ORDER BY x.worst_first, x.check_name, x.id) AS nth,
               CASE WHEN x.check_name = lag(x.check_name) OVER (ORDER BY x.worst_first, x.check_name, x.id) THEN 0 ELSE 1 END AS shows_rule
          FROM v_gap_text x WHERE x.area_id = (SELECT a.id FROM v_area a WHERE a.path_code = :area) AND x.check_name <> 'seat_missing') y
 WHERE y.nth <= 20 AND :as_of = :today ORDER BY y.nth LIMIT :limit;

-- query: evidence many max=10
SELECT source_name, publisher, day, note, bulletin_id FROM v_evidence
 WHERE kind = 'area' AND object_id = (SELECT a.id FROM v_area a WHERE a.path_code = :area) ORDER BY day DESC, id LIMIT :limit;
