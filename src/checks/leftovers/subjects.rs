/*!
Sentences of totals whose subject is another unit (L04).

「南山市审计局2024年收入合计…」 in a document whose other sentences name its own unit is a
sentence left from somebody else's budget. A department names its units so too: those that
stand in its tables, that are named often, or that are of its own region are none of this.
*/

use crate::budget::Severity;
use crate::checks::kernel::cluster::{self, Saying, Spot};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;
use crate::checks::leftovers::foreign::LEAST_BODY;
use crate::checks::regions::named;
use crate::checks::regions::superiors::is_listed_region;
use crate::checks::wording::LeftoverFault;
use crate::pattern::regex;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"([\p{Han}（）]{4,30})(?:19|20)[0-9]{2}年度?(?:部门|单位)?(?:本年)?(?:收入|支出|收支|一般公共预算|财政拨款|政府性基金|基本支出|项目支出|“?三公)",
    )
});

/// More sentences than this speak of a unit that belongs to the document.
const MOST: usize = 2;

/// L04, subjects of sentences.
pub fn subjects(subject: &Subject, ledger: &mut Ledger) {
    let unit = subject.book.identity.unit.as_str();
    let unit_name = named(unit);
    let mut foreign: BTreeMap<&str, Vec<Spot>> = BTreeMap::new();
    let mut own_sentences = 0;
    for statement in &subject.book.statements {
        let names = SUBJECT.captures_iter(&statement.sentence);
        for name in names.filter_map(|found| Some(found.get(1)?.as_str())) {
            let name = name.trim_start_matches('年');
            let apart = named(name);
            let last = apart.regions.last();
            // 年龙游县图书馆: the words before a region are no part of it.
            let is_own = |region: &&str| unit_name.regions.iter().any(|own| region.ends_with(own));
            let is_foreign = last.is_some_and(|region| !is_own(region));
            let has_body = name.contains(unit_name.body);
            // A longer body is looked for wherever it stands (`foreign`).
            let is_of_same_body = unit_name.body.chars().count() < LEAST_BODY
                && last.is_some_and(|region| is_listed_region(region))
                && !unit_name.regions.is_empty()
                && apart.body == unit_name.body;
            if unit.contains(name) || has_body && !(is_foreign && is_of_same_body) {
                own_sentences += 1;
                continue;
            }
            if is_foreign && is_organ(apart.body) && !is_listed(subject, name) {
                let spot = Spot::in_prose(name, statement.place);
                foreign.entry(name).or_default().push(spot);
            }
        }
    }
    if own_sentences < MOST {
        return;
    }
    for (name, spots) in foreign.into_iter().filter(|(_, spots)| spots.len() <= MOST) {
        let fault = LeftoverFault::SpeaksOfAnother {
            unit: unit.to_owned(),
            other: name.to_owned(),
        };
        let saying = Saying {
            fault: fault.into(),
            severity: Severity::Error,
        };
        cluster::remark(subject, ledger, saying, &spots);
    }
}

fn is_organ(body: &str) -> bool {
    const ENDS: [&str; 15] = [
        "局",
        "委员会",
        "委",
        "厅",
        "办公室",
        "中心",
        "院",
        "所",
        "站",
        "馆",
        "学校",
        "中学",
        "小学",
        "会",
        "部",
    ];
    ENDS.iter().any(|end| body.ends_with(end))
}

/// Whether a table has a row of that name.
fn is_listed(subject: &Subject, name: &str) -> bool {
    let mut rows = subject.tables().flat_map(|(_, table)| &table.rows);
    rows.any(|row| row.name.contains(name) || row.unit.contains(name))
}
