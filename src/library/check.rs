/*!
What a library holds, and whether it is whole.

A budget that is opened is held against itself each time (`read_book`). Here every document is,
also those that were replaced, and beside them what costs too much for every opening: the pages
of the file, the references between the tables, and what was made from the blocks.
*/

use super::read::entry_of;
use super::stored::{DocumentPart, Spot};
use super::{DocumentId, Library, LibraryError, made, remade, schema};
use crate::budget::{Amount, Book, Figure, Origin, Place};
use crate::sqlite::Flaw;
use std::path::Path;
use std::time::Duration;

/// SQLite's own check reads every page; a library of a province takes its time.
const LONGEST_CHECK: Duration = Duration::from_secs(6 * 60 * 60);

/// How many of SQLite's findings are told.
const FAULTS_TOLD: u32 = 20;

/// What a library holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// Its schema version.
    pub format: i32,
    /// The budgets that are read now.
    pub documents: i64,
    /// The documents that others took the place of.
    pub replaced: i64,
    /// The units with a budget.
    pub units: i64,
    /// The years with a budget, the first and the last.
    pub years: Option<(u16, u16)>,
    /// The figures of the budgets.
    pub figures: i64,
    /// The length of the file in bytes.
    pub size: u64,
}

/// Something about a library that is not as the program stored it, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt(pub String);

impl Library {
    /// What the library holds.
    pub fn contents(&self) -> Result<Contents, LibraryError> {
        let sql = "SELECT count(*) FILTER (WHERE current = 1), count(*) FILTER (WHERE current = 0),
                count(DISTINCT unit) FILTER (WHERE current = 1),
                min(year) FILTER (WHERE current = 1), max(year) FILTER (WHERE current = 1),
                coalesce(sum(facts) FILTER (WHERE current = 1), 0)
             FROM documents";
        let connection = self.database.asked();
        let counted = connection.query_row(sql, [], |row| {
            Ok((
                [row.get(0)?, row.get(1)?, row.get(2)?, row.get(5)?],
                row.get::<_, Option<u16>>(3)?,
                row.get::<_, Option<u16>>(4)?,
            ))
        });
        let ([documents, replaced, units, figures], earliest, latest): ([i64; 4], _, _) =
            counted.map_err(|error| LibraryError::of(error, &self.path))?;
        Ok(Contents {
            format: schema::version(),
            documents,
            replaced,
            units,
            years: earliest.zip(latest),
            figures,
            size: length_of(&self.path),
        })
    }

    /// Whether SQLite finds its file whole, and every row what it refers to.
    pub fn doubts_of_the_file(&self) -> Result<Vec<Doubt>, LibraryError> {
        let failed = |error| LibraryError::of(error, &self.path);
        let connection = self.database.asked_for(LONGEST_CHECK);
        let mut doubts = Vec::new();
        let sql = format!("PRAGMA integrity_check({FAULTS_TOLD})");
        let mut check = connection.prepare(&sql).map_err(failed)?;
        let mut rows = check.query([]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let found: String = row.get(0).map_err(failed)?;
            if found != "ok" {
                doubts.push(Doubt(format!("SQLite 完整性检查：{found}")));
            }
        }
        let mut check = connection
            .prepare("SELECT \"table\", count(*) FROM pragma_foreign_key_check GROUP BY \"table\"")
            .map_err(failed)?;
        let mut rows = check.query([]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let (table, count): (String, i64) =
                (row.get(0).map_err(failed)?, row.get(1).map_err(failed)?);
            doubts.push(Doubt(format!("表 {table} 有 {count} 行所指的内容不存在")));
        }
        Ok(doubts)
    }

    /// The numbers of all documents, those that were replaced among them.
    pub fn all_documents(&self) -> Result<Vec<DocumentId>, LibraryError> {
        let connection = self.database.asked();
        let read = || -> Result<Vec<DocumentId>, Flaw> {
            let mut select = connection.prepare("SELECT id FROM documents ORDER BY id")?;
            let mut rows = select.query([])?;
            let mut ids: Vec<DocumentId> = Vec::new();
            while let Some(row) = rows.next()? {
                let id = DocumentId(row.get(0)?);
                if ids.last().is_some_and(|before| *before >= id) {
                    return Err(Flaw::at(Spot::Document(id.0), "次序不对"));
                }
                ids.push(id);
            }
            Ok(ids)
        };
        read().map_err(|flaw| self.flawed(flaw, None))
    }

    /// What is wrong with one document.
    pub fn doubts_of(&self, id: DocumentId) -> Vec<Doubt> {
        let mut doubts = Vec::new();
        match self.book(id) {
            Err(error) => doubts.push(doubt(error)),
            Ok(book) => {
                let name = format!("{}（{}）", Spot::Document(id.0), book.source.file_name);
                doubts.extend(misprinted(&book).map(|what| Doubt(format!("{name}{what}"))));
                match self.tables_that_differ(id, &book) {
                    Err(error) => doubts.push(doubt(error)),
                    Ok(tables) => doubts.extend(
                        tables
                            .into_iter()
                            .map(|table| Doubt(format!("{name}：表 {table} 与存着的内容不同"))),
                    ),
                }
                match self.fault_of_report(id) {
                    Err(error) => doubts.push(doubt(error)),
                    Ok(fault) => {
                        doubts.extend(fault.map(|fault| Doubt(format!("{name}{fault}"))));
                    }
                }
            }
        }
        doubts
    }

    /// What is wrong with the list of budgets and with the history.
    pub fn doubts_of_the_lists(&self) -> Vec<Doubt> {
        let failures = [self.catalogue().err(), self.history().err()];
        failures.into_iter().flatten().map(doubt).collect()
    }

    /// The tables made from a document's block that are not what it gives.
    fn tables_that_differ(
        &self,
        id: DocumentId,
        book: &Book,
    ) -> Result<Vec<&'static str>, LibraryError> {
        let connection = self.database.asked();
        let compare = || -> Result<Vec<&'static str>, Flaw> {
            let Some(entry) = entry_of(connection, id.0)? else {
                return Ok(Vec::new());
            };
            let number = connection.query_row(
                "SELECT number FROM documents WHERE id = ?1",
                [id.0],
                |row| row.get(0),
            )?;
            // Another edition may make them in another way.
            if !remade::is_of_this_edition(connection, number)? {
                return Ok(Vec::new());
            }
            let differing = made::differing(connection, number, &entry, book)?;
            Ok(differing.into_iter().map(made::Made::name).collect())
        };
        compare().map_err(|flaw| self.flawed(flaw, Some(id)))
    }
}

fn length_of(path: &Path) -> u64 {
    path.metadata().map_or(0, |file| file.len())
}

/// What is wrong, without the name of the file and without advice.
fn doubt(error: LibraryError) -> Doubt {
    match error {
        LibraryError::Damaged { detail, .. } => Doubt(detail),
        other => Doubt(other.to_string()),
    }
}

/// The printed figures that do not stand in the text where they are said to stand.
fn misprinted(book: &Book) -> impl Iterator<Item = String> {
    let lines: Vec<&str> = book.source.text.split('\n').collect();
    let mut found = Vec::new();
    for (table_no, table) in book.tables.iter().enumerate() {
        for (row_no, row) in table.rows.iter().enumerate() {
            for (figure_no, figure) in row.figures.iter().enumerate() {
                if stands_elsewhere(figure, &lines) {
                    let part = DocumentPart::Figure(table_no, row_no, figure_no);
                    found.push(format!(
                        "{part}：{} 与原文第 {} 行不符",
                        figure.amount, figure.place.line
                    ));
                }
            }
        }
    }
    found.into_iter()
}

fn stands_elsewhere(figure: &Figure, lines: &[&str]) -> bool {
    let Place { line, start, end } = figure.place;
    if matches!(figure.origin, Origin::Derived(_)) || start == end {
        return false;
    }
    let index = (line as usize).checked_sub(1);
    let line = index.and_then(|index| lines.get(index)).unwrap_or(&"");
    let ink: String = line
        .chars()
        .skip(start as usize)
        .take(end.saturating_sub(start) as usize)
        .collect();
    match Amount::parse(&without_markup(&ink), figure.amount.unit()) {
        Some(amount) => amount != figure.amount,
        // A cell may hold a unit or a remark beside its figure.
        None => !digits(&ink).contains(&digits(&figure.amount.to_string())),
    }
}

/// A cell of a Markdown table without its marks: `<b>24,107.98</b>`.
fn without_markup(ink: &str) -> String {
    let mut inside = false;
    let mut is_text = |c: char| match c {
        '<' => {
            inside = true;
            false
        }
        '>' => {
            inside = false;
            false
        }
        '*' | '_' | '`' => false,
        _ => !inside,
    };
    ink.chars().filter(|&c| is_text(c)).collect()
}

/// The digits of a text, as they are written here.
fn digits(text: &str) -> String {
    let zero = u32::from('０');
    let folded = text.chars().map(|c| match c {
        '０'..='９' => char::from_digit(u32::from(c) - zero, 10).unwrap_or(c),
        c => c,
    });
    folded.filter(char::is_ascii_digit).collect()
}
