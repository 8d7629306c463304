-- Packs of meetings as they went out (PCK-7).

CREATE TABLE issued_pack (
  id BLOB PRIMARY KEY,
  meeting BLOB, pack TEXT, version INTEGER, issued_on TEXT, issued_by BLOB, changes TEXT, copy TEXT, copies TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX issued_pack_meeting ON issued_pack (meeting);
CREATE VIEW live_issued_pack AS SELECT * FROM issued_pack WHERE deleted IS 0 AND alias_of IS NULL;
