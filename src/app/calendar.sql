-- Calendars read through the views, as their reader.

-- statement: calendar.group
SELECT name, lang FROM v_group WHERE id = :id;

-- statement: calendar.group_meetings
SELECT id, uid, group_name, starts_at, ends_at, day, place, note, is_cancelled, ical_sequence, modified_at
  FROM v_meeting WHERE grp_id = :id AND state <> 'draft' AND day IS NOT NULL ORDER BY new_first, id;

-- statement: calendar.owner
SELECT person_id, lang FROM account WHERE calendar_token_hash = :token_hash AND state = 'active';

-- statement: calendar.person_meetings
SELECT m.id, m.uid, m.group_name, m.starts_at, m.ends_at, m.day, m.place, m.note, m.is_cancelled, m.ical_sequence, m.modified_at
  FROM v_meeting m
 WHERE m.state <> 'draft' AND m.day IS NOT NULL
   AND (m.grp_id IN (SELECT grp_id FROM v_my_group)
        OR m.id IN (SELECT meeting_id FROM v_attendance WHERE person_id = :person))
 ORDER BY m.new_first, m.id;

-- What /me lists: own, a held post's, and those of an organization acted for that name nobody.
-- statement: calendar.person_dues
SELECT id, uid, deed, due_day, rev, state_at FROM v_commitment
 WHERE id IN (SELECT commitment_id FROM v_my_commitment) AND is_open = 1 AND due_day IS NOT NULL ORDER BY due_day, id;
