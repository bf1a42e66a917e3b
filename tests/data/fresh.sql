-- A new installation with its first administrator.
INSERT INTO person (id, uid, name, name_sort, name_fold, created_at, modified_at)
VALUES (1, 'p1', 'Ylle Ylläpitäjä', 'Ylle Ylläpitäjä', 'ylle ylläpitäjä', 1600000000000000, 1600000000000000);
INSERT INTO account (id, person_id, email, is_admin, state, created_at, modified_at)
VALUES (1, 1, 'yllapito@esimerkki.fi', 1, 'active', 1600000000000000, 1600000000000000);
