-- What begins as it is typed is found first, in the order of the titles, without weighing everything that holds the words.
CREATE INDEX search_document_title ON search_document (title COLLATE NOCASE);

-- The columns that long lists are put into groups by. Groups also tell capitals apart: counting them reads this order alone.
CREATE INDEX person_groups_role ON person (deleted, alias_of, role COLLATE NOCASE, role);
CREATE INDEX organisation_groups_category ON organisation (deleted, alias_of, category COLLATE NOCASE, category);
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('person', 'person_groups_role', '60000 60000 60000 2000 2000 1'),
  ('organisation', 'organisation_groups_category', '10000 10000 10000 500 500 1');
ANALYZE sqlite_schema;
