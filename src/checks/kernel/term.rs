/*!
A figure as an operand: its exact value, and by how much its printing may be off.

Everything is counted in ten-thousandths of a 元. A figure printed with `d` decimals of a
unit is off by at most half a unit in its last place; that half is kept doubled, as the
whole unit, so that bounds stay integers.
*/

use crate::budget::{
    Amount, Book, Decimals, Figure, MoneyUnit, Origin, Place, Row, StatedFigure, Statement, Table,
    TableKind, unit_in_last_place,
};
use crate::narrow::narrow;

/// Where a figure is kept in a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FigureCell {
    /// A figure of a table.
    Printed {
        /// The table's index in the book.
        table: usize,
        /// The row's index in the table.
        row: usize,
        /// The figure's index in the row.
        figure: usize,
    },
    /// A figure of a sentence.
    Stated {
        /// The statement's index in the book.
        statement: usize,
        /// The figure's index in the statement.
        figure: usize,
    },
}

/// How far a figure can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trust {
    /// The document prints it there.
    Printed,
    /// The sums of its row or column force it.
    Derived,
    /// Nothing decides its column.
    Uncertain,
}

/// An operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Where it is kept.
    pub cell: FigureCell,
    /// Its value in ten-thousandths of a 元.
    pub value: i128,
    /// One unit in its last printed place: twice what rounding can have taken from it.
    pub ulp: i128,
    /// Whether it is printed there.
    pub trust: Trust,
}

impl Term {
    /// The operand of a table's figure.
    pub fn of_figure(cell: FigureCell, figure: &Figure, decimals: Decimals) -> Self {
        let scale = decimals.of_figure(figure);
        Self {
            cell,
            value: i128::from(figure.amount.ten_thousandths()),
            ulp: unit_in_last_place(figure.amount.unit(), scale),
            trust: match figure.origin {
                Origin::Printed => Trust::Printed,
                Origin::Derived(_) => Trust::Derived,
                Origin::Uncertain(_) => Trust::Uncertain,
            },
        }
    }
}

impl Term {
    /// Both figures as one: their sum, with what rounding can have taken from it.
    #[must_use]
    pub fn and(self, other: Term) -> Term {
        Term {
            value: self.value + other.value,
            ulp: self.ulp + other.ulp,
            ..self
        }
    }

    /// A value as this figure is printed: in its unit, with its decimals at least.
    pub fn printed_like(&self, book: &Book, value: i128) -> Amount {
        let unit = self.cell.money_unit(book);
        let most = 4 + unit.exponent();
        let decimals = (0..=most).find(|scale| unit_in_last_place(unit, *scale) <= self.ulp);
        amount(value, unit, decimals.unwrap_or(most))
    }
}

impl FigureCell {
    /// The figure, its row and its table, where it is one of a table.
    pub fn in_table(self, book: &Book) -> Option<(&Table, &Row, &Figure)> {
        let FigureCell::Printed { table, row, figure } = self else {
            return None;
        };
        let table = book.tables.get(table)?;
        let row = table.rows.get(row)?;
        Some((table, row, row.figures.get(figure)?))
    }

    /// Where it stands.
    pub fn place(self, book: &Book) -> Place {
        match self {
            FigureCell::Printed { .. } => self
                .in_table(book)
                .map_or_else(Place::default, |(_, _, figure)| figure.place),
            FigureCell::Stated { statement, figure } => book
                .statements
                .get(statement)
                .map_or_else(Place::default, |statement| {
                    stated_at(&book.source.text, statement, figure)
                }),
        }
    }

    /// Its table and row, of a figure of a table.
    pub fn row(self) -> Option<(usize, usize)> {
        match self {
            FigureCell::Printed { table, row, .. } => Some((table, row)),
            FigureCell::Stated { .. } => None,
        }
    }

    /// The figure as printed.
    pub fn printed(self, book: &Book) -> String {
        match self {
            FigureCell::Printed { .. } => self
                .in_table(book)
                .map_or_else(String::new, |(_, _, figure)| figure.amount.to_string()),
            FigureCell::Stated { statement, figure } => book
                .statements
                .get(statement)
                .and_then(|statement| statement.figures.get(figure))
                .map_or_else(String::new, |figure| figure.printed.clone()),
        }
    }

    /// The unit of its money.
    pub fn money_unit(self, book: &Book) -> MoneyUnit {
        match self {
            FigureCell::Printed { .. } => self
                .in_table(book)
                .map(|(_, _, figure)| figure.amount.unit()),
            FigureCell::Stated { statement, figure } => {
                book.statements.get(statement).and_then(|statement| {
                    let figure = statement.figures.get(figure)?;
                    MoneyUnit::from_name(&figure.unit).or(statement.money_unit)
                })
            }
        }
        .unwrap_or_default()
    }

    /// The sentence that it is a figure of, with the figure.
    fn in_sentence(self, book: &Book) -> Option<(&Statement, &StatedFigure)> {
        let FigureCell::Stated { statement, figure } = self else {
            return None;
        };
        let statement = book.statements.get(statement)?;
        Some((statement, statement.figures.get(figure)?))
    }

    /// Whether a sentence states it as a share or a rate.
    pub fn is_rate(self, book: &Book) -> bool {
        let stated = self.in_sentence(book);
        stated.is_some_and(|(_, figure)| matches!(figure.unit.as_str(), "%" | "％"))
    }

    /// The words of a sentence right before the figure.
    pub fn label(self, book: &Book) -> String {
        let Some((statement, figure)) = self.in_sentence(book) else {
            return String::new();
        };
        let before: String = statement
            .sentence
            .chars()
            .take(figure.start as usize)
            .collect();
        let clause = before.rsplit(['，', '；', '。', '：', '、', '（']).next();
        clause.unwrap_or_default().trim().to_owned()
    }

    /// The heading of its column; of a sentence the section it stands in.
    pub fn heading(self, book: &Book) -> String {
        match self {
            FigureCell::Printed { .. } => self
                .in_table(book)
                .map_or_else(String::new, |(_, _, figure)| figure.measure.to_string()),
            FigureCell::Stated { statement, .. } => book
                .statements
                .get(statement)
                .map_or_else(String::new, |statement| statement.section.clone()),
        }
    }

    /// What the figure is, in words: `支出总表 2080109 社会保险经办机构 基本支出`.
    pub fn words(self, book: &Book) -> String {
        match self {
            FigureCell::Printed { .. } => {
                self.in_table(book)
                    .map_or_else(String::new, |(table, row, figure)| {
                        let kind = table.kind.filter(|kind| *kind != TableKind::Other);
                        let title = kind.map_or(table.title.as_str(), |kind| kind.short_name());
                        // Of a form per project only the project tells its rows from another's.
                        let under = if kind.is_none() {
                            row.under.as_str()
                        } else {
                            ""
                        };
                        let parts = [
                            title,
                            under,
                            row.code.as_str(),
                            row.name.as_str(),
                            figure.measure.path(),
                        ];
                        let parts: Vec<&str> =
                            parts.into_iter().filter(|part| !part.is_empty()).collect();
                        parts.join(" ")
                    })
            }
            FigureCell::Stated { statement, .. } => {
                book.statements
                    .get(statement)
                    .map_or_else(String::new, |statement| {
                        if statement.section.is_empty() {
                            "文字".to_owned()
                        } else {
                            format!("文字「{}」", statement.section)
                        }
                    })
            }
        }
    }
}

/// How many lines a sentence can run over.
const MOST_LINES: usize = 60;

/// How many characters of these lines are looked at: a page of text is a hundredth of it.
const MOST_LETTERS: usize = 100_000;

/// Where a figure of a sentence stands: sentences wrap, so that it may stand lines below the
/// beginning. Where the lines between do not hold the sentence it is the beginning.
pub fn stated_at(text: &str, statement: &Statement, figure: usize) -> Place {
    let Some(figure) = statement.figures.get(figure) else {
        return statement.place;
    };
    let is_letter = |c: &char| !c.is_whitespace() && !matches!(c, '*' | '#');
    let before: Vec<char> = statement
        .sentence
        .chars()
        .take(figure.start as usize)
        .filter(is_letter)
        .collect();
    let wanted: Vec<char> = before
        .iter()
        .copied()
        .chain(figure.printed.chars())
        .collect();
    let mut letters: Vec<char> = Vec::new();
    let mut places: Vec<(u32, u32)> = Vec::new();
    let first = statement.place.line.saturating_sub(1) as usize;
    let lines = text.split('\n').skip(first).take(MOST_LINES);
    for (line, text) in (statement.place.line..).zip(lines) {
        let rest = MOST_LETTERS.saturating_sub(letters.len());
        let chars = (0u32..).zip(text.chars()).take(rest);
        for (at, c) in chars.filter(|(_, c)| is_letter(c)) {
            letters.push(c);
            places.push((line, at));
        }
    }
    let found = letters
        .windows(wanted.len().max(1))
        .position(|window| window == wanted);
    match found.and_then(|found| places.get(found + before.len())) {
        Some((line, at)) => {
            let length = narrow::<u32>(figure.printed.chars().count());
            Place::span(*line, *at, at + length)
        }
        None => statement.place,
    }
}

/// A value in ten-thousandths of a 元 as an amount of a unit, with the decimals it needs.
pub fn amount(value: i128, unit: MoneyUnit, at_least: u32) -> Amount {
    let value = i64::try_from(value).unwrap_or(if value < 0 { i64::MIN + 1 } else { i64::MAX });
    let most = 4 + unit.exponent();
    let scale = (at_least..=most)
        .find(|&scale| i128::from(value) % unit_in_last_place(unit, scale) == 0)
        .unwrap_or(most);
    Amount::from_ten_thousandths(value, unit, scale)
}
