-- page: GET /groups/{group:id}/bulletins
-- title: bulletin.list.title
-- access: reader of group
-- budget: 4 queries
-- param: q text 100
-- param: after cursor

-- query: filter one
SELECT CAST(:q AS TEXT) AS q;

-- query: group one
SELECT id, name, can_edit FROM v_group WHERE id = :group;

-- query: draft many max=50
SELECT b.id, b.day, b.state, t.title FROM v_bulletin b JOIN v_bulletin_text t ON t.bulletin_id = b.id AND t.lang = b.lang AND t.is_published = 0
 WHERE b.grp_id = :group AND b.can_edit = 1 AND b.state IN ('draft', 'checked') ORDER BY b.new_first, b.id LIMIT :limit;

-- query: bulletin many page=50 by=new_first,id
SELECT b.id, b.new_first, b.grp_id, b.group_name, b.day, b.title, b.lead, b.text_lang, b.is_retracted, b.is_practice,
       CASE WHEN b.is_retracted = 0 THEN b.corrected_at END AS corrected_at
  FROM v_bulletin_list b
 WHERE b.grp_id = :group AND instr(b.title_fold, :q_fold) > 0 AND (b.new_first, b.id) > (:after_new_first, :after_id)
 ORDER BY b.new_first, b.id LIMIT :limit;
