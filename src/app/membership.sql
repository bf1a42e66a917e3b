-- Seats.

-- statement: membership.insert
INSERT INTO membership (uid, grp_id, person_id, post_id, seat_organization_id, role, title, on_behalf_of_id, deputy_of_id,
                        from_day, to_day, from_precision, to_precision, created_at, modified_at)
VALUES (:uid, :grp_id, :person_id, :post_id, :seat_organization_id, :role, :title, :on_behalf_of_id, :deputy_of_id,
        :from_day, :to_day, :from_precision, :to_precision, :now, :now)
RETURNING id;

-- statement: membership.find
SELECT grp_id, organization_id, person_id, post_id, seat_organization_id, from_day FROM membership WHERE id = :id;

-- statement: membership.in_group
SELECT id FROM membership WHERE id = :id AND grp_id = :grp_id;

-- statement: membership.overlap
SELECT id FROM membership
 WHERE id <> :own_id AND role = :role AND from_day <= :to_day AND to_day >= :from_day
   AND COALESCE(grp_id, 0) = :grp_id AND COALESCE(organization_id, 0) = :organization_id
   AND COALESCE(person_id, 0) = :person_id AND COALESCE(post_id, 0) = :post_id
   AND COALESCE(seat_organization_id, 0) = :seat_organization_id;

-- statement: membership.update
UPDATE membership
   SET role = :role, title = :title, on_behalf_of_id = :on_behalf_of_id, deputy_of_id = :deputy_of_id, from_day = :from_day,
       to_day = :to_day, from_precision = :from_precision, to_precision = :to_precision, rev = rev + 1, modified_at = :now
 WHERE id = :id AND rev = :rev;

-- statement: membership.end
UPDATE membership SET to_day = :to_day, to_precision = :to_precision, rev = rev + 1, modified_at = :now
 WHERE id = :id AND rev = :rev;

-- statement: membership.stored
SELECT role, title, on_behalf_of_id, deputy_of_id, from_day, from_precision, to_day, to_precision FROM membership WHERE id = :id;
