-- What waits for a person after files came together, and records that became another name for one. Both are worked out
-- from the log, the same on every laptop.

CREATE TABLE unsettled (
  record BLOB NOT NULL,
  kind   TEXT NOT NULL,
  what   TEXT NOT NULL,                                 -- field, removed, same, missing, signed, rule, twice
  about  TEXT NOT NULL,                                 -- the field; for same, the other record; for twice, the number
  note   TEXT NOT NULL,                                 -- joined, unreadable, after; else empty
  target BLOB,                                          -- the other record that it speaks of
  since  INTEGER NOT NULL,                              -- when the second version was made, UTC milliseconds
  PRIMARY KEY (record, kind, what, about)
) STRICT, WITHOUT ROWID;
CREATE INDEX unsettled_target ON unsettled (target) WHERE target IS NOT NULL;

CREATE TABLE alias (
  record BLOB NOT NULL,
  kind   TEXT NOT NULL,
  other  BLOB NOT NULL,                                 -- the record it was merged into
  root   BLOB NOT NULL,                                 -- the record that stands for both, over any number of mergings
  PRIMARY KEY (record, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_other ON alias (other);
CREATE INDEX alias_root ON alias (root);

CREATE INDEX log_change_twice ON log_change (actor_no, seq) WHERE branch > 0;

-- Records of a kind that say the same in what tells them apart are found by these.
CREATE INDEX hub_profile_same ON hub_profile (name COLLATE NOCASE);
CREATE INDEX person_same ON person (email COLLATE NOCASE);
CREATE INDEX place_same ON place (ods_code COLLATE NOCASE);
CREATE INDEX pcn_same ON pcn (ods_code COLLATE NOCASE);
CREATE INDEX practice_same ON practice (ods_code COLLATE NOCASE);
CREATE INDEX organisation_same ON organisation (ods_code COLLATE NOCASE);
CREATE INDEX organisation_same_name ON organisation (name COLLATE NOCASE, category COLLATE NOCASE);
CREATE INDEX return_same ON "return" (hub, "set", period COLLATE NOCASE);
CREATE INDEX baseline_same ON baseline (indicator, hub);
CREATE INDEX target_same ON target (indicator, hub);
