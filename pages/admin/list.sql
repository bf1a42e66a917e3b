-- page: GET /admin
-- title: admin.title
-- access: admin
-- budget: 2 queries

-- query: count one
SELECT (SELECT COUNT(*) FROM v_account WHERE state = 'active') AS accounts_n,
       (SELECT COUNT(*) FROM v_account WHERE state = 'invited') AS invited_n,
       (SELECT COUNT(*) FROM v_mail WHERE state = 'waiting') AS waiting_n,
       (SELECT COUNT(*) FROM v_mail WHERE is_failed = 1) AS failed_n,
       (SELECT COUNT(*) FROM v_job WHERE is_failed = 1) AS jobs_n,
       (SELECT COUNT(*) FROM v_feedback WHERE is_open = 1 AND is_late = 0) AS feedback_n,
       (SELECT COUNT(*) FROM v_feedback WHERE is_late = 1) AS feedback_late_n,
       (SELECT COUNT(*) FROM v_group) AS groups_n, (SELECT COUNT(*) FROM v_organization) AS organizations_n,
       (SELECT COUNT(*) FROM v_person) AS people_n, (SELECT COUNT(*) FROM v_meeting) AS meetings_n,
       (SELECT COUNT(*) FROM v_attachment) AS attachments_n,
       (SELECT CAST(COALESCE(SUM(size), 0) AS INTEGER) FROM v_attachment) AS attachments_size;

-- query: storage many provider=storage max=1

-- query: job many max=40
SELECT id, name, state, ran_at, due_at, took_ms, runs, failures, said, is_failed FROM v_job ORDER BY name LIMIT :limit;
