/*!
What is wrong with an equation, as a fact: the title of a finding, of which the rule is the second
line.
*/

use crate::budget::{Book, Operand};
use crate::checks::kernel::equation::{Equation, Relation};
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::{FigureCell, Term};
use crate::checks::wording::{Imbalance, PrintedFigure, Ratio};

/// What is wrong with an equation that does not hold.
pub fn fact(subject: &Subject, equation: &Equation) -> Imbalance {
    let book = subject.book;
    let named = |term: Term| PrintedFigure {
        what: term.cell.words(book),
        figure: printed(book, term),
    };
    let whole = named(equation.left);
    match (equation.relation, equation.parts.as_slice()) {
        (Relation::Percent { .. }, _) => Imbalance::Share(ratio(book, equation)),
        (Relation::Rate { rises: true, .. }, _) => Imbalance::Rise(ratio(book, equation)),
        (Relation::Rate { rises: false, .. }, _) => Imbalance::Fall(ratio(book, equation)),
        (Relation::AtLeast, [part]) => Imbalance::PartAboveWhole {
            part: named(part.term),
            whole,
        },
        (_, parts) if is_stated(equation) && parts.iter().any(|part| part.minus) => {
            change(subject, equation).unwrap_or_else(|| stated(book, equation))
        }
        _ if is_stated(equation) => stated(book, equation),
        (_, [part]) => Imbalance::TwoCells {
            whole,
            part: named(part.term),
        },
        _ => Imbalance::WholeAndSum {
            whole,
            sum: equation.left.printed_like(book, equation.right()),
        },
    }
}

fn ratio(book: &Book, equation: &Equation) -> Ratio {
    let figures = equation.parts.iter().map(|part| printed(book, part.term));
    Ratio {
        stated: printed(book, equation.left),
        figures: figures.collect(),
        recomputed: equation.recomputed(),
    }
}

/// The figures of an equation with what they are and where they stand, the whole first.
pub fn operands(subject: &Subject, equation: &Equation) -> Vec<Operand> {
    let book = subject.book;
    let of = |cell: FigureCell, minus: bool| Operand {
        table: cell.row().map(|(table, _)| table),
        row: cell.in_table(book).map(|(_, row, _)| row.ordinal),
        heading: cell.heading(book),
        words: cell.words(book),
        printed: cell.printed(book),
        unit: cell.money_unit(book),
        is_rate: cell.is_rate(book),
        label: cell.label(book),
        place: cell.place(book),
        minus,
    };
    let parts = equation.parts.iter();
    std::iter::once(of(equation.left.cell, false))
        .chain(parts.map(|part| of(part.term.cell, part.minus)))
        .collect()
}

fn is_stated(equation: &Equation) -> bool {
    matches!(equation.left.cell, FigureCell::Stated { .. })
}

/// A figure as its cell prints it.
fn printed(book: &Book, term: Term) -> String {
    term.cell.printed(book)
}

fn stated(book: &Book, equation: &Equation) -> Imbalance {
    let stated = printed(book, equation.left);
    let about = equation.requirement.about();
    let [part] = equation.parts.as_slice() else {
        let sum = equation.left.printed_like(book, equation.right());
        return Imbalance::SentenceAndSum { about, stated, sum };
    };
    let figure = printed(book, part.term);
    match part.term.cell {
        FigureCell::Stated { .. } => Imbalance::TwoSentences {
            about,
            stated,
            again: figure,
        },
        FigureCell::Printed { .. } => {
            let stated_unit = equation.left.cell.money_unit(book);
            let unit = part.term.cell.money_unit(book);
            let units = if unit == stated_unit {
                ["", ""]
            } else {
                [stated_unit.name(), unit.name()]
            };
            Imbalance::SentenceAndTable {
                about,
                stated,
                printed: figure,
                units,
            }
        }
    }
}

/// A change against the year before: of a rise the table's newer figure is the minuend.
fn change(subject: &Subject, equation: &Equation) -> Option<Imbalance> {
    let book = subject.book;
    let year = |term: Term| Some(term.cell.in_table(book)?.2.year);
    let added = equation.parts.iter().find(|part| !part.minus)?;
    let taken = equation.parts.iter().find(|part| part.minus)?;
    let says_rise = year(added.term)? > year(taken.term)?;
    Some(Imbalance::Change {
        about: equation.requirement.about(),
        says_rise,
        stated: printed(book, equation.left),
        rises: says_rise == (equation.right() >= 0),
        amount: equation.left.printed_like(book, equation.right().abs()),
    })
}
