-- The hot road: pushing, claiming, settling. NOW(?n) is parameter n, or the database's own time when that is null.

-- name: tx.begin-write
BEGIN;

-- Everything that one reading sees is from one moment, and it cannot hold the database up for long.
-- name: tx.begin-read
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = '60s';

-- name: tx.commit
COMMIT;

-- name: tx.rollback
ROLLBACK;

-- name: time.now
SELECT NOW(?1);

-- name: sequence.take
UPDATE @sequence SET next = next + ?1::bigint WHERE name = 'job' RETURNING next;

-- name: handler.find
SELECT id FROM @handler WHERE name = ?1;

-- name: handler.add
INSERT INTO @handler (name) VALUES (?1) ON CONFLICT (name) DO NOTHING;

-- name: handler.find-all
SELECT name, id FROM @handler WHERE name = ANY (?1::text[]);

-- name: handler.add-all
INSERT INTO @handler (name)
SELECT n.name FROM unnest(?1::text[]) AS n (name) ORDER BY n.name COLLATE "C"
ON CONFLICT (name) DO NOTHING;

-- name: handler.name
SELECT name FROM @handler WHERE id = ?1;

-- name: lane.find
SELECT l.id, q.id, q.name, l.priority
FROM @queue q JOIN @lane l ON l.queue_id = q.id
WHERE q.name = ?1 AND l.priority = ?2;

-- name: lane.add
INSERT INTO @lane (queue_id, priority) SELECT id, ?2::integer FROM @queue WHERE name = ?1
ON CONFLICT (queue_id, priority) DO NOTHING;

-- name: lane.get
SELECT l.id, q.id, q.name, l.priority
FROM @lane l JOIN @queue q ON q.id = l.queue_id
WHERE l.id = ?1;

-- The values are: now; lanes, handlers, stretches.
-- name: seen.add
INSERT INTO @seen (lane_id, handler_id, stretch, said_on)
SELECT n.lane, n.handler, n.stretch, NOW(?1) / 86400000000
FROM unnest(?2::integer[], ?3::integer[], ?4::bigint[]) AS n (lane, handler, stretch)
ORDER BY n.lane, n.handler, n.stretch
ON CONFLICT DO NOTHING;

-- Jobs due now that differ in handler, lane and arguments only. The arrays are: now; id, handler, lane, arguments;
-- queue and how many jobs for it.
-- Arrays are unfolded in the list of columns: in FROM each would be copied to a store of its own first.
-- name: push.plain
WITH t AS MATERIALIZED (SELECT NOW(?1) AS now),
j AS (
  INSERT INTO @job (id, handler_id, lane_id, created_at, args)
  SELECT unnest(?2::bigint[]), unnest(?3::integer[]), unnest(?4::integer[]), (SELECT now FROM t), unnest(?5::text[])),
r AS (
  INSERT INTO @ready (lane_id, due, id)
  SELECT unnest(?4::integer[]), (SELECT now FROM t), unnest(?2::bigint[]))
INSERT INTO @tally (queue_id, state, n)
SELECT q.id, 1, q.n FROM unnest(?6::integer[], ?7::bigint[]) AS q (id, n);

-- All there is about a job: now; id, handler, lane, arguments; delay, due time, start deadline, unique key,
-- options, metadata.
-- name: push.full
WITH t AS MATERIALIZED (SELECT NOW(?1) AS now),
n AS MATERIALIZED (
  SELECT n.id, n.handler, n.lane, n.args, n.deadline, n.key, n.options, n.meta, t.now,
    CASE WHEN n.at > t.now THEN n.at
      WHEN n.delay > 9223372036854775807 - t.now THEN 9223372036854775807
      WHEN n.delay > 0 THEN t.now + n.delay END AS run_at
  FROM unnest(?2::bigint[], ?3::integer[], ?4::integer[], ?5::text[], ?6::bigint[], ?7::bigint[], ?8::bigint[],
    ?9::text[], ?10::text[], ?11::text[])
    AS n (id, handler, lane, args, delay, at, deadline, key, options, meta) CROSS JOIN t),
j AS (
  INSERT INTO @job (id, handler_id, lane_id, created_at, run_at, start_deadline, unique_key, options, args, meta)
  SELECT id, handler, lane, now, run_at, deadline, key, options, args, meta FROM n),
r AS (
  INSERT INTO @ready (lane_id, due, id)
  SELECT lane, now, id FROM n WHERE run_at IS NULL),
d AS (
  INSERT INTO @deferred (id, run_at, lane_id)
  SELECT id, run_at, lane FROM n WHERE run_at IS NOT NULL)
INSERT INTO @tally (queue_id, state, n)
SELECT l.queue_id, CASE WHEN n.run_at IS NULL THEN 1 ELSE 0 END, count(*)
FROM n JOIN @lane l ON l.id = n.lane
GROUP BY 1, 2;

-- In order of keys, so that two who want the same ones wait for each other in one direction only.
-- name: uniq.take
INSERT INTO @uniq (key, job_id)
SELECT n.key, n.id FROM unnest(?1::text[], ?2::bigint[]) AS n (key, id) ORDER BY n.key COLLATE "C"
ON CONFLICT (key) DO NOTHING
RETURNING job_id;

-- name: uniq.holders
SELECT key, job_id FROM @uniq WHERE key = ANY (?1::text[]);

-- name: uniq.find
SELECT job_id FROM @uniq WHERE key = ?1;

-- name: uniq.add
INSERT INTO @uniq (key, job_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING;

-- name: ready.add
INSERT INTO @ready (lane_id, due, id) VALUES (?1, ?2, ?3);

-- name: ready.back
INSERT INTO @ready (lane_id, due, id)
SELECT j.lane_id, coalesce(t.due, j.run_at, j.created_at), j.id
FROM @job j LEFT JOIN @tries t ON t.job_id = j.id
WHERE j.id = ?1;

-- name: tally.add
INSERT INTO @tally (queue_id, state, n) VALUES (?1, ?2, ?3);

-- Takes jobs, makes the claim, reads the bodies. The values are: worker, queue, how many, how many of them start now,
-- which is packed as class Packed says, now; and for each lane from where on to look (lane, due, id), so that what was
-- taken a moment ago is not walked over. Lanes come by priority, the jobs of each by due and id; nothing is sorted
-- again, the claim's own list says which job has which place. Rows are of four kinds: 0 the claim, 1 a job, 2 what is
-- known of its tries, 3 its changed metadata. The last two are looked for only when there are any at all.
-- name: claim.take
WITH t AS MATERIALIZED (SELECT NOW(?5) AS now),
l AS MATERIALIZED (
  SELECT l.id, l.queue_id,
    coalesce(low.due, -9223372036854775808) AS low_due, coalesce(low.id, 0) AS low_id
  FROM t CROSS JOIN @queue q JOIN @lane l ON l.queue_id = q.id
  LEFT JOIN unnest(?6::integer[], ?7::bigint[], ?8::bigint[]) AS low (lane, due, id) ON low.lane = l.id
  WHERE q.name = ?2 AND (q.paused_until IS NULL OR q.paused_until <= t.now)
    AND EXISTS (SELECT 1 FROM @worker w WHERE w.id = ?1 AND w.ended = 0 AND w.lease_until > t.now)
  ORDER BY l.priority DESC),
taken AS MATERIALIZED (
  SELECT l.id AS lane_id, r.at, r.due, r.id
  FROM l CROSS JOIN LATERAL (
    SELECT r.ctid AS at, r.due, r.id FROM @ready r
    WHERE r.lane_id = l.id AND (r.due, r.id) >= (l.low_due, l.low_id)
    ORDER BY r.due, r.id
    LIMIT ?3
    FOR UPDATE SKIP LOCKED) r
  LIMIT ?3),
gone AS (
  DELETE FROM @ready WHERE ctid = ANY (ARRAY (SELECT at FROM taken))),
b AS MATERIALIZED (
  SELECT ARRAY (SELECT id FROM taken) AS ids, ARRAY (SELECT lane_id FROM taken) AS lanes,
    ARRAY (SELECT due FROM taken) AS dues),
made AS (
  INSERT INTO @claim (worker_id, claimed_at, job_ids, started, done)
  SELECT ?1, (SELECT now FROM t), b.ids,
    CASE WHEN ?4 > 0 THEN decode('02' || repeat('00', least(?4, cardinality(b.ids))::integer - 1), 'hex') ELSE '' END, ''
  FROM b
  WHERE cardinality(b.ids) > 0
  RETURNING id, claimed_at),
counted AS (
  INSERT INTO @tally (queue_id, state, n)
  SELECT (SELECT queue_id FROM l LIMIT 1), s.state, s.sign * cardinality(b.ids)
  FROM b CROSS JOIN (VALUES (1, -1), (2, 1)) AS s (state, sign)
  WHERE cardinality(b.ids) > 0)
SELECT 0, m.id, m.claimed_at, b.ids, b.lanes, b.dues, NULL::integer, NULL::integer, NULL::integer, NULL::text,
  NULL::bigint, NULL::text, NULL::text, NULL::boolean
FROM made m CROSS JOIN b
UNION ALL
SELECT 1, j.id, j.created_at, NULL, NULL, NULL, j.handler_id, j.lane_id, NULL, j.args,
  j.start_deadline, j.options, j.meta, j.unique_key IS NOT NULL
FROM @job j WHERE j.id = ANY ((SELECT ids FROM b)::bigint[])
UNION ALL
SELECT 2, a.job_id, a.started_at, NULL, NULL, NULL, a.used, a.forgiven, a.kills, NULL, NULL, NULL, NULL, NULL
FROM @tries a
WHERE a.job_id = ANY ((SELECT CASE WHEN EXISTS (SELECT 1 FROM @tries) THEN ids ELSE '{}' END FROM b)::bigint[])
UNION ALL
SELECT 3, e.job_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, e.meta, NULL
FROM @job_meta e
WHERE e.job_id = ANY ((SELECT CASE WHEN EXISTS (SELECT 1 FROM @job_meta) THEN ids ELSE '{}' END FROM b)::bigint[]);

-- Whether what a lost answer may have taken is still there.
-- name: claim.of-worker
SELECT id, claimed_at, job_ids, started, done FROM @claim WHERE worker_id = ?1 AND apart_from IS NULL;

-- name: claim.open
SELECT claimed_at, job_ids, started, done FROM @claim WHERE id = ?1 AND worker_id = ?2 FOR UPDATE;

-- name: claim.whole
SELECT worker_id, claimed_at, job_ids, started, done FROM @claim WHERE id = ?1 FOR UPDATE;

-- A claim of one job, which was in another.
-- name: claim.apart
INSERT INTO @claim (worker_id, claimed_at, job_ids, started, done, apart_from)
VALUES (?1, ?2, ?3::bigint[], ?4, '', ?5)
RETURNING id;

-- name: claim.find-apart
SELECT id, worker_id FROM @claim WHERE apart_from = ?1 AND job_ids[1] = ?2;

-- Not while the user's transaction has it: whether the job is completed is not known before that ends.
-- name: claim.open-apart
SELECT claimed_at, job_ids, started, done, id FROM @claim
WHERE apart_from = ?1 AND worker_id = ?2 AND job_ids[1] = ?3
FOR UPDATE SKIP LOCKED;

-- Which jobs have claims of their own still.
-- name: claim.still-apart
SELECT job_ids[1] FROM @claim WHERE apart_from IS NOT NULL AND worker_id = ?1 AND job_ids[1] = ANY (?2::bigint[]);

-- Which jobs a worker has completed.
-- name: history.of-worker
SELECT job_id FROM @history WHERE job_id = ANY (?2::bigint[]) AND worker_id = ?1 AND state = 3;

-- name: claim.marks
SELECT started, done FROM @claim WHERE id = ?1 AND worker_id = ?2;

-- name: claim.mark-started
UPDATE @claim SET started = ?3 WHERE id = ?1 AND worker_id = ?2;

-- name: claim.mark-done
UPDATE @claim SET done = ?3 WHERE id = ?1 AND worker_id = ?2;

-- name: claim.shrink
UPDATE @claim SET job_ids = ?3::bigint[], started = ?4, done = ?5 WHERE id = ?1 AND worker_id = ?2;

-- name: claim.close
DELETE FROM @claim WHERE id = ?1 AND worker_id = ?2;

-- Settles successes when all their claims are as they are remembered; answers how many claims there are then, and
-- nothing when one is not: it has changed nothing then. The values are: worker, now; claim, done before, done now (null
-- when it is through), started; of each job: its number, lane, attempt, started, ended, result, how long it is kept;
-- lanes and how many jobs of each; jobs with a unique key; jobs that have left traces, and their lanes. What most jobs
-- do not have costs one look for all of them.
-- name: settle.done
WITH t AS MATERIALIZED (SELECT NOW(?2) AS now),
c AS MATERIALIZED (
  SELECT k.id, c.done, c.started
  FROM unnest(?3::bigint[], ?4::bytea[], ?5::bytea[], ?6::bytea[]) AS c (id, was, done, started)
  CROSS JOIN LATERAL (
    SELECT k.id FROM @claim k WHERE k.id = c.id AND k.worker_id = ?1 AND k.done = c.was FOR UPDATE) k),
keeping AS MATERIALIZED (
  SELECT l.id FROM @lane l JOIN @queue q ON q.id = l.queue_id
  WHERE l.id = ANY (?14::integer[]) AND q.keep_succeeded > 0),
f AS MATERIALIZED (
  SELECT held.n, held.n = cardinality(?3::bigint[]) AS whole, kept.n > 0 AS keeps,
    kept.n < cardinality(?14::integer[]) AS forgets
  FROM (SELECT count(*) AS n FROM c) held CROSS JOIN (SELECT count(*) AS n FROM keeping) kept),
closed AS (
  DELETE FROM @claim k USING c WHERE (SELECT whole FROM f) AND c.done IS NULL AND k.id = c.id),
marked AS (
  UPDATE @claim k SET done = c.done, started = coalesce(c.started, k.started) FROM c
  WHERE (SELECT whole FROM f) AND c.done IS NOT NULL AND k.id = c.id),
told AS (
  INSERT INTO @history (
    job_id, finished_at, started_at, attempt_end, worker_id, lane_id, attempt, state, result_until, result)
  SELECT s.job, t.now, s.started, s.ended, ?1, s.lane, s.attempt, 3,
    CASE WHEN s.keep > 9223372036854775807 - t.now THEN 9223372036854775807 ELSE t.now + s.keep END, s.result
  FROM t CROSS JOIN (
    SELECT unnest(?7::bigint[]) AS job, unnest(?8::integer[]) AS lane, unnest(?9::integer[]) AS attempt,
      unnest(?10::bigint[]) AS started, unnest(?11::bigint[]) AS ended, unnest(?12::text[]) AS result,
      unnest(?13::bigint[]) AS keep) s
  WHERE (SELECT whole AND keeps FROM f) AND (NOT (SELECT forgets FROM f) OR s.lane IN (SELECT id FROM keeping))),
gone AS (
  DELETE FROM @job
  WHERE id = ANY ((SELECT CASE
    WHEN NOT (whole AND forgets) THEN '{}'
    WHEN keeps THEN ARRAY (
      SELECT s.job FROM unnest(?7::bigint[], ?8::integer[]) AS s (job, lane)
      WHERE s.lane NOT IN (SELECT id FROM keeping))
    ELSE ?7::bigint[] END FROM f)::bigint[])),
counted AS (
  INSERT INTO @tally (queue_id, state, n)
  SELECT l.queue_id, y.state, y.sign * x.n
  FROM unnest(?14::integer[], ?15::bigint[]) AS x (lane, n)
  JOIN @lane l ON l.id = x.lane
  CROSS JOIN (VALUES (2, -1), (3, 1)) AS y (state, sign)
  WHERE (SELECT whole FROM f) AND (y.state = 2 OR x.lane IN (SELECT id FROM keeping))),
wishes AS (
  DELETE FROM @cancel_wish
  WHERE (SELECT whole FROM f) AND EXISTS (SELECT 1 FROM @cancel_wish) AND job_id = ANY (?7::bigint[])),
keys AS (
  DELETE FROM @uniq WHERE (SELECT whole FROM f) AND job_id = ANY (?16::bigint[])),
tries AS (
  DELETE FROM @tries WHERE (SELECT whole FROM f) AND job_id = ANY (?17::bigint[])),
forgotten AS MATERIALIZED (
  SELECT ARRAY (
    SELECT x.job FROM unnest(?17::bigint[], ?18::integer[]) AS x (job, lane)
    WHERE (SELECT whole AND forgets FROM f) AND x.lane NOT IN (SELECT id FROM keeping)) AS ids),
attempts AS (
  DELETE FROM @attempt WHERE job_id = ANY ((SELECT ids FROM forgotten)::bigint[])),
metas AS (
  DELETE FROM @job_meta WHERE job_id = ANY ((SELECT ids FROM forgotten)::bigint[])),
logs AS (
  DELETE FROM @log WHERE job_id = ANY ((SELECT ids FROM forgotten)::bigint[])),
progresses AS (
  DELETE FROM @progress WHERE job_id = ANY ((SELECT ids FROM forgotten)::bigint[]))
SELECT n FROM f WHERE whole;

-- name: body.range
SELECT id, handler_id, lane_id, created_at, args,
  (start_deadline IS NOT NULL OR options IS NOT NULL OR meta IS NOT NULL)::integer, start_deadline, options, meta
FROM @job WHERE id BETWEEN ?1 AND ?2;

-- name: body.some
SELECT id, handler_id, lane_id, created_at, args,
  (start_deadline IS NOT NULL OR options IS NOT NULL OR meta IS NOT NULL)::integer, start_deadline, options, meta
FROM @job WHERE id = ANY (?1::bigint[]);

-- name: body.changed
SELECT (EXISTS (SELECT 1 FROM @tries))::integer + 2 * (EXISTS (SELECT 1 FROM @job_meta))::integer;

-- name: body.tries
SELECT job_id, used, forgiven, kills, started_at FROM @tries WHERE job_id = ANY (?1::bigint[]);

-- name: body.meta
SELECT job_id, meta FROM @job_meta WHERE job_id = ANY (?1::bigint[]);

-- Bits as in Extras.
-- name: extras.present
SELECT (EXISTS (SELECT 1 FROM @uniq))::integer
  + 2 * (EXISTS (SELECT 1 FROM @cancel_wish))::integer
  + 4 * (EXISTS (SELECT 1 FROM @tries))::integer
  + 8 * (EXISTS (SELECT 1 FROM @job_meta))::integer
  + 16 * (EXISTS (SELECT 1 FROM @attempt))::integer
  + 32 * (EXISTS (SELECT 1 FROM @log))::integer
  + 64 * (EXISTS (SELECT 1 FROM @progress))::integer;

-- The shared values are: lane, attempt, worker, finished at.
-- name: history.succeeded
INSERT INTO @history (job_id, state, lane_id, attempt, worker_id, finished_at, started_at, attempt_end)
VALUES {{({?}, 3, ?1, ?2, ?3, ?4, {?}::bigint, {?}::bigint)}};

-- name: history.succeeded-with
INSERT INTO @history (
  job_id, state, lane_id, attempt, worker_id, finished_at, started_at, attempt_end, result, result_until)
VALUES {{({?}, 3, ?1, ?2, ?3, ?4, {?}::bigint, {?}::bigint, {?}, {?})}};

-- name: history.add
INSERT INTO @history (job_id, state, lane_id, attempt, started_at, finished_at, worker_id, failure)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);

-- name: queue.keep
SELECT keep_succeeded FROM @queue WHERE id = ?1;

-- Without a due time the job keeps the one it had.
-- name: tries.put
INSERT INTO @tries AS t (job_id, used, forgiven, kills, due, worker_id, started_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (job_id) DO UPDATE
SET used = excluded.used, forgiven = excluded.forgiven, kills = t.kills + excluded.kills,
  due = coalesce(excluded.due, t.due), worker_id = excluded.worker_id, started_at = excluded.started_at;

-- name: attempt.add
INSERT INTO @attempt (job_id, place, n, outcome, started_at, finished_at, worker_id, failure)
SELECT ?1::bigint, coalesce(max(place), 0) + 1, ?2, ?3, ?4::bigint, ?5, ?6, ?7 FROM @attempt WHERE job_id = ?1;

-- name: meta.put
INSERT INTO @job_meta (job_id, meta) VALUES (?1, ?2) ON CONFLICT (job_id) DO UPDATE SET meta = excluded.meta;

-- name: progress.put
INSERT INTO @progress (job_id, done, total, message) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (job_id) DO UPDATE SET done = excluded.done, total = excluded.total, message = excluded.message;

-- name: log.last
SELECT coalesce(max(line), 0) FROM @log WHERE job_id = ?1 AND attempt = ?2;

-- name: log.add
INSERT INTO @log (job_id, attempt, line, at, text) VALUES (?1, ?2, ?3, ?4, ?5);

-- name: log.drop
INSERT INTO @log AS l (job_id, attempt, line, at, text, dropped) VALUES (?1, ?2, ?3, ?4, '', 1)
ON CONFLICT (job_id, attempt, line) DO UPDATE SET at = excluded.at, dropped = l.dropped + 1;

-- name: wish.find
SELECT reason FROM @cancel_wish WHERE job_id = ?1;

-- name: delete.jobs-range
DELETE FROM @job WHERE id BETWEEN ?1 AND ?2;

-- name: delete.jobs
DELETE FROM @job WHERE id = ANY (?1::bigint[]);

-- name: delete.histories
DELETE FROM @history WHERE job_id = ANY (?1::bigint[]);

-- name: delete.uniq
DELETE FROM @uniq WHERE job_id = ANY (?1::bigint[]);

-- name: delete.wishes
DELETE FROM @cancel_wish WHERE job_id = ANY (?1::bigint[]);

-- name: delete.tries
DELETE FROM @tries WHERE job_id = ANY (?1::bigint[]);

-- name: delete.metas
DELETE FROM @job_meta WHERE job_id = ANY (?1::bigint[]);

-- name: delete.attempts
DELETE FROM @attempt WHERE job_id = ANY (?1::bigint[]);

-- name: delete.logs
DELETE FROM @log WHERE job_id = ANY (?1::bigint[]);

-- name: delete.progresses
DELETE FROM @progress WHERE job_id = ANY (?1::bigint[]);
