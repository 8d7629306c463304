-- Posts, the stakeholder map, the contact log, the engagement strategy, groups and feedback (STK-1 to STK-6).

ALTER TABLE hub_profile ADD COLUMN map_people INTEGER;
DROP VIEW live_hub_profile;
CREATE VIEW live_hub_profile AS SELECT * FROM hub_profile WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE post (
  id BLOB PRIMARY KEY,
  person BLOB, role TEXT, organisation BLOB, practice BLOB, pcn BLOB, email TEXT, telephone TEXT, "from" TEXT, "to" TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX post_person ON post (person);
CREATE INDEX post_organisation ON post (organisation);
CREATE INDEX post_practice ON post (practice);
CREATE INDEX post_pcn ON post (pcn);
CREATE VIEW live_post AS SELECT * FROM post WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE stakeholder_mapping (
  id BLOB PRIMARY KEY,
  organisation BLOB, practice BLOB, pcn BLOB, post BLOB, person BLOB, influence INTEGER, interest INTEGER,
  engagement_now TEXT, engagement_wanted TEXT, owner BLOB, why TEXT, day TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX stakeholder_mapping_organisation ON stakeholder_mapping (organisation);
CREATE INDEX stakeholder_mapping_practice ON stakeholder_mapping (practice);
CREATE INDEX stakeholder_mapping_pcn ON stakeholder_mapping (pcn);
CREATE INDEX stakeholder_mapping_post ON stakeholder_mapping (post);
CREATE INDEX stakeholder_mapping_person ON stakeholder_mapping (person);
CREATE VIEW live_stakeholder_mapping AS SELECT * FROM stakeholder_mapping WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE contact_interval (
  id BLOB PRIMARY KEY,
  tier TEXT, organisation BLOB, practice BLOB, pcn BLOB, person BLOB, weeks INTEGER,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_interval_tier ON contact_interval (tier);
CREATE INDEX contact_interval_organisation ON contact_interval (organisation);
CREATE INDEX contact_interval_practice ON contact_interval (practice);
CREATE INDEX contact_interval_pcn ON contact_interval (pcn);
CREATE INDEX contact_interval_person ON contact_interval (person);
CREATE VIEW live_contact_interval AS SELECT * FROM contact_interval WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE engagement (
  id BLOB PRIMARY KEY,
  day TEXT, kind TEXT, subject TEXT, "by" BLOB, person BLOB, organisation BLOB, practice BLOB, pcn BLOB, outcome TEXT,
  follow_up TEXT, follow_up_owner BLOB, follow_up_due TEXT, follow_up_done TEXT, activity BLOB, programme TEXT,
  indicator BLOB, hub BLOB,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX engagement_person ON engagement (person, day);
CREATE INDEX engagement_organisation ON engagement (organisation, day);
CREATE INDEX engagement_practice ON engagement (practice, day);
CREATE INDEX engagement_pcn ON engagement (pcn, day);
CREATE INDEX engagement_activity_of ON engagement (activity);
CREATE INDEX engagement_for_hub ON engagement ("by");
CREATE INDEX engagement_follow_up_owner ON engagement (follow_up_owner);
CREATE INDEX engagement_indicator ON engagement (indicator);
CREATE INDEX engagement_by_day ON engagement (deleted, alias_of, day COLLATE NOCASE);
CREATE INDEX engagement_by_subject ON engagement (deleted, alias_of, subject COLLATE NOCASE);
CREATE VIEW live_engagement AS SELECT * FROM engagement WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE engagement_party (
  id BLOB PRIMARY KEY,
  engagement BLOB, person BLOB, organisation BLOB, practice BLOB, pcn BLOB, ours INTEGER,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX engagement_party_engagement ON engagement_party (engagement);
CREATE INDEX engagement_party_person ON engagement_party (person);
CREATE INDEX engagement_party_organisation ON engagement_party (organisation);
CREATE INDEX engagement_party_practice ON engagement_party (practice);
CREATE INDEX engagement_party_pcn ON engagement_party (pcn);
CREATE VIEW live_engagement_party AS SELECT * FROM engagement_party WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE engagement_strategy (
  id BLOB PRIMARY KEY,
  name TEXT, hub BLOB, "from" TEXT, "to" TEXT, purpose TEXT, agreed_by TEXT, agreed_on TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE VIEW live_engagement_strategy AS SELECT * FROM engagement_strategy WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE engagement_objective (
  id BLOB PRIMARY KEY,
  strategy BLOB, name TEXT, measure TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX engagement_objective_strategy ON engagement_objective (strategy);
CREATE VIEW live_engagement_objective AS SELECT * FROM engagement_objective WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE engagement_audience (
  id BLOB PRIMARY KEY,
  strategy BLOB, name TEXT, category TEXT, channel TEXT, message TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX engagement_audience_strategy ON engagement_audience (strategy);
CREATE VIEW live_engagement_audience AS SELECT * FROM engagement_audience WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE engagement_activity (
  id BLOB PRIMARY KEY,
  strategy BLOB, name TEXT, objective BLOB, audience BLOB, channel TEXT, owner BLOB, due TEXT, done TEXT, notes TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX engagement_activity_strategy ON engagement_activity (strategy);
CREATE VIEW live_engagement_activity AS SELECT * FROM engagement_activity WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE stakeholder_group (
  id BLOB PRIMARY KEY,
  name TEXT, purpose TEXT, organisation BLOB, part TEXT, person BLOB, meets TEXT, "from" TEXT, "to" TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE VIEW live_stakeholder_group AS SELECT * FROM stakeholder_group WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE group_minutes (
  id BLOB PRIMARY KEY,
  "group" BLOB, day TEXT, about TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX group_minutes_group ON group_minutes ("group");
CREATE VIEW live_group_minutes AS SELECT * FROM group_minutes WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE joint_plan (
  id BLOB PRIMARY KEY,
  name TEXT, "group" BLOB, organisation BLOB, pcn BLOB, agreed TEXT, "to" TEXT, about TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE VIEW live_joint_plan AS SELECT * FROM joint_plan WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE survey_round (
  id BLOB PRIMARY KEY,
  name TEXT, asked TEXT, invited INTEGER, "from" TEXT, "to" TEXT, hub BLOB,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE VIEW live_survey_round AS SELECT * FROM survey_round WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE survey_question (
  id BLOB PRIMARY KEY,
  round BLOB, number INTEGER, name TEXT, function TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX survey_question_round ON survey_question (round);
CREATE VIEW live_survey_question AS SELECT * FROM survey_question WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE survey_answer (
  id BLOB PRIMARY KEY,
  question BLOB, respondent TEXT, pcn BLOB, organisation BLOB, score INTEGER, comment TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX survey_answer_question ON survey_answer (question);
CREATE VIEW live_survey_answer AS SELECT * FROM survey_answer WHERE deleted IS 0 AND alias_of IS NULL;

-- Codes and names are looked up when records are compared; most organisations have no code.
CREATE INDEX organisation_code ON organisation (ods_code COLLATE NOCASE) WHERE ods_code IS NOT NULL;

-- As in 0009: nearly every row is there, which SQLite does not guess.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('engagement', 'engagement_by_day', '20000 20000 20000 20 1'),
  ('engagement', 'engagement_by_subject', '20000 20000 20000 20 1'),
  ('engagement', 'engagement_person', '20000 3 1'),
  ('engagement', 'engagement_organisation', '20000 20 1'),
  ('engagement', 'engagement_practice', '20000 20 1'),
  ('engagement', 'engagement_pcn', '20000 100 2');
ANALYZE sqlite_schema;
