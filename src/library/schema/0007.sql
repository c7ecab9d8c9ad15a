-- What the checks said is kept with what it rests on.
DROP VIEW v_findings;
DROP TABLE findings;
DROP TABLE outcomes;

-- What the checks said of a document, packed in a form of that number (report), and how many findings
-- of each severity and rules of each verdict that comes to. rules names the rules that said it, against
-- the documents that it was held against: where either is another one, the document is checked anew.
-- sha256 is that of all of these.
CREATE TABLE outcomes (
    document INTEGER PRIMARY KEY REFERENCES documents (number) ON DELETE CASCADE,
    rules TEXT NOT NULL,
    against INTEGER NOT NULL,
    errors INTEGER NOT NULL,
    warnings INTEGER NOT NULL,
    notes INTEGER NOT NULL,
    violated INTEGER NOT NULL,
    rounding INTEGER NOT NULL,
    explained INTEGER NOT NULL,
    holds INTEGER NOT NULL,
    not_checkable INTEGER NOT NULL,
    not_applicable INTEGER NOT NULL,
    form INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    report BLOB NOT NULL
);

-- The findings for people who come with SQL, made from the reports, in the order of the checks. kind is
-- the name of the table, empty for prose; difference is in ten-thousandths of a 元.
CREATE TABLE findings (
    document INTEGER NOT NULL REFERENCES outcomes (document) ON DELETE CASCADE,
    finding_no INTEGER NOT NULL,
    rule TEXT NOT NULL,
    state TEXT NOT NULL,
    severity TEXT NOT NULL,
    kind INTEGER REFERENCES names (id),
    row INTEGER,
    left_printed TEXT NOT NULL,
    right_printed TEXT,
    difference INTEGER,
    message TEXT NOT NULL,
    PRIMARY KEY (document, finding_no)
) WITHOUT ROWID;

CREATE VIEW v_findings AS
SELECT documents.unit AS unit, documents.year AS document_year, documents.stage AS stage,
    documents.scope AS scope, findings.rule AS rule, findings.state AS state,
    findings.severity AS severity, coalesce(kinds.text, '') AS "table", findings.row AS row,
    findings.left_printed AS "left", findings.right_printed AS "right",
    findings.difference AS difference, findings.message AS message, documents.file_name AS file_name
FROM findings JOIN documents ON documents.number = findings.document
    LEFT JOIN names AS kinds ON kinds.id = findings.kind
WHERE documents.current = 1;

-- The figures that comparing a document alone shows, in place of the 类 alone. along is 0 for
-- 支出功能分类, 1 for 部门经济分类, 2 for 三公; level is the number of digits of the code above, which the code
-- begins with; the code is a name for 三公, and empty for the total of the table. rank says which of the
-- document's tables is asked first. origin is none for what is printed. source is none where it is the
-- line of the file, a number where it is the page.
DROP TABLE totals;
CREATE TABLE sums (
    along INTEGER NOT NULL,
    level INTEGER NOT NULL,
    code TEXT NOT NULL,
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    rank INTEGER NOT NULL,
    kind INTEGER NOT NULL REFERENCES names (id),
    name INTEGER NOT NULL REFERENCES names (id),
    printed TEXT NOT NULL,
    money_unit INTEGER NOT NULL,
    origin TEXT,
    ground INTEGER REFERENCES names (id),
    line INTEGER,
    start INTEGER,
    stop INTEGER,
    source,
    PRIMARY KEY (along, level, code, document, rank)
) WITHOUT ROWID;
CREATE INDEX sums_by_document ON sums (document);

-- Which edition of the program made the tables of a document (contents, facts, codes, sums, entries) from
-- its block. Those of another edition are made anew by the next import.
CREATE TABLE made (
    document INTEGER PRIMARY KEY REFERENCES documents (number) ON DELETE CASCADE,
    edition TEXT NOT NULL
);
