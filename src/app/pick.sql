-- What a form names by its name.

-- statement: pick.organization
SELECT o.id FROM v_organization o
 WHERE o.name_fold = :name_fold
    OR EXISTS (SELECT 1 FROM alias a WHERE a.kind = 'organization' AND a.object_id = o.id AND a.name_fold = :name_fold)
 ORDER BY o.id;
