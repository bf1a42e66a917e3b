-- Persons.

-- statement: person.insert
INSERT INTO person (uid, name, name_sort, name_fold, title, organization_id, email, visibility, created_at, modified_at)
VALUES (:uid, :name, :name_sort, :name_fold, :title, :organization_id, :email, :visibility, :now, :now)
RETURNING id;

-- statement: person.change
UPDATE person SET name = :name, name_sort = :name_sort, name_fold = :name_fold, title = :title, organization_id = :organization_id,
       email = :email, visibility = :visibility, rev = rev + 1, modified_at = :now
 WHERE id = :id AND rev = :rev AND anonymised_at IS NULL;

-- statement: person.namesake
SELECT id FROM person WHERE name_fold = :name_fold AND organization_id IS NOT DISTINCT FROM :organization_id AND id <> :id;

-- statement: person.stored
SELECT name, title, organization_id, email, visibility FROM person WHERE id = :id;
