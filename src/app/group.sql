-- Groups: their own row, other names, parents, successors.

-- statement: group.insert
INSERT INTO grp (uid, kind, name, name_sort, name_fold, short_name, lang, level, area_id, organization_id, leadership_of_id, state,
                 mandate, mandate_html, decides, prepares, minutes_form, has_bulletin_duty, bulletin_duty_day, seats_wanted,
                 quorum_percent, personal_data_days, ends_with_text, from_day, to_day, from_precision, to_precision, visibility,
                 created_at, modified_at)
VALUES (:uid, :kind, :name, :name_sort, :name_fold, :short_name, :lang, :level, :area_id, :organization_id, :leadership_of_id, :state,
        :mandate, :mandate_html, :decides, :prepares, :minutes_form, :has_bulletin_duty, :bulletin_duty_day, :seats_wanted,
        :quorum_percent, :personal_data_days, :ends_with_text, :from_day, :to_day, :from_precision, :to_precision, :visibility,
        :now, :now)
RETURNING id, lang;

-- statement: group.update
UPDATE grp
   SET name = :name, name_sort = :name_sort, name_fold = :name_fold, short_name = :short_name,
       lang = COALESCE(CAST(:lang AS TEXT), lang), level = :level, area_id = :area_id, organization_id = :organization_id, leadership_of_id = :leadership_of_id, state = :state, mandate = :mandate,
       mandate_html = :mandate_html, decides = :decides, prepares = :prepares, minutes_form = :minutes_form,
       has_bulletin_duty = :has_bulletin_duty, bulletin_duty_day = :bulletin_duty_day, seats_wanted = :seats_wanted,
       quorum_percent = :quorum_percent, personal_data_days = :personal_data_days, ends_with_text = :ends_with_text,
       from_day = :from_day, to_day = :to_day, from_precision = :from_precision, to_precision = :to_precision,
       visibility = :visibility, rev = rev + 1, modified_at = :now
 WHERE id = :id AND rev = :rev
RETURNING id, lang;

-- statement: group.area
SELECT id FROM area WHERE id = :id;

-- statement: group.days
SELECT from_day, to_day FROM grp WHERE id = :id;

-- statement: group.end
UPDATE grp SET to_day = :to_day, to_precision = :to_precision, state = CASE WHEN CAST(:to_day AS INTEGER) < CAST(:today AS INTEGER) THEN 'ended' ELSE state END,
       rev = rev + 1, modified_at = :now
 WHERE id = :id AND rev = :rev;

-- statement: group.end_parents
UPDATE grp_parent SET to_day = CASE WHEN from_day > :day THEN from_day ELSE :day END
 WHERE (grp_id = :id OR parent_id = :id) AND to_day > :day;

-- statement: group.end_ties
UPDATE tie SET to_day = CASE WHEN from_day > :day THEN from_day ELSE :day END, rev = rev + 1, modified_at = :now
 WHERE ((from_kind = 'group' AND from_id = :id) OR (to_kind = 'group' AND to_id = :id)) AND to_day > :day;

-- statement: group.succession_put
INSERT INTO succession (kind, from_id, to_id, day) VALUES ('group', :id, :to_id, :day)
    ON CONFLICT (kind, from_id, to_id) DO UPDATE SET day = excluded.day;

-- statement: group.alias_clear
DELETE FROM alias WHERE kind = 'group' AND object_id = :id;

-- statement: group.alias_put
INSERT INTO alias (kind, object_id, name, name_fold) VALUES ('group', :id, :name, :name_fold)
    ON CONFLICT (kind, object_id, name_fold) DO NOTHING;

-- statement: group.above
WITH RECURSIVE up (id) AS (
  SELECT g.id FROM grp g WHERE g.id = :id
   UNION
  SELECT p.parent_id FROM up JOIN grp_parent p ON p.grp_id = up.id
)
SELECT id FROM up WHERE id = :other_id;

-- statement: group.parent_find
SELECT parent_id FROM grp_parent WHERE grp_id = :id AND parent_id = :parent_id AND to_day >= :from_day;

-- statement: group.parent_insert
INSERT INTO grp_parent (grp_id, parent_id, from_day, to_day) VALUES (:id, :parent_id, :from_day, :to_day);

-- statement: group.parent_end
UPDATE grp_parent SET to_day = CASE WHEN from_day > :day THEN from_day ELSE :day END
 WHERE grp_id = :id AND parent_id = :parent_id AND to_day > :day;

-- statement: group.stored
SELECT name, short_name, lang, level, state, area_id, organization_id, leadership_of_id, mandate, decides, prepares, minutes_form,
       has_bulletin_duty, bulletin_duty_day, seats_wanted, quorum_percent, personal_data_days, ends_with_text, from_day,
       from_precision, to_day, to_precision, visibility
  FROM grp WHERE id = :id;

-- statement: group.aliases
SELECT name FROM alias WHERE kind = 'group' AND object_id = :id ORDER BY name_fold;
