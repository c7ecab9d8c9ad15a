/*!
What is wrong, as a fact: the title of a finding, of which the rule is the second line.

「三公经费：文字说增加 1.20，表中减少 4.20」 says it all; 「相差 5.40」 does not.
*/

use crate::budget::{Book, Operand};
use crate::checks::kernel::equation::{Equation, Relation};
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::{Cell, Term};

/// The title of an equation that does not hold.
pub fn fact(subject: &Subject, equation: &Equation) -> String {
    let book = subject.book;
    let left = printed(book, equation.left);
    match (equation.relation, equation.parts.as_slice()) {
        (Relation::Percent { .. } | Relation::Rate { .. }, parts) => {
            let computed = equation
                .recomputed()
                .map_or_else(|| "没有意义".to_owned(), |share| turned(equation, &share));
            let figures: Vec<String> = parts.iter().map(|part| printed(book, part.term)).collect();
            let what = if matches!(equation.relation, Relation::Rate { .. }) {
                direction(equation)
            } else {
                "占比"
            };
            format!(
                "文字印{what} {left}%，按 {} 算{computed}",
                figures.join("、")
            )
        }
        (Relation::AtLeast, [part]) => format!(
            "{} {} 大于 {} {left}",
            part.term.cell.words(book),
            printed(book, part.term),
            equation.left.cell.words(book)
        ),
        (_, parts) if is_stated(equation) && parts.iter().any(|part| part.minus) => {
            change(subject, equation).unwrap_or_else(|| stated(book, equation))
        }
        _ if is_stated(equation) => stated(book, equation),
        (_, [part]) => format!(
            "{} 印 {left}，{} 印 {}",
            equation.left.cell.words(book),
            part.term.cell.words(book),
            printed(book, part.term)
        ),
        _ => format!(
            "{} 印 {left}，各项之和 {}",
            equation.left.cell.words(book),
            equation.left.printed_like(book, equation.right())
        ),
    }
}

/// The figures of an equation with what they are and where they stand, the whole first.
pub fn operands(subject: &Subject, equation: &Equation) -> Vec<Operand> {
    let book = subject.book;
    let of = |cell: Cell, minus: bool| Operand {
        table: cell.row().map(|(table, _)| table),
        row: cell.in_table(book).map(|(_, row, _)| row.ordinal),
        heading: cell.heading(book),
        words: cell.words(book),
        printed: cell.printed(book),
        unit: cell.money_unit(book),
        place: cell.place(book),
        minus,
    };
    let parts = equation.parts.iter();
    std::iter::once(of(equation.left.cell, false))
        .chain(parts.map(|part| of(part.term.cell, part.minus)))
        .collect()
}

fn is_stated(equation: &Equation) -> bool {
    matches!(equation.left.cell, Cell::Stated { .. })
}

/// A figure as its cell prints it.
fn printed(book: &Book, term: Term) -> String {
    term.cell.printed(book)
}

/// A recomputed share or rate; of one below zero the direction is the other one.
fn turned(equation: &Equation, share: &str) -> String {
    match (equation.relation, share.strip_prefix('-')) {
        (Relation::Rate { rises: true, .. }, Some(share)) => format!("是减少 {share}"),
        (Relation::Rate { rises: false, .. }, Some(share)) => format!("是增加 {share}"),
        _ => format!("是 {share}"),
    }
}

fn direction(equation: &Equation) -> &'static str {
    match equation.relation {
        Relation::Rate { rises: true, .. } => "增加",
        Relation::Rate { .. } => "减少",
        _ => "",
    }
}

/// What an equation of a sentence is about: 文字所述的支出＝表中数 is about 支出.
fn subject_of(equation: &Equation) -> &str {
    let words = equation.words.split('＝').next().unwrap_or_default();
    let words = words.trim_start_matches("文字所述的");
    words.trim_end_matches("的增减")
}

fn stated(book: &Book, equation: &Equation) -> String {
    let left = printed(book, equation.left);
    let own = equation.left.cell.money_unit(book);
    let of_table = equation
        .parts
        .iter()
        .any(|part| matches!(part.term.cell, Cell::Printed { .. }));
    match (equation.parts.as_slice(), of_table) {
        ([part], true) => {
            let unit = part.term.cell.money_unit(book);
            let units = if unit == own {
                ("", "")
            } else {
                (own.name(), unit.name())
            };
            format!(
                "{}：文字说 {left}{}，表中 {}{}",
                subject_of(equation),
                units.0,
                printed(book, part.term),
                units.1
            )
        }
        ([part], false) => format!(
            "{}：文字一处说 {left}，一处说 {}",
            subject_of(equation),
            printed(book, part.term)
        ),
        _ => format!(
            "{}：文字说 {left}，各项之和 {}",
            subject_of(equation),
            equation.left.printed_like(book, equation.right())
        ),
    }
}

/// A change against the year before: of a rise the table's newer figure is the minuend.
fn change(subject: &Subject, equation: &Equation) -> Option<String> {
    let book = subject.book;
    let year = |term: Term| Some(term.cell.in_table(book)?.2.year);
    let added = equation.parts.iter().find(|part| !part.minus)?;
    let taken = equation.parts.iter().find(|part| part.minus)?;
    let says_rise = year(added.term)? > year(taken.term)?;
    let rises = says_rise == (equation.right() >= 0);
    let word = |rises: bool| if rises { "增加" } else { "减少" };
    let amount = equation.left.printed_like(book, equation.right().abs());
    Some(format!(
        "{}：文字说{} {}，表中{} {amount}",
        subject_of(equation),
        word(says_rise),
        printed(book, equation.left),
        word(rises)
    ))
}
