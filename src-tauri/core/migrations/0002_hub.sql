-- The hub and its patch, and people (HUB-1 to HUB-4, STK-1). Worked out from the log: merged data must always load,
-- so nothing but the key is enforced here.

CREATE TABLE hub_profile (
  id BLOB PRIMARY KEY,
  name TEXT, level TEXT, parent BLOB, ics TEXT, ics_name TEXT, region TEXT, host TEXT, host_kind TEXT,
  host_safeguards TEXT, contract_start TEXT, contract_end TEXT, extended_to TEXT, next_review TEXT,
  population INTEGER,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE VIEW live_hub_profile AS SELECT * FROM hub_profile WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE person (
  id BLOB PRIMARY KEY,
  name TEXT, role TEXT, email TEXT, telephone TEXT, notes TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX person_name ON person (name COLLATE NOCASE);
CREATE VIEW live_person AS SELECT * FROM person WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE team_member (
  id BLOB PRIMARY KEY,
  hub BLOB, person BLOB, role TEXT, wte INTEGER, sessions INTEGER, funding TEXT, "start" TEXT, "end" TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX team_member_person ON team_member (person);
CREATE VIEW live_team_member AS SELECT * FROM team_member WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE place (
  id BLOB PRIMARY KEY,
  name TEXT, ods_code TEXT, ics TEXT, notes TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE VIEW live_place AS SELECT * FROM place WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE pcn (
  id BLOB PRIMARY KEY,
  ods_code TEXT, name TEXT, place BLOB, locality_hub BLOB, ics TEXT, sub_icb TEXT, opened TEXT, closed TEXT,
  notes TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX pcn_place ON pcn (place);
CREATE VIEW live_pcn AS SELECT * FROM pcn WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE practice (
  id BLOB PRIMARY KEY,
  ods_code TEXT, name TEXT, address TEXT, postcode TEXT, telephone TEXT, ics TEXT, sub_icb TEXT, opened TEXT,
  closed TEXT, national_state TEXT, list_size INTEGER, list_size_on TEXT, notes TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX practice_name ON practice (name COLLATE NOCASE);
CREATE VIEW live_practice AS SELECT * FROM practice WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE organisation (
  id BLOB PRIMARY KEY,
  name TEXT, category TEXT, ods_code TEXT, address TEXT, telephone TEXT, web TEXT, closed TEXT, notes TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE VIEW live_organisation AS SELECT * FROM organisation WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE pcn_membership (
  id BLOB PRIMARY KEY,
  practice BLOB, pcn BLOB, "from" TEXT, "to" TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX pcn_membership_practice ON pcn_membership (practice);
CREATE INDEX pcn_membership_pcn ON pcn_membership (pcn);
CREATE VIEW live_pcn_membership AS SELECT * FROM pcn_membership WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE practice_mark (
  id BLOB PRIMARY KEY,
  practice BLOB, mark TEXT, "from" TEXT, "to" TEXT, evidence TEXT, hub BLOB,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX practice_mark_practice ON practice_mark (practice);
CREATE VIEW live_practice_mark AS SELECT * FROM practice_mark WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE pcn_mark (
  id BLOB PRIMARY KEY,
  pcn BLOB, mark TEXT, "from" TEXT, "to" TEXT, evidence TEXT, hub BLOB,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX pcn_mark_pcn ON pcn_mark (pcn);
CREATE VIEW live_pcn_mark AS SELECT * FROM pcn_mark WHERE deleted IS 0 AND alias_of IS NULL;
