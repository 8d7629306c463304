-- Indicators, returns and sign-offs (KPI-1 to KPI-5, PLN-6).

CREATE TABLE kpi_set (
  id BLOB PRIMARY KEY,
  code TEXT, name TEXT, version TEXT, publisher TEXT, source TEXT, effective_from TEXT, effective_to TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE VIEW live_kpi_set AS SELECT * FROM kpi_set WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE indicator (
  id BLOB PRIMARY KEY,
  "set" BLOB, number TEXT, place INTEGER, title TEXT, question TEXT, theme TEXT, figure TEXT, direction TEXT,
  narrative INTEGER, part_of TEXT, formula TEXT, numerator TEXT, denominator TEXT, baseline_by TEXT,
  target_year_1 INTEGER, target_year_2 INTEGER, target_year_3 INTEGER, clarification TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX indicator_set ON indicator ("set", place);
CREATE VIEW live_indicator AS SELECT * FROM indicator WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE baseline (
  id BLOB PRIMARY KEY,
  indicator BLOB, hub BLOB, value INTEGER, as_at TEXT, set_by TEXT, notes TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE VIEW live_baseline AS SELECT * FROM baseline WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE target (
  id BLOB PRIMARY KEY,
  indicator BLOB, hub BLOB, contract_year INTEGER, value INTEGER, set_by TEXT, set_on TEXT, notes TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE VIEW live_target AS SELECT * FROM target WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE "return" (
  id BLOB PRIMARY KEY,
  hub BLOB, "set" BLOB, period TEXT, "from" TEXT, "to" TEXT, state TEXT, revision INTEGER, reopened_because TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE VIEW live_return AS SELECT * FROM "return" WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE answer (
  id BLOB PRIMARY KEY,
  kpi_return BLOB, indicator BLOB, narrative TEXT, typed_figure INTEGER, figure_reason TEXT,
  numerator INTEGER, denominator INTEGER, figure INTEGER,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX answer_return ON answer (kpi_return);
CREATE VIEW live_answer AS SELECT * FROM answer WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE return_revision (
  id BLOB PRIMARY KEY,
  kpi_return BLOB, revision INTEGER, submitted_on TEXT, submitted_by BLOB, copy TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE VIEW live_return_revision AS SELECT * FROM return_revision WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE sign_off (
  id BLOB PRIMARY KEY,
  subject_kind TEXT, subject TEXT, revision INTEGER, person BLOB, role TEXT, how TEXT, evidence TEXT,
  recorded_by BLOB, wording TEXT, day TEXT, laptop TEXT, digest TEXT, "key" TEXT, signature TEXT, holdings TEXT,
  withdrawn_on TEXT, withdrawn_because TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE VIEW live_sign_off AS SELECT * FROM sign_off WHERE deleted IS 0 AND alias_of IS NULL;
