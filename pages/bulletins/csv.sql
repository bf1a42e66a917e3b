-- page: GET /bulletins.csv
-- access: public
-- format: csv
-- budget: 1 queries
-- param: q text 100
-- param: group id
-- param: year int
-- param: after cursor

-- query: bulletin many page=500 by=new_first,id
SELECT b.id, b.new_first, b.uid, b.group_name, b.day, b.title, b.lead, b.key_message, b.text_lang AS lang, b.state, b.published_at, b.corrected_at, b.correction,
       b.retracted_at, b.retraction
  FROM v_bulletin_list b
 WHERE instr(b.title_fold, :q_fold) > 0 AND (CAST(:group AS INTEGER) IS NULL OR b.grp_id = :group)
   AND (CAST(:year AS INTEGER) IS NULL
        OR (b.day >= (CAST(:year AS INTEGER) - 1970) * 365 + (CAST(:year AS INTEGER) - 1) / 4 - (CAST(:year AS INTEGER) - 1) / 100 + (CAST(:year AS INTEGER) - 1) / 400 - 477
            AND b.day < ((CAST(:year AS INTEGER) + 1) - 1970) * 365 + ((CAST(:year AS INTEGER) + 1) - 1) / 4 - ((CAST(:year AS INTEGER) + 1) - 1) / 100 + ((CAST(:year AS INTEGER) + 1) - 1) / 400 - 477))
   AND (b.new_first, b.id) > (:after_new_first, :after_id)
 ORDER BY b.new_first, b.id LIMIT :limit;
