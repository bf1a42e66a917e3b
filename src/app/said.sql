-- What people said in a meeting.

-- statement: said.insert
INSERT INTO statement (uid, item_id, person_id, title, body, is_verbatim, is_quotable, created_at, modified_at)
SELECT CAST(:uid AS TEXT), CAST(:item_id AS INTEGER), p.id, COALESCE(CAST(:title AS TEXT), a.title, p.title), CAST(:body AS TEXT),
       CAST(:is_verbatim AS INTEGER), CAST(:is_quotable AS INTEGER), CAST(:now AS INTEGER), CAST(:now AS INTEGER)
  FROM person p LEFT JOIN attendance a ON a.person_id = p.id AND a.meeting_id = :meeting_id
 WHERE p.id = :person_id
RETURNING id;

-- statement: said.item
SELECT item_id FROM statement WHERE id = :id;

-- statement: said.update
UPDATE statement SET person_id = :person_id, title = :title, body = :body, is_verbatim = :is_verbatim, is_quotable = :is_quotable,
       rev = rev + 1, modified_at = :now
 WHERE id = :id AND rev = :rev;

-- statement: said.delete
DELETE FROM statement WHERE id = :id;

-- statement: said.stored
SELECT person_id, title, body, is_verbatim, is_quotable FROM statement WHERE id = :id;
