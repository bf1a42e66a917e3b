-- access.sql, and four hundred people who are shown to nobody, beside two who are older and public.
-- include: access.sql
INSERT INTO person (id, uid, name, name_sort, name_fold, visibility, created_at, modified_at)
VALUES (50, 'seen-1', 'Monta Avointa', '60', 'monta avointa', 'public', 1609459200000000, 1609459200000000),
       (51, 'seen-2', 'Monta Näkyvää', '61', 'monta näkyvää', 'public', 1609459200000000, 1609459200000000);
INSERT INTO person (id, uid, name, name_sort, name_fold, visibility, created_at, modified_at)
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
  SELECT 100 + i, 'unseen-' || i, 'Monta ' || i, '62', 'monta ' || i, 'managers', 1609459200000000, 1609459200000000 FROM n;
