-- The log of changes: the truth. Everything in 0002 and later that holds records is worked out from it.

-- Small facts about this file itself.
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Who writes: one row for each incarnation of a laptop. A restored or copied file gets a new one.
CREATE TABLE log_actor (
  actor_no INTEGER PRIMARY KEY,
  actor    BLOB NOT NULL UNIQUE CHECK (length(actor) = 16),
  laptop   TEXT NOT NULL,
  key      BLOB NOT NULL CHECK (length(key) = 32),      -- public key of the laptop, Ed25519
  cert     TEXT NOT NULL,                               -- signed by that key
  reason   TEXT NOT NULL                                -- new, restored, moved, interrupted
) STRICT;

-- One row for each change. A user action is one change, or several parts of up to 5,000 writes.
CREATE TABLE log_change (
  change_no INTEGER PRIMARY KEY,                        -- local: the order of arrival here
  hash      BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  actor_no  INTEGER NOT NULL REFERENCES log_actor,
  seq       INTEGER NOT NULL CHECK (seq > 0),
  clock     INTEGER NOT NULL,                           -- milliseconds << 16 | counter
  author    BLOB NOT NULL,                              -- person
  action    BLOB NOT NULL,
  part      INTEGER NOT NULL,
  parts     INTEGER NOT NULL,
  verb      TEXT NOT NULL,
  undoes    BLOB,                                       -- the action that this one takes back
  body      TEXT NOT NULL,                              -- the structure line, verbatim: no values
  nonce     BLOB,                                       -- NULL once a value of this change was erased
  branch    INTEGER NOT NULL DEFAULT 0,
  arrived   INTEGER NOT NULL,                           -- local clock, milliseconds; not in the hash
  UNIQUE (actor_no, seq, branch)
) STRICT;
CREATE INDEX log_change_action ON log_change (action);
CREATE INDEX log_change_undoes ON log_change (undoes) WHERE undoes IS NOT NULL;

-- Every field of every kind, numbered locally.
CREATE TABLE log_field (
  field_no INTEGER PRIMARY KEY,
  kind     TEXT NOT NULL,
  field    TEXT NOT NULL,
  UNIQUE (kind, field)
) STRICT;

-- The writes, with their values: the part that can be erased.
CREATE TABLE log_write (
  change_no  INTEGER NOT NULL REFERENCES log_change DEFERRABLE INITIALLY DEFERRED,
  idx        INTEGER NOT NULL,
  field_no   INTEGER NOT NULL REFERENCES log_field,
  record     BLOB NOT NULL,
  value      ANY,
  salt       BLOB,                                      -- kept only beside an erased value of the same change
  commitment BLOB,                                      -- kept only where the value was erased
  PRIMARY KEY (change_no, idx)
) STRICT, WITHOUT ROWID;
CREATE INDEX log_write_record ON log_write (record, field_no);

-- Which writes a write replaces.
CREATE TABLE log_parent (
  change_no  INTEGER NOT NULL,
  idx        INTEGER NOT NULL,
  parent_no  INTEGER NOT NULL,
  parent_idx INTEGER NOT NULL,
  PRIMARY KEY (change_no, idx, parent_no, parent_idx),
  FOREIGN KEY (parent_no, parent_idx) REFERENCES log_write DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX log_parent_of ON log_parent (parent_no, parent_idx);

CREATE TRIGGER log_change_stays BEFORE UPDATE OF hash, actor_no, seq, clock, author, action, body ON log_change
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_change_is_never_removed BEFORE DELETE ON log_change
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_write_is_never_removed BEFORE DELETE ON log_write
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

-- Worked out from the log: the writes of a field that no other write replaces.
CREATE TABLE head (
  record    BLOB NOT NULL,
  field_no  INTEGER NOT NULL,
  change_no INTEGER NOT NULL,
  idx       INTEGER NOT NULL,
  clock     INTEGER NOT NULL,
  PRIMARY KEY (record, field_no, change_no, idx)
) STRICT, WITHOUT ROWID;

-- Worked out from the log: fields that are not simply known or missing.
CREATE TABLE field_note (
  record   BLOB NOT NULL,
  field_no INTEGER NOT NULL,
  note     TEXT NOT NULL,                               -- erased, unreadable, versions
  PRIMARY KEY (record, field_no, note)
) STRICT, WITHOUT ROWID;

-- Files and signed copies, by content.
CREATE TABLE blob (
  hash  BLOB PRIMARY KEY CHECK (length(hash) = 32),
  size  INTEGER NOT NULL,
  bytes BLOB
) STRICT, WITHOUT ROWID;

-- Unfinished typing of this laptop: not in the log, never sent.
CREATE TABLE draft (
  key  TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What is due, missing or in breach: worked out in the transaction that makes it so.
CREATE TABLE finding (
  rule     TEXT NOT NULL,
  record   BLOB NOT NULL,
  kind     TEXT NOT NULL,
  severity TEXT NOT NULL,
  text     TEXT NOT NULL,
  fix      TEXT NOT NULL,
  due      TEXT,
  PRIMARY KEY (rule, record)
) STRICT, WITHOUT ROWID;
-- When a rule must be looked at again although nothing was changed.
CREATE TABLE finding_date (
  rule   TEXT NOT NULL,
  record BLOB NOT NULL,
  next   TEXT NOT NULL,
  PRIMARY KEY (rule, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_date_next ON finding_date (next);

-- Search over everything, worked out from the records.
CREATE TABLE search_document (
  document INTEGER PRIMARY KEY,
  record   BLOB NOT NULL UNIQUE,
  kind     TEXT NOT NULL,
  title    TEXT NOT NULL,
  body     TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE search USING fts5 (
  title, body, content = 'search_document', content_rowid = 'document',
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
