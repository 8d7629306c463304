-- Erasure on a person's lawful request, and files too large for one row.

-- The orders. They stay: what they name is never shown again, whatever old file or copy it comes back in.
CREATE TABLE erasure (
  id        BLOB PRIMARY KEY CHECK (length(id) = 16),
  line      TEXT NOT NULL,                              -- what was ordered, verbatim: no personal data
  key       BLOB NOT NULL CHECK (length(key) = 32),     -- the laptop that signed it
  signature BLOB NOT NULL CHECK (length(signature) = 64),
  arrived   INTEGER NOT NULL,                           -- local clock, milliseconds
  cleaned   INTEGER                                     -- when the file's free space was cleared; none = not yet
) STRICT, WITHOUT ROWID;

-- What the orders cover. An empty field stands for every field of the record.
CREATE TABLE erasure_subject (
  record  BLOB NOT NULL,
  kind    TEXT NOT NULL,
  field   TEXT NOT NULL,
  PRIMARY KEY (record, kind, field)
) STRICT, WITHOUT ROWID;

-- Kept bytes that must not come back: of a signed copy, its fingerprint stays.
CREATE TABLE erasure_blob (
  hash BLOB PRIMARY KEY CHECK (length(hash) = 32)
) STRICT, WITHOUT ROWID;

-- Bytes of files larger than one piece. They count as here once their row in blob says so.
CREATE TABLE blob_piece (
  hash  BLOB NOT NULL CHECK (length(hash) = 32),
  piece INTEGER NOT NULL,                               -- from 0
  bytes BLOB NOT NULL,
  UNIQUE (hash, piece)
) STRICT;
