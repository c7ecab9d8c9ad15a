/*!
One budget, as one document printed it.
*/

use super::{
    Identity, Indicator, Location, Locations, Measure, MoneyUnit, Origin, Place, Row, RowKind,
    TableKind,
};
use serde::{Deserialize, Serialize};

/// The document a book was read from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Source {
    /// The file's name, without its folder.
    pub file_name: String,
    /// SHA-256 of the file's bytes, lower-case hexadecimal.
    pub sha256: String,
    /// The document as text, lines ended by `\n`; places count its lines and characters.
    pub text: String,
    /// Where the text stands in a file that has no lines.
    #[serde(default)]
    pub locations: Locations,
    /// The files, where the budget was published as several; none where it is one.
    #[serde(default)]
    pub files: Vec<SourceFile>,
}

/// One of the files of a budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// The file's name, without its folder.
    pub file_name: String,
    /// SHA-256 of the file's bytes, lower-case hexadecimal.
    pub sha256: String,
    /// The line of the whole text that is the file's first.
    pub first_line: u32,
}

impl Source {
    /// A place as the exports name it: `budget.txt:215` by its line, `budget.pdf#p7` by its
    /// page, `budget.xlsx:收支!B12` by its cell.
    pub fn name_of(&self, place: Place) -> String {
        let file_name = self.file_name_of(place);
        match self.location(place) {
            Some(location) => location.of(file_name),
            None => format!("{file_name}:{}", self.line_in_file(place)),
        }
    }

    /// The file that a line of the text is of, where the budget has several.
    pub fn file_of(&self, place: Place) -> Option<&SourceFile> {
        let next = self
            .files
            .partition_point(|file| file.first_line <= place.line);
        self.files.get(next.saturating_sub(1))
    }

    /// The name of the file that a place is in.
    pub fn file_name_of(&self, place: Place) -> &str {
        self.file_of(place)
            .map_or(self.file_name.as_str(), |file| &file.file_name)
    }

    /// The number of a line in its own file.
    pub fn line_in_file(&self, place: Place) -> u32 {
        let first = self.file_of(place).map_or(1, |file| file.first_line);
        place.line.max(first) - first + 1
    }

    /// Whether a line is no file's: it bears the name of the file below.
    pub fn is_between_files(&self, line: u32) -> bool {
        self.files.iter().any(|file| file.first_line == line + 1)
    }

    /// Where a place stands in a file that has no lines.
    pub fn location(&self, place: Place) -> Option<&Location> {
        let first = self.file_of(place).map_or(0, |file| file.first_line);
        let place = Place {
            line: place.line.max(first),
            ..place
        };
        let anchor = self.locations.anchor(place)?;
        (anchor.place.line >= first).then_some(&anchor.location)
    }

    /// A line of the text, from 1; empty where there is none.
    pub fn line(&self, number: u32) -> &str {
        let index = number.saturating_sub(1) as usize;
        self.text.split('\n').nth(index).unwrap_or_default()
    }
}

/// Whether a table is there and whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TableState {
    /// filled
    Filled,
    /// empty: published without figures, or with zeros alone
    Empty,
    /// missing: promised by the document's contents and not there
    Missing,
    /// cut: not whole
    Cut,
}

impl TableState {
    /// Every state.
    pub const ALL: [TableState; 4] = [
        TableState::Filled,
        TableState::Empty,
        TableState::Missing,
        TableState::Cut,
    ];

    /// The name in the exports.
    pub fn name(self) -> &'static str {
        match self {
            TableState::Filled => "filled",
            TableState::Empty => "empty",
            TableState::Missing => "missing",
            TableState::Cut => "cut",
        }
    }

    /// The word on the screen.
    pub fn label(self) -> &'static str {
        match self {
            TableState::Filled => "有数",
            TableState::Empty => "空表",
            TableState::Missing => "缺表",
            TableState::Cut => "残缺",
        }
    }

    /// The state of that name in the exports.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// A table that the document prints, or promises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Which table of the vocabulary it is; none for a table that the vocabulary lacks.
    pub kind: Option<TableKind>,
    /// The title as printed.
    pub title: String,
    /// Filled, empty, missing or cut.
    pub state: TableState,
    /// The unit its money is printed in.
    pub money_unit: MoneyUnit,
    /// Where the title stands (for a missing table: where it is promised).
    pub place: Place,
    /// The last line of the table.
    pub end_line: u32,
    /// The columns, in printed order.
    pub measures: Vec<Measure>,
    /// The rows, in printed order.
    pub rows: Vec<Row>,
    /// 年度总体目标 of 部门整体绩效目标表, or empty.
    pub overall_goal: String,
}

impl Table {
    /// The number of printed figures that the exports list: derived ones are not printed, and
    /// of a performance table only the projects' are listed.
    pub fn figure_count(&self) -> usize {
        let only_projects = self.kind.is_some_and(TableKind::is_performance);
        self.rows
            .iter()
            .filter(|row| !only_projects || row.kind == RowKind::Project)
            .flat_map(|row| &row.figures)
            .filter(|figure| !matches!(figure.origin, Origin::Derived(_)))
            .count()
    }

    /// The name in the exports: the vocabulary's, or nothing.
    pub fn kind_name(&self) -> &'static str {
        self.kind.map_or("", TableKind::name)
    }
}

/// A figure that prose names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedFigure {
    /// The number as printed: `3943.95`, `92.56`.
    pub printed: String,
    /// What follows it: 万元, 元, 亿元, %, 个, 辆 …, or empty.
    pub unit: String,
    /// First character in the sentence.
    pub start: u32,
}

/// A sentence of the prose that names figures, kept for the consistency checks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The heading it stands under.
    pub section: String,
    /// The sentence, its wrapped lines joined.
    pub sentence: String,
    /// The unit of its money, where it names one.
    pub money_unit: Option<MoneyUnit>,
    /// Its figures, in order.
    pub figures: Vec<StatedFigure>,
    /// Where the sentence begins.
    pub place: Place,
}

/// Something that could not be read, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Where it stands.
    pub place: Place,
    /// The text it is about.
    pub excerpt: String,
    /// What is wrong, as a sentence.
    pub message: String,
}

impl Note {
    /// Whether a figure stands at its place that is not in the book.
    pub fn leaves_figure_out(&self) -> bool {
        ["未收入", "读不出数字"]
            .iter()
            .any(|words| self.message.contains(words))
    }
}

impl Note {
    /// Whether indicators stand at its place that are not in the book, or are nobody's there.
    pub fn leaves_goals_open(&self) -> bool {
        self.leaves_figure_out() || self.message.contains("未归入项目")
    }

    /// The note as one line for people: `budget.txt:88 「…」 …`.
    pub fn in_file(&self, source: &Source) -> String {
        let at = source.name_of(self.place);
        if self.excerpt.is_empty() {
            format!("{at} {}", self.message)
        } else {
            format!("{at} 「{}」 {}", self.excerpt, self.message)
        }
    }
}

/// One budget, as one document printed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Book {
    /// Whose budget it is.
    pub identity: Identity,
    /// The department above the unit, as the document names it, or empty.
    pub department: String,
    /// The document.
    pub source: Source,
    /// Its tables, in the document's order; missing ones where its contents promise them.
    pub tables: Vec<Table>,
    /// Its performance indicators, in order.
    pub indicators: Vec<Indicator>,
    /// Its sentences with figures.
    pub statements: Vec<Statement>,
    /// What could not be read.
    pub notes: Vec<Note>,
}

impl Book {
    /// A budget of which nothing was read yet.
    pub fn of(identity: Identity) -> Self {
        Self {
            identity,
            department: String::new(),
            source: Source::default(),
            tables: Vec::new(),
            indicators: Vec::new(),
            statements: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// The tables of a kind that are there.
    pub fn tables_of(&self, kind: TableKind) -> impl Iterator<Item = &Table> {
        self.tables
            .iter()
            .filter(move |table| table.kind == Some(kind) && table.state != TableState::Missing)
    }

    /// The first table of a kind that is there.
    pub fn table(&self, kind: TableKind) -> Option<&Table> {
        self.tables_of(kind).next()
    }

    /// The number of figures that the exports list as facts.
    pub fn fact_count(&self) -> usize {
        self.tables
            .iter()
            .filter(|table| table.kind.is_some_and(|kind| !kind.is_performance()))
            .flat_map(|table| &table.rows)
            .map(|row| row.figures.len())
            .sum()
    }
}
