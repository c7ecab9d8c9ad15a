-- What is asked about many budgets lies apart from what is asked about one. A document is a block
-- (books), which is the truth; facts, codes, totals, entries and contents are made from it, so
-- that questions about many budgets read no block. The tables of before stay under other names
-- until all that they hold was carried over (0006.sql drops them).
DROP INDEX documents_by_budget;
DROP INDEX documents_by_hash;
DROP INDEX parts_by_hash;
ALTER TABLE documents RENAME TO former_documents;
ALTER TABLE parts RENAME TO former_parts;

-- One imported document. Its id is a hash of what identifies it, the same in every library that it
-- is copied into; its number is this file's alone, and what the other tables know it by: numbers
-- are short and come in order, which takes two thirds of the room that ids would.
-- current is 1 for the document that its budget is read from, 0 for one that a later document
-- replaced; earlier is the id of the one that it took the place of. has_lines is 0 where places are
-- no lines of the file. Amounts at a glance are as printed, units are powers of ten (0 元, 4 万元,
-- 8 亿元).
CREATE TABLE documents (
    number INTEGER PRIMARY KEY,
    id INTEGER NOT NULL UNIQUE,
    unit TEXT NOT NULL,
    year INTEGER NOT NULL,
    stage TEXT NOT NULL,
    scope TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    imported_at TEXT NOT NULL,
    current INTEGER NOT NULL CHECK (current IN (0, 1)),
    earlier INTEGER,
    department TEXT NOT NULL,
    has_lines INTEGER NOT NULL CHECK (has_lines IN (0, 1)),
    facts INTEGER NOT NULL,
    project_count INTEGER NOT NULL,
    indicator_count INTEGER NOT NULL,
    whole_indicator_count INTEGER NOT NULL,
    table_count INTEGER NOT NULL,
    empty_table_count INTEGER NOT NULL,
    missing_table_count INTEGER NOT NULL,
    income TEXT, income_unit INTEGER,
    expenditure TEXT, expenditure_unit INTEGER,
    basic TEXT, basic_unit INTEGER,
    projects TEXT, projects_unit INTEGER,
    three_public TEXT, three_public_unit INTEGER
);
CREATE UNIQUE INDEX documents_by_budget ON documents (unit, year, stage, scope) WHERE current = 1;
CREATE INDEX documents_by_hash ON documents (sha256);
CREATE INDEX documents_by_department ON documents (department) WHERE current = 1;
CREATE INDEX documents_by_year ON documents (year, stage, scope, unit) WHERE current = 1;
CREATE INDEX documents_of_prose ON documents (year, stage, scope, unit)
    WHERE current = 1 AND table_count = 0 AND facts = 0;
CREATE INDEX history_by_document ON history (document);

-- The files of a budget that was published as several, in the order of its text; a document that
-- is one file has no row.
CREATE TABLE parts (
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    part_no INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (document, part_no)
) WITHOUT ROWID;
CREATE INDEX parts_by_hash ON parts (sha256);

-- A document whole: its text, tables, figures, places, sentences and anchors, packed in a form of
-- that number. sha256 is that of the packed bytes.
CREATE TABLE books (
    document INTEGER PRIMARY KEY REFERENCES documents (number) ON DELETE CASCADE,
    form INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    block BLOB NOT NULL
);

-- The tables that a document prints or promises.
CREATE TABLE contents (
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    table_no INTEGER NOT NULL,
    kind INTEGER NOT NULL REFERENCES names (id),
    state TEXT NOT NULL,
    PRIMARY KEY (document, table_no)
) WITHOUT ROWID;
CREATE INDEX contents_by_kind ON contents (kind);

-- The figures, in the order of the document. kind, name and measure are texts of names. year is
-- none where it is the budget's; amount is in ten-thousandths of a 元.
CREATE TABLE facts (
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    fact_no INTEGER NOT NULL,
    kind INTEGER NOT NULL REFERENCES names (id),
    row INTEGER NOT NULL,
    row_kind INTEGER NOT NULL REFERENCES names (id),
    code TEXT NOT NULL,
    name INTEGER NOT NULL REFERENCES names (id),
    measure INTEGER NOT NULL REFERENCES names (id),
    year INTEGER,
    amount INTEGER NOT NULL,
    money_unit INTEGER NOT NULL,
    origin TEXT,
    PRIMARY KEY (document, fact_no)
) WITHOUT ROWID;

-- Where a code stands: in each table once, with the first printed figure of its row.
-- classification is 0 for 支出功能分类, 1 for 部门经济分类, 2 for 政府经济分类.
CREATE TABLE codes (
    classification INTEGER NOT NULL,
    code TEXT NOT NULL,
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    table_no INTEGER NOT NULL,
    kind INTEGER NOT NULL REFERENCES names (id),
    name INTEGER NOT NULL REFERENCES names (id),
    printed TEXT NOT NULL,
    money_unit INTEGER NOT NULL,
    line INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (classification, code, document, table_no)
) WITHOUT ROWID;
CREATE INDEX codes_by_document ON codes (document);

-- The 类 of each table with their 合计, printed or added up as a drill-down shows them.
CREATE TABLE totals (
    classification INTEGER NOT NULL,
    code TEXT NOT NULL,
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    table_no INTEGER NOT NULL,
    kind INTEGER NOT NULL REFERENCES names (id),
    amount INTEGER NOT NULL,
    origin TEXT NOT NULL,
    PRIMARY KEY (classification, code, document, table_no)
) WITHOUT ROWID;
CREATE INDEX totals_by_document ON totals (document);

-- What a search finds: the unit, its projects, 科目 and indicators, in that order. target says
-- where it leads: 0 the budget, 1 a function, 2 and 3 an economic class of the department's and of
-- the government's list, 4 a project (table_no, row_no), 5 an indicator (row_no).
CREATE TABLE entries (
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    entry_no INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    name INTEGER NOT NULL REFERENCES names (id),
    code TEXT,
    printed TEXT,
    money_unit INTEGER,
    target INTEGER NOT NULL,
    table_no INTEGER,
    row_no INTEGER,
    PRIMARY KEY (document, entry_no)
) WITHOUT ROWID;

-- What the checks came to for a document, under the rules of that version: how many findings of
-- each severity, how many rules of each verdict. A document without a row was not checked, or
-- something that it is held against has changed since.
CREATE TABLE outcomes (
    document INTEGER PRIMARY KEY REFERENCES documents (number) ON DELETE CASCADE,
    rules TEXT NOT NULL,
    errors INTEGER NOT NULL,
    warnings INTEGER NOT NULL,
    notes INTEGER NOT NULL,
    violated INTEGER NOT NULL,
    rounding INTEGER NOT NULL,
    explained INTEGER NOT NULL,
    holds INTEGER NOT NULL,
    not_checkable INTEGER NOT NULL,
    not_applicable INTEGER NOT NULL
);

-- The findings, in the order of the checks. The columns are those of the open data; key tells a
-- finding from the others of its budget, what is its line in a list.
CREATE TABLE findings (
    document INTEGER NOT NULL REFERENCES outcomes (document) ON DELETE CASCADE,
    finding_no INTEGER NOT NULL,
    key TEXT NOT NULL,
    rule TEXT NOT NULL,
    state TEXT NOT NULL,
    severity TEXT NOT NULL,
    what TEXT NOT NULL,
    kind TEXT NOT NULL,
    row INTEGER,
    left_printed TEXT NOT NULL,
    right_printed TEXT,
    difference TEXT,
    bound TEXT,
    money_unit INTEGER,
    equation TEXT NOT NULL,
    message TEXT NOT NULL,
    source_left TEXT NOT NULL,
    source_right TEXT,
    line INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (document, finding_no)
) WITHOUT ROWID;

-- The files that imports tried, with what came of each last. One that was read has no path, but
-- how many budgets it gave, and the version of what read it; one that failed has a cause.
CREATE TABLE imports (
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    at TEXT NOT NULL,
    reader TEXT NOT NULL,
    budgets INTEGER NOT NULL,
    cause TEXT,
    PRIMARY KEY (path, sha256)
) WITHOUT ROWID;
CREATE INDEX imports_by_hash ON imports (sha256);

-- For people who come with SQL: the columns of the open data, money in ten-thousandths of a 元
-- (amount) and in what the document prints it (money_unit).
CREATE VIEW v_facts AS
SELECT documents.unit AS unit, documents.year AS document_year,
    coalesce(facts.year, documents.year) AS year, documents.stage AS stage, documents.scope AS scope,
    kinds.text AS "table", facts.row AS row, row_kinds.text AS row_kind, facts.code AS row_code,
    names.text AS row_name, measures.text AS measure, facts.amount AS amount,
    CASE facts.money_unit WHEN 0 THEN '元' WHEN 4 THEN '万元' ELSE '亿元' END AS money_unit,
    coalesce(facts.origin, 'printed') AS origin, documents.file_name AS file_name
FROM facts JOIN documents ON documents.number = facts.document
    JOIN names AS kinds ON kinds.id = facts.kind
    JOIN names AS row_kinds ON row_kinds.id = facts.row_kind
    JOIN names ON names.id = facts.name
    JOIN names AS measures ON measures.id = facts.measure
WHERE documents.current = 1 AND kinds.text NOT IN ('项目绩效目标表', '部门整体绩效目标表');

CREATE VIEW v_projects AS
SELECT documents.unit AS unit, documents.year AS document_year, documents.stage AS stage,
    documents.scope AS scope, coalesce(entries.code, '') AS project_code, names.text AS project,
    entries.printed AS amount,
    CASE entries.money_unit WHEN 0 THEN '元' WHEN 4 THEN '万元' WHEN 8 THEN '亿元' END AS money_unit,
    documents.file_name AS file_name
FROM entries JOIN documents ON documents.number = entries.document JOIN names ON names.id = entries.name
WHERE documents.current = 1 AND entries.kind = 0;

CREATE VIEW v_indicators AS
SELECT documents.unit AS unit, documents.year AS document_year, documents.stage AS stage,
    documents.scope AS scope, names.text AS name, documents.file_name AS file_name
FROM entries JOIN documents ON documents.number = entries.document JOIN names ON names.id = entries.name
WHERE documents.current = 1 AND entries.kind = 1;

CREATE VIEW v_findings AS
SELECT documents.unit AS unit, documents.year AS document_year, documents.stage AS stage,
    documents.scope AS scope, findings.rule AS rule, findings.state AS state,
    findings.severity AS severity, findings.kind AS "table", findings.row AS row,
    findings.left_printed AS "left", findings.right_printed AS "right",
    findings.difference AS difference, findings.bound AS bound,
    CASE findings.money_unit WHEN 0 THEN '元' WHEN 4 THEN '万元' WHEN 8 THEN '亿元' END AS money_unit,
    findings.equation AS equation, findings.message AS message,
    findings.source_left AS source_left, findings.source_right AS source_right
FROM findings JOIN documents ON documents.number = findings.document
WHERE documents.current = 1;
