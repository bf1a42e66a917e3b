-- Organizations, their parents, areas, other names and successors.

-- statement: organization.insert
INSERT INTO organization (uid, kind, name, name_sort, name_fold, short_name, lang, area_id, business_id, url, email, description,
  description_html, from_day, to_day, from_precision, to_precision, visibility, created_at, modified_at)
VALUES (:uid, :kind, :name, :name_sort, :name_fold, :short_name, :lang, :area_id, :business_id, :url, :email, :description,
  :description_html, :from_day, :to_day, :from_precision, :to_precision, :visibility, :now, :now)
RETURNING id;

-- statement: organization.change
UPDATE organization SET kind = :kind, name = :name, name_sort = :name_sort, name_fold = :name_fold, short_name = :short_name,
       lang = :lang, area_id = :area_id, business_id = :business_id, url = :url, email = :email, description = :description,
       description_html = :description_html, from_day = :from_day, to_day = :to_day, from_precision = :from_precision,
       to_precision = :to_precision, visibility = :visibility, rev = rev + 1, modified_at = :now
 WHERE id = :id AND rev = :rev;

-- statement: organization.end
UPDATE organization SET to_day = :to_day, to_precision = :to_precision, rev = rev + 1, modified_at = :now
 WHERE id = :id AND rev = :rev;

-- statement: organization.begins_after
SELECT id FROM organization WHERE id = :id AND from_day > :to_day;

-- statement: organization.named
SELECT id FROM organization WHERE name_fold = :name_fold AND id <> :id AND to_day > :today;

-- statement: organization.area_known
SELECT id FROM area WHERE id = :id;

-- statement: organization.parent_insert
INSERT INTO organization_parent (organization_id, parent_id, from_day, to_day)
VALUES (:id, :parent_id, :from_day, 3000000) ON CONFLICT (organization_id, parent_id, from_day) DO UPDATE SET to_day = 3000000;

-- statement: organization.parent_is
SELECT parent_id FROM organization_parent
 WHERE organization_id = :id AND parent_id = :parent_id AND to_day >= :today;

-- statement: organization.parent_end
UPDATE organization_parent SET to_day = :today - 1
 WHERE organization_id = :id AND parent_id = :parent_id AND to_day >= :today AND from_day < :today;

-- statement: organization.parent_drop
DELETE FROM organization_parent
 WHERE organization_id = :id AND parent_id = :parent_id AND from_day >= :today;

-- statement: organization.above
WITH RECURSIVE up (id) AS (
  SELECT CAST(:parent_id AS INTEGER)
   UNION
  SELECT p.parent_id FROM organization_parent p JOIN up ON up.id = p.organization_id)
SELECT id FROM up WHERE id = :id;

-- statement: organization.area_insert
INSERT INTO organization_area (organization_id, area_id) VALUES (:id, :area_id) ON CONFLICT (organization_id, area_id) DO NOTHING;

-- statement: organization.area_delete
DELETE FROM organization_area WHERE organization_id = :id AND area_id = :part_id;

-- statement: organization.alias_insert
INSERT INTO alias (kind, object_id, name, name_fold) VALUES ('organization', :id, :name, :name_fold)
    ON CONFLICT (kind, object_id, name_fold) DO UPDATE SET name = excluded.name;

-- statement: organization.alias_delete
DELETE FROM alias WHERE kind = 'organization' AND object_id = :id AND id = :part_id;

-- statement: organization.succession_insert
INSERT INTO succession (kind, from_id, to_id, day) VALUES ('organization', :id, :successor_id, :day)
    ON CONFLICT (kind, from_id, to_id) DO UPDATE SET day = excluded.day;

-- statement: organization.succession_delete
DELETE FROM succession WHERE kind = 'organization' AND from_id = :id AND to_id = :part_id;

-- statement: organization.stored
SELECT kind, name, short_name, lang, area_id, business_id, url, email, description, from_day, from_precision, to_day, to_precision,
       visibility
  FROM organization WHERE id = :id;
