-- Lists as people keep them for their team, and the order of long lists by the columns that kinds declare as quick.
-- Each order starts with what every list asks for, so that it counts and pages without looking at the table.

CREATE TABLE saved_view (
  id BLOB PRIMARY KEY,
  name TEXT, list TEXT, columns TEXT, frozen INTEGER, sort TEXT, grouped_by TEXT, filter TEXT, search TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE VIEW live_saved_view AS SELECT * FROM saved_view WHERE deleted IS 0 AND alias_of IS NULL;

CREATE INDEX person_by_name ON person (deleted, alias_of, name COLLATE NOCASE);
CREATE INDEX person_by_role ON person (deleted, alias_of, role COLLATE NOCASE);
CREATE INDEX person_by_email ON person (deleted, alias_of, email COLLATE NOCASE);
CREATE INDEX practice_by_name ON practice (deleted, alias_of, name COLLATE NOCASE);
CREATE INDEX organisation_by_name ON organisation (deleted, alias_of, name COLLATE NOCASE);
CREATE INDEX organisation_by_category ON organisation (deleted, alias_of, category COLLATE NOCASE);

-- Nearly every row is there, which SQLite does not guess: without these figures it would read a whole order where an
-- identifier or a search leads to a few rows at once. Rows in all, rows for each first column of the index, the first
-- two, and so on.
ANALYZE sqlite_schema;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('person', 'person_by_name', '60000 60000 60000 2 1'),
  ('person', 'person_by_role', '60000 60000 60000 2000 1'),
  ('person', 'person_by_email', '60000 60000 60000 2 1'),
  ('practice', 'practice_by_name', '1000 1000 1000 2 1'),
  ('organisation', 'organisation_by_name', '10000 10000 10000 2 1'),
  ('organisation', 'organisation_by_category', '10000 10000 10000 500 1');
ANALYZE sqlite_schema;
