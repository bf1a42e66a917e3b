-- Who is disqualified of an item, on what ground, and who sits instead.

-- statement: disqualification.people
SELECT person_id FROM attendance WHERE meeting_id = :meeting_id AND (person_id = :person_id OR person_id = :deputy_id);

-- statement: disqualification.insert
INSERT INTO disqualification (item_id, person_id, ground, deputy_id, left_at, back_at)
VALUES (:item_id, :person_id, :ground, :deputy_id, :left_at, :back_at)
ON CONFLICT (item_id, person_id) DO NOTHING
RETURNING id;

-- statement: disqualification.update
UPDATE disqualification SET ground = :ground, deputy_id = :deputy_id, left_at = :left_at, back_at = :back_at, rev = rev + 1
 WHERE id = :id AND item_id = :item_id AND rev = :rev;

-- statement: disqualification.person
SELECT person_id FROM disqualification WHERE id = :id AND item_id = :item_id;

-- statement: disqualification.delete
DELETE FROM disqualification WHERE id = :id AND item_id = :item_id RETURNING id;

-- statement: disqualification.votes
SELECT v.id FROM vote v JOIN vote_cast c ON c.vote_id = v.id WHERE v.item_id = :item_id AND c.person_id = :person_id LIMIT 1;

-- statement: disqualification.stored
SELECT ground, deputy_id, left_at, back_at FROM disqualification WHERE id = :id;
