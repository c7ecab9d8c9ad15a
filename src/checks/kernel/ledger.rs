/*!
What the rules write down while they look at a budget.

A rule hands in equations, or findings of its own where there is nothing to add up, and
says where it could not look. What the equations mean together (one wrong cell breaks
several of them) is settled at the end.
*/

use crate::budget::{Amount, Evidence, Finding, Outcome, Place, Severity, Verdict};
use crate::checks::kernel::cause::causes;
use crate::checks::kernel::equation::{Balance, Equation, Relation};
use crate::checks::kernel::explained::explained;
use crate::checks::kernel::fact::operands;
use crate::checks::kernel::left_out;
use crate::checks::kernel::rounding::roundings;
use crate::checks::kernel::rule::Rule;
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::{Cell, Trust, amount};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Everything that the rules found.
#[derive(Default)]
pub struct Ledger {
    equations: Vec<Equation>,
    findings: Vec<Finding>,
    held: HashMap<&'static str, u32>,
    unchecked: HashMap<&'static str, String>,
    inapplicable: HashMap<&'static str, String>,
}

/// A finding of a rule that adds nothing up.
#[derive(Debug, Clone)]
pub struct Remark {
    /// The rule's code.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// The table it stands in.
    pub table: Option<usize>,
    /// The ordinal of its row.
    pub row: Option<u32>,
    /// What stands there, and where.
    pub left: (String, Place),
    /// What it is held against.
    pub right: Option<(String, Place)>,
    /// What must hold, in words.
    pub equation: String,
    /// What is wrong, as a sentence.
    pub message: String,
}

impl Ledger {
    /// Hands in an equation; one between rows that rests on a figure whose column nothing
    /// decides is no evidence. Inside its own row it is: no column made the row add up.
    pub fn equation(&mut self, equation: Equation) {
        if equation.trust() == Trust::Uncertain && !equation.rule.starts_with('R') {
            self.not_checkable(equation.rule, "所据的数存疑，不知属于哪一列");
        } else {
            self.equations.push(equation);
        }
    }

    /// The rule holds somewhere.
    pub fn holds(&mut self, rule: &'static str) {
        *self.held.entry(rule).or_default() += 1;
    }

    /// The rule is violated.
    pub fn remark(&mut self, remark: Remark) {
        let evidence = |(printed, place): (String, Place)| Evidence {
            printed,
            place,
            elsewhere: None,
        };
        self.findings.push(Finding {
            rule: remark.rule,
            verdict: Verdict::Violated,
            severity: remark.severity,
            table: remark.table,
            row: remark.row,
            left: evidence(remark.left),
            right: remark.right.map(evidence),
            difference: None,
            bound: None,
            money_unit: None,
            equation: remark.equation,
            message: remark.message,
            operands: Vec::new(),
            nth: 0,
        });
    }

    /// A finding as it is.
    pub fn finding(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// The rule could not be checked somewhere; the first reason is kept.
    pub fn not_checkable(&mut self, rule: &'static str, why: impl Into<String>) {
        self.unchecked.entry(rule).or_insert_with(|| why.into());
    }

    /// A rule that most of a table's rows speak against is about the reading, and not about the
    /// paper: a note with the place.
    pub fn doubt(
        &mut self,
        subject: &Subject,
        (rule, table): (&'static str, usize),
        words: &str,
        why: &str,
    ) {
        let Some(printed) = subject.book.tables.get(table) else {
            return;
        };
        self.not_checkable(rule, format!("「{}」{why}", printed.title));
        self.findings.push(Finding {
            rule,
            verdict: Verdict::Explained,
            severity: Severity::Note,
            table: Some(table),
            row: None,
            left: Evidence {
                printed: printed.title.clone(),
                place: printed.place,
                elsewhere: None,
            },
            right: None,
            difference: None,
            bound: None,
            money_unit: None,
            equation: words.to_owned(),
            message: format!("读法存疑：{why}，本规则未核，请对照原件"),
            operands: Vec::new(),
            nth: 0,
        });
    }

    /// The document has nothing that the rule is about.
    pub fn not_applicable(&mut self, rule: &'static str, why: impl Into<String>) {
        self.inapplicable.entry(rule).or_insert_with(|| why.into());
    }

    /// Takes back the equations that prove nothing: their rules could not be checked there.
    pub fn leave_out(&mut self, proves_nothing: impl Fn(&Equation) -> bool, why: &str) {
        let (out, kept) = std::mem::take(&mut self.equations)
            .into_iter()
            .partition(|equation| proves_nothing(equation));
        self.equations = kept;
        let out: Vec<Equation> = out;
        for equation in out {
            self.not_checkable(equation.rule, why);
        }
    }

    /// The findings of a rule so far.
    pub fn found(&self, rule: &str) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |own| own.rule == rule)
    }

    /// The equations handed in so far.
    pub fn equations(&self) -> &[Equation] {
        &self.equations
    }

    /// Settles everything: the findings, worst first and then in the document's order, and
    /// what came of each rule.
    pub fn settle(
        mut self,
        subject: &Subject,
        rules: &[&'static Rule],
    ) -> (Vec<Finding>, Vec<Outcome>) {
        self.leave_out(
            |equation| left_out::rests_on_unread(subject.book, equation),
            "所涉的行里有读不出的数，见导入时的提示",
        );
        self.leave_out_misread_columns(subject);
        self.leave_out_doubted_tables(subject);
        let mut apart = Vec::new();
        let mut rounding = Vec::new();
        let mut holding = Vec::new();
        for equation in std::mem::take(&mut self.equations) {
            match equation.balance() {
                Balance::Equal => {
                    self.holds(equation.rule);
                    holding.push(equation);
                }
                Balance::Rounding => {
                    holding.push(equation.clone());
                    rounding.push(equation);
                }
                Balance::Apart => apart.push(equation),
            }
        }
        let mut violated = Vec::new();
        let mut explanations: Vec<Finding> = Vec::new();
        for equation in apart {
            match explained(subject, &equation) {
                Some(finding) => {
                    explanations.push(finding);
                    holding.push(equation);
                }
                None => violated.push(equation),
            }
        }
        self.findings.extend(clustered(explanations));
        let mut counts: HashMap<&'static str, u32> = HashMap::new();
        for equation in &violated {
            *counts.entry(equation.rule).or_default() += 1;
        }
        self.findings
            .extend(causes(subject, violated, &holding, rules));
        self.findings.extend(roundings(subject, rounding));
        self.findings.sort_by(|one, other| {
            (one.severity, one.left.place, one.rule).cmp(&(
                other.severity,
                other.left.place,
                other.rule,
            ))
        });
        number(&mut self.findings);
        let outcomes = rules
            .iter()
            .map(|rule| self.outcome(rule.code, &counts))
            .collect();
        (self.findings, outcomes)
    }

    /// Where most rows of a table fail one rule, each by another amount, it is the column that
    /// was read wrongly or that means something else, and not every row that is wrong. Sums of
    /// other rows are no witnesses: they fail with the one row that does.
    fn leave_out_misread_columns(&mut self, subject: &Subject) {
        let mut columns: BTreeMap<Column, Witnesses> = BTreeMap::new();
        for equation in &self.equations {
            if let Some((column, row)) = column_of(equation)
                && subject.is_leaf(column.1, row)
            {
                columns.entry(column).or_default().hear(equation);
            }
        }
        columns.retain(|_, witnesses| witnesses.speak_against_the_column());
        for (rule, table, words) in columns.keys() {
            let why = "多数行都不符，列的含义可能与本规则不同";
            self.doubt(subject, (rule, *table), words, why);
        }
        self.equations.retain(|equation| {
            column_of(equation).is_none_or(|(column, _)| !columns.contains_key(&column))
        });
    }

    /// One equation that more than a fifth of a table's places speak against, each by another
    /// amount, or all by one power of ten, is about how the table was read.
    fn leave_out_doubted_tables(&mut self, subject: &Subject) {
        let mut places: BTreeMap<Column, Places> = BTreeMap::new();
        for equation in &self.equations {
            if let Some(place) = place_of(equation) {
                places.entry(place).or_default().hear(equation);
            }
        }
        places.retain(|_, places| places.doubt().is_some());
        for ((rule, table, words), places) in &places {
            let why = places.doubt().unwrap_or_default();
            self.doubt(subject, (rule, *table), words, why);
        }
        self.equations
            .retain(|equation| place_of(equation).is_none_or(|place| !places.contains_key(&place)));
    }

    fn outcome(&self, rule: &'static str, violated: &HashMap<&'static str, u32>) -> Outcome {
        let own: Vec<&Finding> = self
            .findings
            .iter()
            .filter(|finding| finding.rule == rule)
            .collect();
        let held = self.held.get(rule).copied().unwrap_or(0);
        let times = held + (own.len() as u32).max(violated.get(rule).copied().unwrap_or(0));
        let worst = own.iter().map(|finding| finding.verdict).min();
        let (verdict, why) = match worst {
            Some(verdict) => (verdict, format!("{} 条疑点", own.len())),
            None if violated.contains_key(rule) => {
                (Verdict::Violated, "已归入同一原因的疑点".to_owned())
            }
            None if held > 0 => (
                Verdict::Holds,
                self.unchecked.get(rule).cloned().unwrap_or_default(),
            ),
            None => match (self.unchecked.get(rule), self.inapplicable.get(rule)) {
                (Some(why), _) => (Verdict::NotCheckable, why.clone()),
                (None, Some(why)) => (Verdict::NotApplicable, why.clone()),
                (None, None) => (
                    Verdict::NotApplicable,
                    "文件里没有本规则所核对的内容".to_owned(),
                ),
            },
        };
        Outcome {
            rule,
            verdict,
            times,
            why,
        }
    }
}

/// Numbers the findings that their rule, figures and equation do not tell apart.
fn number(findings: &mut [Finding]) {
    let mut seen: HashMap<String, u32> = HashMap::new();
    for finding in findings {
        let count = seen.entry(finding.key()).or_default();
        finding.nth = *count;
        *count += 1;
    }
}

/// A rule, the table's index and the equation in words: what all rows of a column share.
type Column = (&'static str, usize, String);

/// The column of an equation inside a row, and the row's index.
fn column_of(equation: &Equation) -> Option<(Column, usize)> {
    match equation.left.cell {
        Cell::Printed { table, row, .. } if equation.rule.starts_with('R') => {
            Some(((equation.rule, table, equation.words.clone()), row))
        }
        _ => None,
    }
}

/// The table that an equation between rows, tables or prose and a table rests on.
fn place_of(equation: &Equation) -> Option<Column> {
    let is_between = equation.rule.starts_with(['T', 'X']) || equation.rule == "P03";
    let mut cells = equation.cells();
    let (table, _) = cells.find_map(|cell| cell.row())?;
    let is_sum = equation.relation == Relation::Sum && !equation.may_be_explained;
    let words = match equation.rule {
        // The words of a sentence's equation name its item.
        "P03" => String::new(),
        _ => equation.words.clone(),
    };
    (is_between && is_sum).then_some((equation.rule, table, words))
}

/// What the places of an equation in a table say of it.
#[derive(Default)]
struct Places {
    all: usize,
    gaps: BTreeSet<i128>,
    failing: usize,
    by_power_of_ten: usize,
}

impl Places {
    fn hear(&mut self, equation: &Equation) {
        self.all += 1;
        if equation.balance() == Balance::Apart {
            self.failing += 1;
            self.gaps.insert(equation.gap().abs());
            self.by_power_of_ten += usize::from(is_power_of_ten(equation));
        }
    }

    fn doubt(&self) -> Option<&'static str> {
        if self.failing > 1 && self.by_power_of_ten == self.failing && self.failing * 2 > self.all {
            Some("各处都差同一个倍数，金额单位可能读错")
        } else if self.gaps.len() > 2 && self.gaps.len() * 5 > self.all {
            Some("多处不符，各差各的，行或栏可能读错")
        } else {
            None
        }
    }
}

/// Whether both sides differ by thousands or ten thousands: 千元 or 元 for 万元.
fn is_power_of_ten(equation: &Equation) -> bool {
    let (left, right) = (equation.left.value, equation.right());
    left != 0
        && [1_000, 10_000].iter().any(|power| {
            let near = |large: i128, small: i128| {
                (large - small * power).abs() <= equation.twice_bound() * power
            };
            near(left, right) || near(right, left)
        })
}

/// The fewest rows that can tell a misread column from wrong figures.
const FEWEST_WITNESSES: usize = 4;

/// What the rows of a column say of a rule.
#[derive(Default)]
struct Witnesses {
    all: usize,
    failing: usize,
    gaps: BTreeSet<i128>,
}

impl Witnesses {
    fn hear(&mut self, equation: &Equation) {
        self.all += 1;
        if equation.balance() == Balance::Apart {
            self.failing += 1;
            self.gaps.insert(equation.gap().abs());
        }
    }

    fn speak_against_the_column(&self) -> bool {
        self.all >= FEWEST_WITNESSES
            && self.failing * 2 > self.all
            && self.gaps.len() * 2 > self.failing
    }
}

/// Explained gaps of one rule, table and size are one finding.
fn clustered(explanations: Vec<Finding>) -> Vec<Finding> {
    let mut clusters: Vec<(Finding, usize)> = Vec::new();
    let mut known: HashMap<(&'static str, Option<usize>, Option<i64>), usize> = HashMap::new();
    for finding in explanations {
        let size = finding.difference.map(|gap| gap.ten_thousandths().abs());
        let cluster = known
            .entry((finding.rule, finding.table, size))
            .or_insert(clusters.len());
        match clusters.get_mut(*cluster) {
            Some((_, count)) => *count += 1,
            None => clusters.push((finding, 1)),
        }
    }
    clusters
        .into_iter()
        .map(|(mut finding, count)| {
            if count > 1 {
                let place = if finding.table.is_some() {
                    "本表"
                } else {
                    "文字"
                };
                finding
                    .message
                    .push_str(&format!("；{place}同样的差额共 {count} 处"));
            }
            finding
        })
        .collect()
}

/// A finding of an equation as it stands: left, right, difference and bound. Of a part that is
/// greater than its whole the part is what it is about.
pub fn finding_of(
    subject: &Subject,
    equation: &Equation,
    verdict: Verdict,
    severity: Severity,
) -> Finding {
    let book = subject.book;
    let unit = equation.left.cell.money_unit(book);
    let money = |value: i128| equation.left.printed_like(book, value);
    let left_place = equation.left.cell.place(book);
    let right_place = equation
        .parts
        .first()
        .map_or(left_place, |part| part.term.cell.place(book));
    let recomputed = equation.recomputed();
    let right = match (equation.parts.as_slice(), &recomputed) {
        (_, Some(share)) => share.clone(),
        ([only], None) => only.term.cell.printed(book),
        _ => money(equation.right()).to_string(),
    };
    let is_sum = matches!(equation.relation, Relation::Sum | Relation::AtLeast);
    let (table, row) = match equation.left.cell.in_table(book) {
        Some((_, row, _)) => (table_index(equation.left.cell), Some(row.ordinal)),
        None => (None, None),
    };
    let finding = Finding {
        rule: equation.rule,
        verdict,
        severity,
        table,
        row,
        left: Evidence {
            printed: equation.left.cell.printed(book),
            place: left_place,
            elsewhere: None,
        },
        right: Some(Evidence {
            printed: right,
            place: right_place,
            elsewhere: None,
        }),
        difference: is_sum.then(|| money(equation.gap())),
        bound: is_sum.then(|| money(equation.bound())),
        money_unit: is_sum.then_some(unit),
        equation: in_words(subject, equation),
        message: String::new(),
        operands: operands(subject, equation),
        nth: 0,
    };
    match (equation.relation, equation.parts.as_slice()) {
        (Relation::AtLeast, [part]) => about_the_part(subject, finding, part.term.cell),
        _ => finding,
    }
}

fn about_the_part(subject: &Subject, finding: Finding, part: Cell) -> Finding {
    let Some(right) = finding.right else {
        return finding;
    };
    let turned = |difference: Amount| {
        let value = -i128::from(difference.ten_thousandths());
        amount(value, difference.unit(), difference.scale())
    };
    Finding {
        left: right,
        right: Some(finding.left),
        table: table_index(part),
        row: part.in_table(subject.book).map(|(_, row, _)| row.ordinal),
        difference: finding.difference.map(turned),
        ..finding
    }
}

/// The table of a cell.
pub fn table_index(cell: Cell) -> Option<usize> {
    match cell {
        Cell::Printed { table, .. } => Some(table),
        Cell::Stated { .. } => None,
    }
}

/// How many parts an equation lists before it counts the rest.
const MOST_PARTS: usize = 12;

/// The equation with its figures: 基本支出 2950.15 ＋ 项目支出 420.00 ＝ 3370.15；合计印作 3360.15.
pub fn in_words(subject: &Subject, equation: &Equation) -> String {
    let book = subject.book;
    let is_sum = matches!(equation.relation, Relation::Sum | Relation::AtLeast);
    let unit = equation.left.cell.money_unit(book);
    // Figures of several units say each its own.
    let is_mixed = equation.cells().any(|cell| cell.money_unit(book) != unit);
    let own_unit = |cell: Cell| {
        if is_mixed {
            cell.money_unit(book).name()
        } else {
            ""
        }
    };
    let mut listed: Vec<String> = equation
        .parts
        .iter()
        .take(MOST_PARTS)
        .enumerate()
        .map(|(index, part)| {
            let sign = match (index, part.minus) {
                _ if !is_sum => ["", "、"][index.min(1)],
                (0, false) => "",
                (_, false) => "＋",
                (_, true) => "－",
            };
            format!(
                "{sign}{} {}{}",
                part.term.cell.words(book),
                part.term.cell.printed(book),
                own_unit(part.term.cell)
            )
        })
        .collect();
    if equation.parts.len() > MOST_PARTS {
        listed.push(format!("＋…（共 {} 项）", equation.parts.len()));
    }
    let sum = if let Some(share) = equation.recomputed() {
        format!("＝{share}")
    } else if equation.parts.len() > 1 {
        let sum = equation.left.printed_like(book, equation.right());
        format!("＝{sum}{}", own_unit(equation.left.cell))
    } else {
        String::new()
    };
    let money = if is_mixed {
        String::new()
    } else {
        format!("（{}）", unit.name())
    };
    format!(
        "{}：{} {}{} 对 {}{sum}{money}",
        equation.words,
        equation.left.cell.words(book),
        equation.left.cell.printed(book),
        own_unit(equation.left.cell),
        listed.join("")
    )
}
