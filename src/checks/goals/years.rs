/*! Years in indicators that are not the budget's (G05). */

use crate::budget::{Indicator, RuleCode, Severity};
use crate::checks::goals::project::Project;
use crate::checks::kernel::cluster::{self, Saying, Spot};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::pattern::regex;
use crate::checks::kernel::subject::Subject;
use crate::checks::wording::CopiedGoalFault;
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
    old_years(text, budget).next()
}

/// The years before a budget's that a text names as its own.
fn old_years(text: &str, budget: u16) -> impl Iterator<Item = u16> {
    YEAR.captures_iter(text).filter_map(move |found| {
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

/// Whether an indicator names, in its name or its value, an old year that the project's own
/// name does not: 2022年度绩效奖金 is of 2022 on purpose.
fn names_old_year(indicator: &Indicator, project: &Project, budget: u16) -> bool {
    let with_unit = format!("{}{}", indicator.value, indicator.value_unit);
    [&indicator.name, &indicator.printed, &with_unit]
        .into_iter()
        .flat_map(|text| old_years(text, budget))
        .any(|year| !project.name.contains(&year.to_string()))
}

/// G05: one remark a project.
pub fn years(subject: &Subject, ledger: &mut Ledger, projects: &[Project]) {
    let budget = subject.year();
    for project in projects {
        let mut spots: Vec<Spot> = Vec::new();
        for indicator in &project.indicators {
            if names_old_year(indicator, project, budget) {
                spots.push(project.spot(indicator));
            } else {
                ledger.holds(RuleCode::G05);
            }
        }
        let fault = CopiedGoalFault::OldYear {
            project: project.name.to_owned(),
            budget,
        };
        let saying = Saying {
            fault: fault.into(),
            severity: Severity::Warning,
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
