-- Boards, their seats and members, meetings with their agendas, attendance, decisions and actions (GOV-1 to GOV-6).
-- Worked out from the log: merged data must always load, so nothing but the key is enforced here.

CREATE TABLE board (
  id BLOB PRIMARY KEY,
  name TEXT, template TEXT, hub BLOB, purpose TEXT, parent BLOB, lead BLOB, report_back TEXT, chair_rule TEXT,
  meetings_a_year INTEGER, quorum INTEGER, quorum_words TEXT, terms TEXT, terms_review TEXT, "from" TEXT, "to" TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE VIEW live_board AS SELECT * FROM board WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE board_seat (
  id BLOB PRIMARY KEY,
  board BLOB, name TEXT, organisation BLOB, voting INTEGER, optional INTEGER, "from" TEXT, "to" TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX board_seat_board ON board_seat (board);
CREATE VIEW live_board_seat AS SELECT * FROM board_seat WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE board_membership (
  id BLOB PRIMARY KEY,
  person BLOB, board BLOB, seat BLOB, organisation BLOB, capacity TEXT, voting INTEGER, purpose TEXT, "from" TEXT,
  term_ends TEXT, "to" TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX board_membership_board ON board_membership (board);
CREATE INDEX board_membership_person ON board_membership (person);
CREATE VIEW live_board_membership AS SELECT * FROM board_membership WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE meeting (
  id BLOB PRIMARY KEY,
  board BLOB, day TEXT, name TEXT, starts TEXT, ends TEXT, place TEXT, link TEXT, state TEXT, chair BLOB,
  papers_due TEXT, papers_out TEXT, notes TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX meeting_board ON meeting (board, day);
CREATE VIEW live_meeting AS SELECT * FROM meeting WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE agenda_item (
  id BLOB PRIMARY KEY,
  meeting BLOB, place INTEGER, title TEXT, purpose TEXT, presenter BLOB, allotted INTEGER, confidentiality TEXT,
  paper_expected INTEGER, author BLOB, recommendation TEXT, standing INTEGER, began TEXT, ended TEXT, minute TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX agenda_item_meeting ON agenda_item (meeting, place);
CREATE VIEW live_agenda_item AS SELECT * FROM agenda_item WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE item_subject (
  id BLOB PRIMARY KEY,
  item BLOB, organisation BLOB, practice BLOB, person BLOB, name TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX item_subject_item ON item_subject (item);
CREATE VIEW live_item_subject AS SELECT * FROM item_subject WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE attendance (
  id BLOB PRIMARY KEY,
  meeting BLOB, person BLOB, presence TEXT, arrived TEXT, "left" TEXT, stands_in_for BLOB,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX attendance_meeting ON attendance (meeting);
CREATE VIEW live_attendance AS SELECT * FROM attendance WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE decision (
  id BLOB PRIMARY KEY,
  board BLOB, day TEXT, decision TEXT, way TEXT, meeting BLOB, item BLOB, taken_by BLOB, reported_at BLOB,
  confidentiality TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_board ON decision (board, day);
CREATE VIEW live_decision AS SELECT * FROM decision WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE board_action (
  id BLOB PRIMARY KEY,
  board BLOB, what TEXT, owner BLOB, due TEXT, status TEXT, meeting BLOB, item BLOB, settled_on TEXT, progress TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX board_action_board ON board_action (board);
CREATE VIEW live_board_action AS SELECT * FROM board_action WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE minutes (
  id BLOB PRIMARY KEY,
  meeting BLOB, state TEXT, drafted_on TEXT, drafted_by BLOB, checked_on TEXT, checked_by BLOB, approved_at BLOB,
  corrections TEXT, published_on TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX minutes_meeting ON minutes (meeting);
CREATE VIEW live_minutes AS SELECT * FROM minutes WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE release_permission (
  id BLOB PRIMARY KEY,
  item BLOB, given_by BLOB, day TEXT, public INTEGER, scope TEXT, withdrawn_on TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX release_permission_item ON release_permission (item);
CREATE VIEW live_release_permission AS SELECT * FROM release_permission WHERE deleted IS 0 AND alias_of IS NULL;

CREATE TABLE accountability_line (
  id BLOB PRIMARY KEY,
  reports TEXT, reports_to TEXT, scope TEXT, "from" TEXT, "to" TEXT, notes TEXT,
  deleted INTEGER DEFAULT 0, alias_of BLOB
) STRICT, WITHOUT ROWID;
CREATE VIEW live_accountability_line AS SELECT * FROM accountability_line WHERE deleted IS 0 AND alias_of IS NULL;
