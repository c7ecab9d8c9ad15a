/*! Whether a value is one that its unit and its name allow (G06). */

use crate::budget::{Indicator, Operator, RuleCode, Severity};
use crate::checks::goals::project::{Project, in_words, is_percent, number};
use crate::checks::kernel::cluster::{self, Saying, Spot};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::likeness::Pairs;
use crate::checks::kernel::subject::Subject;
use crate::checks::wording::ValueFault;
use crate::pattern::regex;
use regex::Regex;
use std::sync::LazyLock;

static NAMED_PERCENT: LazyLock<Regex> = LazyLock::new(|| regex(r"([0-9]+(?:\.[0-9]+)?)\s*[%％]"));

/// A hundred per cent, times a hundred.
const WHOLE: i128 = 10_000;

/// What a value fails in, and how much that weighs.
fn fault(indicator: &Indicator) -> Option<(ValueFault, Severity)> {
    let name = indicator.name.as_str();
    let value = indicator.value.trim();
    let number = number(indicator);
    let is_qualitative = indicator.operator == Some(Operator::Qualitative);
    let is_compared = !is_qualitative && indicator.operator.is_some();
    if value.is_empty() || is_compared && is_bare_unit(value) {
        return Some((ValueFault::NoValue, Severity::Warning));
    }
    if is_qualitative && number.is_some() {
        return Some((ValueFault::NumberForWords, Severity::Warning));
    }
    if is_qualitative && is_countable(&indicator.value_unit) {
        return Some((ValueFault::UnitForWords, Severity::Warning));
    }
    if is_percent(indicator) {
        return percent_fault(name, number?);
    }
    let is_rate = name.ends_with('率') || name.ends_with("满意度");
    (is_rate && number.is_none() && !is_qualitative && !value.contains(['%', '％']))
        .then_some((ValueFault::WordForRate, Severity::Note))
}

fn percent_fault(name: &str, value: i128) -> Option<(ValueFault, Severity)> {
    let may_exceed = [
        "增",
        "提高",
        "超",
        "完成率",
        "提升",
        "上升",
        "执行率",
        "达成率",
        "下降",
        "拨备",
        "负债",
        "控制率",
        "较上",
        "比上",
        "同比",
        "环比",
    ]
    .iter()
    .any(|word| name.contains(word));
    if value > WHOLE && !may_exceed {
        return Some((ValueFault::AboveHundred, Severity::Warning));
    }
    let is_count = [
        "笔数", "人数", "次数", "份数", "户数", "个数", "数量", "面积", "天数",
    ]
    .iter()
    .any(|word| name.ends_with(word));
    if is_count {
        return Some((ValueFault::CountInPercent, Severity::Warning));
    }
    let named = NAMED_PERCENT
        .captures_iter(name)
        .filter_map(|found| {
            let parsed = crate::budget::Amount::parse(
                found.get(1)?.as_str(),
                crate::budget::MoneyUnit::Yuan,
            )?;
            Some(i128::from(parsed.ten_thousandths()) / 100)
        })
        .collect::<Vec<_>>();
    (!named.is_empty() && !named.contains(&value))
        .then_some((ValueFault::NamesAnotherPercent, Severity::Warning))
}

/// Whether what should be a value is the unit that stands behind one.
fn is_bare_unit(value: &str) -> bool {
    is_countable(value)
        || matches!(
            value,
            "亿元"
                | "%"
                | "％"
                | "平方米"
                | "公里"
                | "天"
                | "年"
                | "月"
                | "小时"
                | "批"
                | "篇"
                | "期"
                | "场"
        )
}

/// Whether a unit counts things or money, which words cannot be.
fn is_countable(unit: &str) -> bool {
    let first = unit
        .split(['/', '／', '(', '（'])
        .next()
        .unwrap_or_default();
    matches!(
        first,
        "人" | "名"
            | "次"
            | "户"
            | "元"
            | "万元"
            | "个"
            | "台"
            | "套"
            | "份"
            | "册"
            | "万人"
            | "人次"
            | "笔"
            | "家"
            | "件"
    )
}

/// G06: one remark a kind; two findings on one value are one.
pub fn values(subject: &Subject, ledger: &mut Ledger, projects: &[Project]) {
    let mut found: Vec<(ValueFault, Severity, Vec<Spot>)> = Vec::new();
    for project in projects {
        for indicator in &project.indicators {
            let Some((fault, severity)) = fault(indicator) else {
                ledger.holds(RuleCode::G06);
                continue;
            };
            let spot = project.spot(indicator);
            match found.iter_mut().find(|(known, ..)| *known == fault) {
                Some((.., spots)) => spots.push(spot),
                None => found.push((fault, severity, vec![spot])),
            }
        }
    }
    for (fault, severity, spots) in found {
        let saying = Saying {
            fault: fault.into(),
            severity,
        };
        cluster::remark(subject, ledger, saying, &spots);
    }
    lost_zero(ledger, projects);
}

/// So alike must two names be to be one indicator.
const ALIKE: usize = 70;

/// A rate that is a tenth of the same rate of a sister project.
fn lost_zero(ledger: &mut Ledger, projects: &[Project]) {
    let rates: Vec<(&Project, &Indicator, i128, Pairs)> = projects
        .iter()
        .flat_map(|project| {
            project
                .indicators
                .iter()
                .map(move |indicator| (project, *indicator))
        })
        .filter(|(_, indicator)| {
            is_percent(indicator) && indicator.operator != Some(Operator::Qualitative)
        })
        .filter_map(|(project, indicator)| {
            let value = number(indicator)?;
            let is_either =
                (value == WHOLE || value * 10 == WHOLE) && indicator.name.contains('率');
            is_either.then(|| (project, indicator, value, Pairs::of(&indicator.name)))
        })
        .collect();
    for (project, indicator, value, pairs) in &rates {
        if *value == WHOLE || fault(indicator).is_some() {
            continue;
        }
        let sister = rates.iter().find(|(other, _, whole, theirs)| {
            *whole == WHOLE && !std::ptr::eq(*other, *project) && pairs.likeness(theirs) >= ALIKE
        });
        let Some((other, theirs, ..)) = sister else {
            continue;
        };
        let fault = ValueFault::LostZero {
            sister: other.name.to_owned(),
        };
        ledger.remark(Remark {
            left: (in_words(indicator), indicator.place),
            right: Some((in_words(theirs), theirs.place)),
            ..project.remark(fault, Severity::Warning)
        });
    }
}
