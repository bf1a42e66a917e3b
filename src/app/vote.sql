-- Votes of an item: counted, or by name.

-- statement: vote.insert
INSERT INTO vote (uid, item_id, method, proposal_a, proposal_b, votes_a, votes_b, votes_empty, chair_casts, created_at, modified_at)
VALUES (:uid, :item_id, :method, :proposal_a, :proposal_b, :votes_a, :votes_b, :votes_empty, :chair_casts, :now, :now)
RETURNING id;

-- statement: vote.item
SELECT item_id FROM vote WHERE id = :id;

-- statement: vote.update
UPDATE vote SET method = :method, proposal_a = :proposal_a, proposal_b = :proposal_b, votes_a = :votes_a, votes_b = :votes_b,
       votes_empty = :votes_empty, chair_casts = :chair_casts, rev = rev + 1, modified_at = :now
 WHERE id = :id AND rev = :rev;

-- statement: vote.casts_clear
DELETE FROM vote_cast WHERE vote_id = :id;

-- statement: vote.cast_insert
INSERT INTO vote_cast (vote_id, person_id, choice) VALUES (:id, :person_id, :choice);

-- statement: vote.delete
DELETE FROM vote WHERE id = :id;

-- statement: vote.voters
SELECT person_id, name, is_chair FROM v_item_voter WHERE item_id = :item_id ORDER BY person_id LIMIT 1000;

-- statement: vote.stored
SELECT method, proposal_a, proposal_b, votes_a, votes_b, votes_empty, chair_casts FROM vote WHERE id = :id;
