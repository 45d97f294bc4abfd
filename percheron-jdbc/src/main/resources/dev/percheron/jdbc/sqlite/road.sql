-- The hot road: pushing, claiming, settling.

-- name: tx.begin-write
BEGIN IMMEDIATE;

-- name: tx.begin-read
BEGIN;

-- name: tx.commit
COMMIT;

-- name: tx.rollback
ROLLBACK;

-- name: tx.others
PRAGMA data_version;

-- name: sequence.take
UPDATE sequence SET next = next + ?1 WHERE name = 'job' RETURNING next;

-- name: handler.find
SELECT id FROM handler WHERE name = ?1;

-- name: handler.add
INSERT INTO handler (name) VALUES (?1);

-- name: handler.name
SELECT name FROM handler WHERE id = ?1;

-- name: lane.find
SELECT l.id, q.id, q.name, l.priority
FROM queue q JOIN lane l ON l.queue_id = q.id
WHERE q.name = ?1 AND l.priority = ?2;

-- name: lane.add
INSERT INTO lane (queue_id, priority) SELECT id, ?2 FROM queue WHERE name = ?1;

-- name: lane.get
SELECT l.id, q.id, q.name, l.priority
FROM lane l JOIN queue q ON q.id = l.queue_id
WHERE l.id = ?1;

-- The shared values are: first id, handler, lane, created, run at, start deadline, unique key, options.
-- name: job.add
INSERT INTO job (id, handler_id, lane_id, created_at, run_at, start_deadline, unique_key, options, args, meta)
VALUES {{(?1 + {i}, ?2, ?3, ?4, ?5, ?6, ?7, ?8, {?}, {?})}};

-- name: ready.add
INSERT INTO ready (lane_id, due, id) VALUES (?1, ?2, ?3);

-- name: ready.add-range
INSERT INTO ready (lane_id, due, id) SELECT ?1, ?2, id FROM job WHERE id BETWEEN ?3 AND ?4;

-- name: ready.back
INSERT INTO ready (lane_id, due, id)
SELECT j.lane_id, coalesce(t.due, j.run_at, j.created_at), j.id
FROM job j LEFT JOIN tries t ON t.job_id = j.id
WHERE j.id = ?1;

-- name: deferred.add-range
INSERT INTO deferred (id, run_at, lane_id) SELECT id, ?1, lane_id FROM job WHERE id BETWEEN ?2 AND ?3;

-- name: seen.add
INSERT INTO seen (lane_id, handler_id, stretch) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING;

-- name: uniq.find
SELECT job_id FROM uniq WHERE key = ?1;

-- name: uniq.add
INSERT INTO uniq (key, job_id) VALUES (?1, ?2);

-- name: tally.add
INSERT INTO tally (queue_id, state, n) VALUES (?1, ?2, ?3)
ON CONFLICT (queue_id, state) DO UPDATE SET n = n + excluded.n;

-- name: claim.lease
SELECT lease_until FROM worker WHERE id = ?1 AND ended = 0;

-- name: claim.queue
SELECT id, coalesce(paused_until, ?2) FROM queue WHERE name = ?1;

-- name: claim.lanes
SELECT l.id FROM lane l
WHERE l.queue_id = ?1 AND EXISTS (SELECT 1 FROM ready r WHERE r.lane_id = l.id)
ORDER BY l.priority DESC;

-- One text instead of a row for each number: to hand over a row costs more than to find it.
-- name: claim.take
SELECT group_concat(id) FROM (SELECT id FROM ready WHERE lane_id = ?1 ORDER BY due, id LIMIT ?2);

-- The last of the rows that were just taken.
-- name: claim.last
SELECT due, id FROM ready WHERE lane_id = ?1 ORDER BY due, id LIMIT 1 OFFSET ?2 - 1;

-- name: claim.clear
DELETE FROM ready WHERE lane_id = ?1 AND (due, id) <= (?2, ?3);

-- name: claim.add
INSERT INTO claim (worker_id, claimed_at, job_ids, started, done) VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id;

-- name: claim.held
SELECT EXISTS (SELECT 1 FROM claim WHERE id = ?1 AND worker_id = ?2);

-- name: claim.open
SELECT claimed_at, job_ids, started, done FROM claim WHERE id = ?1 AND worker_id = ?2;

-- name: claim.mark-started
UPDATE claim SET started = ?3 WHERE id = ?1 AND worker_id = ?2;

-- name: claim.mark-done
UPDATE claim SET done = ?3 WHERE id = ?1 AND worker_id = ?2;

-- name: claim.shrink
UPDATE claim SET job_ids = ?3, started = ?4, done = ?5 WHERE id = ?1 AND worker_id = ?2;

-- name: claim.close
DELETE FROM claim WHERE id = ?1 AND worker_id = ?2;

-- name: body.range
SELECT id, handler_id, lane_id, created_at, args,
  start_deadline IS NOT NULL OR options IS NOT NULL OR meta IS NOT NULL, start_deadline, options, meta
FROM job WHERE id BETWEEN ?1 AND ?2;

-- name: body.some
SELECT id, handler_id, lane_id, created_at, args,
  start_deadline IS NOT NULL OR options IS NOT NULL OR meta IS NOT NULL, start_deadline, options, meta
FROM job WHERE id IN (SELECT value FROM json_each(?1));

-- name: body.changed
SELECT EXISTS (SELECT 1 FROM tries) + 2 * EXISTS (SELECT 1 FROM job_meta);

-- name: body.tries
SELECT job_id, used, forgiven, kills, started_at FROM tries WHERE job_id IN (SELECT value FROM json_each(?1));

-- name: body.meta
SELECT job_id, meta FROM job_meta WHERE job_id IN (SELECT value FROM json_each(?1));

-- Bits as in Extras.
-- name: extras.present
SELECT EXISTS (SELECT 1 FROM uniq)
  + 2 * EXISTS (SELECT 1 FROM cancel_wish)
  + 4 * EXISTS (SELECT 1 FROM tries)
  + 8 * EXISTS (SELECT 1 FROM job_meta)
  + 16 * EXISTS (SELECT 1 FROM attempt)
  + 32 * EXISTS (SELECT 1 FROM log)
  + 64 * EXISTS (SELECT 1 FROM progress);

-- The shared values are: lane, attempt, worker, finished at.
-- name: history.succeeded
INSERT INTO history (job_id, state, lane_id, attempt, worker_id, finished_at, started_at, attempt_end)
VALUES {{({?}, 3, ?1, ?2, ?3, ?4, {?}, {?})}};

-- name: history.succeeded-with
INSERT INTO history (
  job_id, state, lane_id, attempt, worker_id, finished_at, started_at, attempt_end, result, result_until)
VALUES {{({?}, 3, ?1, ?2, ?3, ?4, {?}, {?}, {?}, {?})}};

-- name: history.add
INSERT INTO history (job_id, state, lane_id, attempt, started_at, finished_at, worker_id, failure)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);

-- name: succeeded.add
INSERT INTO succeeded (queue_id, stretch, first_end) VALUES (?1, ?2, ?3)
ON CONFLICT (queue_id, stretch) DO UPDATE SET first_end = excluded.first_end
WHERE excluded.first_end < first_end;

-- name: queue.keep
SELECT keep_succeeded FROM queue WHERE id = ?1;

-- Without a due time the job keeps the one it had.
-- name: tries.put
INSERT INTO tries (job_id, used, forgiven, kills, due, worker_id, started_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (job_id) DO UPDATE
SET used = excluded.used, forgiven = excluded.forgiven, kills = kills + excluded.kills,
  due = coalesce(excluded.due, due), worker_id = excluded.worker_id, started_at = excluded.started_at;

-- name: attempt.add
INSERT INTO attempt (job_id, place, n, outcome, started_at, finished_at, worker_id, failure)
SELECT ?1, coalesce(max(place), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7 FROM attempt WHERE job_id = ?1;

-- name: meta.put
INSERT INTO job_meta (job_id, meta) VALUES (?1, ?2) ON CONFLICT (job_id) DO UPDATE SET meta = excluded.meta;

-- name: progress.put
INSERT INTO progress (job_id, done, total, message) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (job_id) DO UPDATE SET done = excluded.done, total = excluded.total, message = excluded.message;

-- name: log.last
SELECT coalesce(max(line), 0) FROM log WHERE job_id = ?1 AND attempt = ?2;

-- name: log.add
INSERT INTO log (job_id, attempt, line, at, text) VALUES (?1, ?2, ?3, ?4, ?5);

-- name: log.drop
INSERT INTO log (job_id, attempt, line, at, text, dropped) VALUES (?1, ?2, ?3, ?4, '', 1)
ON CONFLICT (job_id, attempt, line) DO UPDATE SET at = excluded.at, dropped = dropped + 1;

-- name: wish.find
SELECT reason FROM cancel_wish WHERE job_id = ?1;

-- name: delete.jobs-range
DELETE FROM job WHERE id BETWEEN ?1 AND ?2;

-- name: delete.jobs
DELETE FROM job WHERE id IN (SELECT value FROM json_each(?1));

-- name: delete.histories
DELETE FROM history WHERE job_id IN (SELECT value FROM json_each(?1));

-- name: delete.uniq
DELETE FROM uniq WHERE job_id IN (SELECT value FROM json_each(?1));

-- name: delete.wishes
DELETE FROM cancel_wish WHERE job_id IN (SELECT value FROM json_each(?1));

-- name: delete.tries
DELETE FROM tries WHERE job_id IN (SELECT value FROM json_each(?1));

-- name: delete.metas
DELETE FROM job_meta WHERE job_id IN (SELECT value FROM json_each(?1));

-- name: delete.attempts
DELETE FROM attempt WHERE job_id IN (SELECT value FROM json_each(?1));

-- name: delete.logs
DELETE FROM log WHERE job_id IN (SELECT value FROM json_each(?1));

-- name: delete.progresses
DELETE FROM progress WHERE job_id IN (SELECT value FROM json_each(?1));
