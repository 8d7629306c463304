-- Files that people attach to records.

CREATE TABLE attachment (
  id BLOB PRIMARY KEY,
  record_kind TEXT, record TEXT, name TEXT, size INTEGER, file TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_record ON attachment (record);
CREATE VIEW live_attachment AS SELECT * FROM attachment WHERE deleted IS 0 AND alias_of IS NULL;
