-- Posts stand in the order of their roles: with it, the first page does not look at all of them.
CREATE INDEX post_by_role ON post (deleted, alias_of, role COLLATE NOCASE);
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('post', 'post_by_role', '10000 10000 10000 100 1');
ANALYZE sqlite_schema;
