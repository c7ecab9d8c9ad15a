/*!
A figure or a text of another budget as evidence.
*/

use crate::budget::{Book, Elsewhere, Evidence, Finding, Place, Severity, Verdict};
use crate::checks::kernel::found::table_index;
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::Term;
use crate::checks::wording::{AcrossFault, Fault, TwoPrintings};

/// A figure of another budget.
pub struct Other<'b> {
    pub subject: &'b Subject<'b>,
    pub term: Term,
}

impl<'b> Other<'b> {
    /// A figure of that budget.
    pub fn of(subject: &'b Subject<'b>, term: Term) -> Self {
        Self { subject, term }
    }

    /// The figure as evidence.
    pub fn evidence(&self) -> Evidence {
        let book = self.subject.book;
        let place = self.term.cell.place(book);
        Evidence {
            printed: self.term.cell.printed(book),
            place,
            elsewhere: Some(Elsewhere {
                identity: book.identity.clone(),
                source: book.source.name_of(place),
            }),
        }
    }
}

/// That a figure of this budget is the same as one of another.
pub struct Sameness {
    /// What is wrong where they are not.
    pub fault: fn(TwoPrintings) -> AcrossFault,
    pub severity: Severity,
}

impl Sameness {
    /// Holds the two figures against each other.
    pub fn hold(&self, subject: &Subject, ledger: &mut Ledger, term: Term, other: &Other) {
        let gap = term.value - other.term.value;
        let twice_bound = term.ulp + other.term.ulp;
        let fault = Fault::from((self.fault)(TwoPrintings {
            what: term.cell.words(subject.book),
            printed: term.cell.printed(subject.book),
            other: other.subject.book.identity.clone(),
            theirs: other.term.cell.printed(other.subject.book),
        }));
        if gap == 0 {
            return ledger.holds(fault.words().rule);
        }
        let is_rounding = gap.abs() * 2 <= twice_bound;
        let unit = term.cell.money_unit(subject.book);
        let row = term
            .cell
            .in_table(subject.book)
            .map(|(_, row, _)| row.ordinal);
        let (verdict, severity) = if is_rounding {
            (Verdict::Rounding, Severity::Note)
        } else {
            (Verdict::Violated, self.severity)
        };
        let left = Evidence::at(
            term.cell.printed(subject.book),
            term.cell.place(subject.book),
        );
        ledger.finding(Finding {
            verdict,
            table: table_index(term.cell),
            row,
            right: Some(other.evidence()),
            difference: Some(term.printed_like(subject.book, gap)),
            bound: Some(term.printed_like(subject.book, twice_bound / 2)),
            money_unit: Some(unit),
            ..fault.finding(severity, left)
        });
    }
}

/// A text of another budget.
pub fn words_elsewhere(other: &Book, printed: &str, place: Place) -> Evidence {
    Evidence {
        printed: printed.to_owned(),
        place,
        elsewhere: Some(Elsewhere {
            identity: other.identity.clone(),
            source: other.source.name_of(place),
        }),
    }
}

/// A finding about words and not about a figure.
pub fn in_words(
    fault: AcrossFault,
    severity: Severity,
    left: (&str, Place),
    right: Evidence,
) -> Finding {
    Finding {
        right: Some(right),
        ..Fault::from(fault).finding(severity, Evidence::at(left.0, left.1))
    }
}
