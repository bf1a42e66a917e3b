-- Opinions given before a meeting, in the electronic decision procedure.

-- statement: opinion.item
SELECT i.meeting_id, i.matter_id, m.state, m.is_cancelled, m.mode, m.answer_by_day
  FROM item i JOIN meeting m ON m.id = i.meeting_id WHERE i.id = :id;

-- statement: opinion.set
INSERT INTO written_opinion (item_id, person_id, opinion, body, at) VALUES (:item_id, :person_id, :opinion, :body, :now)
    ON CONFLICT (item_id, person_id) DO UPDATE SET opinion = excluded.opinion, body = excluded.body, at = excluded.at;

-- statement: opinion.mark
UPDATE attendance SET has_written_answer = 1, answer = CASE answer WHEN 'remote' THEN answer ELSE 'yes' END, answered_at = :now, rev = rev + 1
 WHERE meeting_id = :meeting_id AND person_id = :person_id AND role IN ('chair', 'deputy_chair', 'member', 'deputy');

-- What a guest is asked of, read as that guest. What managers alone see is not shown behind a link, which a letter may carry further.
-- statement: opinion.asked
SELECT i.id, i.title, i.description_html, i.proposal_html, COALESCE(o.opinion, 'none') AS said, o.opinion, o.body
  FROM v_item i
  LEFT JOIN v_matter x ON x.id = i.matter_id
  LEFT JOIN v_written_opinion o ON o.item_id = i.id AND o.person_id = :person_id
 WHERE i.meeting_id = :meeting_id AND i.rank >= 2 AND i.visibility <> 'managers' AND x.visibility <> 'managers'
 ORDER BY i.position, i.id;
