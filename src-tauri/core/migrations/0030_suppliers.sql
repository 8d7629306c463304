-- The day from which an organisation supplies the hub: members of boards declare anew (COI-2).

ALTER TABLE organisation ADD COLUMN supplier_since TEXT;
DROP VIEW live_organisation;
CREATE VIEW live_organisation AS SELECT * FROM organisation WHERE deleted IS 0 AND alias_of IS NULL;
