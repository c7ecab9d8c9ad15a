/*!
What a sentence says that an item is spent for, 基本支出 or 项目支出, and in which column the table
has it (P03).
*/

use crate::budget::{RuleCode, Severity, TableKind::Expenditure, alike};
use crate::checks::kernel::cluster::{self, Saying, Spot};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::pattern::regex;
use crate::checks::kernel::subject::Subject;
use crate::checks::prose::sentences::Sentence;
use crate::checks::wording::NamedFault;
use regex::Regex;
use std::sync::LazyLock;

static USED_FOR: LazyLock<Regex> = LazyLock::new(|| {
    regex("[（(]款[)）]([^（(：:]*)[（(]项[)）].*主要用于.*(?:方面的|的)(项目支出|基本支出)。?$")
});

/// Items that a sentence calls 项目支出 while the table has basic expenditure alone, or the reverse.
pub fn check(subject: &Subject, sentences: &[Sentence], ledger: &mut Ledger) {
    let spots: Vec<Spot> = sentences
        .iter()
        .filter(|sentence| sentence.text().contains("主要用于") && !sentence.is_of_glossary())
        .filter_map(|sentence| misnamed(subject, sentence, ledger))
        .collect();
    let saying = Saying {
        fault: NamedFault::OtherExpenditure.into(),
        severity: Severity::Warning,
    };
    cluster::remark(subject, ledger, saying, &spots);
}

fn misnamed(subject: &Subject, sentence: &Sentence, ledger: &mut Ledger) -> Option<Spot> {
    let found = USED_FOR.captures(sentence.text())?;
    let (name, said) = (found.get(1)?, found.get(2)?);
    let (table, _) = subject.only(Expenditure)?;
    let mut named = subject
        .rows(table)
        .filter(|at| at.row.code.len() == 7 && alike(&at.row.name, name.as_str()));
    let (Some(at), None) = (named.next(), named.next()) else {
        return None;
    };
    let amount = |measure| {
        let term = subject.measured(at, measure);
        term.filter(|term| term.value != 0)
    };
    let other = match said.as_str() {
        "项目支出" => "基本支出",
        _ => "项目支出",
    };
    match (amount(said.as_str()), amount(other)) {
        (None, Some(printed)) => {
            let printed = printed.cell.printed(subject.book);
            let text = format!(
                "{} {}（表中{other} {printed}）",
                name.as_str(),
                said.as_str()
            );
            Some(Spot::in_prose(text, sentence.place(said.range())))
        }
        _ => {
            ledger.holds(RuleCode::P03);
            None
        }
    }
}
