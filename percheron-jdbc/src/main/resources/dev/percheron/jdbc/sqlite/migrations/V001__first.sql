-- Percheron, SQLite, schema 1. Wide rows never change; what changes is narrow.
-- Times are microseconds since 1970-01-01T00:00:00Z; 9223372036854775807 means "never by itself".
-- States: 0 SCHEDULED, 1 READY, 2 RUNNING, 3 SUCCEEDED, 4 FAILED, 5 CANCELLED, 6 EXPIRED.

CREATE TABLE schema_version (
  version    INTEGER PRIMARY KEY,
  name       TEXT NOT NULL,
  applied_at INTEGER NOT NULL
) STRICT;

-- Where the next block of ids starts.
CREATE TABLE sequence (
  name TEXT PRIMARY KEY,
  next INTEGER NOT NULL CHECK (next >= 1)
) STRICT, WITHOUT ROWID;

CREATE TABLE handler (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE queue (
  id             INTEGER PRIMARY KEY,
  name           TEXT NOT NULL UNIQUE,
  executor       TEXT NOT NULL,
  options        TEXT NOT NULL,
  concurrency    INTEGER CHECK (concurrency BETWEEN 1 AND 100000),
  keep_succeeded INTEGER NOT NULL CHECK (keep_succeeded >= 0),
  paused_until   INTEGER
) STRICT;

-- A queue at one priority.
CREATE TABLE lane (
  id       INTEGER PRIMARY KEY,
  queue_id INTEGER NOT NULL REFERENCES queue (id),
  priority INTEGER NOT NULL CHECK (priority BETWEEN -100 AND 100),
  UNIQUE (queue_id, priority)
) STRICT;

-- What is to be done; never updated. options is NULL for the default ones, meta is NULL when empty,
-- run_at is NULL when the job could run as soon as it was pushed.
CREATE TABLE job (
  id             INTEGER PRIMARY KEY CHECK (id >= 1),
  handler_id     INTEGER NOT NULL REFERENCES handler (id),
  lane_id        INTEGER NOT NULL REFERENCES lane (id),
  created_at     INTEGER NOT NULL,
  run_at         INTEGER,
  start_deadline INTEGER,
  unique_key     TEXT,
  options        TEXT,
  args           TEXT NOT NULL,
  meta           TEXT
) STRICT;

-- Which handlers and lanes have jobs in which stretch of 4,096 ids: a coarse index for listing, which
-- costs one row for thousands of jobs.
CREATE TABLE seen (
  lane_id    INTEGER NOT NULL,
  handler_id INTEGER NOT NULL,
  stretch    INTEGER NOT NULL,
  PRIMARY KEY (lane_id, handler_id, stretch)
) STRICT, WITHOUT ROWID;

-- Metadata that a handler has changed.
CREATE TABLE job_meta (
  job_id INTEGER PRIMARY KEY,
  meta   TEXT NOT NULL
) STRICT;

-- What can run now, in the order in which it is claimed. due is when it became so: tries.due, else
-- job.run_at, else job.created_at.
CREATE TABLE ready (
  lane_id INTEGER NOT NULL,
  due     INTEGER NOT NULL,
  id      INTEGER NOT NULL,
  PRIMARY KEY (lane_id, due, id)
) STRICT, WITHOUT ROWID;

-- What runs later: delayed, retrying, snoozed.
CREATE TABLE deferred (
  id      INTEGER PRIMARY KEY,
  run_at  INTEGER NOT NULL,
  lane_id INTEGER NOT NULL
) STRICT;
CREATE INDEX deferred_run_at ON deferred (run_at);

-- One lease for one run of a worker; AUTOINCREMENT so that a number never comes back.
CREATE TABLE worker (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT NOT NULL,
  host        TEXT NOT NULL,
  pid         INTEGER NOT NULL,
  started_at  INTEGER NOT NULL,
  lease_until INTEGER NOT NULL,
  ended       INTEGER NOT NULL DEFAULT 0 CHECK (ended IN (0, 1)),
  reports     TEXT NOT NULL DEFAULT ''
) STRICT;

-- One batch of jobs taken by one worker; the number is the fencing token, so it only grows. job_ids is
-- a list of numbers (packed as class Packed says), started another: for each job 0, or 1 and the
-- microseconds from claimed_at to its start. done is a bitmap over them.
CREATE TABLE claim (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  worker_id  INTEGER NOT NULL,
  claimed_at INTEGER NOT NULL,
  job_ids    BLOB NOT NULL,
  started    BLOB NOT NULL,
  done       BLOB NOT NULL
) STRICT;
CREATE INDEX claim_worker ON claim (worker_id);

-- Only jobs that came back from a worker, or were retried by a person: used attempts, how many of them
-- were forgiven, how many workers were lost with it, since when it is due; who had it last, and since
-- when.
CREATE TABLE tries (
  job_id     INTEGER PRIMARY KEY,
  used       INTEGER NOT NULL CHECK (used >= 0),
  forgiven   INTEGER NOT NULL CHECK (forgiven BETWEEN 0 AND used),
  kills      INTEGER NOT NULL CHECK (kills >= 0),
  due        INTEGER,
  worker_id  INTEGER,
  started_at INTEGER
) STRICT;

-- Ended attempts, but for the one that succeeded: that one is told by history.
CREATE TABLE attempt (
  job_id      INTEGER NOT NULL,
  place       INTEGER NOT NULL,
  n           INTEGER NOT NULL CHECK (n >= 1),
  outcome     TEXT NOT NULL,
  started_at  INTEGER,
  finished_at INTEGER NOT NULL,
  worker_id   INTEGER NOT NULL,
  failure     TEXT,
  PRIMARY KEY (job_id, place)
) STRICT, WITHOUT ROWID;

-- The unique keys of unfinished jobs.
CREATE TABLE uniq (
  key    TEXT PRIMARY KEY,
  job_id INTEGER NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;

-- How jobs ended. finished_at is when that was stored, attempt_end when the attempt that succeeded came
-- back. result is NULL for JSON null and for one that is not kept.
CREATE TABLE history (
  job_id       INTEGER PRIMARY KEY,
  state        INTEGER NOT NULL CHECK (state BETWEEN 3 AND 6),
  lane_id      INTEGER NOT NULL,
  attempt      INTEGER NOT NULL CHECK (attempt >= 0),
  started_at   INTEGER,
  attempt_end  INTEGER,
  finished_at  INTEGER NOT NULL,
  worker_id    INTEGER,
  result       TEXT,
  result_until INTEGER,
  failure      TEXT,
  CHECK (result IS NULL OR (state = 3 AND result_until IS NOT NULL))
) STRICT;
CREATE INDEX history_state ON history (state, job_id) WHERE state <> 3;
CREATE INDEX history_finished ON history (finished_at) WHERE state <> 3;
CREATE INDEX history_result ON history (result_until) WHERE result_until IS NOT NULL;

-- Since when there are succeeded jobs of a queue in a stretch of 4,096 ids: what the pruner goes by,
-- so that history needs no index of its own for it.
CREATE TABLE succeeded (
  queue_id  INTEGER NOT NULL,
  stretch   INTEGER NOT NULL,
  first_end INTEGER NOT NULL,
  PRIMARY KEY (queue_id, stretch)
) STRICT, WITHOUT ROWID;
CREATE INDEX succeeded_first ON succeeded (queue_id, first_end);

CREATE TABLE progress (
  job_id  INTEGER PRIMARY KEY,
  done    INTEGER NOT NULL CHECK (done >= 0),
  total   INTEGER NOT NULL CHECK (total >= 0),
  message TEXT NOT NULL
) STRICT;

-- dropped tells, in the last line of an attempt that said too much, how many more there were.
CREATE TABLE log (
  job_id  INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  line    INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  text    TEXT NOT NULL,
  dropped INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (job_id, attempt, line)
) STRICT, WITHOUT ROWID;

-- Running jobs that somebody wants stopped.
CREATE TABLE cancel_wish (
  job_id INTEGER PRIMARY KEY,
  reason TEXT NOT NULL
) STRICT;

-- How many jobs of a queue are in a state; kept by the same transactions that move them.
CREATE TABLE tally (
  queue_id INTEGER NOT NULL,
  state    INTEGER NOT NULL CHECK (state BETWEEN 0 AND 6),
  n        INTEGER NOT NULL,
  PRIMARY KEY (queue_id, state)
) STRICT, WITHOUT ROWID;

-- One row a job, for people and their tools.
CREATE VIEW job_status AS
SELECT
  j.id,
  q.name AS queue,
  h.name AS handler,
  l.priority,
  CASE
    WHEN e.job_id IS NOT NULL THEN
      CASE e.state WHEN 3 THEN 'SUCCEEDED' WHEN 4 THEN 'FAILED' WHEN 5 THEN 'CANCELLED' ELSE 'EXPIRED' END
    WHEN d.id IS NOT NULL THEN 'SCHEDULED'
    WHEN r.id IS NOT NULL THEN 'READY'
    ELSE 'RUNNING'
  END AS state,
  coalesce(e.attempt, t.used, 0) AS attempts,
  strftime('%Y-%m-%dT%H:%M:%fZ', j.created_at / 1000000.0, 'unixepoch') AS created_at,
  strftime('%Y-%m-%dT%H:%M:%fZ', d.run_at / 1000000.0, 'unixepoch') AS due_at,
  strftime('%Y-%m-%dT%H:%M:%fZ', e.started_at / 1000000.0, 'unixepoch') AS started_at,
  strftime('%Y-%m-%dT%H:%M:%fZ', e.finished_at / 1000000.0, 'unixepoch') AS finished_at,
  e.worker_id,
  j.unique_key,
  j.args,
  e.result
FROM job j
LEFT JOIN lane l ON l.id = j.lane_id
LEFT JOIN queue q ON q.id = l.queue_id
LEFT JOIN handler h ON h.id = j.handler_id
LEFT JOIN history e ON e.job_id = j.id
LEFT JOIN tries t ON t.job_id = j.id
LEFT JOIN deferred d ON d.id = j.id
LEFT JOIN ready r ON r.lane_id = j.lane_id AND r.due = coalesce(t.due, j.run_at, j.created_at) AND r.id = j.id;

INSERT INTO sequence (name, next) VALUES ('job', 1);
INSERT INTO queue (id, name, executor, options, keep_succeeded)
VALUES (1, 'default', 'virtual', '', 604800000000);
