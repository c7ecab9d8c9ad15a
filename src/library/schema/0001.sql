-- One imported document. current is 1 for the document that its budget is read from,
-- 0 for one that a later document replaced. Amounts of the summary are as printed,
-- units are powers of ten (0 元, 4 万元, 8 亿元).
-- Numbers are never used twice, since the history and open screens hold them. The text
-- comes last, so that a list of the budgets never reads past it.
CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    unit TEXT NOT NULL,
    year INTEGER NOT NULL,
    stage TEXT NOT NULL,
    scope TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    imported_at TEXT NOT NULL,
    current INTEGER NOT NULL CHECK (current IN (0, 1)),
    department TEXT NOT NULL,
    facts INTEGER NOT NULL,
    project_count INTEGER NOT NULL,
    indicator_count INTEGER NOT NULL,
    whole_indicator_count INTEGER NOT NULL,
    table_count INTEGER NOT NULL,
    empty_table_count INTEGER NOT NULL,
    missing_table_count INTEGER NOT NULL,
    text TEXT NOT NULL
);
CREATE UNIQUE INDEX documents_by_budget ON documents (unit, year, stage, scope) WHERE current = 1;
CREATE INDEX documents_by_hash ON documents (sha256);

-- The figures of a budget at a glance.
CREATE TABLE summaries (
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    what TEXT NOT NULL,
    printed TEXT NOT NULL,
    money_unit INTEGER NOT NULL,
    PRIMARY KEY (document, what)
) WITHOUT ROWID;

-- What happened to budgets; kept when a document is removed.
CREATE TABLE history (
    id INTEGER PRIMARY KEY,
    happened TEXT NOT NULL,
    at TEXT NOT NULL,
    document INTEGER NOT NULL,
    unit TEXT NOT NULL,
    year INTEGER NOT NULL,
    stage TEXT NOT NULL,
    scope TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    facts INTEGER NOT NULL
);

-- Names of rows and indicators: of many millions few per cent are distinct, so each is
-- kept once.
CREATE TABLE names (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
);

CREATE TABLE printed_tables (
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    table_no INTEGER NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    money_unit INTEGER NOT NULL,
    line INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    end_line INTEGER NOT NULL,
    overall_goal TEXT NOT NULL,
    PRIMARY KEY (document, table_no)
) WITHOUT ROWID;

CREATE TABLE table_measures (
    document INTEGER NOT NULL,
    table_no INTEGER NOT NULL,
    measure_no INTEGER NOT NULL,
    measure TEXT NOT NULL,
    PRIMARY KEY (document, table_no, measure_no),
    FOREIGN KEY (document, table_no) REFERENCES printed_tables (document, table_no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE table_rows (
    document INTEGER NOT NULL,
    table_no INTEGER NOT NULL,
    row_no INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    code2 TEXT NOT NULL,
    name INTEGER NOT NULL REFERENCES names (id),
    name2 INTEGER NOT NULL REFERENCES names (id),
    under TEXT NOT NULL,
    unit TEXT NOT NULL,
    line INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    project_code TEXT,
    project_kind TEXT,
    function_code TEXT,
    goal TEXT,
    side TEXT NOT NULL,
    PRIMARY KEY (document, table_no, row_no),
    FOREIGN KEY (document, table_no) REFERENCES printed_tables (document, table_no) ON DELETE CASCADE
) WITHOUT ROWID;

-- amount is in ten-thousandths of a 元, so that sums are exact; printed keeps the
-- decimals as the document has them.
CREATE TABLE figures (
    document INTEGER NOT NULL,
    table_no INTEGER NOT NULL,
    row_no INTEGER NOT NULL,
    figure_no INTEGER NOT NULL,
    measure TEXT NOT NULL,
    year INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    printed TEXT NOT NULL,
    money_unit INTEGER NOT NULL,
    origin TEXT NOT NULL,
    ground TEXT NOT NULL,
    line INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (document, table_no, row_no, figure_no),
    FOREIGN KEY (document, table_no, row_no)
        REFERENCES table_rows (document, table_no, row_no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE indicators (
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    indicator_no INTEGER NOT NULL,
    table_no INTEGER NOT NULL,
    row_no INTEGER,
    about TEXT NOT NULL,
    level1 TEXT NOT NULL,
    level2 TEXT NOT NULL,
    name INTEGER NOT NULL REFERENCES names (id),
    operator TEXT NOT NULL,
    value TEXT NOT NULL,
    value_unit TEXT NOT NULL,
    weight TEXT NOT NULL,
    direction TEXT NOT NULL,
    printed TEXT NOT NULL,
    line INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (document, indicator_no)
) WITHOUT ROWID;

CREATE TABLE statements (
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    statement_no INTEGER NOT NULL,
    section TEXT NOT NULL,
    sentence TEXT NOT NULL,
    money_unit INTEGER,
    line INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (document, statement_no)
) WITHOUT ROWID;

CREATE TABLE stated_figures (
    document INTEGER NOT NULL,
    statement_no INTEGER NOT NULL,
    figure_no INTEGER NOT NULL,
    printed TEXT NOT NULL,
    unit TEXT NOT NULL,
    start INTEGER NOT NULL,
    PRIMARY KEY (document, statement_no, figure_no),
    FOREIGN KEY (document, statement_no) REFERENCES statements (document, statement_no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE notes (
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    note_no INTEGER NOT NULL,
    line INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    excerpt TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (document, note_no)
) WITHOUT ROWID;
