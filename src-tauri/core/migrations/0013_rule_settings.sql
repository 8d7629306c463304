-- Rules that a team switched off, put off or gave to somebody (DAT-8).

CREATE TABLE rule_setting (
  id BLOB PRIMARY KEY,
  rule TEXT, record TEXT, record_kind TEXT, owner BLOB, off INTEGER, until TEXT, reason TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE VIEW live_rule_setting AS SELECT * FROM rule_setting WHERE deleted IS 0 AND alias_of IS NULL;
