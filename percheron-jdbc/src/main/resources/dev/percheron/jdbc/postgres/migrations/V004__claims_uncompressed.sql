-- Lists of jobs do not get much shorter by compression, and trying costs more than all the rest of a claim.
ALTER TABLE @claim ALTER COLUMN job_ids SET STORAGE EXTERNAL;
