-- A job that is being completed in a transaction of the user's has a claim of its own, so that nobody else waits
-- for that transaction. Here is which claim it was in before.
ALTER TABLE @claim ADD COLUMN apart_from bigint;
CREATE INDEX #claim_apart ON @claim (apart_from) WHERE apart_from IS NOT NULL;
