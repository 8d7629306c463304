-- Erasure orders that do not count here yet: nobody in the team stands behind them so far. Tried again when the team changes.
CREATE TABLE erasure_held (
  id        BLOB NOT NULL CHECK (length(id) = 16),
  line      TEXT NOT NULL,                              -- what was ordered, verbatim: no personal data
  key       BLOB NOT NULL CHECK (length(key) = 32),     -- the laptop that signed it
  signature BLOB NOT NULL CHECK (length(signature) = 64),
  maker     TEXT NOT NULL,                              -- key of the laptop whose file it came in, hex
  PRIMARY KEY (id, key, maker)
) STRICT, WITHOUT ROWID;
