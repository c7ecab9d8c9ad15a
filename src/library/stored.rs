/*!
Stored values as the vocabulary knows them, and what people call the rows they stand in.
*/

use crate::budget::{Amount, Identity, MoneyUnit, Place, Scope, Stage};
use crate::sqlite::{Flaw, Record, quoted};
use std::fmt;

/// A row of the library; numbers count from 0, people from 1.
#[derive(Debug, Clone, Copy)]
pub(super) enum Spot {
    /// The document itself.
    Document(i64),
    /// A file that could not be imported.
    Import(usize),
    /// A line of the history.
    History(usize),
    /// A part of a document.
    Part(i64, DocumentPart),
}

/// A row of what a document holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum DocumentPart {
    Anchors,
    File(usize),
    Table(usize),
    Column(usize, usize),
    Row(usize, usize),
    Figure(usize, usize, usize),
    Indicator(usize),
    Statement(usize),
    StatedFigure(usize, usize),
    Note(usize),
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Spot::Document(id) => write!(f, "编号为 {id} 的文件"),
            Spot::Import(line) => write!(f, "未能导入的第 {} 个文件", line.saturating_add(1)),
            Spot::History(line) => write!(f, "历史的第 {} 条", line.saturating_add(1)),
            Spot::Part(id, part) => write!(f, "编号为 {id} 的文件{part}"),
        }
    }
}

impl fmt::Display for DocumentPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let from_one = |index: &usize| index.saturating_add(1);
        match self {
            DocumentPart::Anchors => write!(f, "的出处"),
            DocumentPart::File(file) => write!(f, "第 {} 个来源", from_one(file)),
            DocumentPart::Table(table) => write!(f, "第 {} 张表", from_one(table)),
            DocumentPart::Column(table, column) => {
                write!(f, "第 {} 张表第 {} 栏", from_one(table), from_one(column))
            }
            DocumentPart::Row(table, row) => {
                write!(f, "第 {} 张表第 {} 行", from_one(table), from_one(row))
            }
            DocumentPart::Figure(table, row, figure) => write!(
                f,
                "第 {} 张表第 {} 行第 {} 个数",
                from_one(table),
                from_one(row),
                from_one(figure)
            ),
            DocumentPart::Indicator(indicator) => {
                write!(f, "第 {} 个绩效指标", from_one(indicator))
            }
            DocumentPart::Statement(statement) => write!(f, "第 {} 句", from_one(statement)),
            DocumentPart::StatedFigure(statement, figure) => {
                write!(
                    f,
                    "第 {} 句第 {} 个数",
                    from_one(statement),
                    from_one(figure)
                )
            }
            DocumentPart::Note(note) => write!(f, "第 {} 条读表说明", from_one(note)),
        }
    }
}

/// A row of the library.
pub(super) type Stored<'r> = Record<'r, Spot>;

/// Whose budget, in four columns from `first`.
pub(super) fn identity(stored: &Stored, first: usize) -> Result<Identity, Flaw> {
    Ok(Identity {
        unit: stored.get(first)?,
        year: stored.get(first + 1)?,
        stage: stored.word(first + 2, Stage::from_name)?,
        scope: stored.word(first + 3, Scope::from_name)?,
    })
}

/// A unit of money by its power of ten.
pub(super) fn money_unit(stored: &Stored, column: usize) -> Result<MoneyUnit, Flaw> {
    let exponent: u32 = stored.get(column)?;
    unit_of(exponent).ok_or_else(|| stored.strange(column, &format!("{exponent} 不是金额单位")))
}

/// The unit of money with that power of ten.
pub(super) fn unit_of(exponent: u32) -> Option<MoneyUnit> {
    let mut units = MoneyUnit::ALL.into_iter();
    units.find(|unit| unit.exponent() == exponent)
}

/// An amount as the program writes it, digit by digit.
pub(super) fn amount(stored: &Stored, printed: usize, unit: usize) -> Result<Amount, Flaw> {
    let unit = money_unit(stored, unit)?;
    let text: String = stored.get(printed)?;
    Amount::parse(&text, unit)
        .filter(|amount| amount.to_string() == text)
        .ok_or_else(|| stored.strange(printed, &format!("「{}」不是金额", quoted(&text))))
}

/// A place, in three columns from `first`.
pub(super) fn place(stored: &Stored, first: usize) -> Result<Place, Flaw> {
    Ok(Place::span(
        stored.get(first)?,
        stored.get(first + 1)?,
        stored.get(first + 2)?,
    ))
}
