/*!
The money of a project's form: totals with their parts below, of the year and of the whole
project, behind their words or below them.

A part belongs to the total above it: that which stands farthest to the right without standing
behind the part, and of those the lowest. What is the year's keeps the measures of goals' tables;
the whole project's figures have measures of their own (`项目资金总额/其他资金`).
*/

use crate::budget::{Amount, Figure, Measure, Origin};
use crate::records::context::Context;
use crate::records::goals::form_labels::{Span, key, part_of_money, total_span};
use crate::records::header::shape::Leaf;
use crate::records::table::figure;
use crate::records::unread;
use crate::tables::Cell;
use crate::tables::grid::is_money;

/// An amount with its word.
#[derive(Debug, Clone)]
struct Printed {
    row: usize,
    column: usize,
    key: String,
    span: Option<Span>,
    /// The year, or 合计, that heads the amount's column.
    year: Option<String>,
    amount: Amount,
    cell: Cell,
}

/// The money that a form has printed so far.
#[derive(Debug, Clone, Default)]
pub struct Money {
    row: usize,
    printed: Vec<Printed>,
    /// The words of the row above that have no amount behind them.
    above: Vec<Word>,
    /// The years that head columns of amounts, and 合计 beside them.
    years: Vec<(usize, String)>,
    /// Amounts that nothing names, and cells that should be one.
    unread: Vec<Cell>,
}

/// A word of money and its column.
#[derive(Debug, Clone)]
struct Word {
    column: usize,
    key: String,
    span: Option<Span>,
}

impl Word {
    fn total(column: usize) -> Self {
        Self {
            column,
            key: "资金总额".to_owned(),
            span: Some(Span::Open),
        }
    }

    fn of(column: usize, cell: &Cell) -> Option<Self> {
        let key = key(cell);
        let span = total_span(&key);
        (span.is_some() || part_of_money(&key).is_some()).then_some(Self { column, key, span })
    }
}

impl Money {
    /// Takes what a row prints of money.
    pub fn take(&mut self, cells: &[Cell], context: &Context) {
        self.row += 1;
        let above = std::mem::take(&mut self.above);
        let mut word: Option<Word> = None;
        let mut is_taken = false;
        self.take_years(cells);
        for (column, cell) in cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty())
        {
            if self.take_pairs(column, cell, context) {
                continue;
            }
            // 合计 behind what all of the money is called is its total.
            if word.is_some() && matches!(key(cell).as_str(), "合计" | "总计" | "小计") {
                word = Some(Word::total(column));
                is_taken = false;
                continue;
            }
            if let Some(found) = Word::of(column, cell) {
                self.above.extend(word.replace(found).filter(|_| !is_taken));
                is_taken = false;
                continue;
            }
            let over = above.iter().find(|over| over.column == column);
            let year = self.years.iter().find(|(over, _)| *over == column);
            let year = year.map(|(_, year)| year.clone());
            let name = word
                .as_ref()
                .filter(|_| !is_taken || year.is_some())
                .or(over)
                .cloned();
            match (Amount::parse(&cell.text, context.money_unit), name) {
                (Some(amount), Some(name)) => {
                    self.put(name, year, amount, cell);
                    is_taken = word.is_some();
                }
                (Some(_), None) if is_money(&cell.text) => self.unread.push(cell.clone()),
                (None, Some(_)) if unread::hides_amount(&cell.text) => {
                    self.unread.push(cell.clone());
                    is_taken = true;
                }
                // What stands behind a word and is no amount parts it from those behind.
                _ => word = None,
            }
        }
        self.above.extend(word.filter(|_| !is_taken));
    }

    /// Takes the amounts of a cell that prints each behind its word: 年度资金总额：20.00 其中：财政拨款：17.00.
    fn take_pairs(&mut self, column: usize, cell: &Cell, context: &Context) -> bool {
        let text = cell.text.replace("其中：", " ").replace("其中:", " ");
        let ends = |c: char| c.is_whitespace() || "；;，。".contains(c);
        let pieces = text.split(ends).filter(|piece| !piece.is_empty());
        let pair = |piece: &str| {
            let (label, amount) = piece.rsplit_once(['：', ':'])?;
            let word = Word::of(
                column,
                &Cell {
                    text: label.to_owned(),
                    ..cell.clone()
                },
            )?;
            Some((word, Amount::parse(amount, context.money_unit)?))
        };
        let Some(pairs) = pieces.map(pair).collect::<Option<Vec<_>>>() else {
            return false;
        };
        let is_taken = !pairs.is_empty();
        for (word, amount) in pairs {
            self.put(word, None, amount, cell);
        }
        is_taken
    }

    /// A row that heads columns with years: 合计, 2024年, 2025年.
    fn take_years(&mut self, cells: &[Cell]) {
        let heads: Vec<(usize, String)> = cells
            .iter()
            .enumerate()
            .map(|(column, cell)| (column, key(cell)))
            .filter(|(_, key)| is_year(key) || matches!(key.as_str(), "合计" | "总计" | "小计"))
            .collect();
        if heads.iter().filter(|(_, key)| is_year(key)).count() > 1 {
            self.years = heads;
        }
    }

    fn put(&mut self, word: Word, year: Option<String>, amount: Amount, cell: &Cell) {
        self.printed.push(Printed {
            row: self.row,
            column: word.column,
            key: word.key,
            span: word.span,
            year,
            amount,
            cell: cell.clone(),
        });
    }

    /// The figures of the form, the year's first; and what could not be read.
    pub fn figures(self, context: &Context) -> (Vec<Figure>, Vec<Cell>) {
        let has_year = self
            .printed
            .iter()
            .any(|money| money.span == Some(Span::Year));
        let mut year: Vec<Figure> = Vec::new();
        let mut period: Vec<Figure> = Vec::new();
        let mut unread = self.unread.clone();
        for money in &self.printed {
            let measure = self.measure(money, has_year, context.identity.year);
            let figures = if measure.0 { &mut year } else { &mut period };
            let leaf = Leaf {
                measure: Measure::from_path(measure.1),
                last_year: false,
            };
            let found = figure(
                &leaf,
                money.amount,
                money.cell.place,
                Origin::Printed,
                context,
            );
            match figures.iter().find(|known| known.measure == found.measure) {
                Some(known) if known.amount != found.amount => unread.push(money.cell.clone()),
                Some(_) => {}
                None => figures.push(found),
            }
        }
        year.extend(period);
        (year, unread)
    }

    /// Whether an amount is the year's, and its measure.
    fn measure(&self, money: &Printed, has_year: bool, year: u16) -> (bool, String) {
        let part = part_of_money(&money.key).unwrap_or_else(|| money.key.clone());
        if let Some(head) = money.year.as_ref() {
            let is_total = money.span.is_some();
            let measure = if is_total {
                "资金总额".to_owned()
            } else {
                part
            };
            return match (is_year(head), head.starts_with(&year.to_string())) {
                (true, true) => (true, measure),
                (true, false) => (false, format!("{head}/{measure}")),
                (false, _) if is_total => (false, "项目资金总额".to_owned()),
                (false, _) => (false, format!("项目资金总额/{measure}")),
            };
        }
        let is_year = |span: Span| span == Span::Year || span == Span::Open && !has_year;
        let total_name = |key: &str| match key {
            "资金总额" => "项目资金总额".to_owned(),
            _ => key.to_owned(),
        };
        if let Some(span) = money.span {
            return if is_year(span) {
                (true, "资金总额".to_owned())
            } else {
                (false, total_name(&money.key))
            };
        }
        match self.total_of(money) {
            Some(total) if total.span.is_some_and(|span| !is_year(span)) => {
                (false, format!("{}/{part}", total_name(&total.key)))
            }
            _ => (true, part),
        }
    }

    /// The total that an amount is a part of.
    fn total_of(&self, part: &Printed) -> Option<&Printed> {
        self.printed
            .iter()
            .filter(|total| total.span.is_some() && total.column <= part.column)
            .filter(|total| (total.row, total.column) <= (part.row, part.column))
            .max_by_key(|total| (total.column, total.row))
    }
}

/// Whether a heading is a year: 2024年, 2024年度.
fn is_year(text: &str) -> bool {
    let digits = text.trim_end_matches('度').trim_end_matches('年');
    digits.len() == 4 && digits.len() < text.len() && digits.bytes().all(|b| b.is_ascii_digit())
}
