/*! Whether the levels are all there, and each indicator stands under its own (G01, G09). */

use crate::budget::{About, Indicator, Operator, RuleCode, Severity};
use crate::checks::goals::project::{Project, is_cost, is_percent, money};
use crate::checks::kernel::cluster::{self, Saying, Spot};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;
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
            .any(|own| own.level1.contains("成本"))
    });
    let mut without_cost = Vec::new();
    // A template that lacks a level lacks it for all of its projects: one habit, one finding.
    let mut lacking: BTreeMap<String, Vec<Spot>> = BTreeMap::new();
    for project in projects {
        if !is_levelled(project) {
            ledger.not_checkable(
                RuleCode::G01,
                format!("「{}」的指标没有印一级指标", project.name),
            );
            continue;
        }
        let missing: Vec<&str> = [
            ("产出指标", &["产出"][..]),
            ("效益指标", &["效益", "效果"][..]),
            ("满意度指标", &["满意"][..]),
        ]
        .into_iter()
        .filter(|(_, words)| !has(project, words))
        .map(|(name, _)| name)
        .collect();
        if missing.is_empty() {
            ledger.holds(RuleCode::G01);
        } else {
            let spots = lacking.entry(missing.join("、")).or_default();
            spots.push(spot_of(project));
        }
        let has_cost = project
            .indicators
            .iter()
            .any(|own| own.level1.contains("成本") || own.level2.starts_with("经济成本"));
        if costs_are_usual && !has_cost && missing.is_empty() {
            without_cost.push(spot_of(project));
        }
    }
    for (missing, spots) in lacking {
        let message = format!("项目的指标里没有{missing}");
        let saying = Saying {
            rule: RuleCode::G01,
            severity: Severity::Warning,
            equation: "项目有产出、效益、满意度指标",
            message: &message,
        };
        cluster::remark(subject, ledger, saying, &spots);
    }
    let saying = Saying {
        rule: RuleCode::G01,
        severity: Severity::Note,
        equation: "项目有成本指标",
        message: "别的项目有成本指标，此项目没有",
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
fn misplaced_as(indicator: &Indicator) -> Option<&'static str> {
    let under = |word: &str| indicator.level2.contains(word) || indicator.level1.contains(word);
    let is_satisfaction = SATISFACTION
        .iter()
        .any(|word| indicator.name.contains(word));
    if indicator.level2.contains("数量") && money(indicator).is_some() {
        return Some("数量指标里是钱");
    }
    if under("满意") && !is_satisfaction {
        return Some("满意度指标的名称没有说满意度");
    }
    let is_rate = indicator.name.ends_with('率') && is_percent(indicator);
    if indicator.level2.contains("数量") && is_rate {
        return Some("数量指标里是率");
    }
    let has_other_unit = !indicator.value_unit.is_empty()
        && !indicator.value_unit.contains('元')
        && !is_percent(indicator)
        && indicator.operator != Some(Operator::Qualitative);
    (is_cost(indicator) && has_other_unit).then_some("成本指标里不是钱")
}

/// G09: one remark a kind.
pub fn misplaced(subject: &Subject, ledger: &mut Ledger, projects: &[Project]) {
    let mut found: Vec<(&'static str, Vec<Spot>)> = Vec::new();
    for project in projects {
        for indicator in &project.indicators {
            if indicator.about == About::Whole && indicator.level2.is_empty() {
                continue;
            }
            match misplaced_as(indicator) {
                None => ledger.holds(RuleCode::G09),
                Some(kind) => match found.iter_mut().find(|(own, _)| *own == kind) {
                    Some((_, spots)) => spots.push(project.spot(indicator)),
                    None => found.push((kind, vec![project.spot(indicator)])),
                },
            }
        }
    }
    for (kind, spots) in found {
        let saying = Saying {
            rule: RuleCode::G09,
            severity: Severity::Note,
            equation: "指标放在所属的级次",
            message: kind,
        };
        cluster::remark(subject, ledger, saying, &spots);
    }
}
