/*!
Indicators taken over from last year's document with its dates.
*/

use crate::budget::{Book, Indicator, RuleCode, Severity};
use crate::checks::across::other::{in_words, words_elsewhere};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;
use crate::checks::wording::{AcrossFault, AcrossReason};
use std::collections::HashMap;

/// U05: an indicator that names last year, word for word as in last year's document.
pub fn check(subject: &Subject, ledger: &mut Ledger, other: &Book) {
    if subject.book.indicators.is_empty() || other.indicators.is_empty() {
        return ledger.not_applicable(RuleCode::U05, AcrossReason::NoIndicators);
    }
    let last_year = other.identity.year.to_string();
    let before: HashMap<(&str, &str), &Indicator> = other
        .indicators
        .iter()
        .map(|indicator| (words(indicator), indicator))
        .collect();
    for indicator in &subject.book.indicators {
        let (name, value) = words(indicator);
        let dated = [name, value].iter().any(|text| text.contains(&last_year));
        let same = before.get(&(name, value)).filter(|_| dated);
        let Some(same) = same else {
            ledger.holds(RuleCode::U05);
            continue;
        };
        let printed = [name, value].join(" ");
        let right = words_elsewhere(other, &printed, same.place);
        let fault = AcrossFault::CopiedIndicator {
            name: name.to_owned(),
        };
        let left = (printed.as_str(), indicator.place);
        ledger.finding(in_words(fault, Severity::Warning, left, right));
    }
}

fn words(indicator: &Indicator) -> (&str, &str) {
    (&indicator.name, &indicator.value)
}
