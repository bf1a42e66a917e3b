-- What was done to what, by whom: only for what the viewer may see is it joined. fields is for the format fields.
CREATE VIEW v_history AS
SELECT j.seq, j.part, j.at, j.action, j.kind, j.object_id, j.about_kind, j.about_id,
       CASE WHEN j.fields NOT IN ('', 'state') THEN j.kind || ':' || j.fields END AS fields,
       CASE WHEN viewer() > 0 THEN p.name END AS actor_name, -j.seq AS new_first
  FROM journal j LEFT JOIN v_person p ON p.id = j.actor_id;

-- The same with names: subject is what it was done to when that is not the page itself, about_name the page. A hidden record has none.
CREATE VIEW v_register_history AS
SELECT h.seq, h.part, h.at, h.action, h.kind, h.object_id, h.about_kind, h.about_id, h.fields, h.actor_name,
       CASE WHEN h.kind = 'membership' THEN (SELECT m.member_name FROM v_membership_all m WHERE m.id = h.object_id)
            WHEN h.kind = 'tie' THEN (SELECT CASE WHEN t.from_kind = h.about_kind AND t.from_id = h.about_id THEN t.to_name ELSE t.from_name END
                                        FROM v_tie t WHERE t.id = h.object_id)
            WHEN h.action IN ('post.hold', 'post.leave') AND h.about_kind = 'post'
            THEN (SELECT p.name FROM journal k JOIN v_person p ON p.id = k.about_id
                   WHERE k.seq = h.seq AND k.action = h.action AND k.about_kind = 'person')
            WHEN h.kind = h.about_kind AND h.object_id = h.about_id THEN NULL
            WHEN h.kind = 'post' THEN (SELECT x.name FROM v_post x WHERE x.id = h.object_id)
            WHEN h.kind = 'group' THEN (SELECT x.name FROM v_group x WHERE x.id = h.object_id)
            WHEN h.kind = 'organization' THEN (SELECT x.name FROM v_organization x WHERE x.id = h.object_id) END AS subject,
       CASE h.about_kind WHEN 'group' THEN (SELECT x.name FROM v_group x WHERE x.id = h.about_id)
                         WHEN 'organization' THEN (SELECT x.name FROM v_organization x WHERE x.id = h.about_id) END AS about_name
  FROM v_history h;

-- Who is not signed in sees of a meeting what was done to itself: the lookups are left out of the plan made for nobody.
CREATE VIEW v_meeting_history AS
SELECT h.seq, h.part, h.at, h.action, h.kind, h.object_id, h.about_kind, h.about_id, h.fields, h.actor_name,
       CASE WHEN viewer() = 0 OR (h.kind = h.about_kind AND h.object_id = h.about_id) THEN NULL
            WHEN h.kind = 'item' THEN (SELECT x.title FROM v_item x WHERE x.id = h.object_id)
            WHEN h.kind = 'attachment' THEN (SELECT x.name FROM v_attachment x WHERE x.id = h.object_id)
            WHEN h.kind = 'commitment' THEN (SELECT x.deed FROM v_commitment x WHERE x.id = h.object_id)
            WHEN h.kind = 'attendance' THEN (SELECT x.name FROM v_attendance x WHERE x.id = h.object_id)
            WHEN h.kind = 'statement' THEN (SELECT x.name FROM v_statement x WHERE x.id = h.object_id)
            WHEN h.kind = 'disqualification' THEN (SELECT x.name FROM v_disqualification x WHERE x.id = h.object_id) END AS subject
  FROM v_history h;
