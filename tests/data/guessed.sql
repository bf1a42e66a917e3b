-- include: groups.sql
-- A hundred guesses at two accounts in the quarter of an hour from 2099-01-05T09:00.
INSERT INTO throttle (name, window_at, n) VALUES
  ('account:06c42f475823f547183b51', 4071279600000000, 100),
  ('account:0803276b663b178c824200', 4071279600000000, 100);
-- "oikea hevonen paristo"
UPDATE account SET password_hash = '$argon2id$v=19$m=65536,t=2,p=1$8FtxDj3faCZfGEjmRzQeeQ$SPlEtnCAmcCAsF7W1Nc+E6J0b3LIV1/9BWCQC56HLSk' WHERE id = 3;
