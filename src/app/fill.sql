-- What a new database gets. Run on the owner's connection before the server starts.

-- One process at a time: the others wait here until it has committed.
-- statement: fill.lock
UPDATE journal_head SET seq = seq WHERE id = 1;

-- statement: fill.state
SELECT (SELECT COUNT(*) FROM area) AS areas_n, (SELECT COUNT(*) FROM grp) AS groups_n,
       (SELECT COUNT(*) FROM account WHERE is_admin = 1 AND state <> 'closed') AS admins_n;

-- statement: fill.area
INSERT INTO area (uid, kind, code, name_fi, name_sv, name_sort, name_fold, population, population_year, lat, lon,
       from_day, to_day)
VALUES (:uid, :kind, :code, :name_fi, :name_sv, '', '', :population, :population_year, :lat, :lon, :from_day, 3000000);

-- statement: fill.area_part
INSERT INTO area_part (area_id, whole_id, from_day, to_day)
SELECT a.id, w.id, -1000000, 3000000
  FROM area a JOIN area w ON w.kind = :whole_kind AND w.code = :whole_code
 WHERE a.kind = 'municipality' AND a.code = :code;

-- statement: fill.wholes
INSERT INTO area_part (area_id, whole_id, from_day, to_day)
SELECT a.id, w.id, -1000000, 3000000
  FROM area a JOIN area w ON w.kind = 'country'
 WHERE a.kind IN ('county', 'region');

-- statement: fill.unindexed
DELETE FROM setting WHERE name = 'icu_version';

-- statement: fill.first_admin_old
DELETE FROM link WHERE purpose = 'first_admin' AND used_at IS NULL;

-- statement: fill.first_admin
INSERT INTO link (token_hash, purpose, created_at, expires_at) VALUES (:token_hash, 'first_admin', :now, :expires_at);
