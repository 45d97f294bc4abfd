-- Reading: never a whole table, but for the doctor, who looks at everything on purpose.

-- name: read.jobs
SELECT j.id, n.name, q.name, l.priority, j.created_at, j.start_deadline, j.unique_key, j.options, j.args,
  coalesce(m.meta, j.meta), h.state, h.attempt, h.started_at, h.finished_at, h.worker_id, h.result, h.failure,
  d.run_at, r.id, coalesce(t.used, 0), t.started_at, t.worker_id, p.done, p.total, p.message,
  coalesce(h.failure,
    (SELECT x.failure FROM @attempt x WHERE x.job_id = j.id AND x.failure IS NOT NULL ORDER BY x.place DESC LIMIT 1))
FROM unnest(?1::bigint[]) WITH ORDINALITY AS wanted (value, key)
JOIN @job j ON j.id = wanted.value
LEFT JOIN @handler n ON n.id = j.handler_id
LEFT JOIN @lane l ON l.id = j.lane_id
LEFT JOIN @queue q ON q.id = l.queue_id
LEFT JOIN @job_meta m ON m.job_id = j.id
LEFT JOIN @history h ON h.job_id = j.id
LEFT JOIN @deferred d ON d.id = j.id
LEFT JOIN @tries t ON t.job_id = j.id
LEFT JOIN @ready r ON r.lane_id = j.lane_id AND r.due = coalesce(t.due, j.run_at, j.created_at) AND r.id = j.id
LEFT JOIN @progress p ON p.job_id = j.id
ORDER BY wanted.key;

-- name: read.attempts
SELECT n, outcome, worker_id, started_at, finished_at, failure FROM @attempt WHERE job_id = ?1 ORDER BY place;

-- name: read.success
SELECT attempt, worker_id, started_at, attempt_end FROM @history WHERE job_id = ?1 AND state = 3;

-- name: read.log
SELECT attempt, at, text, dropped FROM @log WHERE job_id = ?1 ORDER BY attempt, line;

-- name: read.claims
SELECT id, worker_id, claimed_at, job_ids, started, done FROM @claim;

-- name: read.claims-of
SELECT id, worker_id, claimed_at, job_ids, started, done FROM @claim WHERE worker_id = ?1;

-- name: read.wishes
SELECT job_id, reason FROM @cancel_wish;

-- name: list.lanes
SELECT l.id FROM @lane l JOIN @queue q ON q.id = l.queue_id WHERE q.name = ?1;

-- name: list.count
SELECT coalesce(sum(n), 0) FROM @tally WHERE state = ?1;

-- The stretches of ids in which jobs of some lanes or of a handler were pushed, the newest first.
-- name: list.stretches
SELECT DISTINCT s.stretch FROM @seen s
WHERE s.stretch <= ?1
  AND (?2::bigint[] IS NULL OR s.lane_id = ANY (?2::bigint[]))
  AND (?3::text IS NULL OR s.handler_id = (SELECT id FROM @handler WHERE name = ?3))
ORDER BY s.stretch DESC;

-- The newest of any state from ?5 on; ?2 lanes as JSON or NULL, ?3 handler or NULL.
-- name: list.any
SELECT j.id FROM @job j
WHERE j.id < ?1 AND j.id >= ?5
  AND (?2::bigint[] IS NULL OR j.lane_id = ANY (?2::bigint[]))
  AND (?3::text IS NULL OR j.handler_id = (SELECT id FROM @handler WHERE name = ?3))
ORDER BY j.id DESC
LIMIT ?4;

-- name: list.scheduled
SELECT d.id FROM @deferred d JOIN @job j ON j.id = d.id
WHERE d.id < ?1
  AND (?2::bigint[] IS NULL OR d.lane_id = ANY (?2::bigint[]))
  AND (?3::text IS NULL OR j.handler_id = (SELECT id FROM @handler WHERE name = ?3))
ORDER BY d.id DESC
LIMIT ?4;

-- name: list.ready
SELECT j.id FROM @job j LEFT JOIN @tries t ON t.job_id = j.id
WHERE j.id < ?1 AND j.id >= ?5
  AND (?2::bigint[] IS NULL OR j.lane_id = ANY (?2::bigint[]))
  AND (?3::text IS NULL OR j.handler_id = (SELECT id FROM @handler WHERE name = ?3))
  AND EXISTS (SELECT 1 FROM @ready r
    WHERE r.lane_id = j.lane_id AND r.due = coalesce(t.due, j.run_at, j.created_at) AND r.id = j.id)
ORDER BY j.id DESC
LIMIT ?4;

-- When few jobs are ready, going through all of them is shorter than going through the jobs.
-- name: list.ready-few
SELECT r.id FROM @lane l JOIN @ready r ON r.lane_id = l.id JOIN @job j ON j.id = r.id
WHERE r.id < ?1
  AND (?2::bigint[] IS NULL OR l.id = ANY (?2::bigint[]))
  AND (?3::text IS NULL OR j.handler_id = (SELECT id FROM @handler WHERE name = ?3))
ORDER BY r.id DESC
LIMIT ?4;

-- name: list.succeeded
SELECT h.job_id FROM @history h JOIN @job j ON j.id = h.job_id
WHERE h.job_id < ?1 AND h.job_id >= ?5 AND h.state = 3
  AND (?2::bigint[] IS NULL OR h.lane_id = ANY (?2::bigint[]))
  AND (?3::text IS NULL OR j.handler_id = (SELECT id FROM @handler WHERE name = ?3))
ORDER BY h.job_id DESC
LIMIT ?4;

-- name: list.ended
SELECT h.job_id FROM @history h JOIN @job j ON j.id = h.job_id
WHERE h.job_id < ?1 AND h.state <> 3 AND h.state = ?5
  AND (?2::bigint[] IS NULL OR h.lane_id = ANY (?2::bigint[]))
  AND (?3::text IS NULL OR j.handler_id = (SELECT id FROM @handler WHERE name = ?3))
ORDER BY h.job_id DESC
LIMIT ?4;

-- name: doctor.nowhere
SELECT j.id, l.queue_id FROM @job j
LEFT JOIN @lane l ON l.id = j.lane_id
LEFT JOIN @tries t ON t.job_id = j.id
WHERE NOT EXISTS (SELECT 1 FROM @history h WHERE h.job_id = j.id)
  AND NOT EXISTS (SELECT 1 FROM @deferred d WHERE d.id = j.id)
  AND NOT EXISTS (SELECT 1 FROM @ready r
    WHERE r.lane_id = j.lane_id AND r.due = coalesce(t.due, j.run_at, j.created_at) AND r.id = j.id);

-- name: doctor.stray-ready
SELECT r.id FROM @ready r
LEFT JOIN @job j ON j.id = r.id LEFT JOIN @tries t ON t.job_id = r.id
WHERE j.id IS NULL OR r.lane_id <> j.lane_id OR r.due <> coalesce(t.due, j.run_at, j.created_at)
  OR EXISTS (SELECT 1 FROM @deferred d WHERE d.id = r.id)
  OR EXISTS (SELECT 1 FROM @history h WHERE h.job_id = r.id);

-- name: doctor.stray-deferred
SELECT d.id FROM @deferred d LEFT JOIN @job j ON j.id = d.id
WHERE j.id IS NULL OR d.lane_id <> j.lane_id OR EXISTS (SELECT 1 FROM @history h WHERE h.job_id = d.id);

-- name: doctor.stray-history
SELECT h.job_id FROM @history h LEFT JOIN @job j ON j.id = h.job_id WHERE j.id IS NULL;

-- name: doctor.stray-uniq
SELECT u.job_id FROM @uniq u LEFT JOIN @job j ON j.id = u.job_id
WHERE j.id IS NULL OR EXISTS (SELECT 1 FROM @history h WHERE h.job_id = u.job_id);

-- name: doctor.stray-rest
SELECT x.job_id FROM (
  SELECT job_id FROM @tries UNION SELECT job_id FROM @attempt UNION SELECT job_id FROM @job_meta
  UNION SELECT job_id FROM @log UNION SELECT job_id FROM @progress UNION SELECT job_id FROM @cancel_wish) x
LEFT JOIN @job j ON j.id = x.job_id
WHERE j.id IS NULL;

-- name: doctor.workers
SELECT id FROM @worker;

-- name: doctor.queues
SELECT count(*) FROM @queue;

-- name: doctor.counts
SELECT l.queue_id, x.state, count(*)
FROM (
  SELECT lane_id, 0 AS state FROM @deferred
  UNION ALL SELECT lane_id, 1 FROM @ready
  UNION ALL SELECT lane_id, state FROM @history) x
JOIN @lane l ON l.id = x.lane_id
GROUP BY l.queue_id, x.state;

-- name: doctor.settings
SELECT current_setting('fsync'), current_setting('synchronous_commit'), current_setting('full_page_writes'),
  current_setting('autovacuum'), pg_is_in_recovery();

-- Transactions that are open for longer than so many seconds, and keep dead rows of this database.
-- name: doctor.transactions
SELECT pid, coalesce(usename, '?'), coalesce(nullif(application_name, ''), 'no application name'), coalesce(state, '?'),
  extract(epoch FROM clock_timestamp() - xact_start)::bigint
FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
  AND (backend_xmin IS NOT NULL OR backend_xid IS NOT NULL)
  AND xact_start <= clock_timestamp() - make_interval(secs => ?1::bigint)
ORDER BY xact_start
LIMIT 5;

-- name: doctor.prepared
SELECT gid, extract(epoch FROM clock_timestamp() - prepared)::bigint
FROM pg_prepared_xacts
WHERE database = current_database() AND prepared <= clock_timestamp() - make_interval(secs => ?1::bigint)
ORDER BY prepared
LIMIT 5;

-- Tables that this user may not fully use.
-- name: doctor.rights
SELECT t.name
FROM unnest(ARRAY[
  '@job', '@ready', '@deferred', '@worker', '@claim', '@tries', '@attempt', '@uniq',
  '@history', '@progress', '@log', '@cancel_wish', '@job_meta', '@tally', '@queue', '@lane',
  '@handler', '@sequence', '@seen', '@errand'
]) AS t (name)
WHERE NOT (has_table_privilege(t.name, 'SELECT') AND has_table_privilege(t.name, 'INSERT')
  AND has_table_privilege(t.name, 'UPDATE') AND has_table_privilege(t.name, 'DELETE'))
ORDER BY t.name;
