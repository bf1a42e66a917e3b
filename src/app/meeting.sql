-- Meetings up to their beginning.

-- statement: meeting.read
SELECT m.id, m.uid, m.grp_id, g.name AS group_name, m.lang, m.state, m.is_cancelled, m.mode, m.day, m.starts_at, m.ends_at, m.place,
       m.remote_url, m.answer_by_day, m.year, m.number, m.ical_sequence, m.rev
  FROM meeting m JOIN grp g ON g.id = m.grp_id WHERE m.id = :id;

-- statement: meeting.insert
INSERT INTO meeting (uid, grp_id, state, mode, lang, day, starts_at, ends_at, new_first, place, remote_url, answer_by_day, note,
                     note_html, visibility, is_practice, created_at, modified_at)
SELECT CAST(:uid AS TEXT), g.id, 'draft', CAST(:mode AS TEXT), CAST(:lang AS TEXT), CAST(:day AS INTEGER), CAST(:starts_at AS INTEGER),
       CAST(:ends_at AS INTEGER), CAST(:new_first AS INTEGER), CAST(:place AS TEXT), CAST(:remote_url AS TEXT),
       CAST(:answer_by_day AS INTEGER), CAST(:note AS TEXT), CAST(:note_html AS TEXT), CAST(:visibility AS TEXT), g.is_practice,
       CAST(:now AS INTEGER), CAST(:now AS INTEGER)
  FROM grp g WHERE g.id = :grp_id
RETURNING id;

-- statement: meeting.update
UPDATE meeting SET lang = :lang, answer_by_day = :answer_by_day, note = :note, note_html = :note_html, visibility = :visibility,
       rev = rev + 1, modified_at = :now
 WHERE id = :id AND rev = :rev;

-- statement: meeting.set_key_message
UPDATE meeting SET key_message = :key_message, rev = rev + 1, modified_at = :now WHERE id = :id AND rev = :rev;

-- statement: meeting.set_when
UPDATE meeting SET mode = :mode, day = :day, starts_at = :starts_at, ends_at = :ends_at, new_first = :new_first, place = :place,
       remote_url = :remote_url, modified_at = :now
 WHERE id = :id;

-- statement: meeting.move
UPDATE meeting SET mode = :mode, day = :day, starts_at = :starts_at, ends_at = :ends_at, new_first = :new_first, place = :place,
       remote_url = :remote_url, ical_sequence = ical_sequence + 1, rev = rev + 1, modified_at = :now
 WHERE id = :id AND rev = :rev;

-- statement: meeting.cancel
UPDATE meeting SET is_cancelled = 1, ical_sequence = ical_sequence + 1, rev = rev + 1, modified_at = :now
 WHERE id = :id AND is_cancelled = 0;

-- statement: meeting.begin
UPDATE meeting SET state = 'in_progress', begun_at = :now, rev = rev + 1, modified_at = :now
 WHERE id = :id AND state = 'called' AND is_cancelled = 0;

-- statement: meeting.unbegin
UPDATE meeting SET state = 'called', begun_at = NULL, rev = rev + 1, modified_at = :now
 WHERE id = :id AND state = 'in_progress'
   AND NOT EXISTS (SELECT 1 FROM item i
                    WHERE i.meeting_id = :id
                      AND (i.state <> 'waiting' OR i.handling IS NOT NULL OR i.decision IS NOT NULL
                           OR EXISTS (SELECT 1 FROM item_outcome x WHERE x.item_id = i.id)
                           OR EXISTS (SELECT 1 FROM decision_point x WHERE x.item_id = i.id)
                           OR EXISTS (SELECT 1 FROM statement x WHERE x.item_id = i.id)
                           OR EXISTS (SELECT 1 FROM vote x WHERE x.item_id = i.id)
                           OR EXISTS (SELECT 1 FROM disqualification x WHERE x.item_id = i.id)
                           OR EXISTS (SELECT 1 FROM commitment x WHERE x.item_id = i.id)));

-- statement: agenda.order
SELECT i.id, i.position,
       CASE WHEN i.origin = 'recurring' AND EXISTS (
              SELECT 1 FROM recurring_item r JOIN meeting m ON m.grp_id = r.grp_id
               WHERE m.id = i.meeting_id AND r.place = 'end' AND r.title = i.title) THEN 1 ELSE 0 END AS is_end
  FROM item i WHERE i.meeting_id = :meeting_id ORDER BY i.position, i.id;

-- statement: agenda.place
UPDATE item SET position = :position WHERE id = :id;

-- statement: meeting.stored
SELECT lang, answer_by_day, note, visibility, mode, day, starts_at, ends_at, place, remote_url FROM meeting WHERE id = :id;
