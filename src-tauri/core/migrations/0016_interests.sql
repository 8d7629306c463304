-- Declarations of interest, the host's policy on them, doubts, requests and rulings (COI-1 to COI-7).

CREATE TABLE declaration (
  id BLOB PRIMARY KEY,
  person BLOB, declared TEXT, declared_on TEXT, reason TEXT, board BLOB, role TEXT, kind TEXT, whose TEXT,
  relationship TEXT, actual TEXT, description TEXT, organisation BLOB, practice BLOB, organisation_name TEXT,
  host_type TEXT, director INTEGER, voluntary INTEGER, "from" TEXT, "to" TEXT, ended INTEGER, value_band TEXT,
  action TEXT, action_by BLOB, action_on TEXT, withheld INTEGER, withheld_because TEXT, received TEXT, private TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX declaration_person ON declaration (person);
CREATE VIEW live_declaration AS SELECT * FROM declaration WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE host_policy (
  id BLOB PRIMARY KEY,
  name TEXT, hub BLOB, days_allowed INTEGER, refresh_months INTEGER, public_months INTEGER, record_years INTEGER,
  name_missing INTEGER, "from" TEXT, "to" TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE VIEW live_host_policy AS SELECT * FROM host_policy WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE interest_doubt (
  id BLOB PRIMARY KEY,
  declaration BLOB, step TEXT, day TEXT, by BLOB, meeting BLOB, words TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX interest_doubt_declaration ON interest_doubt (declaration);
CREATE VIEW live_interest_doubt AS SELECT * FROM interest_doubt WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE declaration_request (
  id BLOB PRIMARY KEY,
  person BLOB, board BLOB, reason TEXT, asked_on TEXT, due TEXT, reminded_on TEXT, answer BLOB,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX declaration_request_person ON declaration_request (person);
CREATE VIEW live_declaration_request AS SELECT * FROM declaration_request WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE item_ruling (
  id BLOB PRIMARY KEY,
  item BLOB, person BLOB, declaration BLOB, interest TEXT, ruled TEXT, ruled_by BLOB, reason TEXT, out TEXT, back TEXT,
  day TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX item_ruling_item ON item_ruling (item);
CREATE VIEW live_item_ruling AS SELECT * FROM item_ruling WHERE deleted IS 0 AND alias_of IS NULL;
