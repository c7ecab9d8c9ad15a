/*! 公开01表: whether all tables are numbered where some are (D01). */

use crate::budget::{RuleCode, Severity};
use crate::checks::kernel::cluster::{self, Saying, Spot};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::pattern::regex;
use crate::checks::kernel::subject::Subject;
use crate::checks::wording::TableSetFault;
use regex::Regex;
use std::sync::LazyLock;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^[#*\s]*[（(]?(?:部门|单位)?(?:公开|预算|决算|附)?\s*(?:表\s*[0-9一二三四五六七八九十]{1,3}(?:\s*[-—－.]\s*[0-9]{1,2})?|[0-9]{1,2}\s*表)[）)]?[*\s]*$",
    )
});

/// How many lines above a title its number may stand.
const ABOVE: u32 = 5;

/// D01, the numbers.
pub fn numbers(subject: &Subject, ledger: &mut Ledger) {
    let mut numbered = 0;
    let mut bare = Vec::new();
    let mut last_title = 0;
    for (index, table) in subject.tables() {
        let first = table.place.line.saturating_sub(ABOVE).max(last_title + 1);
        let above = subject.lines_within(first, table.place.line + 1);
        let has_number = above.into_iter().any(|(_, line)| NUMBER.is_match(line))
            || table.title.contains("附表");
        if has_number {
            numbered += 1;
        } else {
            bare.push(Spot::in_table(table.title.clone(), table.place, index));
        }
        last_title = table.place.line + 1;
    }
    if numbered == 0 {
        return;
    }
    if bare.is_empty() {
        ledger.holds(RuleCode::D01);
    }
    let saying = Saying {
        fault: TableSetFault::WithoutNumber.into(),
        severity: Severity::Note,
    };
    cluster::remark(subject, ledger, saying, &bare);
}
