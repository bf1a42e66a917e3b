-- The register with more than fits a page: an organization of 401 persons, a group of 21 further names.
-- include: groups.sql

INSERT INTO person (id, uid, name, name_sort, name_fold, organization_id, created_at, modified_at)
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 401)
  SELECT 1000 + i, 'many-' || i, 'Monta ' || i, '99', 'monta ' || i, 3, 1609459200000000, 1609459200000000 FROM n;
INSERT INTO alias (id, kind, object_id, name, name_fold)
  SELECT id, 'group', 1, 'Toinen nimi ' || id, 'toinen nimi ' || id FROM person WHERE id BETWEEN 1001 AND 1021;
