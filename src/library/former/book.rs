/*!
A whole budget out of a library of before, whose tables held it row by row.

What is stored may have been changed by others, so nothing is passed over: a word that is not
known, an amount that is not the printed figure, a row without its table, a number missing
from an order, a place outside the text each make the document a damaged one.
*/

use super::super::consistency::contradiction;
use super::super::stored::{
    DocumentPart, Spot, Stored, amount, identity, money_unit, place, unit_of,
};
use crate::budget::{
    About, Amount, Book, Figure, Identity, Indicator, Locations, Measure, MoneyUnit, Note,
    Operator, Origin, ProjectDetails, Row, RowKind, Side, Source, SourceFile, StatedFigure,
    Statement, Table, TableKind, TableState,
};
use crate::sqlite::Flaw;
use rusqlite::{Connection, OptionalExtension, Row as SqlRow};

/// What the row of a document says of it.
struct Head {
    identity: Identity,
    department: String,
    source: Source,
    facts: u32,
    indicators: u32,
    tables: u32,
}

pub(super) fn book(connection: &Connection, document: i64) -> Result<Option<Book>, Flaw> {
    let Some(mut head) = head(connection, document)? else {
        return Ok(None);
    };
    head.source.locations = locations(connection, document)?;
    head.source.files = files(connection, document)?;
    let mut tables = tables(connection, document)?;
    read_measures(connection, document, &mut tables)?;
    read_rows(connection, document, &mut tables)?;
    read_figures(connection, document, &mut tables)?;
    let counts = (head.facts, head.indicators, head.tables);
    let book = Book {
        identity: head.identity,
        department: head.department,
        source: head.source,
        tables,
        indicators: indicators(connection, document)?,
        statements: statements(connection, document)?,
        notes: notes(connection, document)?,
    };
    let spot = || format!("{}（{}）", Spot::Document(document), book.source.file_name);
    if let Some(contradiction) = contradiction(&book) {
        return Err(Flaw::at(spot(), contradiction));
    }
    if counts != counts_of(&book) {
        let (facts, indicators, tables) = counts;
        return Err(Flaw::at(
            spot(),
            format!("记有 {facts} 个数、{indicators} 个绩效指标、{tables} 张表，存着的不是这么多"),
        ));
    }
    Ok(Some(book))
}

/// The figures, indicators and tables of a budget, as its summary counts them.
fn counts_of(book: &Book) -> (u32, u32, u32) {
    let is_there = |table: &&Table| table.state != TableState::Missing;
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    (
        count(book.fact_count()),
        count(book.indicators.len()),
        count(book.tables.iter().filter(is_there).count()),
    )
}

fn head(connection: &Connection, document: i64) -> Result<Option<Head>, Flaw> {
    let mut select = connection.prepare_cached(
        "SELECT unit, year, stage, scope, file_name, sha256, text, facts, indicator_count, table_count,
            department
         FROM former_documents WHERE id = ?1",
    )?;
    let mut rows = select.query([document])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let stored = Stored::new(row, Spot::Document(document));
    Ok(Some(Head {
        identity: identity(&stored, 0)?,
        source: Source {
            file_name: stored.get(4)?,
            sha256: stored.get(5)?,
            text: stored.get_whole(6)?,
            locations: Locations::default(),
            files: Vec::new(),
        },
        department: stored.get(10)?,
        facts: stored.get(7)?,
        indicators: stored.get(8)?,
        tables: stored.get(9)?,
    }))
}

fn locations(connection: &Connection, document: i64) -> Result<Locations, Flaw> {
    let spot = Spot::Part(document, DocumentPart::Anchors);
    let anchors: Option<Result<String, Flaw>> = connection
        .prepare_cached("SELECT anchors FROM locations WHERE document = ?1")?
        .query_row([document], |row| Ok(Stored::new(row, spot).get_whole(0)))
        .optional()?;
    match anchors.transpose()? {
        None => Ok(Locations::default()),
        Some(anchors) => serde_json::from_str(&anchors).map_err(|_| Flaw::at(spot, "读不懂")),
    }
}

fn files(connection: &Connection, document: i64) -> Result<Vec<SourceFile>, Flaw> {
    let sql = "SELECT part_no, file_name, sha256, first_line
         FROM former_parts WHERE document = ?1 ORDER BY part_no";
    let mut files = Vec::new();
    each(connection, document, sql, |row| {
        let stored = Stored::new(row, Spot::Part(document, DocumentPart::File(files.len())));
        stored.next(0, files.len())?;
        files.push(SourceFile {
            file_name: stored.get(1)?,
            sha256: stored.get(2)?,
            first_line: stored.get(3)?,
        });
        Ok(())
    })?;
    Ok(files)
}

/// Asks for the parts of a document, one after the other.
fn each(
    connection: &Connection,
    document: i64,
    sql: &str,
    mut take: impl FnMut(&SqlRow) -> Result<(), Flaw>,
) -> Result<(), Flaw> {
    let mut select = connection.prepare_cached(sql)?;
    let mut rows = select.query([document])?;
    while let Some(row) = rows.next()? {
        take(row)?;
    }
    Ok(())
}

/// The number of the part above; what is not among `count` belongs to nothing.
fn above(row: &SqlRow, column: usize, spot: Spot) -> Result<usize, Flaw> {
    let number: i64 = Stored::new(row, spot).get(column)?;
    usize::try_from(number).map_err(|_| astray(spot))
}

fn astray(spot: Spot) -> Flaw {
    Flaw::at(spot, "不属于任何存着的表、行或句")
}

fn tables(connection: &Connection, document: i64) -> Result<Vec<Table>, Flaw> {
    let sql =
        "SELECT table_no, kind, title, state, money_unit, line, start, stop, end_line, overall_goal
         FROM printed_tables WHERE document = ?1 ORDER BY table_no";
    let mut tables = Vec::new();
    each(connection, document, sql, |row| {
        let stored = Stored::new(row, Spot::Part(document, DocumentPart::Table(tables.len())));
        stored.next(0, tables.len())?;
        tables.push(Table {
            kind: stored.word(1, |name| match name {
                "" => Some(None),
                name => TableKind::from_name(name).map(Some),
            })?,
            title: stored.get(2)?,
            state: stored.word(3, TableState::from_name)?,
            money_unit: money_unit(&stored, 4)?,
            place: place(&stored, 5)?,
            end_line: stored.get(8)?,
            measures: Vec::new(),
            rows: Vec::new(),
            overall_goal: stored.get(9)?,
        });
        Ok(())
    })?;
    Ok(tables)
}

fn read_measures(connection: &Connection, document: i64, tables: &mut [Table]) -> Result<(), Flaw> {
    let sql = "SELECT table_no, measure_no, measure FROM table_measures
         WHERE document = ?1 ORDER BY table_no, measure_no";
    each(connection, document, sql, |row| {
        let number = above(row, 0, Spot::Document(document))?;
        let spot = |column| Spot::Part(document, DocumentPart::Column(number, column));
        let table = tables.get_mut(number).ok_or_else(|| astray(spot(0)))?;
        let stored = Stored::new(row, spot(table.measures.len()));
        stored.next(1, table.measures.len())?;
        let measure: String = stored.get(2)?;
        table.measures.push(Measure::from_path(measure));
        Ok(())
    })
}

fn read_rows(connection: &Connection, document: i64, tables: &mut [Table]) -> Result<(), Flaw> {
    let sql =
        "SELECT table_no, row_no, ordinal, kind, code, code2, one.text, two.text, under, unit,
            line, start, stop, project_code, project_kind, function_code, goal, side
         FROM table_rows LEFT JOIN names one ON one.id = table_rows.name
            LEFT JOIN names two ON two.id = table_rows.name2
         WHERE document = ?1 ORDER BY table_no, row_no";
    each(connection, document, sql, |row| {
        let number = above(row, 0, Spot::Document(document))?;
        let spot = |row_no| Spot::Part(document, DocumentPart::Row(number, row_no));
        let table = tables.get_mut(number).ok_or_else(|| astray(spot(0)))?;
        let stored = Stored::new(row, spot(table.rows.len()));
        stored.next(1, table.rows.len())?;
        table.rows.push(table_row(&stored)?);
        Ok(())
    })
}

fn table_row(stored: &Stored) -> Result<Row, Flaw> {
    Ok(Row {
        ordinal: stored.get(2)?,
        kind: stored.word(3, RowKind::from_name)?,
        code: stored.get(4)?,
        code2: stored.get(5)?,
        name: stored.get(6)?,
        name2: stored.get(7)?,
        under: stored.get(8)?,
        unit: stored.get(9)?,
        place: place(stored, 10)?,
        project: project(stored)?,
        side: stored.word(17, Side::from_name)?,
        figures: Vec::new(),
    })
}

/// What a row says of its project: all of it, or nothing.
fn project(stored: &Stored) -> Result<Option<ProjectDetails>, Flaw> {
    let Some(code) = stored.get(13)? else {
        return match stored.get::<Option<String>>(14)? {
            None => Ok(None),
            Some(_) => Err(stored.strange(13, "是空的，而行里有项目")),
        };
    };
    Ok(Some(ProjectDetails {
        code,
        kind: stored.get(14)?,
        function_code: stored.get(15)?,
        goal: stored.get(16)?,
    }))
}

fn read_figures(connection: &Connection, document: i64, tables: &mut [Table]) -> Result<(), Flaw> {
    let sql =
        "SELECT table_no, row_no, figure_no, measure, year, printed, money_unit, amount, origin,
            ground, line, start, stop
         FROM figures WHERE document = ?1 ORDER BY table_no, row_no, figure_no";
    each(connection, document, sql, |row| {
        let table = above(row, 0, Spot::Document(document))?;
        let row_no = above(row, 1, Spot::Part(document, DocumentPart::Table(table)))?;
        let spot = |figure| Spot::Part(document, DocumentPart::Figure(table, row_no, figure));
        let owner = tables
            .get_mut(table)
            .and_then(|table| table.rows.get_mut(row_no))
            .ok_or_else(|| astray(spot(0)))?;
        let stored = Stored::new(row, spot(owner.figures.len()));
        stored.next(2, owner.figures.len())?;
        owner.figures.push(figure(&stored)?);
        Ok(())
    })
}

fn figure(stored: &Stored) -> Result<Figure, Flaw> {
    let measure: String = stored.get(3)?;
    Ok(Figure {
        measure: Measure::from_path(measure),
        year: stored.get(4)?,
        amount: counted_amount(stored)?,
        origin: origin(stored)?,
        place: place(stored, 10)?,
    })
}

/// The printed figure, which must be the amount beside it.
fn counted_amount(stored: &Stored) -> Result<Amount, Flaw> {
    let amount = amount(stored, 5, 6)?;
    let counted: i64 = stored.get(7)?;
    if amount.ten_thousandths() == counted {
        return Ok(amount);
    }
    Err(stored.strange(
        7,
        &format!("{counted} 不是印着的 {amount} {}", amount.unit().name()),
    ))
}

fn origin(stored: &Stored) -> Result<Origin, Flaw> {
    let ground: String = stored.get(9)?;
    stored.word(8, |name| {
        let origin = Origin::from_parts(name, &ground);
        (origin.name() == name && origin.ground() == ground).then_some(origin)
    })
}

fn indicators(connection: &Connection, document: i64) -> Result<Vec<Indicator>, Flaw> {
    let sql =
        "SELECT indicator_no, table_no, row_no, about, level1, level2, names.text, operator, value,
            value_unit, weight, direction, printed, line, start, stop
         FROM indicators LEFT JOIN names ON names.id = indicators.name
         WHERE document = ?1 ORDER BY indicator_no";
    let mut indicators = Vec::new();
    each(connection, document, sql, |row| {
        let spot = Spot::Part(document, DocumentPart::Indicator(indicators.len()));
        let stored = Stored::new(row, spot);
        stored.next(0, indicators.len())?;
        let row_no = match stored.get::<Option<i64>>(2)? {
            Some(_) => Some(above(row, 2, spot)?),
            None => None,
        };
        indicators.push(Indicator {
            table: above(row, 1, spot)?,
            row: row_no,
            about: stored.word(3, |name| {
                let all = [About::Project, About::Whole];
                all.into_iter().find(|about| about.name() == name)
            })?,
            level1: stored.get(4)?,
            level2: stored.get(5)?,
            name: stored.get(6)?,
            operator: stored.word(7, |sign| match sign {
                "" => Some(None),
                sign => {
                    let operator = Operator::from_sign(sign);
                    operator.filter(|known| known.sign() == sign).map(Some)
                }
            })?,
            value: stored.get(8)?,
            value_unit: stored.get(9)?,
            weight: stored.get(10)?,
            direction: stored.get(11)?,
            printed: stored.get(12)?,
            place: place(&stored, 13)?,
        });
        Ok(())
    })?;
    Ok(indicators)
}

fn statements(connection: &Connection, document: i64) -> Result<Vec<Statement>, Flaw> {
    let sql = "SELECT statement_no, section, sentence, money_unit, line, start, stop
         FROM statements WHERE document = ?1 ORDER BY statement_no";
    let mut statements = Vec::new();
    each(connection, document, sql, |row| {
        let spot = Spot::Part(document, DocumentPart::Statement(statements.len()));
        let stored = Stored::new(row, spot);
        stored.next(0, statements.len())?;
        statements.push(Statement {
            section: stored.get(1)?,
            sentence: stored.get(2)?,
            money_unit: stated_unit(&stored)?,
            figures: Vec::new(),
            place: place(&stored, 4)?,
        });
        Ok(())
    })?;
    let sql = "SELECT statement_no, figure_no, printed, unit, start
         FROM stated_figures WHERE document = ?1 ORDER BY statement_no, figure_no";
    each(connection, document, sql, |row| {
        let number = above(row, 0, Spot::Document(document))?;
        let spot = |figure| Spot::Part(document, DocumentPart::StatedFigure(number, figure));
        let statement = statements.get_mut(number).ok_or_else(|| astray(spot(0)))?;
        let stored = Stored::new(row, spot(statement.figures.len()));
        stored.next(1, statement.figures.len())?;
        statement.figures.push(StatedFigure {
            printed: stored.get(2)?,
            unit: stored.get(3)?,
            start: stored.get(4)?,
        });
        Ok(())
    })?;
    Ok(statements)
}

/// The unit that a sentence names, where it names one.
fn stated_unit(stored: &Stored) -> Result<Option<MoneyUnit>, Flaw> {
    let exponent: Option<u32> = stored.get(3)?;
    exponent.map_or(Ok(None), |exponent| match unit_of(exponent) {
        Some(unit) => Ok(Some(unit)),
        None => Err(stored.strange(3, &format!("{exponent} 不是金额单位"))),
    })
}

fn notes(connection: &Connection, document: i64) -> Result<Vec<Note>, Flaw> {
    let sql = "SELECT note_no, line, start, stop, excerpt, message
         FROM notes WHERE document = ?1 ORDER BY note_no";
    let mut notes = Vec::new();
    each(connection, document, sql, |row| {
        let stored = Stored::new(row, Spot::Part(document, DocumentPart::Note(notes.len())));
        stored.next(0, notes.len())?;
        notes.push(Note {
            place: place(&stored, 1)?,
            excerpt: stored.get(4)?,
            message: stored.get(5)?,
        });
        Ok(())
    })?;
    Ok(notes)
}
