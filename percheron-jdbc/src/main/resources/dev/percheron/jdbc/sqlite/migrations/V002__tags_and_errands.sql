-- What a worker must have to serve a queue: a JSON array of names, empty for nothing.
ALTER TABLE queue ADD COLUMN tags TEXT NOT NULL DEFAULT '';

-- What workers are asked for through the store. Kinds: 1 to end in order, 2 to tell the stack of a job.
CREATE TABLE errand (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  worker_id INTEGER NOT NULL,
  kind      INTEGER NOT NULL,
  job_id    INTEGER NOT NULL,
  asked_at  INTEGER NOT NULL,
  answer    TEXT
) STRICT;
CREATE UNIQUE INDEX errand_open ON errand (worker_id, kind, job_id) WHERE answer IS NULL;
CREATE INDEX errand_asked_at ON errand (asked_at);
