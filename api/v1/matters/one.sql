-- page: GET /api/v1/matters/{matter:id}
-- format: json
-- access: reader of matter
-- budget: 2 queries

-- query: data one
SELECT x.id, x.uid, x.grp_id AS group_id, x.group_name, x.year, x.number, x.title, x.lang, x.summary, x.origin, x.state, x.is_practice, x.created_at,
       x.modified_at
  FROM v_matter x WHERE x.id = :matter;

-- query: steps many in=data on=matter_id per=300
SELECT s.matter_id, s.id, s.grp_id AS group_id, s.group_name, s.origin, s.state, s.since_day, s.item_id, s.meeting_id, s.meeting_day
  FROM v_matter_step s WHERE s.matter_id IN :keys ORDER BY id;
