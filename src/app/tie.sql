-- Ties between groups, organizations and posts.

-- statement: tie.find
SELECT id FROM tie
 WHERE kind = :kind AND from_kind = :from_kind AND from_id = :from_id AND to_kind = :to_kind AND to_id = :to_id
   AND from_day <= :to_day AND to_day >= :from_day AND id <> :id;

-- statement: tie.insert
INSERT INTO tie (uid, kind, from_kind, from_id, to_kind, to_id, from_day, to_day, from_precision, to_precision, created_at,
                 modified_at)
VALUES (:uid, :kind, 'group', :from_id, :to_kind, :to_id, :from_day, :to_day, :from_precision, :to_precision, :now, :now)
RETURNING id;

-- statement: tie.stored
SELECT kind, from_kind, from_id, to_kind, to_id, from_day, to_day, from_precision, to_precision FROM tie WHERE id = :id;

-- statement: tie.change
UPDATE tie SET kind = :kind, from_day = :from_day, to_day = :to_day, from_precision = :from_precision, to_precision = :to_precision, rev = rev + 1, modified_at = :now
 WHERE id = :id AND rev = :rev;

-- statement: tie.end
UPDATE tie SET to_day = :to_day, to_precision = :to_precision, rev = rev + 1, modified_at = :now WHERE id = :id AND rev = :rev;

-- statement: tie.remove
DELETE FROM tie WHERE id = :id;
