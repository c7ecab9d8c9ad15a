/*! Years in indicators that are not the budget's (G05). */

use super::super::cluster::{self, Saying, Spot};
use super::super::ledger::Ledger;
use super::super::passages::regex;
use super::super::subject::Subject;
use super::project::Project;
use crate::budget::{Indicator, Severity};
use regex::Regex;
use std::sync::LazyLock;

static YEAR: LazyLock<Regex> = LazyLock::new(|| regex(r"((?:19|20)[0-9]{2})\s*年"));

/// What stands before a year that is meant to be past.
const COMPARED: [&str; 10] = [
    "比", "较", "与", "自", "从", "截至", "截止", "同", "于", "原",
];
/// What stands after one.
const PAST: [&str; 8] = ["以前", "之前", "以来", "起", "度结转", "结转", "同期", "欠"];

/// The first year before a budget's that a text names as its own.
pub fn old_year(text: &str, budget: u16) -> Option<u16> {
    YEAR.captures_iter(text).find_map(|found| {
        let (whole, digits) = (found.get(0)?, found.get(1)?);
        let year: u16 = digits.as_str().parse().ok()?;
        let (before, after) = (&text[..whole.start()], &text[whole.end()..]);
        let is_compared = COMPARED.iter().any(|word| before.ends_with(word));
        let is_past = PAST.iter().any(|word| after.starts_with(word))
            || after.starts_with("12月31日以前")
            || after.starts_with("1月1日以前");
        (year < budget && !is_compared && !is_past).then_some(year)
    })
}

/// The old year that an indicator names, in its name or its value.
fn of_indicator(indicator: &Indicator, budget: u16) -> Option<u16> {
    let with_unit = format!("{}{}", indicator.value, indicator.value_unit);
    old_year(&indicator.name, budget)
        .or_else(|| old_year(&indicator.printed, budget))
        .or_else(|| old_year(&with_unit, budget))
}

/// G05: one remark a project.
pub fn years(subject: &Subject, ledger: &mut Ledger, projects: &[Project]) {
    let budget = subject.year();
    for project in projects {
        let mut spots: Vec<Spot> = Vec::new();
        for indicator in &project.indicators {
            match of_indicator(indicator, budget) {
                Some(_) => spots.push(project.spot(indicator)),
                None => ledger.holds("G05"),
            }
        }
        let equation = format!("「{}」的指标里的年份＝{budget}", project.name);
        let saying = Saying {
            rule: "G05",
            severity: Severity::Warning,
            equation: &equation,
            message: "指标里是往年的年份",
        };
        cluster::remark(subject, ledger, saying, &spots);
    }
}

#[cfg(test)]
mod tests {
    use super::old_year;

    #[test]
    fn years_of_the_past() {
        assert_eq!(old_year("2021年成本支出", 2024), Some(2021));
        assert_eq!(old_year("2024年12月前", 2024), None);
        assert_eq!(old_year("比2023年增长", 2024), None);
        assert_eq!(old_year("国办发〔2004〕9号", 2024), None);
        assert_eq!(old_year("2017年以前参保", 2024), None);
    }
}
