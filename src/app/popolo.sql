-- What Popolo has beside the register's tables: areas with their wholes, and meetings as events.

-- statement: popolo.areas
SELECT a.id, a.path_code, a.name_fi AS name, a.code, a.kind,
       (SELECT MIN(w.path_code) FROM v_area_part p JOIN v_area w ON w.id = p.whole_id
         WHERE p.area_id = a.id AND w.kind = CASE a.kind WHEN 'municipality' THEN 'county' ELSE 'country' END) AS parent
  FROM v_area a WHERE a.is_valid = 1 AND a.id > :after ORDER BY a.id LIMIT :limit;

-- statement: popolo.events
SELECT m.id, m.uid, g.uid AS group_uid, m.group_name, m.number, m.year, m.day, m.starts_at, m.ends_at, m.place, m.state, m.is_cancelled
  FROM v_meeting m JOIN v_group g ON g.id = m.grp_id WHERE m.day IS NOT NULL AND m.id > :after ORDER BY m.id LIMIT :limit;
