/*! Whether the levels are all there, and each indicator stands under its own (G01, G09). */

use crate::budget::{About, Indicator, Operator, RuleCode, Severity};
use crate::checks::goals::project::{Project, is_cost, is_percent, money};
use crate::checks::kernel::cluster::{self, Saying, Spot};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;
use crate::checks::wording::{GoalLevel, GoalReason, LevelFault};
use std::collections::BTreeMap;

fn has(project: &Project, words: &[&str]) -> bool {
    project.indicators.iter().any(|indicator| {
        words
            .iter()
            .any(|word| indicator.level1.contains(word) || indicator.level2.contains(word))
    })
}

/// Whether every indicator of the project says its level.
fn is_levelled(project: &Project) -> bool {
    project
        .indicators
        .iter()
        .all(|indicator| !indicator.level1.is_empty())
}

fn spot_of(project: &Project) -> Spot {
    Spot {
        row: project.row.map(|row| row.ordinal),
        ..Spot::in_table(project.name, project.place(), project.table)
    }
}

/// G01.
pub fn whole(subject: &Subject, ledger: &mut Ledger, projects: &[Project]) {
    let costs_are_usual = projects.iter().any(|project| {
        project
            .indicators
            .iter()
            .any(|indicator| indicator.level1.contains("成本"))
    });
    let mut without_cost = Vec::new();
    // A template that lacks a level lacks it for all of its projects: one habit, one finding.
    let mut lacking: BTreeMap<Vec<GoalLevel>, Vec<Spot>> = BTreeMap::new();
    for project in projects {
        if !is_levelled(project) {
            ledger.not_checkable(
                RuleCode::G01,
                GoalReason::WithoutLevels {
                    project: project.name.to_owned(),
                },
            );
            continue;
        }
        let missing: Vec<GoalLevel> = [
            (GoalLevel::Output, &["产出"][..]),
            (GoalLevel::Effect, &["效益", "效果"][..]),
            (GoalLevel::Satisfaction, &["满意"][..]),
        ]
        .into_iter()
        .filter(|(_, words)| !has(project, words))
        .map(|(level, _)| level)
        .collect();
        let lacks_none = missing.is_empty();
        if lacks_none {
            ledger.holds(RuleCode::G01);
        } else if project.lacks_indicators {
            ledger.not_checkable(RuleCode::G01, project.left_out());
        } else {
            let spots = lacking.entry(missing).or_default();
            spots.push(spot_of(project));
        }
        let has_cost = project.indicators.iter().any(|indicator| {
            indicator.level1.contains("成本") || indicator.level2.starts_with("经济成本")
        });
        if costs_are_usual && !has_cost && lacks_none {
            without_cost.push(spot_of(project));
        }
    }
    for (levels, spots) in lacking {
        let saying = Saying {
            fault: LevelFault::MissingLevels { levels }.into(),
            severity: Severity::Warning,
        };
        cluster::remark(subject, ledger, saying, &spots);
    }
    let saying = Saying {
        fault: LevelFault::MissingCosts.into(),
        severity: Severity::Note,
    };
    cluster::remark(subject, ledger, saying, &without_cost);
}

/// Words of how people find what was done for them.
const SATISFACTION: [&str; 13] = [
    "满意",
    "认可",
    "认同",
    "投诉",
    "好评",
    "测评",
    "评价",
    "评分",
    "获得感",
    "幸福感",
    "安全感",
    "信任",
    "口碑",
];

/// What stands under the wrong level.
fn misplaced_as(indicator: &Indicator) -> Option<LevelFault> {
    let under = |word: &str| indicator.level2.contains(word) || indicator.level1.contains(word);
    let is_satisfaction = SATISFACTION
        .iter()
        .any(|word| indicator.name.contains(word));
    if indicator.level2.contains("数量") && money(indicator).is_some() {
        return Some(LevelFault::MoneyAsQuantity);
    }
    if under("满意") && !is_satisfaction {
        return Some(LevelFault::SatisfactionUnsaid);
    }
    let is_rate = indicator.name.ends_with('率') && is_percent(indicator);
    if indicator.level2.contains("数量") && is_rate {
        return Some(LevelFault::RateAsQuantity);
    }
    let has_other_unit = !indicator.value_unit.is_empty()
        && !indicator.value_unit.contains('元')
        && !is_percent(indicator)
        && indicator.operator != Some(Operator::Qualitative);
    (is_cost(indicator) && has_other_unit).then_some(LevelFault::CostWithoutMoney)
}

/// G09: one remark a kind.
pub fn misplaced(subject: &Subject, ledger: &mut Ledger, projects: &[Project]) {
    let mut found: Vec<(LevelFault, Vec<Spot>)> = Vec::new();
    for project in projects {
        for indicator in &project.indicators {
            if indicator.about == About::Whole && indicator.level2.is_empty() {
                continue;
            }
            match misplaced_as(indicator) {
                None => ledger.holds(RuleCode::G09),
                Some(fault) => match found.iter_mut().find(|(known, _)| *known == fault) {
                    Some((_, spots)) => spots.push(project.spot(indicator)),
                    None => found.push((fault, vec![project.spot(indicator)])),
                },
            }
        }
    }
    for (fault, spots) in found {
        let saying = Saying {
            fault: fault.into(),
            severity: Severity::Note,
        };
        cluster::remark(subject, ledger, saying, &spots);
    }
}
