-- What 0005.sql kept until it was carried over, innermost first.
DROP TABLE stated_figures;
DROP TABLE statements;
DROP TABLE notes;
DROP TABLE indicators;
DROP TABLE figures;
DROP TABLE table_rows;
DROP TABLE table_measures;
DROP TABLE printed_tables;
DROP TABLE summaries;
DROP TABLE locations;
DROP TABLE text_hashes;
DROP TABLE former_parts;
DROP TABLE former_documents;
