-- The agenda: what is taken on it, its order.

-- statement: agenda.take
INSERT INTO item (uid, meeting_id, matter_id, position, title, description, description_html, proposal, proposal_html, state, origin,
                  visibility, hidden_ground, is_in_bulletin, created_at, modified_at)
SELECT CAST(:uid AS TEXT), CAST(:meeting_id AS INTEGER), x.id, 1000000, x.title, f.description, f.description_html, f.proposal,
       f.proposal_html, 'waiting', s.origin, COALESCE(f.visibility, x.visibility), f.hidden_ground, COALESCE(f.is_in_bulletin, 0),
       CAST(:now AS INTEGER), CAST(:now AS INTEGER)
  FROM matter_step s
  JOIN matter x ON x.id = s.matter_id
  JOIN meeting m ON m.id = :meeting_id AND m.grp_id = s.grp_id
  LEFT JOIN item f ON f.id = s.from_item_id AND s.origin = 'carried'
 WHERE s.id = :step_id AND s.state = 'waiting'
RETURNING id, matter_id;

-- statement: agenda.formalities
SELECT r.title, r.place FROM recurring_item r JOIN meeting m ON m.grp_id = r.grp_id
 WHERE m.id = :meeting_id
   AND NOT EXISTS (SELECT 1 FROM item i WHERE i.meeting_id = m.id AND i.origin = 'recurring' AND i.title = r.title)
 ORDER BY r.place, r.position, r.id;

-- statement: item.insert
INSERT INTO item (uid, meeting_id, matter_id, position, section, title, description, description_html, proposal, proposal_html, state,
                  origin, visibility, hidden_ground, is_in_bulletin, created_at, modified_at)
VALUES (:uid, :meeting_id, :matter_id, 1000000, :section, :title, :description, :description_html, :proposal, :proposal_html, 'waiting',
        :origin, :visibility, :hidden_ground, :is_in_bulletin, :now, :now)
RETURNING id;

-- statement: item.update
UPDATE item SET section = :section, title = :title, description = :description, description_html = :description_html,
       proposal = :proposal, proposal_html = :proposal_html, visibility = :visibility, hidden_ground = :hidden_ground,
       is_in_bulletin = :is_in_bulletin, rev = rev + 1, modified_at = :now
 WHERE id = :id AND rev = :rev;

-- statement: item.of
SELECT i.id, i.meeting_id, i.position, i.origin, i.title, m.state, m.is_cancelled, m.mode, m.lang, m.grp_id, m.answer_by_day
  FROM item i JOIN meeting m ON m.id = i.meeting_id WHERE i.id = :id;

-- statement: item.presenters_clear
DELETE FROM item_presenter WHERE item_id = :item_id;

-- statement: item.presenter_add
INSERT INTO item_presenter (item_id, person_id, title)
SELECT CAST(:item_id AS INTEGER), p.id, p.title FROM v_person p WHERE p.id = :person_id
    ON CONFLICT (item_id, person_id) DO NOTHING;

-- statement: item.person_by_name
SELECT id FROM v_person WHERE name_fold = :name_fold ORDER BY id LIMIT 2;

-- statement: item.opinions_clear
DELETE FROM written_opinion WHERE item_id = :item_id;

-- statement: item.chunks_clear
DELETE FROM attachment_chunk WHERE attachment_id IN (SELECT id FROM attachment WHERE kind = 'item' AND object_id = :item_id);

-- statement: item.attachments_clear
DELETE FROM attachment WHERE kind = 'item' AND object_id = :item_id;

-- statement: item.steps_forget
UPDATE matter_step SET item_id = NULL WHERE item_id = :item_id;

-- statement: item.delete
DELETE FROM item WHERE id = :item_id;

-- statement: item.stored
SELECT title, section, description, proposal, visibility, hidden_ground, is_in_bulletin FROM item WHERE id = :id;

-- statement: item.presenters
SELECT person_id FROM item_presenter WHERE item_id = :id ORDER BY person_id;
