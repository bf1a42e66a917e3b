-- statement: form_key.forget
DELETE FROM form_key WHERE at < :before;

-- statement: parked.forget
DELETE FROM parked_form WHERE expires_at < :before;

-- statement: link.forget
DELETE FROM link WHERE expires_at < :before;

-- statement: throttle.forget
DELETE FROM throttle WHERE window_at < :before;

-- statement: session.forget
DELETE FROM session WHERE expires_at < :before;
