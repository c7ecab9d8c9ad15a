-- Where the lines of a document's text stand in a file that has no lines (PDF, workbook,
-- web page): the anchors as JSON, in the order of the text. Text files have no row.
CREATE TABLE locations (
    document INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    anchors TEXT NOT NULL
);
