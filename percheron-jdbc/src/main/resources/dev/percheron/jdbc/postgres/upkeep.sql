-- Leases, the small loops, queues, and what people do to jobs.

-- name: worker.add
INSERT INTO @worker (name, host, pid, started_at, lease_until) VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id;

-- name: worker.renew
UPDATE @worker SET lease_until = ?3, reports = ?4 WHERE id = ?1 AND ended = 0 AND lease_until > ?2;

-- name: worker.end
UPDATE @worker SET ended = 1, lease_until = least(lease_until, ?2) WHERE id = ?1 AND ended = 0;

-- name: worker.all
SELECT id, name, host, pid, started_at, lease_until, reports FROM @worker ORDER BY id DESC;

-- name: worker.prune
DELETE FROM @worker WHERE id IN (
  SELECT w.id FROM @worker w
  WHERE w.lease_until <= ?1 AND NOT EXISTS (SELECT 1 FROM @claim c WHERE c.worker_id = w.id)
  LIMIT ?2
  FOR UPDATE SKIP LOCKED);

-- Answers how many became ready in which queue. The values are: now, how many.
-- name: promote.all
WITH t AS MATERIALIZED (SELECT NOW(?1) AS now),
due AS MATERIALIZED (
  SELECT d.id, d.run_at, d.lane_id FROM @deferred d CROSS JOIN t
  WHERE d.run_at <= t.now
  ORDER BY d.run_at, d.id
  LIMIT ?2
  FOR UPDATE OF d SKIP LOCKED),
gone AS (
  DELETE FROM @deferred d USING due WHERE d.id = due.id),
came AS (
  INSERT INTO @ready (lane_id, due, id) SELECT lane_id, run_at, id FROM due),
n AS MATERIALIZED (
  SELECT l.queue_id, count(*) AS n FROM due JOIN @lane l ON l.id = due.lane_id GROUP BY l.queue_id),
counted AS (
  INSERT INTO @tally (queue_id, state, n)
  SELECT n.queue_id, s.state, s.sign * n.n FROM n CROSS JOIN (VALUES (0, -1), (1, 1)) AS s (state, sign))
SELECT q.name, n.n FROM n JOIN @queue q ON q.id = n.queue_id;

-- name: deferred.remove
DELETE FROM @deferred WHERE id = ?1;

-- name: deferred.add
INSERT INTO @deferred (id, run_at, lane_id) VALUES (?1, ?2, ?3);

-- name: promote.next
SELECT min(run_at) FROM @deferred;

-- Ends the leases first, each under its row's lock: who renews it at this moment keeps it with all its claims, or has
-- lost it for good.
-- name: rescue.take
WITH gone AS (
  UPDATE @worker SET ended = 1 WHERE ended = 0 AND lease_until <= ?1 RETURNING id)
SELECT c.id, c.worker_id, w.lease_until, c.claimed_at, c.job_ids, c.started, c.done
FROM @worker w JOIN @claim c ON c.worker_id = w.id
WHERE w.ended = 1 OR w.id IN (SELECT id FROM gone)
ORDER BY c.id
LIMIT ?2
FOR UPDATE OF c SKIP LOCKED;

-- name: rescue.orphans
SELECT c.id, c.worker_id, c.claimed_at, c.claimed_at, c.job_ids, c.started, c.done
FROM @claim c
WHERE NOT EXISTS (SELECT 1 FROM @worker w WHERE w.id = c.worker_id)
ORDER BY c.id
LIMIT ?1
FOR UPDATE OF c SKIP LOCKED;

-- name: prune.results
UPDATE @history SET result = NULL, result_until = NULL
WHERE job_id = ANY (ARRAY (
  SELECT job_id FROM @history WHERE result_until <= ?1 ORDER BY result_until LIMIT ?2 FOR UPDATE SKIP LOCKED));

-- name: prune.keeps
SELECT l.id, q.keep_succeeded FROM @lane l JOIN @queue q ON q.id = l.queue_id;

-- name: prune.succeeded
SELECT job_id, lane_id, state FROM @history
WHERE state = 3 AND lane_id = ?1 AND finished_at <= ?2
ORDER BY finished_at
LIMIT ?3
FOR UPDATE SKIP LOCKED;

-- name: prune.others
SELECT job_id, lane_id, state FROM @history
WHERE state <> 3 AND finished_at <= ?1
ORDER BY finished_at
LIMIT ?2
FOR UPDATE SKIP LOCKED;

-- Forgets stretches of ids that have no jobs any more. What was said since yesterday stays: its jobs may not be
-- committed yet. The values are: now, the stretch behind which to look, how many to look at.
-- name: seen.prune
WITH old AS MATERIALIZED (
  SELECT DISTINCT s.stretch FROM @seen s
  WHERE s.stretch > ?2 AND s.said_on < NOW(?1) / 86400000000 - 1
  ORDER BY s.stretch
  LIMIT ?3),
gone AS (
  DELETE FROM @seen s USING old o
  WHERE s.stretch = o.stretch AND s.said_on < NOW(?1) / 86400000000 - 1
    AND NOT EXISTS (SELECT 1 FROM @job j WHERE j.id BETWEEN o.stretch * 4096 AND o.stretch * 4096 + 4095))
SELECT count(*), coalesce(max(stretch), -1) FROM old;

-- Adds up what others are not just adding up.
-- name: tally.fold
WITH gone AS (
  DELETE FROM @tally WHERE ctid = ANY (ARRAY (SELECT ctid FROM @tally LIMIT ?1 FOR UPDATE SKIP LOCKED))
  RETURNING queue_id, state, n)
INSERT INTO @tally (queue_id, state, n)
SELECT queue_id, state, sum(n) FROM gone GROUP BY queue_id, state HAVING sum(n) <> 0;

-- name: queue.put
INSERT INTO @queue (name, executor, options, concurrency, keep_succeeded, tags) VALUES (?1, ?2, ?3, ?4::bigint, ?5, ?6)
ON CONFLICT (name) DO UPDATE SET
  executor = excluded.executor, options = excluded.options,
  concurrency = excluded.concurrency, keep_succeeded = excluded.keep_succeeded,
  tags = excluded.tags;

-- name: queue.all
SELECT id, name, executor, options, concurrency, keep_succeeded, paused_until, tags FROM @queue ORDER BY name;

-- name: queue.names
SELECT name FROM @queue ORDER BY name;

-- name: queue.pause
UPDATE @queue SET paused_until = ?2::bigint WHERE name = ?1;

-- name: queue.head
SELECT r.due
FROM (SELECT id, priority FROM @lane WHERE queue_id = ?1 ORDER BY priority DESC) l
CROSS JOIN LATERAL (SELECT r.due FROM @ready r WHERE r.lane_id = l.id ORDER BY r.due, r.id LIMIT 1) r
ORDER BY l.priority DESC
LIMIT 1;

-- name: tally.all
SELECT queue_id, state, sum(n)::bigint FROM @tally GROUP BY queue_id, state;

-- name: change.place
SELECT j.lane_id, coalesce(t.due, j.run_at, j.created_at), j.unique_key, coalesce(h.attempt, t.used, 0),
  coalesce(h.state,
    CASE
      WHEN EXISTS (SELECT 1 FROM @deferred d WHERE d.id = j.id) THEN 0
      WHEN EXISTS (SELECT 1 FROM @ready r WHERE r.lane_id = j.lane_id
        AND r.due = coalesce(t.due, j.run_at, j.created_at) AND r.id = j.id) THEN 1
      ELSE 2
    END)
FROM @job j
LEFT JOIN @history h ON h.job_id = j.id
LEFT JOIN @tries t ON t.job_id = j.id
WHERE j.id = ?1;

-- name: ready.remove
DELETE FROM @ready WHERE lane_id = ?1 AND due = ?2 AND id = ?3;

-- Under the lock of its claim: a job that is being settled has no use for a wish.
-- name: wish.put
WITH c AS MATERIALIZED (
  SELECT c.job_ids, c.done FROM @claim c WHERE ?1::bigint = ANY (c.job_ids) FOR UPDATE)
INSERT INTO @cancel_wish (job_id, reason)
SELECT ?1, ?2
FROM (SELECT done, array_position(job_ids, ?1::bigint) - 1 AS place FROM c) x
WHERE x.place / 8 >= length(x.done) OR get_bit(x.done, x.place::integer) = 0
LIMIT 1
ON CONFLICT (job_id) DO NOTHING;

-- name: history.remove
DELETE FROM @history WHERE job_id = ?1;

-- name: tries.forgive
INSERT INTO @tries (job_id, used, forgiven, kills, due, worker_id, started_at)
SELECT job_id, attempt, attempt, 0, ?2, worker_id, started_at FROM @history WHERE job_id = ?1
ON CONFLICT (job_id) DO UPDATE SET
  used = excluded.used, forgiven = excluded.forgiven, kills = 0, due = excluded.due,
  worker_id = excluded.worker_id, started_at = excluded.started_at;

-- name: history.cancel
INSERT INTO @history (job_id, state, lane_id, attempt, started_at, finished_at, worker_id, failure)
SELECT ?1, 5, ?2, ?3, t.started_at, ?4, t.worker_id, ?5
FROM (SELECT 1) one LEFT JOIN @tries t ON t.job_id = ?1;

-- Which queues have something that can run.
-- name: poll.ready
SELECT DISTINCT q.name FROM @lane l JOIN @queue q ON q.id = l.queue_id
WHERE EXISTS (SELECT 1 FROM @ready r WHERE r.lane_id = l.id);

-- name: notify.send
SELECT set_config('synchronous_commit', 'off', true), pg_notify(?1, ?2);

-- name: errand.ask
INSERT INTO @errand (worker_id, kind, job_id, asked_at)
SELECT ?1::bigint, ?2::bigint, ?3::bigint, ?4::bigint
WHERE EXISTS (SELECT 1 FROM @worker WHERE id = ?1 AND ended = 0 AND lease_until > ?4)
ON CONFLICT (worker_id, kind, job_id) WHERE answer IS NULL DO UPDATE SET kind = excluded.kind
RETURNING id;

-- name: errand.open
SELECT id, kind, job_id FROM @errand WHERE worker_id = ?1 AND answer IS NULL ORDER BY id LIMIT 100;

-- name: errand.answer
UPDATE @errand SET answer = ?3 WHERE id = ?1 AND worker_id = ?2 AND answer IS NULL;

-- name: errand.answered
SELECT answer FROM @errand WHERE id = ?1 AND answer IS NOT NULL;

-- name: errand.prune
DELETE FROM @errand WHERE id IN (SELECT id FROM @errand WHERE asked_at <= ?1 LIMIT ?2 FOR UPDATE SKIP LOCKED);
