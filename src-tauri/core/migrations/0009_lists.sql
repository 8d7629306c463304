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
