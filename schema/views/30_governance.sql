-- Matters, meetings, items, bulletins, commitments as the viewer may see them.

-- Meetings whose public minutes no longer name others than office-holders: for others than members their pages do not either.
CREATE VIEW minutes_erased AS
SELECT x.meeting_id FROM minutes x WHERE x.audience = 'public_erased' AND x.state = 'published';
CREATE VIEW item_erased AS
SELECT i.id AS item_id FROM item i JOIN minutes_erased e ON e.meeting_id = i.meeting_id;

CREATE VIEW v_matter AS
SELECT x.id, x.uid, x.grp_id, g.name AS group_name, x.year, x.number, x.title, x.title_fold, x.proposed_by_id, x.lang, x.summary, x.summary_html, x.origin, x.state,
       x.visibility, x.is_practice, x.rev, x.created_at, x.modified_at, -x.id AS new_first,
       r.rank, CASE WHEN r.rank >= 3 THEN 1 ELSE 0 END AS can_edit
  FROM matter x JOIN v_rank_matter r ON r.id = x.id JOIN v_rank_group rg ON rg.id = x.grp_id JOIN grp g ON g.id = x.grp_id;

CREATE VIEW v_meeting AS
SELECT x.id, x.uid, x.grp_id, g.name AS group_name, g.short_name AS group_short_name, g.minutes_form, g.quorum_percent, g.has_bulletin_duty,
       x.year, x.number, x.state, x.is_cancelled, x.mode, x.lang, x.day, x.starts_at, x.ends_at, x.new_first, x.place,
       CASE WHEN r.rank >= 2 THEN x.remote_url END AS remote_url,
       x.answer_by_day, x.note, x.note_html, CASE WHEN x.state = 'published' OR r.rank >= 2 THEN x.key_message END AS key_message,
       x.ical_sequence, x.called_at, x.begun_at, x.closed_at, x.checked_at, x.published_at, x.visibility, x.is_practice,
       x.rev, x.created_at, x.modified_at, r.rank,
       CASE WHEN r.rank >= 2 THEN 1 ELSE 0 END AS is_member, CASE WHEN r.rank >= 3 THEN 1 ELSE 0 END AS can_edit,
       r.can_see_handling
  FROM meeting x JOIN v_rank_meeting r ON r.id = x.id JOIN grp g ON g.id = x.grp_id;

-- The words of handling leave with the names.
CREATE VIEW v_item AS
SELECT x.id, x.uid, x.meeting_id, x.matter_id, m.grp_id, x.position, x.number, x.section, x.title, x.description, x.description_html,
       x.proposal, x.proposal_html, x.state, x.origin, x.visibility, x.hidden_ground, x.is_in_bulletin, x.is_checked_at_once, x.rev,
       m.day, m.state AS meeting_state, m.mode AS meeting_mode, m.is_cancelled,
       CASE WHEN (m.state = 'published' AND m.id NOT IN (SELECT e.meeting_id FROM minutes_erased e)) OR r.rank >= 2 THEN x.handling END AS handling,
       CASE WHEN (m.state = 'published' AND m.id NOT IN (SELECT e.meeting_id FROM minutes_erased e)) OR r.rank >= 2 THEN x.handling_html END AS handling_html,
       CASE WHEN r.can_see_handling > 0 THEN x.decision END AS decision,
       CASE WHEN r.can_see_handling > 0 THEN x.next_step ELSE 'none' END AS next_step,
       CASE WHEN r.can_see_handling > 0 THEN x.next_grp_id END AS next_grp_id,
       CASE WHEN r.rank >= 2 THEN x.bulletin_text END AS bulletin_text,
       r.can_see_handling, r.rank, CASE WHEN r.rank >= 3 THEN 1 ELSE 0 END AS can_edit
  FROM item x JOIN v_rank_meeting r ON r.id = x.meeting_id JOIN meeting m ON m.id = x.meeting_id
 WHERE sees(x.visibility, r.rank)
   AND (x.matter_id IS NULL OR EXISTS (SELECT 1 FROM v_rank_matter k WHERE k.id = x.matter_id));

CREATE VIEW v_item_presenter AS
SELECT x.item_id, x.person_id, p.name, COALESCE(x.title, p.title) AS title, o.name AS organization_name, p.name_sort
  FROM item_presenter x JOIN v_rank_item r ON r.id = x.item_id JOIN v_person p ON p.id = x.person_id
  LEFT JOIN v_organization o ON o.id = p.organization_id;

CREATE VIEW v_item_outcome AS
SELECT x.item_id, x.outcome, r.meeting_id,
       CASE x.outcome WHEN 'heard' THEN 1 WHEN 'approved' THEN 2 WHEN 'decided' THEN 3 WHEN 'noted' THEN 4 WHEN 'carried' THEN 5
            WHEN 'returned' THEN 6 ELSE 7 END AS outcome_order
  FROM item_outcome x JOIN v_rank_item r ON r.id = x.item_id WHERE r.can_see_handling > 0;

CREATE VIEW v_decision_point AS
SELECT x.id, x.item_id, x.position, x.body FROM decision_point x JOIN v_rank_item r ON r.id = x.item_id WHERE r.can_see_handling > 0;

CREATE VIEW v_statement AS
SELECT x.id, x.uid, x.item_id, x.person_id, p.name, COALESCE(x.title, p.title) AS title, p.organization_name, x.body, x.is_verbatim,
       x.is_quotable, x.rev, CASE WHEN r.rank >= 3 THEN 1 ELSE 0 END AS can_edit
  FROM statement x JOIN v_rank_item r ON r.id = x.item_id JOIN v_person p ON p.id = x.person_id
 WHERE r.can_see_handling > 0
   AND ((x.is_quotable = 1 AND r.meeting_id NOT IN (SELECT e.meeting_id FROM minutes_erased e)) OR r.rank >= 2);

CREATE VIEW v_vote AS
SELECT x.id, x.uid, x.item_id, x.method, x.proposal_a, x.proposal_b, x.votes_a, x.votes_b, x.votes_empty, x.chair_casts, x.rev,
       CASE WHEN x.votes_a > x.votes_b THEN 'a' WHEN x.votes_b > x.votes_a THEN 'b' ELSE COALESCE(x.chair_casts, 'tie') END AS result,
       CASE WHEN r.rank >= 3 THEN 1 ELSE 0 END AS can_edit
  FROM vote x JOIN v_rank_item r ON r.id = x.item_id WHERE r.can_see_handling > 0;

CREATE VIEW v_vote_cast AS
SELECT x.vote_id, x.person_id, p.name, p.name_sort, x.choice
  FROM vote_cast x JOIN vote v ON v.id = x.vote_id JOIN v_rank_item r ON r.id = v.item_id JOIN v_person p ON p.id = x.person_id
 WHERE r.can_see_handling > 0 AND (r.meeting_id NOT IN (SELECT e.meeting_id FROM minutes_erased e) OR r.rank >= 2);

-- On an agenda that the viewer does not see, a matter waits.
CREATE VIEW v_matter_step AS
SELECT x.id, x.matter_id, x.grp_id, g.name AS group_name, x.origin,
       CASE WHEN x.state = 'on_agenda' AND i.id IS NULL THEN 'waiting' ELSE x.state END AS state, x.from_item_id, i.id AS item_id, x.since_day, x.at,
       i.meeting_id, m.day AS meeting_day, m.state AS meeting_state, i.number AS item_number, i.title AS item_title,
       CASE WHEN m.state = 'published' OR (SELECT k.rank FROM v_rank_meeting k WHERE k.id = m.id) >= 2 THEN 1 ELSE 0 END AS can_see_handling
  FROM matter_step x
  JOIN v_rank_matter r ON r.id = x.matter_id
  JOIN v_rank_group rg ON rg.id = x.grp_id
  JOIN grp g ON g.id = x.grp_id
  LEFT JOIN item i ON i.id = x.item_id AND EXISTS (SELECT 1 FROM v_rank_item k WHERE k.id = x.item_id)
  LEFT JOIN meeting m ON m.id = i.meeting_id
 WHERE x.item_id IS NULL OR i.id IS NOT NULL OR x.state = 'on_agenda';

CREATE VIEW v_attendance AS
SELECT x.id, x.meeting_id, x.person_id, p.name, p.name_sort, x.role, x.on_behalf_of_id, b.name AS on_behalf_of_name,
       COALESCE(x.title, p.title) AS title, x.stands_for_id, s.name AS stands_for_name, x.answer, x.answered_at, x.presence,
       x.arrived_at, x.arrived_item_id, x.left_at, x.left_item_id, x.is_checker, x.rev,
       CASE x.role WHEN 'chair' THEN 1 WHEN 'deputy_chair' THEN 2 WHEN 'member' THEN 3 WHEN 'deputy' THEN 4 ELSE 5 END AS role_order,
       CASE WHEN x.role IN ('chair', 'deputy_chair', 'member') OR x.stands_for_id IS NOT NULL THEN 1 ELSE 0 END AS is_voting,
       CASE WHEN x.presence IN ('present', 'remote') THEN 1 ELSE 0 END AS is_here,
       r.state AS meeting_state, r.rank, CASE WHEN r.rank >= 3 THEN 1 ELSE 0 END AS can_edit
  FROM attendance x
  JOIN v_rank_meeting r ON r.id = x.meeting_id
  JOIN v_person p ON p.id = x.person_id
  LEFT JOIN v_organization b ON b.id = x.on_behalf_of_id
  LEFT JOIN attendance sa ON sa.id = x.stands_for_id
  LEFT JOIN v_person s ON s.id = sa.person_id
 WHERE r.rank >= 2
    OR (r.state = 'published' AND (x.role IN ('chair', 'deputy_chair', 'secretary')
                                   OR x.meeting_id NOT IN (SELECT e.meeting_id FROM minutes_erased e)));

CREATE VIEW v_disqualification AS
SELECT x.id, x.item_id, x.person_id, p.name, x.ground, x.deputy_id, d.name AS deputy_name, x.left_at, x.back_at, x.rev, r.meeting_id,
       CASE WHEN r.rank >= 3 THEN 1 ELSE 0 END AS can_edit
  FROM disqualification x JOIN v_rank_item r ON r.id = x.item_id JOIN v_person p ON p.id = x.person_id
  LEFT JOIN v_person d ON d.id = x.deputy_id
 WHERE r.can_see_handling > 0 AND (r.meeting_id NOT IN (SELECT e.meeting_id FROM minutes_erased e) OR r.rank >= 2);

-- What a commitment says, its doer's names as far as the viewer sees them. due_when is for the format when. Not for pages: it leaves
-- out nothing.
CREATE VIEW commitment_words AS
SELECT x.id, x.uid, x.grp_id, x.item_id, x.organization_id, o.name AS organization_name, x.person_id, p.name AS person_name, x.post_id,
       po.name AS post_name, x.deed, x.for_whom, x.due_from_day, x.due_day, x.due_precision, x.due_words,
       x.due_day * 8 + CASE x.due_precision WHEN 'month' THEN 1 WHEN 'season' THEN 2 WHEN 'year' THEN 3 ELSE 0 END AS due_when,
       x.state, x.state_at, x.state_note, x.visibility, x.is_practice, x.rev, x.created_at, x.modified_at,
       CASE WHEN x.state IN ('offered', 'accepted') THEN 1 ELSE 0 END AS is_open,
       CASE WHEN x.state IN ('offered', 'accepted') AND x.due_day < as_of() THEN 1 ELSE 0 END AS is_late,
       CASE WHEN x.due_day IS NULL THEN 1 ELSE 0 END AS is_undated, COALESCE(x.due_day, 3000000) AS due_order,
       CASE WHEN x.state IN ('offered', 'accepted') THEN 0 ELSE 1 END AS done_order,
       CASE WHEN x.state = 'done' THEN 'done'
            WHEN x.state = 'given_back' OR (x.state IN ('offered', 'accepted') AND x.due_day < as_of()) THEN 'late' END AS look
  FROM commitment x
  LEFT JOIN v_organization o ON o.id = x.organization_id
  LEFT JOIN v_person p ON p.id = x.person_id
  LEFT JOIN v_post po ON po.id = x.post_id;

-- can_edit: may answer for the doer; can_manage: may change what was promised. A doer's name leaves with the names of the minutes;
-- doer_id is for looking commitments up only.
CREATE VIEW v_commitment AS
SELECT x.id, x.uid, (SELECT k.id FROM v_rank_item k WHERE k.id = x.item_id) AS item_id,
       CASE WHEN r.group_rank >= 1 THEN x.grp_id END AS grp_id, CASE WHEN r.group_rank >= 1 THEN g.name END AS group_name,
       x.organization_id, x.organization_name, x.person_id AS doer_id,
       CASE WHEN r.rank >= 2 OR x.item_id IS NULL OR x.item_id NOT IN (SELECT e.item_id FROM item_erased e) THEN x.person_id END AS person_id,
       CASE WHEN r.rank >= 2 OR x.item_id IS NULL OR x.item_id NOT IN (SELECT e.item_id FROM item_erased e) THEN x.person_name END AS person_name,
       x.post_id, x.post_name, x.deed, x.for_whom, x.due_from_day,
       x.due_day, x.due_precision, x.due_words, x.due_when, x.state, x.state_at, x.state_note, x.visibility, x.is_practice, x.rev,
       x.created_at, x.modified_at, x.is_open, x.is_late, x.is_undated, x.due_order, x.done_order, x.look,
       r.rank, CASE WHEN r.rank >= 3 THEN 1 ELSE 0 END AS can_edit, CASE WHEN r.group_rank >= 3 THEN 1 ELSE 0 END AS can_manage
  FROM commitment_words x JOIN v_rank_commitment r ON r.id = x.id JOIN grp g ON g.id = x.grp_id;

-- An item's commitments that v_commitment shows, found by the item: the item is looked at once.
CREATE VIEW v_item_commitment AS
SELECT x.item_id, x.id, x.deed, x.organization_name,
       CASE WHEN k.rank >= 2 OR a.is_mine > 0 OR a.own_rank >= 2 OR k.meeting_id NOT IN (SELECT e.meeting_id FROM minutes_erased e)
            THEN x.person_name END AS person_name, x.post_name, x.due_day, x.due_words, x.due_when, x.due_order,
       x.state, x.is_late, x.look
  FROM commitment_standing a JOIN v_rank_item k ON k.id = a.item_id JOIN commitment_words x ON x.id = a.id
 WHERE a.is_mine > 0 OR (a.is_shown AND (k.can_see_handling > 0 OR a.own_rank >= 2));

-- The viewer's own: named, held by a post of the viewer's, or of an organization the viewer acts for when nobody is named.
CREATE VIEW v_my_commitment AS
SELECT x.id AS commitment_id, 'person' AS mine_by FROM commitment x WHERE x.person_id = viewer() AND viewer() > 0
 UNION ALL
SELECT x.id, 'post' FROM commitment x JOIN v_my_post p ON p.post_id = x.post_id
 UNION ALL
SELECT x.id, 'organization' FROM commitment x JOIN v_my_organization o ON o.organization_id = x.organization_id
 WHERE x.person_id IS NULL AND x.post_id IS NULL;

CREATE VIEW v_attachment AS
SELECT x.id, x.uid, x.kind, x.object_id, x.grp_id, x.position, x.name, x.file_name, x.type, x.size, x.sha256, x.alt, x.caption,
       x.publicity, x.ground, x.public_from_at, x.rev, x.created_at, r.rank, CASE WHEN r.rank >= 3 THEN 1 ELSE 0 END AS can_edit,
       CASE WHEN x.type IN ('image/png', 'image/jpeg', 'image/webp') THEN 1 ELSE 0 END AS is_image
  FROM attachment x JOIN v_rank_attachment r ON r.id = x.id;
-- The same of one kind, for pages that ask for many or often: the rights of the other kinds are not even looked up.
CREATE VIEW v_item_attachment AS
SELECT x.id, x.object_id, x.position, x.name, x.file_name, x.type, x.size, x.alt, x.caption, x.publicity, x.public_from_at,
       CASE WHEN g.rank >= 3 THEN 1 ELSE 0 END AS can_edit,
       CASE WHEN x.type IN ('image/png', 'image/jpeg', 'image/webp') THEN 1 ELSE 0 END AS is_image
  FROM attachment x JOIN v_rank_group g ON g.id = x.grp_id
 WHERE x.kind = 'item' AND EXISTS (SELECT 1 FROM v_rank_item r WHERE r.id = x.object_id)
   AND g.rank >= CASE WHEN x.publicity = 'public' AND (x.public_from_at IS NULL OR x.public_from_at <= now_at()) THEN 1
                      WHEN x.publicity <> 'secret' THEN 2 ELSE 3 END;
CREATE VIEW v_meeting_attachment AS
SELECT x.id, x.object_id, x.name, x.size, x.publicity, x.public_from_at, CASE WHEN g.rank >= 3 THEN 1 ELSE 0 END AS can_edit
  FROM attachment x JOIN v_rank_group g ON g.id = x.grp_id
 WHERE x.kind = 'meeting' AND EXISTS (SELECT 1 FROM v_rank_meeting r WHERE r.id = x.object_id)
   AND g.rank >= CASE WHEN x.publicity = 'public' AND (x.public_from_at IS NULL OR x.public_from_at <= now_at()) THEN 1
                      WHEN x.publicity <> 'secret' THEN 2 ELSE 3 END;
CREATE VIEW v_attachment_chunk AS
SELECT c.attachment_id, c.position, c.bytes FROM attachment_chunk c JOIN v_rank_attachment r ON r.id = c.attachment_id;

CREATE VIEW v_minutes AS
SELECT x.id, x.uid, x.meeting_id, x.version, x.form, x.audience, x.state, x.body_html, x.sha256, x.change_note, x.made_at, x.sent_at,
       x.published_at, x.erase_day, x.document, r.rank, CASE WHEN r.rank >= 3 THEN 1 ELSE 0 END AS can_edit
  FROM minutes x JOIN v_rank_minutes r ON r.id = x.id;
CREATE VIEW v_minutes_pdf AS
SELECT d.minutes_id, d.bytes FROM minutes_pdf d JOIN v_rank_minutes r ON r.id = d.minutes_id;
CREATE VIEW v_minutes_check AS
SELECT x.id, x.minutes_id, x.person_id, p.name, x.answer, x.sha256, x.remark, x.at
  FROM minutes_check x JOIN v_rank_minutes r ON r.id = x.minutes_id JOIN v_person p ON p.id = x.person_id
 WHERE r.rank >= 2;

CREATE VIEW v_bulletin AS
SELECT x.id, x.uid, x.grp_id, g.name AS group_name, x.meeting_id, x.lang, x.state, x.day, x.new_first, x.published_at, x.corrected_at,
       x.correction, x.retracted_at, x.retraction, x.edited_by_id, x.checked_by_id, x.checked_at, x.source_id, x.visibility, x.is_practice, x.rev, x.created_at,
       x.modified_at, COALESCE(x.corrected_at, x.published_at, x.modified_at) AS updated_at,
       CASE WHEN x.state = 'retracted' THEN 1 ELSE 0 END AS is_retracted,
       r.rank, CASE WHEN r.rank >= 3 THEN 1 ELSE 0 END AS can_edit
  FROM bulletin x JOIN v_rank_bulletin r ON r.id = x.id JOIN grp g ON g.id = x.grp_id;

-- The published texts; managers also see the working ones (is_published = 0). Of a retracted bulletin the title stays.
CREATE VIEW v_bulletin_text AS
SELECT t.id, t.bulletin_id, t.lang, t.title, t.title_fold, CASE WHEN b.state <> 'retracted' OR b.rank >= 3 THEN t.lead END AS lead,
       CASE WHEN b.state <> 'retracted' OR b.rank >= 3 THEN t.body END AS body,
       CASE WHEN b.state <> 'retracted' OR b.rank >= 3 THEN t.body_html END AS body_html,
       CASE WHEN b.state <> 'retracted' OR b.rank >= 3 THEN t.key_message END AS key_message, t.is_published, t.rev, t.modified_at
  FROM bulletin_text t JOIN v_bulletin b ON b.id = t.bulletin_id
 WHERE t.is_published = 1 OR b.rank >= 3;

-- The text that fits the reader's language best; what is not translated is shown in the bulletin's own language.
CREATE VIEW v_bulletin_best AS
SELECT b.id, b.grp_id, b.group_name, b.meeting_id, b.state, b.day, b.new_first, b.published_at, b.corrected_at, b.updated_at, b.uid,
       b.is_retracted, b.is_practice, COALESCE(mine.lang, own.lang) AS text_lang, COALESCE(mine.title, own.title) AS title,
       COALESCE(mine.title_fold, own.title_fold) AS title_fold, COALESCE(mine.lead, own.lead) AS lead,
       COALESCE(mine.body_html, own.body_html) AS body_html, COALESCE(mine.key_message, own.key_message) AS key_message
  FROM v_bulletin b
  JOIN bulletin_text own ON own.bulletin_id = b.id AND own.lang = b.lang AND own.is_published = 1
  LEFT JOIN bulletin_text mine ON mine.bulletin_id = b.id AND mine.lang = lang() AND mine.is_published = 1
 WHERE b.state = 'published';
