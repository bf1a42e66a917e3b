-- Names that begin as was typed. Through the views that say who may find what.

-- An area is called as in the viewer's language.
-- statement: suggest.names
SELECT d.id, d.kind, d.path,
       CASE WHEN d.kind = 'area' THEN (SELECT a.name FROM v_area a WHERE a.id = d.object_id) ELSE d.title END AS name
  FROM v_doc d WHERE d.id IN :keys;
