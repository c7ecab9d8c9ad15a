/*!
A budget that was published as several files: 说明 as one, 表 as another.

The files of one budget are joined into one book, whose text is theirs one after the other, each under
a line with its name, so that every place is a line of one text and knows its file all the same. The
book can be taken apart again, because a new version of one file takes the place of that file alone.
*/

use super::{
    Anchor, Book, Locations, Note, Place, Source, SourceFile, Table, TableKind, TableState,
};
use crate::narrow::narrow;

/// What a file holds of a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublishedPart {
    /// Tables and prose.
    Whole,
    /// Prose alone.
    Text,
    /// Tables alone.
    Tables,
}

impl PublishedPart {
    /// What a book read from one file holds.
    pub fn of(book: &Book) -> Self {
        let has_tables = book.tables.iter().any(is_there);
        match (has_tables, book.statements.is_empty()) {
            (false, _) => PublishedPart::Text,
            (true, true) => PublishedPart::Tables,
            (true, false) => PublishedPart::Whole,
        }
    }

    /// The word in the report of an import.
    pub fn name(self) -> &'static str {
        match self {
            PublishedPart::Whole => "whole",
            PublishedPart::Text => "text",
            PublishedPart::Tables => "tables",
        }
    }
}

/// What is said of a file without tables, until they come.
pub const ONLY_TEXT: &str =
    "这份文件只有文字，没有表；表在另一个文件里的话，也请导入，两个文件合为一份预算";

/// Whether of two files of one budget the later is a new version of the earlier, and not another
/// part: it prints its tables again, or is prose as well. A few tables within an explanation are no new
/// version of the file of all tables.
pub fn is_new_version(new: &Book, old: &Book) -> bool {
    match (PublishedPart::of(new), PublishedPart::of(old)) {
        (PublishedPart::Text, PublishedPart::Text) => true,
        (PublishedPart::Text, _) | (_, PublishedPart::Text) => false,
        (of_new, of_old) => {
            let (new, old) = (titles(new), titles(old));
            let again = old.iter().filter(|title| new.contains(title)).count();
            let completes = of_new != of_old && again * 2 < old.len().max(new.len());
            again > 0 && !completes
        }
    }
}

/// What tells the tables of a book: their kind, and the title of those of no kind.
fn titles(book: &Book) -> Vec<(Option<TableKind>, &str)> {
    let there = book.tables.iter().filter(|table| is_there(table));
    there
        .map(|table| match table.kind {
            None | Some(TableKind::Other) => (table.kind, table.title.as_str()),
            kind => (kind, ""),
        })
        .collect()
}

fn is_there(table: &Table) -> bool {
    table.state != TableState::Missing
}

/// Joins the files of one budget, prose first, then by name, whichever was imported first.
pub fn joined(mut parts: Vec<Book>) -> Option<Book> {
    let key = |book: &Book| {
        (
            PublishedPart::of(book) != PublishedPart::Text,
            book.source.file_name.clone(),
        )
    };
    parts.sort_by_key(key);
    if parts.len() < 2 {
        return parts.pop();
    }
    let mut parts = parts.into_iter();
    let mut whole = parts.next()?;
    let first = std::mem::take(&mut whole.source);
    shift(&mut whole, 1);
    whole.source = opened(first);
    for part in parts {
        append(&mut whole, part);
    }
    let files = whole.source.files.iter();
    let names: Vec<&str> = files.clone().map(|file| file.file_name.as_str()).collect();
    let hashes: Vec<&str> = files.map(|file| file.sha256.as_str()).collect();
    whole.source.file_name = names.join("、");
    whole.source.sha256 = hashes.join(" ");
    whole.notes.retain(|note| note.message != ONLY_TEXT);
    drop_found(&mut whole);
    Some(whole)
}

/// The line over a file's text.
fn heading(file_name: &str) -> String {
    format!("〔{}〕", file_name.replace(['\n', '\r', '\t'], " "))
}

/// The text of the first file under its name.
fn opened(source: Source) -> Source {
    let anchors = source.locations.anchors().iter().cloned();
    Source {
        text: format!("{}\n{}", heading(&source.file_name), source.text),
        locations: Locations::new(anchors.map(|anchor| moved(anchor, 1)).collect()),
        files: vec![SourceFile {
            file_name: source.file_name,
            sha256: source.sha256,
            first_line: 2,
        }],
        ..Source::default()
    }
}

fn append(whole: &mut Book, mut part: Book) {
    let source = std::mem::take(&mut part.source);
    let lines = line_count(&whole.source.text) + 1;
    shift(&mut part, i64::from(lines));
    let text = &mut whole.source.text;
    text.push('\n');
    text.push_str(&heading(&source.file_name));
    text.push('\n');
    text.push_str(&source.text);
    let added = source.locations.anchors().iter().cloned();
    let added = added.map(|anchor| moved(anchor, i64::from(lines)));
    let anchors = whole.source.locations.anchors().iter().cloned();
    whole.source.locations = Locations::new(anchors.chain(added).collect());
    whole.source.files.push(SourceFile {
        file_name: source.file_name,
        sha256: source.sha256,
        first_line: lines + 1,
    });
    let tables = whole.tables.len();
    whole.tables.extend(part.tables);
    let indicators = part.indicators.into_iter().map(|mut indicator| {
        indicator.table += tables;
        indicator
    });
    whole.indicators.extend(indicators);
    whole.statements.extend(part.statements);
    whole.notes.extend(part.notes);
    if whole.department.is_empty() {
        whole.department = part.department;
    }
}

/// A table that the contents of one file promise is not missing where another file holds it.
fn drop_found(whole: &mut Book) {
    let is_found = |table: &Table| {
        let mut printed = whole.tables.iter().filter(|table| is_there(table));
        !is_there(table) && printed.any(|other| other.kind == table.kind)
    };
    let tables = whole.tables.iter().enumerate();
    let found: Vec<usize> = tables
        .filter(|(_, table)| is_found(table))
        .map(|(at, _)| at)
        .collect();
    for at in found.into_iter().rev() {
        let table = whole.tables.remove(at);
        let tells = |note: &Note| note.place == table.place && note.excerpt == table.title;
        whole.notes.retain(|note| !tells(note));
        for indicator in &mut whole.indicators {
            indicator.table -= usize::from(indicator.table > at);
        }
    }
}

/// The files of a budget, each as a book of its own.
pub fn apart(whole: Book) -> Vec<Book> {
    if whole.source.files.len() < 2 {
        return vec![whole];
    }
    let lines: Vec<&str> = whole.source.text.split('\n').collect();
    let files = &whole.source.files;
    let parts = files.iter().enumerate().map(|(at, file)| {
        // The line before the next file's first is its name.
        let end = files
            .get(at + 1)
            .map_or(lines.len() + 1, |next| next.first_line as usize - 1);
        let first = if at == 0 { 0 } else { file.first_line };
        let has = |place: Place| (first..narrow::<u32>(end)).contains(&place.line);
        part_of(&whole, &lines, file, end, &has)
    });
    parts.collect()
}

fn part_of(
    whole: &Book,
    lines: &[&str],
    file: &SourceFile,
    end: usize,
    has: &dyn Fn(Place) -> bool,
) -> Book {
    let back = 1 - i64::from(file.first_line);
    let tables: Vec<usize> = (0..whole.tables.len())
        .filter(|&at| whole.tables.get(at).is_some_and(|table| has(table.place)))
        .collect();
    let indicators = whole.indicators.iter().filter_map(|indicator| {
        let table = tables.iter().position(|&at| at == indicator.table)?;
        let mut indicator = indicator.clone();
        indicator.table = table;
        Some(indicator)
    });
    let anchors = whole.source.locations.anchors().iter();
    let anchors = anchors.filter(|anchor| has(anchor.place)).cloned();
    let text = lines.get(file.first_line as usize - 1..end - 1);
    let mut part = Book {
        identity: whole.identity.clone(),
        department: whole.department.clone(),
        source: Source::default(),
        tables: tables
            .iter()
            .filter_map(|&at| whole.tables.get(at))
            .cloned()
            .collect(),
        indicators: indicators.collect(),
        statements: kept(&whole.statements, |statement| has(statement.place)),
        notes: kept(&whole.notes, |note| has(note.place)),
    };
    shift(&mut part, back);
    part.source = Source {
        file_name: file.file_name.clone(),
        sha256: file.sha256.clone(),
        text: text.unwrap_or_default().join("\n"),
        locations: Locations::new(anchors.map(|anchor| moved(anchor, back)).collect()),
        files: Vec::new(),
    };
    part
}

fn kept<T: Clone>(all: &[T], is_kept: impl Fn(&T) -> bool) -> Vec<T> {
    all.iter().filter(|item| is_kept(item)).cloned().collect()
}

fn line_count(text: &str) -> u32 {
    u32::try_from(text.split('\n').count()).unwrap_or(u32::MAX)
}

fn moved(mut anchor: Anchor, by: i64) -> Anchor {
    move_place(&mut anchor.place, by);
    anchor
}

/// Moves every place by so many lines.
fn shift(book: &mut Book, by: i64) {
    for table in &mut book.tables {
        move_place(&mut table.place, by);
        move_line(&mut table.end_line, by);
        for row in &mut table.rows {
            move_place(&mut row.place, by);
            for figure in &mut row.figures {
                move_place(&mut figure.place, by);
            }
        }
    }
    let indicators = book
        .indicators
        .iter_mut()
        .map(|indicator| &mut indicator.place);
    let statements = book
        .statements
        .iter_mut()
        .map(|statement| &mut statement.place);
    let notes = book.notes.iter_mut().map(|note| &mut note.place);
    for place in indicators.chain(statements).chain(notes) {
        move_place(place, by);
    }
}

fn move_place(place: &mut Place, by: i64) {
    move_line(&mut place.line, by);
}

/// Line 0 is nowhere, and stays there.
fn move_line(line: &mut u32, by: i64) {
    if *line > 0 {
        *line = u32::try_from(i64::from(*line) + by).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::{Identity, Location, Scope, Stage, Statement};

    /// A file of one line of prose, or of a table, on its second line.
    fn file(name: &str, kind: Option<TableKind>) -> Book {
        let anchor = Anchor {
            place: Place::span(2, 0, 1),
            location: Location::Element(format!("{name} 段2")),
        };
        let table = |kind| Table {
            kind: Some(kind),
            title: "表".to_owned(),
            state: TableState::Filled,
            money_unit: Default::default(),
            place: Place::span(2, 0, 1),
            end_line: 3,
            measures: Vec::new(),
            rows: Vec::new(),
            overall_goal: String::new(),
        };
        let statement = Statement {
            section: String::new(),
            sentence: "表".to_owned(),
            money_unit: None,
            figures: Vec::new(),
            place: Place::line(2),
        };
        Book {
            identity: Identity {
                unit: "甲".to_owned(),
                year: 2024,
                stage: Stage::Budget,
                scope: Scope::Unit,
            },
            department: String::new(),
            source: Source {
                file_name: name.to_owned(),
                sha256: format!("{name} 的散列"),
                text: format!("{name}\n表\n\n"),
                locations: Locations::new(vec![anchor]),
                files: Vec::new(),
            },
            tables: kind.into_iter().map(table).collect(),
            indicators: Vec::new(),
            statements: if kind.is_none() {
                vec![statement]
            } else {
                Vec::new()
            },
            notes: Vec::new(),
        }
    }

    #[test]
    fn joined_and_taken_apart() {
        let prose = file("说明", None);
        let tables = file("表", Some(TableKind::Expenditure));
        let goals = file("绩效", Some(TableKind::ProjectPerformance));
        let files = vec![prose.clone(), goals.clone(), tables.clone()];
        for turn in 0..3 {
            let mut turned = files.clone();
            turned.rotate_left(turn);
            let whole = joined(turned).unwrap();
            let place = |at: usize| whole.source.name_of(whole.tables[at].place);
            assert_eq!(whole.source.file_name, "说明、绩效、表");
            assert_eq!([place(0), place(1)], ["绩效:绩效 段2", "表:表 段2"]);
            assert_eq!(whole.source.line(whole.statements[0].place.line), "表");
            assert_eq!(apart(whole), files);
        }
        assert!(is_new_version(&tables, &tables) && is_new_version(&prose, &prose));
        assert!(!is_new_version(&prose, &tables) && !is_new_version(&tables, &goals));
    }
}
