-- page: GET /bulletins
-- title: bulletin.list.title
-- access: public
-- budget: 5 queries
-- param: q text 100
-- param: group id
-- param: year int
-- param: after cursor

-- query: filter one
SELECT CAST(:q AS TEXT) AS q, CAST(:group AS INTEGER) AS "group", CAST(:year AS INTEGER) AS year;

-- query: group_option many max=500 options=group
SELECT g.id AS value, g.name AS label FROM v_group g
 WHERE EXISTS (SELECT 1 FROM v_bulletin_list b WHERE b.grp_id = g.id) ORDER BY g.name_sort, g.id LIMIT :limit;

-- query: year_option many max=100 options=year
WITH RECURSIVE y (value) AS (SELECT 2015 UNION ALL SELECT y.value + 1 FROM y WHERE y.value < 1970 + (:today + 1) * 400 / 146097)
SELECT y.value, CAST(y.value AS TEXT) AS label FROM y
 WHERE EXISTS (SELECT 1 FROM v_bulletin_list b WHERE b.day >= (y.value - 1970) * 365 + (y.value - 1) / 4 - (y.value - 1) / 100 + (y.value - 1) / 400 - 477
                  AND b.day < ((y.value + 1) - 1970) * 365 + ((y.value + 1) - 1) / 4 - ((y.value + 1) - 1) / 100 + ((y.value + 1) - 1) / 400 - 477)
 ORDER BY y.value DESC LIMIT :limit;

-- query: bulletin many page=50 by=new_first,id
SELECT b.id, b.new_first, b.grp_id, b.group_name, b.day, b.title, b.lead, b.text_lang, b.is_retracted, b.is_practice,
       CASE WHEN b.is_retracted = 0 THEN b.corrected_at END AS corrected_at
  FROM v_bulletin_list b
 WHERE instr(b.title_fold, :q_fold) > 0 AND (CAST(:group AS INTEGER) IS NULL OR b.grp_id = :group)
   AND (CAST(:year AS INTEGER) IS NULL
        OR (b.day >= (CAST(:year AS INTEGER) - 1970) * 365 + (CAST(:year AS INTEGER) - 1) / 4 - (CAST(:year AS INTEGER) - 1) / 100 + (CAST(:year AS INTEGER) - 1) / 400 - 477
            AND b.day < ((CAST(:year AS INTEGER) + 1) - 1970) * 365 + ((CAST(:year AS INTEGER) + 1) - 1) / 4 - ((CAST(:year AS INTEGER) + 1) - 1) / 100 + ((CAST(:year AS INTEGER) + 1) - 1) / 400 - 477))
   AND (b.new_first, b.id) > (:after_new_first, :after_id)
 ORDER BY b.new_first, b.id LIMIT :limit;

-- query: missing many max=20
SELECT x.meeting_id, x.grp_id, x.group_name, x.number, x.year, x.day, x.new_first
  FROM v_bulletin_missing x WHERE x.can_edit = 1 AND x.day <= :as_of ORDER BY x.new_first, x.meeting_id LIMIT :limit;
