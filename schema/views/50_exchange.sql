-- What is exported and imported: the register's rows of every day, and what administrators see of imports.

CREATE VIEW v_organization_parent_all AS
SELECT x.organization_id, p.uid, x.from_day, x.to_day
  FROM organization_parent x JOIN v_organization p ON p.id = x.parent_id
 WHERE x.organization_id IN (SELECT id FROM v_rank_organization);

CREATE VIEW v_group_parent_all AS
SELECT x.grp_id, p.uid, x.from_day, x.to_day
  FROM grp_parent x JOIN v_group p ON p.id = x.parent_id
 WHERE x.grp_id IN (SELECT id FROM v_rank_group);

CREATE VIEW v_import AS
SELECT x.id, x.kind, x.file_name, x.state, x.new_n, x.changed_n, x.same_n, x.refused_n, x.created_at
  FROM import x WHERE admin() = 1;

CREATE VIEW v_import_refusal AS
SELECT x.import_id, x.position, x.line, x.field, x.said FROM import_refusal x WHERE admin() = 1;
