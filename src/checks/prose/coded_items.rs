/*!
Items that the prose names with their codes: 「公路运输管理（2140112）348.86万元」 is what the row of 2140112 prints (P03).
*/

use crate::budget::TableKind::{self, Expenditure, GeneralBudget, GovernmentFund, StateCapital};
use crate::budget::{Measure, Row, RuleCode};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::kernel::term::Term;
use crate::checks::prose::claim::quote;
use crate::checks::prose::reading::Mention;
use crate::checks::wording::Told;
use crate::pattern::regex;
use regex::Regex;
use std::sync::LazyLock;

static CODED: LazyLock<Regex> = LazyLock::new(|| {
    regex("[（(](2[0-9]{6})[)）](?:支出)?(?:年初)?(?:预算|决算)?数?(?:安排)?(?:为|共|是)?$")
});

/// The same with a code in three pieces: 公共安全支出（204类）司法（06款）其他司法支出（99项）.
static IN_PIECES: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"[（(](2[0-9]{2})类[)）]\p{Han}*[（(]([0-9]{2})款[)）]\p{Han}*[（(]([0-9]{2})项[)）](?:支出)?(?:为|共|是)?$",
    )
});

/// The code right before an amount.
fn code_of(mention: &Mention) -> Option<String> {
    if let Some(found) = CODED.captures(mention.label) {
        return Some(found.get(1)?.as_str().to_owned());
    }
    // 13项 reads as a number of its own, and ends what stands before the amount.
    let found = IN_PIECES.captures(mention.head)?;
    let pieces = found.iter().skip(1).flatten();
    Some(pieces.map(|piece| piece.as_str()).collect())
}

/// Holds each such amount against the rows of its code.
pub fn check(subject: &Subject, mentions: &[Mention], ledger: &mut Ledger) {
    for mention in mentions {
        let (Some(stated), Some(code)) = (mention.money(), code_of(mention)) else {
            continue;
        };
        let speaks_of_another = mention.is_change()
            || mention.is_in_reason()
            || mention.is_of_another_year(subject.year())
            || mention.is_of_another_stage(subject)
            || mention.is_of_this_year_alone(subject);
        if speaks_of_another {
            continue;
        }
        let Some((row, quotes)) = printed(subject, &code, stated) else {
            continue;
        };
        let name = row.name.clone();
        let told = Told::Item { name };
        quote(ledger, RuleCode::P03, stated, quotes, told, true);
    }
}

/// The row of a code and what the tables print of it. A table of all funds may have more than the fund that
/// the sentence is of, where no other table has the code.
fn printed<'b>(
    subject: &Subject<'b>,
    code: &str,
    stated: Term,
) -> Option<(&'b Row, Vec<Vec<Term>>)> {
    let funds = [GeneralBudget, GovernmentFund, StateCapital];
    let own: Vec<RowAt> = funds
        .into_iter()
        .filter_map(|kind| row_of(subject, kind, code))
        .collect();
    let all = row_of(subject, Expenditure, code);
    let term = |at: &RowAt, measure| subject.measured(*at, measure).map(|term| vec![term]);
    let mut quotes: Vec<Vec<Term>> = own
        .iter()
        .flat_map(|at| {
            [
                term(at, Measure::TOTAL),
                term(at, Measure::CURRENT_APPROPRIATION),
            ]
        })
        .flatten()
        .collect();
    let of_all = all.and_then(|at| term(&at, Measure::TOTAL));
    let may_be_part = own.is_empty()
        && of_all
            .iter()
            .flatten()
            .any(|whole| stated.value < whole.value - whole.ulp)
        && !subject.is_all_general();
    if may_be_part {
        return None;
    }
    quotes.extend(of_all);
    let row = own.first().copied().or(all)?.row;
    (!quotes.is_empty()).then_some((row, quotes))
}

/// The one row of a code; none where a table has several, one a unit.
fn row_of<'b>(subject: &Subject<'b>, kind: TableKind, code: &str) -> Option<RowAt<'b>> {
    let (table, _) = subject.only(kind)?;
    let tree = subject.tree(table)?;
    let mut found = subject
        .rows(table)
        .filter(|at| tree.code(at.index) == Some(code));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}
