/*! Indicators and projects that are others' (G08, G10, G11, G13, U06). */

use crate::budget::{Indicator, Operator, RuleCode, Severity};
use crate::checks::goals::project::{Project, in_words, money, number};
use crate::checks::goals::years::old_year;
use crate::checks::kernel::cluster::{self, Saying, Spot};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::likeness::Pairs;
use crate::checks::kernel::subject::Subject;
use crate::checks::wording::{CopiedGoalFault, GoalReason};
use std::collections::{BTreeMap, HashMap};

/// More projects than this are not held against each other one by one.
const MOST_COMPARED: usize = 80;

/// G08: an indicator that two projects have, and that is of the other's matter alone.
pub fn foreign(ledger: &mut Ledger, projects: &[Project]) {
    let printed: Vec<&Project> = projects
        .iter()
        .filter(|project| project.row.is_some())
        .collect();
    if printed.len() < 2 || printed.len() > MOST_COMPARED {
        ledger.not_applicable(RuleCode::G08, GoalReason::NoOtherProject);
        return;
    }
    let names: Vec<Pairs> = printed
        .iter()
        .map(|project| Pairs::of(project.name))
        .collect();
    let texts: Vec<Pairs> = printed
        .iter()
        .map(|project| Pairs::of(&[project.name, project.goal].concat()))
        .collect();
    for (index, project) in printed.iter().enumerate() {
        for indicator in &project.indicators {
            let pairs = Pairs::of(&indicator.name);
            let is_own = texts
                .get(index)
                .is_some_and(|text| pairs.covered_by(text) >= 25);
            let other = (!is_own)
                .then(|| {
                    names
                        .iter()
                        .enumerate()
                        .position(|(other, name)| other != index && name.covered_by(&pairs) >= 80)
                })
                .flatten();
            let Some(other) = other.and_then(|other| printed.get(other)) else {
                ledger.holds(RuleCode::G08);
                continue;
            };
            let fault = CopiedGoalFault::OfAnotherProject {
                project: project.name.to_owned(),
                other: other.name.to_owned(),
            };
            ledger.remark(Remark {
                left: (in_words(indicator), indicator.place),
                right: Some((other.name.to_owned(), other.place())),
                ..project.remark(fault, Severity::Note)
            });
        }
    }
}

/// So alike must two names be to be one indicator.
const SAME_NAME: usize = 62;

/// G10.
pub fn with_the_whole(subject: &Subject, ledger: &mut Ledger, projects: &[Project]) {
    let Some(whole) = projects.iter().find(|project| project.row.is_none()) else {
        ledger.not_applicable(RuleCode::G10, GoalReason::NoWhole);
        return;
    };
    let of_projects: Vec<(&Indicator, Pairs)> = projects
        .iter()
        .filter(|project| project.row.is_some())
        .flat_map(|project| &project.indicators)
        .take(600)
        .map(|indicator| (*indicator, Pairs::of(&indicator.name)))
        .collect();
    let mut differs: [Vec<Spot>; 2] = [Vec::new(), Vec::new()];
    for indicator in &whole.indicators {
        let against = |other: &Indicator| Spot {
            text: format!("{} 对 {}", in_words(indicator), in_words(other)),
            ..whole.spot(indicator)
        };
        match same_as_of_projects(indicator, &of_projects) {
            Same::None => {}
            Same::Agrees => ledger.holds(RuleCode::G10),
            Same::OtherSign(other) => differs[0].push(against(other)),
            Same::OtherValue(other) => differs[1].push(against(other)),
        }
    }
    let faults = [
        CopiedGoalFault::SignUnlikeProject,
        CopiedGoalFault::ValueUnlikeProject,
    ];
    for (fault, spots) in faults.into_iter().zip(differs) {
        let saying = Saying {
            fault: fault.into(),
            severity: Severity::Note,
        };
        cluster::remark(subject, ledger, saying, &spots);
    }
}

/// What the projects say of an indicator of the whole department.
enum Same<'b> {
    /// None of them has it, or what they have is another.
    None,
    Agrees,
    OtherSign(&'b Indicator),
    OtherValue(&'b Indicator),
}

fn same_as_of_projects<'b>(
    indicator: &Indicator,
    of_projects: &[(&'b Indicator, Pairs)],
) -> Same<'b> {
    // Money is the projects' own matter.
    if money(indicator).is_some() {
        return Same::None;
    }
    let pairs = Pairs::of(&indicator.name);
    let alike = of_projects
        .iter()
        .filter(|(_, theirs)| pairs.likeness(theirs) >= SAME_NAME);
    let same = alike
        .filter(|(other, _)| number(other) == number(indicator))
        .max_by_key(|(_, theirs)| pairs.likeness(theirs));
    if let Some((other, _)) = same {
        let same_sign = indicator.operator == other.operator;
        let same_unit = indicator.value_unit == other.value_unit;
        return if same_sign && same_unit {
            Same::Agrees
        } else {
            Same::OtherSign(other)
        };
    }
    // Another number makes another indicator, unless the name and the unit are the very same;
    // how content people are may differ, and the whole may be the sum of its projects.
    let named: Vec<&'b Indicator> = of_projects
        .iter()
        .map(|(other, _)| *other)
        .filter(|other| other.name == indicator.name && other.value_unit == indicator.value_unit)
        .filter(|other| number(other).is_some())
        .collect();
    let is_of_content = indicator.name.contains("满意");
    match (named.as_slice(), number(indicator)) {
        ([other], Some(_)) if !is_of_content && !indicator.name.is_empty() => {
            Same::OtherValue(other)
        }
        _ => Same::None,
    }
}

/// Fewer indicators than this may be the same by chance.
const LEAST_SET: usize = 3;

/// U06: projects whose indicators are the same ones with the same values.
pub fn same_sets(subject: &Subject, ledger: &mut Ledger, projects: &[Project]) {
    let mut sets: BTreeMap<Vec<String>, Vec<&Project>> = BTreeMap::new();
    for project in projects.iter().filter(|project| project.row.is_some()) {
        let mut set: Vec<String> = project
            .indicators
            .iter()
            .map(|indicator| in_words(indicator))
            .collect();
        set.sort_unstable();
        set.dedup();
        if set.len() >= LEAST_SET {
            sets.entry(set).or_default().push(project);
        }
    }
    if sets.values().map(Vec::len).sum::<usize>() < 2 {
        ledger.not_applicable(RuleCode::U06, GoalReason::NoTwoProjects);
        return;
    }
    for (set, same) in sets {
        let first = same.first().map_or("", |project| project.name);
        if same.iter().all(|project| project.name == first) {
            ledger.holds(RuleCode::U06);
            continue;
        }
        let spots: Vec<Spot> = same
            .iter()
            .map(|project| Spot {
                row: project.row.map(|row| row.ordinal),
                ..Spot::in_table(project.name, project.place(), project.table)
            })
            .collect();
        let saying = Saying {
            fault: CopiedGoalFault::SameIndicators { indicators: set }.into(),
            severity: Severity::Note,
        };
        cluster::remark(subject, ledger, saying, &spots);
    }
}

/// G11.
pub fn repeated(subject: &Subject, ledger: &mut Ledger, projects: &[Project]) {
    let mut spots = Vec::new();
    for project in projects {
        let before = spots.len();
        let mut names: HashMap<(&str, &str), &Indicator> = HashMap::new();
        let mut amounts: BTreeMap<i128, Vec<&Indicator>> = BTreeMap::new();
        for indicator in &project.indicators {
            let name = indicator.name.as_str();
            let key = (name, indicator.level1.as_str());
            if !name.is_empty() && names.insert(key, indicator).is_some() {
                spots.push(project.spot(indicator));
            }
            let is_past = old_year(&indicator.name, subject.year()).is_some();
            if let Some(amount) = money(indicator).filter(|_| !is_past) {
                amounts.entry(amount).or_default().push(indicator);
            }
        }
        let thrice = amounts.values().filter(|same| same.len() >= 3);
        spots.extend(thrice.filter_map(|same| Some(project.spot(same.last()?))));
        spots.extend(two_lengths(project));
        if spots.len() == before {
            ledger.holds(RuleCode::G11);
        }
    }
    let saying = Saying {
        fault: CopiedGoalFault::Repeated.into(),
        severity: Severity::Note,
    };
    cluster::remark(subject, ledger, saying, &spots);
}

/// 会期 of 10 天 beside 会期时长 of 5 天: a name that begins another, with another number.
fn two_lengths(project: &Project) -> Vec<Spot> {
    let mut found = Vec::new();
    for indicator in &project.indicators {
        let is_longer = |other: &&&Indicator| {
            other.name.len() > indicator.name.len()
                && other.name.starts_with(indicator.name.as_str())
                && other.value_unit == indicator.value_unit
                && !indicator.value_unit.is_empty()
                && other.operator != Some(Operator::Qualitative)
                && number(other) != number(indicator)
        };
        let is_short = (2..=6).contains(&indicator.name.chars().count());
        if is_short && project.indicators.iter().any(|other| is_longer(&other)) {
            found.push(project.spot(indicator));
        }
    }
    found
}

/// The number of persons that a project is for.
fn beneficiaries(project: &Project) -> Vec<i128> {
    project
        .indicators
        .iter()
        .filter(|indicator| matches!(indicator.value_unit.as_str(), "人" | "名" | "户" | "人次"))
        .filter_map(|indicator| number(indicator))
        .filter(|count| *count > 1_000)
        .collect()
}

/// G13.
pub fn same_purpose(subject: &Subject, ledger: &mut Ledger, projects: &[Project]) {
    let printed: Vec<&Project> = projects
        .iter()
        .filter(|project| project.row.is_some())
        .collect();
    if printed.len() < 2 || printed.len() > MOST_COMPARED {
        ledger.not_applicable(RuleCode::G13, GoalReason::NoOtherProject);
        return;
    }
    let names: Vec<Pairs> = printed
        .iter()
        .map(|project| Pairs::of(project.name))
        .collect();
    let goals: Vec<Pairs> = printed
        .iter()
        .map(|project| Pairs::of(project.goal))
        .collect();
    let mut spots = Vec::new();
    for (index, project) in printed.iter().enumerate() {
        let persons = beneficiaries(project);
        let twin = (0..index).find(|earlier| {
            let same_persons = printed.get(*earlier).is_some_and(|other| {
                beneficiaries(other)
                    .iter()
                    .any(|count| persons.contains(count))
            });
            let alike = |all: &[Pairs]| match (all.get(index), all.get(*earlier)) {
                (Some(left), Some(right)) => left.likeness(right),
                _ => 0,
            };
            alike(&names) >= 75 || same_persons && (alike(&goals) >= 40 || alike(&names) >= 40)
        });
        let Some(twin) = twin.and_then(|twin| printed.get(twin)) else {
            ledger.holds(RuleCode::G13);
            continue;
        };
        spots.push(Spot {
            row: project.row.map(|row| row.ordinal),
            ..Spot::in_table(
                format!("{} 与 {}", twin.name, project.name),
                project.place(),
                project.table,
            )
        });
    }
    let saying = Saying {
        fault: CopiedGoalFault::SamePurpose.into(),
        severity: Severity::Note,
    };
    cluster::remark(subject, ledger, saying, &spots);
}
