-- What a closed practice or network goes on in (HUB-5).

ALTER TABLE practice ADD COLUMN successor BLOB;
DROP VIEW live_practice;
CREATE VIEW live_practice AS SELECT * FROM practice WHERE deleted IS 0 AND alias_of IS NULL;
CREATE INDEX practice_successor ON practice (successor);

ALTER TABLE pcn ADD COLUMN successor BLOB;
DROP VIEW live_pcn;
CREATE VIEW live_pcn AS SELECT * FROM pcn WHERE deleted IS 0 AND alias_of IS NULL;
