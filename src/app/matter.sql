-- Matters and their steps from body to body.

-- statement: matter.lock_group
UPDATE grp SET modified_at = modified_at WHERE id = :grp_id;

-- statement: matter.insert
INSERT INTO matter (uid, grp_id, year, number, title, title_fold, lang, summary, summary_html, origin, state, visibility, is_practice,
                    proposed_by_id, created_at, modified_at)
SELECT CAST(:uid AS TEXT), g.id, CAST(:year AS INTEGER),
       (SELECT COALESCE(MAX(m.number), 0) + 1 FROM matter m WHERE m.grp_id = g.id AND m.year = :year),
       CAST(:title AS TEXT), CAST(:title_fold AS TEXT), g.lang, CAST(:summary AS TEXT), CAST(:summary_html AS TEXT), CAST(:origin AS TEXT), 'open',
       CAST(:visibility AS TEXT), g.is_practice, CAST(:proposed_by_id AS INTEGER), CAST(:now AS INTEGER), CAST(:now AS INTEGER)
  FROM grp g WHERE g.id = :grp_id
RETURNING id, lang;

-- statement: matter.update
UPDATE matter SET title = :title, title_fold = :title_fold, summary = :summary, summary_html = :summary_html, origin = :origin, visibility = :visibility,
       rev = rev + 1, modified_at = :now
 WHERE id = :id AND rev = :rev RETURNING lang;

-- statement: matter.set_state
UPDATE matter SET state = :state, rev = rev + 1, modified_at = :now WHERE id = :id AND state <> :state;

-- statement: matter.waits_at
SELECT id FROM matter_step WHERE matter_id = :matter_id AND grp_id = :grp_id AND state = 'waiting' ORDER BY id LIMIT 1;

-- statement: matter.step_insert
INSERT INTO matter_step (matter_id, grp_id, origin, state, from_item_id, item_id, since_day, at)
VALUES (:matter_id, :grp_id, :origin, :state, :from_item_id, :item_id, :since_day, :at);

-- statement: matter.step_take
UPDATE matter_step SET state = 'on_agenda', item_id = :item_id, at = :now
 WHERE id = (SELECT MIN(s.id) FROM matter_step s WHERE s.matter_id = :matter_id AND s.grp_id = :grp_id AND s.state = 'waiting');

-- statement: matter.step_release
UPDATE matter_step SET state = 'waiting', item_id = NULL, at = :now
 WHERE item_id = :item_id AND state = 'on_agenda' RETURNING matter_id;

-- statement: matter.step_handled
UPDATE matter_step SET state = 'handled', at = :now WHERE item_id = :item_id AND state = 'on_agenda' RETURNING matter_id;

-- statement: matter.steps_withdraw
UPDATE matter_step SET state = 'withdrawn', at = :now
 WHERE matter_id = :matter_id AND state = 'waiting'
   AND (EXISTS (SELECT 1 FROM v_rank_group r WHERE r.id = matter_step.grp_id AND r.rank >= 3)
        OR EXISTS (SELECT 1 FROM matter x JOIN v_rank_group r ON r.id = x.grp_id WHERE x.id = matter_step.matter_id AND r.rank >= 3));

-- statement: matter.steps_open
SELECT id FROM matter_step WHERE matter_id = :matter_id AND state IN ('waiting', 'on_agenda') ORDER BY id LIMIT 1;

-- statement: matter.stored
SELECT title, summary, origin, visibility FROM matter WHERE id = :id;
