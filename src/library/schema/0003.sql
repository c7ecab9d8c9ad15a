-- SHA-256 of a document's text as it is stored, lower-case hexadecimal: documents.sha256 is
-- that of the file, from which the text was made.
CREATE TABLE text_hashes (
    document INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    sha256 TEXT NOT NULL
);
