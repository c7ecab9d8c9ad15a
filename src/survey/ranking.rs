/*!
The budgets in the order of their money for a topic, year by year.
*/

use super::spread::Spread;
use super::topic::TopicFigure;
use crate::budget::{Amount, Identity, Kin, Scope, Stage, change, share};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What one budget has of the topic, and how that stands to the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicLine {
    /// Whose budget.
    pub identity: Identity,
    /// The department above the unit, as its document names it; or empty.
    pub department: String,
    /// What it has.
    pub found: TopicFigure,
    /// Where the figure stands: file and place, or empty where it was added up.
    pub source: String,
    /// Which it is, the greatest first; none where the line is in the money of another.
    pub rank: Option<usize>,
    /// The change in per cent against the same unit's year before, where the library has it.
    pub change: String,
}

impl TopicLine {
    /// A line that is not held against others yet.
    pub fn new(kin: Kin, found: TopicFigure, source: String) -> Self {
        Self {
            identity: kin.identity.clone(),
            department: kin.department.to_owned(),
            found,
            source,
            rank: None,
            change: String::new(),
        }
    }

    /// What part of its table's total the figure is, in per cent.
    pub fn share(&self) -> String {
        let whole = self.found.whole.as_ref();
        whole.map_or_else(String::new, |whole| share(&self.found.held.amount, whole))
    }

    /// Whether one of the departments has the money of this unit in its own budget.
    fn is_within(&self, departments: &HashSet<String>) -> bool {
        let above = [&self.identity.unit, &self.department];
        self.identity.scope == Scope::Unit
            && above.into_iter().any(|unit| departments.contains(unit))
    }

    /// What is the same in every year: whose money it is, and for what.
    fn thing(&self) -> (&str, Stage, Scope, &str) {
        let identity = &self.identity;
        let code = self.found.code.as_str();
        let what = if code.is_empty() {
            &self.found.name
        } else {
            code
        };
        (&identity.unit, identity.stage, identity.scope, what)
    }
}

/// The lines of one year and stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// The year.
    pub year: u16,
    /// 预算 or 决算.
    pub stage: Stage,
    /// The lines: those that count by rank, then those that are in the money of another.
    pub lines: Vec<TopicLine>,
    /// What counts, at a glance.
    pub spread: Option<Spread>,
}

/// Puts lines in order, a ranking for each year and stage, the latest first.
pub fn ranked(lines: Vec<TopicLine>) -> Vec<Ranking> {
    let changes = changes(&lines);
    let mut rankings: BTreeMap<(Reverse<u16>, &str), Ranking> = BTreeMap::new();
    for (line, change) in lines.into_iter().zip(changes) {
        let (year, stage) = (line.identity.year, line.identity.stage);
        let ranking = rankings.entry((Reverse(year), stage.name()));
        let ranking = ranking.or_insert_with(|| Ranking {
            year,
            stage,
            lines: Vec::new(),
            spread: None,
        });
        ranking.lines.push(TopicLine { change, ..line });
    }
    rankings.into_values().map(in_order).collect()
}

/// The change of each line against the same thing a year before.
fn changes(lines: &[TopicLine]) -> Vec<String> {
    let of_year = |line: &TopicLine| line.identity.year;
    let amounts: HashMap<_, Amount> = lines
        .iter()
        .map(|line| ((line.thing(), of_year(line)), line.found.held.amount))
        .collect();
    let change_of = |line: &TopicLine| {
        let before = of_year(line).checked_sub(1)?;
        let before = amounts.get(&(line.thing(), before))?;
        Some(change(before, &line.found.held.amount))
    };
    let changes = lines.iter().map(change_of);
    changes.map(Option::unwrap_or_default).collect()
}

/// A ranking with its lines by their money, ranked, none of them counted twice.
fn in_order(ranking: Ranking) -> Ranking {
    let identities = ranking.lines.iter().map(|line| &line.identity);
    let departments: HashSet<String> = identities
        .filter(|identity| identity.scope == Scope::Department)
        .map(|identity| identity.unit.clone())
        .collect();
    let (within, counting): (Vec<TopicLine>, Vec<TopicLine>) = ranking
        .lines
        .into_iter()
        .partition(|line| line.is_within(&departments));
    let amounts: Vec<Amount> = counting.iter().map(|line| line.found.held.amount).collect();
    let mut lines = by_money(counting);
    let mut last = None;
    for (at, line) in lines.iter_mut().enumerate() {
        // Of equal money is the same rank, and the next one is further down.
        let money = ten_thousandths(line);
        let rank = match last {
            Some((rank, same)) if same == money => rank,
            _ => at + 1,
        };
        line.rank = Some(rank);
        last = Some((rank, money));
    }
    lines.extend(by_money(within));
    Ranking {
        spread: Spread::of(&amounts),
        lines,
        ..ranking
    }
}

fn by_money(mut lines: Vec<TopicLine>) -> Vec<TopicLine> {
    lines.sort_by_key(|line| Reverse(ten_thousandths(line)));
    lines
}

fn ten_thousandths(line: &TopicLine) -> i64 {
    line.found.held.amount.ten_thousandths()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::MoneyUnit;
    use crate::compare::Held;

    fn line(unit: &str, year: u16, scope: Scope, department: &str, printed: &str) -> TopicLine {
        let identity = Identity {
            unit: unit.to_owned(),
            year,
            stage: Stage::Budget,
            scope,
        };
        let amount = Amount::parse(printed, MoneyUnit::Wan).unwrap();
        let found = TopicFigure {
            code: "2080506".to_owned(),
            name: "职业年金".to_owned(),
            table: None,
            held: Held::summed(amount, ""),
            whole: None,
        };
        let kin = Kin {
            identity: &identity,
            department,
        };
        TopicLine::new(kin, found, String::new())
    }

    #[test]
    fn a_department_has_its_units_money_in_it() {
        let rankings = ranked(vec![
            line("甲局", 2024, Scope::Department, "", "10.00"),
            line("甲局", 2024, Scope::Unit, "", "4.00"),
            line("甲局二中心", 2024, Scope::Unit, "甲局", "6.00"),
            line("乙中心", 2024, Scope::Unit, "乙局", "30.00"),
        ]);
        let [ranking] = rankings.as_slice() else {
            panic!("{rankings:?}")
        };
        let ranks: Vec<(&str, Option<usize>)> = ranking
            .lines
            .iter()
            .map(|line| (line.identity.unit.as_str(), line.rank))
            .collect();
        let expected = [
            ("乙中心", Some(1)),
            ("甲局", Some(2)),
            ("甲局二中心", None),
            ("甲局", None),
        ];
        assert_eq!(ranks, expected);
        assert_eq!(ranking.spread.unwrap().sum.to_string(), "40.00");
    }

    #[test]
    fn a_year_is_held_against_the_one_before() {
        let rankings = ranked(vec![
            line("甲", 2023, Scope::Unit, "", "8.00"),
            line("甲", 2024, Scope::Unit, "", "10.00"),
        ]);
        assert_eq!(rankings[0].year, 2024);
        assert_eq!(rankings[0].lines[0].change, "+25.00%");
        assert_eq!(rankings[1].lines[0].change, "");
    }

    #[test]
    fn equal_money_has_one_rank() {
        let unit = |name: &str, printed: &str| line(name, 2024, Scope::Unit, "", printed);
        let rankings = ranked(vec![
            unit("甲", "5.00"),
            unit("乙", "5.00"),
            unit("丙", "1.00"),
        ]);
        let ranks: Vec<Option<usize>> = rankings[0].lines.iter().map(|line| line.rank).collect();
        assert_eq!(ranks, [Some(1), Some(1), Some(3)]);
    }
}
