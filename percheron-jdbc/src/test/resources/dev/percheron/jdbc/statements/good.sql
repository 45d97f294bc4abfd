-- What a file of statements looks like.

-- name: one.simple
-- A comment.
SELECT 1;

-- name: many.rows
INSERT INTO t VALUES {{(?1 + {i}, ?2, {?}, {?})}};
