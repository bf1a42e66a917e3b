-- page: GET /groups/{group:id}/members.csv
-- title: group.seats.title
-- format: csv
-- access: reader of group
-- budget: 1 queries

-- query: seat many page=2000 by=member_sort,id
SELECT m.id, m.uid, m.member_kind, m.member_name AS name, m.member_sort, m.holder_name AS holder, m.role, m.title,
       m.on_behalf_of_name AS on_behalf_of, m.for_name AS organization,
       (SELECT d.member_name FROM v_membership_all d WHERE d.id = m.deputy_of_id) AS deputy_of, m.from_day, m.from_precision, m.to_day,
       m.to_precision, m.is_valid, m.modified_at
  FROM v_membership_all m
 WHERE m.grp_id = :group AND (m.member_sort, m.id) > (:after_member_sort, :after_id)
 ORDER BY m.member_sort, m.id LIMIT :limit;
