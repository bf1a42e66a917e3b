-- The body's meetings to come: the recurring items of its agendas.
-- include: body.sql

UPDATE grp SET minutes_form = 'formal' WHERE uid = 'g2';

INSERT INTO recurring_item (grp_id, place, position, title) VALUES
  (1, 'begin', 1, 'Kokouksen avaus'), (1, 'begin', 2, 'Esityslistan hyväksyminen'), (1, 'end', 1, 'Kokouksen päättäminen');
