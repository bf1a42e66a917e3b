-- page: GET /api/v1/memberships
-- format: json
-- access: public
-- budget: 1 queries
-- param: group id
-- param: person id
-- param: organization id
-- param: role word
-- param: created_since day
-- param: modified_since day
-- param: after cursor

-- query: data many page=100 by=id
SELECT m.id, m.uid, m.grp_id AS group_id, m.organization_id, m.member_kind, m.member_name, m.person_id, m.post_id, m.seat_organization_id, m.holder_id,
       m.holder_name, m.role, m.title, m.on_behalf_of_id, m.on_behalf_of_name, m.deputy_of_id, m.from_day, m.from_precision, m.to_day,
       m.to_precision, m.is_valid, m.created_at, m.modified_at
  FROM v_membership_all m
 WHERE (CAST(:group AS INTEGER) IS NULL OR m.grp_id = :group) AND (CAST(:person AS INTEGER) IS NULL OR m.person_id = :person)
   AND (CAST(:organization AS INTEGER) IS NULL OR m.organization_id = :organization OR m.on_behalf_of_id = :organization)
   AND (CAST(:role AS TEXT) IS NULL OR m.role = :role)
   AND (CAST(:created_since AS INTEGER) IS NULL OR m.created_at >= :created_since * 86400000000)
   AND (CAST(:modified_since AS INTEGER) IS NULL OR m.modified_at >= :modified_since * 86400000000)
   AND (m.id) > (:after_id)
 ORDER BY m.id LIMIT :limit;
