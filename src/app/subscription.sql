-- Bulletins by mail: asked for, confirmed by a link, stopped by one click.

-- statement: subscription.group
SELECT g.id, g.name FROM v_group g WHERE g.id = :id;

-- statement: subscription.find
SELECT s.id, s.uid, s.state FROM subscription s
 WHERE s.email_fold = :email_fold AND COALESCE(s.grp_id, 0) = :grp AND s.state <> 'stopped' ORDER BY s.id LIMIT 1;

-- statement: subscription.insert
INSERT INTO subscription (uid, email, email_fold, grp_id, lang, state, token_hash, asked_at)
VALUES (:uid, :email, :email_fold, :grp, :lang, 'asked', :token_hash, :now)
RETURNING id;

-- statement: subscription.ask_again
UPDATE subscription SET lang = :lang, asked_at = :now WHERE id = :id AND state = 'asked';

-- statement: subscription.confirm
UPDATE subscription SET state = 'confirmed', confirmed_at = :now WHERE token_hash = :token_hash AND state = 'asked' AND asked_at >= :since
RETURNING id;

-- statement: subscription.stop
UPDATE subscription SET state = 'stopped', stopped_at = :now WHERE token_hash = :token_hash AND state <> 'stopped';

-- statement: subscription.by_token
SELECT s.state, s.lang, s.group_name, CASE s.state WHEN 'asked' THEN 1 ELSE 0 END AS can_confirm,
       CASE s.state WHEN 'stopped' THEN 0 ELSE 1 END AS can_stop
  FROM v_subscription_link s WHERE s.token_hash = :token_hash;
