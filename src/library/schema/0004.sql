-- The files of a budget that was published as several, in the order of its text; a document that
-- is one file has no row. first_line is the line of the whole text that is the file's first.
CREATE TABLE parts (
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    part_no INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    first_line INTEGER NOT NULL,
    PRIMARY KEY (document, part_no)
) WITHOUT ROWID;
CREATE INDEX parts_by_hash ON parts (sha256);
