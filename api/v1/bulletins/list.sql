-- page: GET /api/v1/bulletins
-- access: public
-- format: json
-- budget: 1 queries
-- param: group id
-- param: after cursor

-- query: data many page=100 by=new_first,id
SELECT b.id, b.uid, b.grp_id AS group_id, b.group_name, b.meeting_id, b.day, b.state, b.title, b.lead, b.key_message, b.text_lang AS lang,
       b.published_at, b.corrected_at, b.correction, b.retracted_at, b.retraction, b.updated_at, b.is_practice, b.new_first
  FROM v_bulletin_list b
 WHERE (CAST(:group AS INTEGER) IS NULL OR b.grp_id = :group) AND (b.new_first, b.id) > (:after_new_first, :after_id)
 ORDER BY b.new_first, b.id LIMIT :limit;
