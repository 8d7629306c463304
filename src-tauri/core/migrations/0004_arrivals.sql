-- What a laptop knows of its team: changes that wait, what was acknowledged, signatures over chains, files, holdings.

-- Sound, but not to be applied yet: a change it builds on has not arrived, or nobody has admitted the laptop it comes from.
CREATE TABLE log_waiting (
  hash      BLOB PRIMARY KEY CHECK (length(hash) = 32),
  actor     BLOB NOT NULL,
  seq       INTEGER NOT NULL,
  needs     TEXT NOT NULL,                              -- 'admit KEY', 'blocked KEY', or actor, number, start of the hash
  line      TEXT NOT NULL,                              -- the change as it came
  contents  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX log_waiting_needs ON log_waiting (needs);

-- The newest change of each actor that arrived here and that no change of this laptop has acknowledged yet. The next
-- own change names them, so that its past is all that this laptop had seen.
CREATE TABLE log_unacknowledged (
  actor_no  INTEGER PRIMARY KEY REFERENCES log_actor,
  change_no INTEGER NOT NULL REFERENCES log_change
) STRICT;

-- A laptop's signature over the newest change of an actor's chain, and with it over all before.
CREATE TABLE log_signature (
  actor     BLOB NOT NULL,
  seq       INTEGER NOT NULL,
  hash      BLOB NOT NULL CHECK (length(hash) = 32),
  signature BLOB NOT NULL CHECK (length(signature) = 64),
  PRIMARY KEY (actor, seq, hash)
) STRICT, WITHOUT ROWID;

-- Every file that came or went on this laptop. Local: not in the log, never sent.
CREATE TABLE share_file (
  file_no  INTEGER PRIMARY KEY,
  digest   BLOB NOT NULL CHECK (length(digest) = 32),
  name     TEXT NOT NULL,
  size     INTEGER NOT NULL,
  maker    TEXT NOT NULL,                               -- key of the laptop that made it, hex
  at       INTEGER NOT NULL,
  what     TEXT NOT NULL,                               -- sent, in, refused
  text     TEXT NOT NULL,
  first_no INTEGER,                                     -- the changes that it brought: from this local number
  last_no  INTEGER                                      -- to this one
) STRICT;
CREATE INDEX share_file_digest ON share_file (digest);

-- The newest word of each laptop on what it holds: what to send, and who is behind.
CREATE TABLE share_peer (
  peer  TEXT NOT NULL,                                  -- key of the laptop, hex
  actor BLOB NOT NULL,
  seq   INTEGER NOT NULL,
  hash  BLOB NOT NULL,
  said  INTEGER NOT NULL,                               -- by the peer's clock
  PRIMARY KEY (peer, actor)
) STRICT, WITHOUT ROWID;

-- The search gathers words in memory up to this many bytes before it writes them: bringing much in is quicker for it.
INSERT INTO search (search, rank) VALUES ('hashsize', 16777216);
