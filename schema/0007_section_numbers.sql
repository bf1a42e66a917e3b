-- Items get their section numbers when the meeting is closed; what was numbered earlier is not.
UPDATE item SET number = NULL
 WHERE number IS NOT NULL AND meeting_id IN (SELECT m.id FROM meeting m WHERE m.state IN ('draft', 'called', 'in_progress'));
