-- Copies from other teams, and comments on them (SYN-5).

CREATE TABLE partner_team (
  id BLOB PRIMARY KEY,
  team TEXT, name TEXT, standing TEXT, blocked_because TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE VIEW live_partner_team AS SELECT * FROM partner_team WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE partner_laptop (
  id BLOB PRIMARY KEY,
  partner BLOB, "key" TEXT, reads TEXT, name TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX partner_laptop_partner ON partner_laptop (partner);
CREATE VIEW live_partner_laptop AS SELECT * FROM partner_laptop WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE received_copy (
  id BLOB PRIMARY KEY,
  partner BLOB, subject_kind TEXT, subject TEXT, title TEXT, version TEXT, as_at TEXT, copy TEXT, sent_by TEXT,
  "key" TEXT, signature TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX received_copy_partner ON received_copy (partner);
CREATE VIEW live_received_copy AS SELECT * FROM received_copy WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE copy_comment (
  id BLOB PRIMARY KEY,
  partner BLOB, comment TEXT, ours INTEGER, subject_kind TEXT, subject TEXT, title TEXT, version TEXT, copy TEXT,
  person TEXT, day TEXT, text TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX copy_comment_subject ON copy_comment (subject);
CREATE VIEW live_copy_comment AS SELECT * FROM copy_comment WHERE deleted IS 0 AND alias_of IS NULL;

-- A person whom the team keeps to itself.
ALTER TABLE person ADD COLUMN confidential INTEGER;
DROP VIEW live_person;
CREATE VIEW live_person AS SELECT * FROM person WHERE deleted IS 0 AND alias_of IS NULL;
