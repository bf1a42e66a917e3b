-- The picture of the situation: which groups it is drawn of, by the county chosen.

-- The counties in which the viewer has a seat.
CREATE VIEW v_my_county AS
SELECT DISTINCT a.id AS area_id
  FROM v_my_group r JOIN grp g ON g.id = r.grp_id JOIN area a ON a.kind = 'county'
 WHERE a.id = g.area_id OR a.id IN (SELECT p.whole_id FROM area_part p WHERE p.area_id = g.area_id);

CREATE VIEW v_county_group AS
SELECT a.id AS area_id, a.code, g.id AS grp_id
  FROM v_group g JOIN area a ON a.kind = 'county'
 WHERE a.id = g.area_id OR a.id IN (SELECT p.whole_id FROM v_area_part p WHERE p.area_id = g.area_id);

-- choice: a county's code; 'all'; '' when nothing was chosen: the viewer's own counties, else all.
CREATE VIEW v_home_group AS
SELECT c.code AS choice, c.grp_id FROM v_county_group c
 UNION ALL
SELECT 'all', g.id FROM v_rank_group g
 UNION ALL
SELECT '', g.id FROM v_rank_group g
 WHERE NOT EXISTS (SELECT 1 FROM v_my_county)
    OR g.id IN (SELECT c.grp_id FROM v_county_group c WHERE c.area_id IN (SELECT m.area_id FROM v_my_county m));
