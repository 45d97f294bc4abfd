-- Percheron, PostgreSQL, schema 1. Wide rows never change; what changes is narrow.
-- Times are microseconds since 1970-01-01T00:00:00Z; 9223372036854775807 means "never by itself".
-- States: 0 SCHEDULED, 1 READY, 2 RUNNING, 3 SUCCEEDED, 4 FAILED, 5 CANCELLED, 6 EXPIRED.
-- No foreign keys on what is hot: each would lock a row of a small table for every job.

CREATE TABLE @schema_version (
  version    integer PRIMARY KEY,
  name       text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Where the next block of ids starts.
CREATE TABLE @sequence (
  name text PRIMARY KEY,
  next bigint NOT NULL CHECK (next >= 1)
) WITH (fillfactor = 10);

CREATE TABLE @handler (
  id   integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE @queue (
  id             integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name           text COLLATE "C" NOT NULL UNIQUE,
  executor       text NOT NULL,
  options        text NOT NULL,
  concurrency    integer CHECK (concurrency BETWEEN 1 AND 100000),
  keep_succeeded bigint NOT NULL CHECK (keep_succeeded >= 0),
  paused_until   bigint
);

-- A queue at one priority.
CREATE TABLE @lane (
  id       integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  queue_id integer NOT NULL REFERENCES @queue (id),
  priority integer NOT NULL CHECK (priority BETWEEN -100 AND 100),
  UNIQUE (queue_id, priority)
);

-- What is to be done; never updated. options is NULL for the default ones, meta is NULL when empty,
-- run_at is NULL when the job could run as soon as it was pushed.
CREATE TABLE @job (
  id             bigint PRIMARY KEY CHECK (id >= 1),
  handler_id     integer NOT NULL,
  lane_id        integer NOT NULL,
  created_at     bigint NOT NULL,
  run_at         bigint,
  start_deadline bigint,
  unique_key     text,
  options        text,
  args           text NOT NULL,
  meta           text
) WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

-- Which handlers and lanes have jobs in which stretch of 4,096 ids: a coarse index for listing, which
-- costs one row for thousands of jobs.
CREATE TABLE @seen (
  lane_id    integer NOT NULL,
  handler_id integer NOT NULL,
  stretch    bigint NOT NULL,
  PRIMARY KEY (lane_id, handler_id, stretch)
);

-- Metadata that a handler has changed.
CREATE TABLE @job_meta (
  job_id bigint PRIMARY KEY,
  meta   text NOT NULL
);

-- What can run now, in the order in which it is claimed. due is when it became so: tries.due, else
-- job.run_at, else job.created_at. Rows come and go and are never updated.
CREATE TABLE @ready (
  lane_id integer NOT NULL,
  due     bigint NOT NULL,
  id      bigint NOT NULL,
  PRIMARY KEY (lane_id, due, id)
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000,
        autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_scale_factor = 0.2);

-- What runs later: delayed, retrying, snoozed.
CREATE TABLE @deferred (
  id      bigint PRIMARY KEY,
  run_at  bigint NOT NULL,
  lane_id integer NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX #deferred_run_at ON @deferred (run_at, id);

-- One lease for one run of a worker; a number never comes back.
CREATE TABLE @worker (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name        text NOT NULL,
  host        text NOT NULL,
  pid         bigint NOT NULL,
  started_at  bigint NOT NULL,
  lease_until bigint NOT NULL,
  ended       smallint NOT NULL DEFAULT 0 CHECK (ended IN (0, 1)),
  reports     text NOT NULL DEFAULT ''
) WITH (fillfactor = 50, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_cost_delay = 0);

-- One batch of jobs taken by one worker; the number is the fencing token, so it only grows. started is,
-- packed as class Packed says, for each job 0, or 1 and the microseconds from claimed_at to its start;
-- what is missing is 0. done is a bitmap over the jobs; what is missing is not done.
CREATE TABLE @claim (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  worker_id  bigint NOT NULL,
  claimed_at bigint NOT NULL,
  job_ids    bigint[] NOT NULL,
  started    bytea NOT NULL,
  done       bytea NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
        autovacuum_vacuum_cost_delay = 0);
CREATE INDEX #claim_worker ON @claim (worker_id);

-- Only jobs that came back from a worker, or were retried by a person: used attempts, how many of them
-- were forgiven, how many workers were lost with it, since when it is due; who had it last, and since
-- when.
CREATE TABLE @tries (
  job_id     bigint PRIMARY KEY,
  used       integer NOT NULL CHECK (used >= 0),
  forgiven   integer NOT NULL CHECK (forgiven BETWEEN 0 AND used),
  kills      integer NOT NULL CHECK (kills >= 0),
  due        bigint,
  worker_id  bigint,
  started_at bigint
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);

-- Ended attempts, but for the one that succeeded: that one is told by history.
CREATE TABLE @attempt (
  job_id      bigint NOT NULL,
  place       integer NOT NULL,
  n           integer NOT NULL CHECK (n >= 1),
  outcome     text NOT NULL,
  started_at  bigint,
  finished_at bigint NOT NULL,
  worker_id   bigint NOT NULL,
  failure     text,
  PRIMARY KEY (job_id, place)
);

-- The unique keys of unfinished jobs.
CREATE TABLE @uniq (
  key    text COLLATE "C" PRIMARY KEY,
  job_id bigint NOT NULL UNIQUE
) WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0);

-- How jobs ended. finished_at is when that was stored, attempt_end when the attempt that succeeded came
-- back. result is NULL for JSON null and for one that is not kept.
CREATE TABLE @history (
  job_id       bigint PRIMARY KEY,
  finished_at  bigint NOT NULL,
  started_at   bigint,
  attempt_end  bigint,
  worker_id    bigint,
  lane_id      integer NOT NULL,
  attempt      integer NOT NULL CHECK (attempt >= 0),
  state        smallint NOT NULL CHECK (state BETWEEN 3 AND 6),
  result_until bigint,
  result       text,
  failure      text,
  CHECK (result IS NULL OR (state = 3 AND result_until IS NOT NULL))
) WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
-- Rows that end together share their time, so the entries of this index share theirs: it costs little.
CREATE INDEX #history_succeeded ON @history (lane_id, finished_at) WHERE state = 3;
CREATE INDEX #history_state ON @history (state, job_id) WHERE state <> 3;
CREATE INDEX #history_finished ON @history (finished_at) WHERE state <> 3;
CREATE INDEX #history_result ON @history (result_until) WHERE result_until IS NOT NULL;

CREATE TABLE @progress (
  job_id  bigint PRIMARY KEY,
  done    bigint NOT NULL CHECK (done >= 0),
  total   bigint NOT NULL CHECK (total >= 0),
  message text NOT NULL
) WITH (fillfactor = 50);

-- dropped tells, in the last line of an attempt that said too much, how many more there were.
CREATE TABLE @log (
  job_id  bigint NOT NULL,
  attempt integer NOT NULL,
  line    integer NOT NULL,
  at      bigint NOT NULL,
  text    text NOT NULL,
  dropped integer NOT NULL DEFAULT 0,
  PRIMARY KEY (job_id, attempt, line)
);

-- Running jobs that somebody wants stopped.
CREATE TABLE @cancel_wish (
  job_id bigint PRIMARY KEY,
  reason text NOT NULL
);

-- How many jobs of a queue are in a state: the sum over its rows. Every transaction that moves jobs adds
-- what it changed, so that no two wait for each other's row; the pruner adds them up from time to time.
CREATE TABLE @tally (
  queue_id integer NOT NULL,
  state    smallint NOT NULL CHECK (state BETWEEN 0 AND 6),
  n        bigint NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
        autovacuum_vacuum_cost_delay = 0);

-- One row a job, for people and their tools.
CREATE VIEW @job_status AS
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
  to_timestamp(j.created_at / 1000000.0) AS created_at,
  to_timestamp(d.run_at / 1000000.0) AS due_at,
  to_timestamp(e.started_at / 1000000.0) AS started_at,
  to_timestamp(e.finished_at / 1000000.0) AS finished_at,
  e.worker_id,
  j.unique_key,
  j.args,
  e.result
FROM @job j
LEFT JOIN @lane l ON l.id = j.lane_id
LEFT JOIN @queue q ON q.id = l.queue_id
LEFT JOIN @handler h ON h.id = j.handler_id
LEFT JOIN @history e ON e.job_id = j.id
LEFT JOIN @tries t ON t.job_id = j.id
LEFT JOIN @deferred d ON d.id = j.id
LEFT JOIN @ready r ON r.lane_id = j.lane_id AND r.due = coalesce(t.due, j.run_at, j.created_at) AND r.id = j.id;

INSERT INTO @sequence (name, next) VALUES ('job', 1);
INSERT INTO @queue (name, executor, options, keep_succeeded)
VALUES ('default', 'virtual', '', 604800000000);
