/*!
One habit, one finding.

A document whose template left thirteen blanks has one cause of them. Places that say the
same are gathered into one remark that stands at the first and names the others.
*/

use crate::budget::{Place, RuleCode, Severity};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::subject::Subject;

/// A place where a rule fails.
#[derive(Debug, Clone)]
pub struct Spot {
    /// What stands there.
    pub text: String,
    /// Where.
    pub place: Place,
    /// The table it stands in.
    pub table: Option<usize>,
    /// The ordinal of its row.
    pub row: Option<u32>,
}

impl Spot {
    /// A place outside of any table.
    pub fn in_prose(text: impl Into<String>, place: Place) -> Self {
        Self {
            text: text.into(),
            place,
            table: None,
            row: None,
        }
    }

    /// A place in a table.
    pub fn in_table(text: impl Into<String>, place: Place, table: usize) -> Self {
        Self {
            table: Some(table),
            ..Self::in_prose(text, place)
        }
    }
}

/// What is said of the places of a cluster.
#[derive(Debug, Clone, Copy)]
pub struct Saying<'a> {
    /// The rule's code.
    pub rule: RuleCode,
    /// How much it weighs.
    pub severity: Severity,
    /// What must hold, in words.
    pub equation: &'a str,
    /// What is wrong, as a sentence.
    pub message: &'a str,
}

/// How many other places a message names.
const MOST_NAMED: usize = 6;

/// Writes one remark for all the places; nothing where there are none.
pub fn remark(subject: &Subject, ledger: &mut Ledger, saying: Saying, spots: &[Spot]) {
    let Some((first, others)) = spots.split_first() else {
        return;
    };
    let mut message = saying.message.to_owned();
    if !others.is_empty() {
        let named: Vec<String> = others
            .iter()
            .take(MOST_NAMED)
            .map(|spot| {
                let at = subject.book.source.name_of(spot.place);
                format!("{at}「{}」", shortened(&spot.text))
            })
            .collect();
        let rest = if others.len() > MOST_NAMED {
            " 等"
        } else {
            ""
        };
        message.push_str(&format!(
            "；同样的共 {} 处，另见 {}{rest}",
            spots.len(),
            named.join("、")
        ));
    }
    ledger.remark(Remark {
        rule: saying.rule,
        severity: saying.severity,
        table: first.table,
        row: first.row,
        left: (first.text.clone(), first.place),
        right: None,
        equation: saying.equation.to_owned(),
        message,
    });
}

/// A text short enough to be quoted in a message.
pub fn shortened(text: &str) -> String {
    const MOST: usize = 24;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let kept: String = text.chars().take(MOST - 1).collect();
    kept + "…"
}
