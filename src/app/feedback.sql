-- statement: feedback.recent
SELECT COUNT(*) AS n FROM feedback WHERE at > :since;

-- statement: feedback.insert
INSERT INTO feedback (uid, kind, body, page, email, at, due_day)
VALUES (:uid, :kind, :body, :page, :email, :at, :due_day) RETURNING id;

-- statement: feedback.answer
UPDATE feedback SET answer = :answer, answered_at = :now, answered_by_id = :by
 WHERE id = :id AND answered_at IS NULL RETURNING email, body;

-- statement: feedback.admins
SELECT person_id AS id, lang FROM account WHERE is_admin = 1 AND state = 'active' ORDER BY id;
