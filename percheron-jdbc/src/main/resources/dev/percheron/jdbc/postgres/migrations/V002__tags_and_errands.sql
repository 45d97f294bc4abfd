-- What a worker must have to serve a queue: a JSON array of names, empty for nothing.
ALTER TABLE @queue ADD COLUMN tags text NOT NULL DEFAULT '';

-- What workers are asked for through the store. Kinds: 1 to end in order, 2 to tell the stack of a job.
CREATE TABLE @errand (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  worker_id bigint NOT NULL,
  kind      bigint NOT NULL,
  job_id    bigint NOT NULL,
  asked_at  bigint NOT NULL,
  answer    text
);
CREATE UNIQUE INDEX #errand_open ON @errand (worker_id, kind, job_id) WHERE answer IS NULL;
CREATE INDEX #errand_asked_at ON @errand (asked_at);
