/*!
What a row of a sheet is. A page makes it where it makes the row; an update asks for it by its kind, so that no
text is taken apart to learn what the cursor is on.
*/

use crate::budget::{Identity, Measure, RuleCode, TableKind};
use crate::library::DocumentId;
use crate::notes::NoteId;
use crate::screens::model::page_kind::Tab;
use crate::screens::model::survey::ClueId;

/// What a row is: the same today and tomorrow, in whichever order the rows stand.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum RowId {
    /// The heading of a section, by its text; the cursor passes over it.
    Heading(String),
    /// The sum of the others.
    Total,
    /// A code of a classification.
    Code(String),
    /// A class of the department with that of the government on one printed row.
    Pair {
        /// That of the department.
        code: String,
        /// That of the government.
        government: String,
        /// The number of the printed row.
        ordinal: u32,
    },
    /// A unit of the library.
    Unit(String),
    /// A unit that a department's budget tells apart, by its key; none for the whole.
    RowUnit(Option<String>),
    /// A budget among others: its first row there, or a further one.
    Budget {
        /// Which.
        identity: Identity,
        /// How many of its rows come before.
        number: usize,
    },
    /// What another budget has of the same code.
    Elsewhere(DocumentId),
    /// A table of the document, by its index.
    Table(usize),
    /// A printed row, by its index in its table.
    Printed(usize),
    /// Income beside expenditure: the rows of one ordinal.
    Sides {
        /// In which table.
        table: TableKind,
        /// The number of the printed row.
        ordinal: u32,
    },
    /// A measure of a table.
    Measure {
        /// The table.
        table: TableKind,
        /// The measure, without the group of its column.
        measure: Measure,
    },
    /// A printed figure.
    Figure {
        /// The kind of its table.
        table: Option<TableKind>,
        /// The number of the printed row.
        ordinal: u32,
        /// The column.
        measure: Measure,
    },
    /// A table without figures, by its title.
    Empty(String),
    /// A part of basic expenditure that is an economic class.
    EconomicPart(Measure),
    /// The way from a code to the economic classes of the whole.
    EconomicClasses,
    /// A project, by its name.
    Project(String),
    /// The goals of the department as a whole.
    OverallGoals,
    /// Something said of a project: its code, its type.
    Fact(&'static str),
    /// A line of a text that is wrapped to the width.
    Text {
        /// Which text.
        of: &'static str,
        /// Which of its lines.
        line: usize,
    },
    /// The code that a project stands under.
    Function(String),
    /// An indicator, by its index in the book.
    Indicator(usize),
    /// An indicator among those of the library.
    LibraryIndicator(DocumentId, usize),
    /// The sum of the weights of indicators.
    Weights,
    /// What is compared, by its name in the comparison.
    Compared(String),
    /// A hit of the search, by its number.
    Hit(u32),
    /// A place of a hit.
    Occurrence {
        /// The hit.
        hit: u32,
        /// Which of its places.
        number: usize,
    },
    /// A note.
    Note(NoteId),
    /// A finding of the budget, by its key.
    Finding(String),
    /// A finding among those of the library.
    LibraryFinding(DocumentId, String),
    /// A rule of the checks.
    Rule(RuleCode),
    /// A clue.
    Clue(ClueId),
    /// A line of the document; around the place of a finding, on a side.
    SourceLine {
        /// The side of the finding.
        side: Option<FindingSide>,
        /// The number of the line.
        line: u32,
        /// Which of the rows that it is wrapped into.
        part: usize,
    },
    /// A figure of a finding's equation.
    Operand {
        /// Which operand.
        index: usize,
        /// Which of the lines that it is wrapped over.
        part: usize,
    },
    /// The place of a finding that is in another document.
    OtherDocument(FindingSide),
}

/// The sides of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FindingSide {
    /// 左
    Left,
    /// 右
    Right,
}

impl FindingSide {
    /// The name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            FindingSide::Left => "左",
            FindingSide::Right => "右",
        }
    }
}

impl RowId {
    /// A line of the document.
    pub fn line(line: u32) -> Self {
        RowId::SourceLine {
            side: None,
            line,
            part: 0,
        }
    }

    /// The line that a finding points to on its left.
    pub fn left_line(line: u32) -> Self {
        RowId::SourceLine {
            side: Some(FindingSide::Left),
            line,
            part: 0,
        }
    }

    /// The first row of a budget among others.
    pub fn first_of(identity: Identity) -> Self {
        RowId::Budget {
            identity,
            number: 0,
        }
    }

    /// The code that the row is of; of a pair that of the department.
    pub fn code(&self) -> Option<&str> {
        match self {
            RowId::Code(code) | RowId::Pair { code, .. } => Some(code),
            _ => None,
        }
    }

    /// The row as an address names it behind the page that opens its tab; none for one that no address names.
    /// What an address names once is read for ever, so that these forms stay.
    pub fn in_address(&self) -> Option<String> {
        match self {
            RowId::Code(name) | RowId::Project(name) | RowId::Finding(name) => Some(name.clone()),
            RowId::Table(index) => Some(index.to_string()),
            RowId::Sides { table, ordinal } => Some(format!("{}#{ordinal}", table.name())),
            RowId::Measure { table, measure } => Some(format!("{}/{measure}", table.name())),
            RowId::SourceLine {
                side: None,
                line,
                part,
            } => Some(match part {
                0 => line.to_string(),
                part => format!("{line}/{part}"),
            }),
            RowId::Heading(_)
            | RowId::Total
            | RowId::Pair { .. }
            | RowId::Unit(_)
            | RowId::RowUnit(_)
            | RowId::Budget { .. }
            | RowId::Elsewhere(_)
            | RowId::Printed(_)
            | RowId::Figure { .. }
            | RowId::Empty(_)
            | RowId::EconomicPart(_)
            | RowId::EconomicClasses
            | RowId::OverallGoals
            | RowId::Fact(_)
            | RowId::Text { .. }
            | RowId::Function(_)
            | RowId::Indicator(_)
            | RowId::LibraryIndicator(..)
            | RowId::Weights
            | RowId::Compared(_)
            | RowId::Hit(_)
            | RowId::Occurrence { .. }
            | RowId::Note(_)
            | RowId::LibraryFinding(..)
            | RowId::Rule(_)
            | RowId::Clue(_)
            | RowId::SourceLine { side: Some(_), .. }
            | RowId::Operand { .. }
            | RowId::OtherDocument(_) => None,
        }
    }

    /// Reads what an address names behind a tab. One number is a line of the document behind 原文 and a table
    /// behind 表, so that the tab must be known.
    pub fn from_address(tab: Tab, text: &str) -> Option<Self> {
        Some(match tab {
            Tab::Functions | Tab::Economics => RowId::Code(text.to_owned()),
            Tab::Projects => RowId::Project(text.to_owned()),
            Tab::Findings => RowId::Finding(text.to_owned()),
            Tab::Tables => RowId::Table(text.parse().ok()?),
            Tab::Balance | Tab::ThreePublic => Self::of_table(text)?,
            Tab::Source => {
                let (line, part) = text.split_once('/').unwrap_or((text, "0"));
                RowId::SourceLine {
                    side: None,
                    line: line.parse().ok()?,
                    part: part.parse().ok()?,
                }
            }
        })
    }

    /// Reads `收支总表#3` or `收入总表/合计`.
    fn of_table(text: &str) -> Option<Self> {
        let at = text.find(['#', '/'])?;
        let (table, row) = (TableKind::from_name(&text[..at])?, &text[at + 1..]);
        Some(match text.as_bytes()[at] {
            b'#' => RowId::Sides {
                table,
                ordinal: row.parse().ok()?,
            },
            _ => RowId::Measure {
                table,
                measure: Measure::from_path(row),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_address_names_is_read_again() {
        let measure = |table, path: &str| RowId::Measure {
            table,
            measure: Measure::from_path(path),
        };
        let sides = |table, ordinal| RowId::Sides { table, ordinal };
        let part = RowId::SourceLine {
            side: None,
            line: 215,
            part: 2,
        };
        let rows = [
            (Tab::Functions, RowId::Code("2080506".into()), "2080506"),
            (Tab::Economics, RowId::Code("301".into()), "301"),
            (Tab::Projects, RowId::Project("a/b#c".into()), "a/b#c"),
            (
                Tab::Balance,
                sides(TableKind::IncomeAndExpenditure, 3),
                "收支总表#3",
            ),
            (
                Tab::Balance,
                measure(TableKind::Income, "合计"),
                "收入总表/合计",
            ),
            (
                Tab::ThreePublic,
                measure(TableKind::ThreePublic, "a/b"),
                "三公经费表/a/b",
            ),
            (Tab::Tables, RowId::Table(4), "4"),
            (Tab::Source, RowId::line(215), "215"),
            (Tab::Source, part, "215/2"),
            (
                Tab::Findings,
                RowId::Finding("R01|支出总表/合计".into()),
                "R01|支出总表/合计",
            ),
        ];
        for tab in Tab::ALL {
            assert!(rows.iter().any(|(of, ..)| *of == tab), "{tab:?}");
        }
        for (tab, row, written) in rows {
            assert_eq!(row.in_address().as_deref(), Some(written));
            assert_eq!(RowId::from_address(tab, written), Some(row), "{written}");
        }
    }

    #[test]
    fn what_is_no_row_is_none() {
        for (tab, text) in [
            (Tab::Tables, "支出"),
            (Tab::Balance, "支出"),
            (Tab::Balance, "支出表#1"),
            (Tab::ThreePublic, "三公经费表#x"),
            (Tab::Source, "12/a"),
            (Tab::Source, "-1"),
        ] {
            assert_eq!(RowId::from_address(tab, text), None, "{text}");
        }
    }
}
