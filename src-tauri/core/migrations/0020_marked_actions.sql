-- An action of a board may bear a mark of its own (GOV-4).

ALTER TABLE board_action ADD COLUMN confidentiality TEXT;
DROP VIEW live_board_action;
CREATE VIEW live_board_action AS SELECT * FROM board_action WHERE deleted IS 0 AND alias_of IS NULL;
