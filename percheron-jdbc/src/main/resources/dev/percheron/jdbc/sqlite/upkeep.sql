-- Leases, the small loops, queues, and what people do to jobs.

-- name: worker.add
INSERT INTO worker (name, host, pid, started_at, lease_until) VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id;

-- name: worker.renew
UPDATE worker SET lease_until = ?3, reports = ?4 WHERE id = ?1 AND ended = 0 AND lease_until > ?2;

-- name: worker.end
UPDATE worker SET ended = 1, lease_until = min(lease_until, ?2) WHERE id = ?1 AND ended = 0;

-- name: worker.all
SELECT id, name, host, pid, started_at, lease_until, reports FROM worker ORDER BY id DESC;

-- name: worker.prune
DELETE FROM worker WHERE id IN (
  SELECT w.id FROM worker w
  WHERE w.lease_until <= ?1 AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.worker_id = w.id)
  LIMIT ?2);

-- name: promote.take
SELECT id, run_at, lane_id FROM deferred WHERE run_at <= ?1 ORDER BY run_at, id LIMIT ?2;

-- name: deferred.remove
DELETE FROM deferred WHERE id = ?1;

-- name: deferred.add
INSERT INTO deferred (id, run_at, lane_id) VALUES (?1, ?2, ?3);

-- name: promote.next
SELECT min(run_at) FROM deferred;

-- name: rescue.take
SELECT c.id, c.worker_id, w.lease_until, c.claimed_at, c.job_ids, c.started, c.done
FROM worker w CROSS JOIN claim c ON c.worker_id = w.id
WHERE w.ended = 1 OR w.lease_until <= ?1
ORDER BY c.id
LIMIT ?2;

-- name: rescue.orphans
SELECT c.id, c.worker_id, c.claimed_at, c.claimed_at, c.job_ids, c.started, c.done
FROM claim c
WHERE NOT EXISTS (SELECT 1 FROM worker w WHERE w.id = c.worker_id)
ORDER BY c.id
LIMIT ?1;

-- name: prune.results
UPDATE history SET result = NULL, result_until = NULL
WHERE job_id IN (SELECT job_id FROM history WHERE result_until <= ?1 ORDER BY result_until LIMIT ?2);

-- name: prune.keeps
SELECT id, keep_succeeded FROM queue;

-- name: prune.stretch
SELECT stretch FROM succeeded WHERE queue_id = ?1 AND first_end <= ?2 ORDER BY first_end LIMIT 1;

-- name: prune.succeeded
SELECT h.job_id FROM history h
WHERE h.job_id BETWEEN ?1 AND ?2 AND h.state = 3 AND h.finished_at <= ?3
  AND h.lane_id IN (SELECT id FROM lane WHERE queue_id = ?4)
LIMIT ?5;

-- name: prune.first-end
SELECT min(h.finished_at) FROM history h
WHERE h.job_id BETWEEN ?1 AND ?2 AND h.state = 3
  AND h.lane_id IN (SELECT id FROM lane WHERE queue_id = ?3);

-- name: prune.move
UPDATE succeeded SET first_end = ?3 WHERE queue_id = ?1 AND stretch = ?2;

-- name: prune.forget
DELETE FROM succeeded WHERE queue_id = ?1 AND stretch = ?2;

-- name: prune.others
SELECT job_id, lane_id, state FROM history WHERE state <> 3 AND finished_at <= ?1 ORDER BY finished_at LIMIT ?2;

-- name: queue.put
INSERT INTO queue (name, executor, options, concurrency, keep_succeeded, tags) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (name) DO UPDATE SET
  executor = excluded.executor, options = excluded.options,
  concurrency = excluded.concurrency, keep_succeeded = excluded.keep_succeeded,
  tags = excluded.tags;

-- name: queue.all
SELECT id, name, executor, options, concurrency, keep_succeeded, paused_until, tags FROM queue ORDER BY name;

-- name: queue.names
SELECT name FROM queue ORDER BY name;

-- name: queue.pause
UPDATE queue SET paused_until = ?2 WHERE name = ?1;

-- name: queue.head
SELECT r.due
FROM lane l CROSS JOIN ready r ON r.lane_id = l.id
WHERE l.queue_id = ?1
ORDER BY l.priority DESC, r.due, r.id
LIMIT 1;

-- name: tally.all
SELECT queue_id, state, n FROM tally;

-- name: change.place
SELECT j.lane_id, coalesce(t.due, j.run_at, j.created_at), j.unique_key, coalesce(h.attempt, t.used, 0),
  coalesce(h.state,
    CASE
      WHEN EXISTS (SELECT 1 FROM deferred d WHERE d.id = j.id) THEN 0
      WHEN EXISTS (SELECT 1 FROM ready r WHERE r.lane_id = j.lane_id
        AND r.due = coalesce(t.due, j.run_at, j.created_at) AND r.id = j.id) THEN 1
      ELSE 2
    END)
FROM job j
LEFT JOIN history h ON h.job_id = j.id
LEFT JOIN tries t ON t.job_id = j.id
WHERE j.id = ?1;

-- name: ready.remove
DELETE FROM ready WHERE lane_id = ?1 AND due = ?2 AND id = ?3;

-- name: wish.put
INSERT INTO cancel_wish (job_id, reason) VALUES (?1, ?2) ON CONFLICT (job_id) DO NOTHING;

-- name: history.remove
DELETE FROM history WHERE job_id = ?1;

-- name: tries.forgive
INSERT INTO tries (job_id, used, forgiven, kills, due, worker_id, started_at)
SELECT job_id, attempt, attempt, 0, ?2, worker_id, started_at FROM history WHERE job_id = ?1
ON CONFLICT (job_id) DO UPDATE SET
  used = excluded.used, forgiven = excluded.forgiven, kills = 0, due = excluded.due,
  worker_id = excluded.worker_id, started_at = excluded.started_at;

-- name: history.cancel
INSERT INTO history (job_id, state, lane_id, attempt, started_at, finished_at, worker_id, failure)
SELECT ?1, 5, ?2, ?3, t.started_at, ?4, t.worker_id, ?5
FROM (SELECT 1) LEFT JOIN tries t ON t.job_id = ?1;

-- name: errand.ask
INSERT INTO errand (worker_id, kind, job_id, asked_at)
SELECT ?1, ?2, ?3, ?4
WHERE EXISTS (SELECT 1 FROM worker WHERE id = ?1 AND ended = 0 AND lease_until > ?4)
ON CONFLICT (worker_id, kind, job_id) WHERE answer IS NULL DO UPDATE SET kind = excluded.kind
RETURNING id;

-- name: errand.open
SELECT id, kind, job_id FROM errand WHERE worker_id = ?1 AND answer IS NULL ORDER BY id LIMIT 100;

-- name: errand.answer
UPDATE errand SET answer = ?3 WHERE id = ?1 AND worker_id = ?2 AND answer IS NULL;

-- name: errand.answered
SELECT answer FROM errand WHERE id = ?1 AND answer IS NOT NULL;

-- name: errand.prune
DELETE FROM errand WHERE id IN (SELECT id FROM errand WHERE asked_at <= ?1 LIMIT ?2);
