-- How well a tie's days are known, as of every other span of validity. What was stored before was read as whole days.
ALTER TABLE tie ADD COLUMN from_precision TEXT NOT NULL DEFAULT 'unknown'
  CHECK (from_precision IN ('day', 'month', 'season', 'year', 'unknown'));
ALTER TABLE tie ADD COLUMN to_precision TEXT NOT NULL DEFAULT 'unknown'
  CHECK (to_precision IN ('day', 'month', 'season', 'year', 'unknown'));
UPDATE tie SET from_precision = 'day' WHERE from_day > -1000000;
UPDATE tie SET to_precision = 'day' WHERE to_day < 3000000;
