-- Which parts a board's packs have, in which order (PCK-1).

CREATE TABLE pack_template (
  id BLOB PRIMARY KEY,
  name TEXT, pack TEXT, board BLOB, sections TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE VIEW live_pack_template AS SELECT * FROM pack_template WHERE deleted IS 0 AND alias_of IS NULL;
