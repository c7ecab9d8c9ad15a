-- One note. Everything that it is about is kept as it stood, so that a note can be read
-- without any library. Numbers are never used twice: an open screen may still hold one.
-- ordinal is 0 where no printed row was meant; figure, money_unit and mark are empty where
-- there is no figure; figure_year is empty (NULL) for a figure that no table has.
-- rule and finding are empty for a plain note.
CREATE TABLE notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    unit TEXT NOT NULL,
    year INTEGER NOT NULL,
    stage TEXT NOT NULL,
    scope TEXT NOT NULL,
    printed_table TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    side TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    under TEXT NOT NULL,
    measure TEXT NOT NULL,
    figure_year INTEGER,
    figure TEXT NOT NULL,
    money_unit TEXT NOT NULL,
    mark TEXT NOT NULL,
    document TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    source TEXT NOT NULL,
    line INTEGER,
    first_character INTEGER,
    end_character INTEGER,
    text TEXT NOT NULL,
    rule TEXT NOT NULL,
    finding TEXT NOT NULL,
    reason TEXT NOT NULL,
    noted_at TEXT NOT NULL,
    edited_at TEXT NOT NULL
);
CREATE INDEX notes_by_budget ON notes (unit, year, stage, scope);
