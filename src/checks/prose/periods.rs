/*!
Which year the words name: the budget's own (D06), the one before where they compare (Y06),
and its end where they count what there is (P09).

A year says what it is for by the words around it. Where those do not, or where most such
years of the document say otherwise, nothing is claimed.
*/

use crate::budget::{RuleCode, Severity, Stage};
use crate::checks::kernel::cluster::{self, Saying, Spot};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;
use crate::checks::wording::{PeriodFault, ProseReason};
use crate::pattern::regex;
use regex::Regex;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

static YEAR: LazyLock<Regex> = LazyLock::new(|| regex("(20[0-9]{2})年度?"));

/// What a year's own money, or what is done with it, is called right after it.
static OWN_MONEY: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        "^，?(?:收入、支出)?[^，。；：、（(]{0,26}?(?:收、支|收、)?",
        "(?:(?:部门|单位|收支|收入|支出|总|拨款|经费|财政|采购|年初|公共|基金|经营)预算|收入(?:总计|合计)|总收入|总支出",
        "|(?:部门|单位|收入支出|收支|支出|收入)(?:总体)?决算|决算总计",
        "|支出(?:总计|合计)|政府采购支出总额|当年拨款|预算数为|没有使用|无使用|未安排|机关运行经费|运行经费财政",
        "|预算总(?:计|额|数)|支总(?:计|额|数)|无(?:政府性基金|国有资本经营)预算",
        "|公务(?:用车|接待)[^，。]{0,8}费(?:计划|与|比|较)|一般公共预算基本支出|无政府采购|预算项目均|预算均|绩效目标管理)",
    ))
});
static STOCK: LazyLock<Regex> =
    LazyLock::new(|| regex("^(?:年?(?:底|末|期末)|12月(?:31日|底|末))"));

/// What a year is named for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum YearRole {
    /// The money of the budget.
    Own,
    /// The money that it is compared with.
    Base,
    /// What there was at its end.
    Stock,
}

impl YearRole {
    fn expected(self, year: u16, stage: Stage) -> u16 {
        match (self, stage) {
            (YearRole::Own, _) | (YearRole::Stock, Stage::Final) => year,
            (YearRole::Base, _) | (YearRole::Stock, Stage::Budget) => year - 1,
        }
    }

    fn fault(self) -> PeriodFault {
        match self {
            YearRole::Own => PeriodFault::OtherYear,
            YearRole::Base => PeriodFault::OtherBase,
            YearRole::Stock => PeriodFault::OtherYearEnd,
        }
    }

    fn rule(self) -> RuleCode {
        self.fault().words().rule
    }

    fn severity(self) -> Severity {
        match self {
            YearRole::Own | YearRole::Base => Severity::Warning,
            YearRole::Stock => Severity::Note,
        }
    }
}

/// Holds the years of the prose against the budget's.
pub fn check(subject: &Subject, ledger: &mut Ledger) {
    let stage = subject.book.identity.stage;
    let mut right: BTreeMap<YearRole, usize> = BTreeMap::new();
    let mut odd: BTreeMap<YearRole, Vec<Spot>> = BTreeMap::new();
    for passage in subject.passages() {
        for found in YEAR.captures_iter(&passage.text) {
            let (Some(whole), Some(digits)) = (found.get(0), found.get(1)) else {
                continue;
            };
            let Some(role) = role(&passage.text, &whole.range(), stage) else {
                continue;
            };
            let expected = role.expected(subject.year(), stage);
            let named: Option<u16> = digits.as_str().parse().ok();
            // Beside the budget's own year the year before is what it is held against.
            let is_beside = role == YearRole::Own
                && named.is_some_and(|named| named + 1 == expected)
                && names_both(
                    &passage.text[sentence_of(&passage.text, &whole.range())],
                    expected,
                );
            if is_beside {
                continue;
            }
            if named == Some(expected) {
                *right.entry(role).or_default() += 1;
                ledger.holds(role.rule());
            } else {
                let place = passage.place(whole.range());
                let clause = passage.text[whole.start()..].split(['，', '。', '；']);
                let text: String = clause.take(1).flat_map(str::chars).take(14).collect();
                odd.entry(role)
                    .or_default()
                    .push(Spot::in_prose(text, place));
            }
        }
    }
    for (role, spots) in odd {
        let mut usual = right.get(&role).copied().unwrap_or_default();
        if role == YearRole::Own {
            // The document itself bears its year: one sentence that says another is odd.
            usual += titles_of_the_year(subject) + 2;
        }
        if role != YearRole::Stock && usual < 2 * spots.len() {
            ledger.not_checkable(role.rule(), ProseReason::MostlyOtherYears);
        } else {
            let saying = Saying {
                fault: role.fault().into(),
                severity: role.severity(),
            };
            cluster::remark(subject, ledger, saying, &spots);
        }
    }
}

/// Whether a sentence speaks of the year before beside the budget's own: of the amounts of both, or compares them.
/// A heading right before the sentence, without any, does not.
fn names_both(sentence: &str, expected: u16) -> bool {
    const BESIDE: [&str; 8] = ["元", "比", "较", "与", "和", "至", "、", "，"];
    let own = format!("{expected}年");
    let before = format!("{}年", expected - 1);
    let (Some(own), Some(before)) = (sentence.find(&own), sentence.find(&before)) else {
        return false;
    };
    let between = &sentence[own.min(before)..own.max(before)];
    BESIDE.iter().any(|word| between.contains(word))
}

/// How many tables say in their titles that they are of the document's year.
fn titles_of_the_year(subject: &Subject) -> usize {
    let year = format!("{}年", subject.year());
    let titles = subject.tables().map(|(_, table)| &table.title);
    titles.filter(|title| title.contains(&year)).count()
}

/// Where the sentence lies that a year is named in.
fn sentence_of(text: &str, year: &Range<usize>) -> Range<usize> {
    let begin = text[..year.start].rfind(['。', '；']).unwrap_or(0);
    let end = text[year.end..].find(['。', '；']);
    begin..end.map_or(text.len(), |end| year.end + end)
}

/// What a year is named for, where the words around it say so.
fn role(text: &str, year: &Range<usize>, stage: Stage) -> Option<YearRole> {
    let sentence = sentence_of(text, year);
    let lead = &text[sentence.start..year.start];
    let rest = &text[year.end..sentence.end];
    if ["原因", "主要是", "由于"]
        .iter()
        .any(|word| lead.contains(word))
    {
        return None;
    }
    if lead.ends_with(['比', '较', '与', '同', '和']) {
        return is_base(lead, rest).then_some(YearRole::Base);
    }
    if STOCK.is_match(rest) {
        const THINGS: [&str; 4] = ["车辆", "资产", "占有", "占用"];
        return THINGS
            .iter()
            .any(|word| rest.contains(word))
            .then_some(YearRole::Stock);
    }
    is_own(lead, rest, stage).then_some(YearRole::Own)
}

/// Whether what follows compares money with that of the year; a final account of it may be
/// of any year before.
fn is_base(lead: &str, rest: &str) -> bool {
    const COMPARED: [&str; 11] = [
        "相比", "增加", "减少", "增长", "下降", "上升", "降低", "持平", "一致", "相同", "不变",
    ];
    const MONEY: [&str; 5] = ["预算", "经费", "收入", "支出", "费"];
    let clause = rest.split('，').next().unwrap_or_default();
    let says = |words: &[&str], text: &str| words.iter().any(|word| text.contains(word));
    says(&COMPARED, rest)
        && (says(&MONEY, rest) || says(&MONEY, lead))
        && !says(&["决算", "以来", "执行"], clause)
        && !lead.contains('至')
}

/// Whether what follows is the year's own money; a sentence that compares may name the other
/// year's as well.
fn is_own(lead: &str, rest: &str, stage: Stage) -> bool {
    const OTHERS: [&str; 10] = [
        "上年", "结转", "决算", "执行", "成立", "相关", "下达", "比", "较", "调整",
    ];
    let clause = lead.rsplit(['，', '：', '、']).next().unwrap_or_default();
    let Some(found) = OWN_MONEY.find(rest) else {
        return false;
    };
    // What a final account is of is its own year's.
    let is_of_stage = |word: &str| stage == Stage::Final && ["决算", "执行"].contains(&word);
    let is_of_other = |text: &str| {
        let mut words = OTHERS.iter().filter(|word| !is_of_stage(word));
        words.any(|word| text.contains(word))
    };
    let is_compared = ["比20", "较20", "与20", "上年", "相比"]
        .iter()
        .any(|word| lead.contains(word));
    !is_of_other(clause)
        && !is_of_other(found.as_str())
        && !is_compared
        && !lead.ends_with(['至', '从', '自', '—', '-', '～', '~'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role_of(text: &str) -> Option<YearRole> {
        let found = YEAR.find(text).expect("a year");
        role(text, &found.range(), Stage::Budget)
    }

    #[test]
    fn the_words_around_a_year_say_what_it_is_for() {
        for (text, expected) in [
            ("某局2024年收支总预算100万元", Some(YearRole::Own)),
            ("某局2024年部门预算情况说明", Some(YearRole::Own)),
            ("2024年“三公”经费财政拨款预算数1.2万元", Some(YearRole::Own)),
            ("2023年收入、支出预算总计100万元", Some(YearRole::Own)),
            ("2023年度收、支总计均为100万元", Some(YearRole::Own)),
            ("我部门2023年无政府性基金预算财政拨款", Some(YearRole::Own)),
            ("比2023年预算数减少3万元", Some(YearRole::Base)),
            (
                "与2023年相比，一般公共预算收支预算减少3万元",
                Some(YearRole::Base),
            ),
            ("截至2023年底，共有车辆4辆", Some(YearRole::Stock)),
            ("2023年末新成立的预算单位", None),
            ("2023年无相关预算数据", None),
            ("主要是2023年收入预算安排较多", None),
            ("完成2023年度考核", None),
            ("比2022年决算数减少3万元", None),
        ] {
            assert_eq!(role_of(text), expected, "{text}");
        }
    }
}
