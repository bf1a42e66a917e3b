-- Posts and who holds them.

-- statement: post.insert
INSERT INTO post (uid, organization_id, name, name_sort, area_id, is_leadership, from_day, to_day, created_at, modified_at)
VALUES (:uid, :organization_id, :name, :name_sort, :area_id, :is_leadership, :from_day, :to_day, :now, :now)
RETURNING id;

-- statement: post.change
UPDATE post SET name = :name, name_sort = :name_sort, area_id = :area_id, is_leadership = :is_leadership, from_day = :from_day,
       to_day = :to_day, rev = rev + 1, modified_at = :now
 WHERE id = :id AND rev = :rev;

-- statement: post.organization
SELECT organization_id FROM post WHERE id = :id;

-- statement: post.area_known
SELECT id FROM area WHERE id = :id;

-- statement: post.holder_insert
INSERT INTO post_holder (uid, post_id, person_id, from_day, to_day, from_precision, to_precision, created_at, modified_at)
VALUES (:uid, :post_id, :person_id, :from_day, :to_day, :from_precision, :to_precision, :now, :now)
RETURNING id;

-- statement: post.holders_end
UPDATE post_holder SET to_day = :from_day - 1, to_precision = 'day', rev = rev + 1, modified_at = :now
 WHERE post_id = :post_id AND person_id <> :person_id AND to_day >= :from_day AND from_day < :from_day;

-- statement: post.holder_is
SELECT id FROM post_holder
 WHERE post_id = :post_id AND person_id = :person_id AND from_day <= :to_day AND to_day >= :from_day;

-- statement: post.holder_end
UPDATE post_holder SET to_day = :to_day, to_precision = :to_precision, rev = rev + 1, modified_at = :now
 WHERE id = :id AND post_id = :post_id AND rev = :rev;

-- statement: post.holder_begins_after
SELECT id FROM post_holder WHERE id = :id AND post_id = :post_id AND from_day > :to_day;

-- statement: post.stored
SELECT name, area_id, is_leadership, from_day, to_day FROM post WHERE id = :id;

-- statement: post.holder_person
SELECT person_id FROM post_holder WHERE id = :id;
