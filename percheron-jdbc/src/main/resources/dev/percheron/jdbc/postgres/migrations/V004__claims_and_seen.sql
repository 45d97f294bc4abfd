-- Lists of jobs do not get much shorter by compression, and trying costs more than all the rest of a claim.
ALTER TABLE @claim ALTER COLUMN job_ids SET STORAGE EXTERNAL;

-- On which day it was said that a stretch has such jobs, so that stretches without jobs can be forgotten. Who pushes
-- says it again after an hour, and only ever adds rows.
ALTER TABLE @seen ADD COLUMN said_on integer NOT NULL DEFAULT 0;
UPDATE @seen SET said_on = extract(epoch FROM clock_timestamp())::bigint / 86400;
ALTER TABLE @seen ALTER COLUMN said_on DROP DEFAULT, DROP CONSTRAINT #seen_pkey,
  ADD PRIMARY KEY (lane_id, handler_id, stretch, said_on);
CREATE INDEX #seen_stretch ON @seen (stretch, said_on);
