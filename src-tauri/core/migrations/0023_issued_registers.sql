-- Registers of interests, engagement reports and strategies as they went out (PCK-7).

ALTER TABLE issued_pack ADD COLUMN board BLOB;
