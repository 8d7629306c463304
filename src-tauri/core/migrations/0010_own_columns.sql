-- Columns that a hub made itself, and what its records say in them (DAT-1).

CREATE TABLE own_column (
  id BLOB PRIMARY KEY,
  list TEXT, heading TEXT, name TEXT, place TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE VIEW live_own_column AS SELECT * FROM own_column WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE own_value (
  id BLOB PRIMARY KEY,
  "column" BLOB, subject_kind TEXT, subject TEXT, value TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX own_value_subject ON own_value (subject, "column");
CREATE INDEX own_value_column ON own_value ("column");
CREATE VIEW live_own_value AS SELECT * FROM own_value WHERE deleted IS 0 AND alias_of IS NULL;
