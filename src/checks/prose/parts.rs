/*!
Parts that prose names with 其中 and that add up to their whole.

Only lists known to be complete are added up: 基本支出 and 项目支出, 人员经费 and 公用经费,
this year's income and the carry-over, the three of 三公, goods, works and services, and the
kinds of projects.
*/

use crate::budget::{Measure, RuleCode, TableKind};
use crate::checks::kernel::equation::{Balance, Equation};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::Term;
use crate::checks::prose::reading::Mention;
use crate::checks::prose::total::{Concept, Scope, total_of};
use crate::checks::wording::{CountFault, Sentences};
use crate::pattern::regex;
use regex::Regex;
use std::sync::LazyLock;

/// A whole with all its parts, by the ends of their labels.
struct Set {
    rule: RuleCode,
    whole: Regex,
    parts: Vec<Regex>,
    requirement: Sentences,
}

impl Set {
    /// Whether a mention names the whole of the set, and not a part whose name ends like it.
    fn names_whole(&self, mention: &Mention) -> bool {
        let is_part = || self.parts.iter().any(|part| part.is_match(mention.label));
        self.whole.is_match(mention.label) && !is_part() && !is_further(mention)
    }

    /// How many sentences behind its whole a part may stand: the total of a section is broken
    /// down in the sentences that follow, any other whole in its own.
    fn reach_of(&self, whole: &Mention) -> usize {
        let is_total = self.rule != RuleCode::P12 || total_of(whole).is_some();
        if is_total { 4 } else { 0 }
    }
}

const END: &str = "(?:财政拨款)?(?:支出)?(?:年初)?(?:采购)?(?:预算|决算)?(?:总额|金额|数|安排|总计|合计)?(?:（以合同签订为准）)?(?:为|共|是)?$";

static SETS: LazyLock<Vec<Set>> = LazyLock::new(|| {
    let set = |rule, whole: &str, parts: &[&str], requirement| Set {
        rule,
        whole: regex(&format!("(?:{whole}){END}")),
        parts: parts
            .iter()
            .map(|part| regex(&format!("(?:{part}){END}")))
            .collect(),
        requirement,
    };
    vec![
        set(
            RuleCode::P12,
            "支出",
            &["基本支出", "项目支出"],
            Sentences::BasicAndProjects,
        ),
        set(
            RuleCode::P12,
            "基本支出",
            &["人员经费", "公用经费"],
            Sentences::StaffAndRunning,
        ),
        set(
            RuleCode::P12,
            "收入(?:总计|合计|总额)?|收支|支出",
            &[
                "本年收入|[本当]年(?:预算)?安排|[本当]年(?:财政)?拨款(?:收入)?",
                "上年结转结余|上年结转",
            ],
            Sentences::YearAndCarryOver,
        ),
        set(
            RuleCode::P05,
            "“?三公”?经费|三公",
            &[
                "因公出国（境）(?:费用|费|经费)?",
                "公务用车购置(?:及|和)(?:运行(?:维护)?|运维)(?:费用|费)?",
                "公务接待(?:费用|费)?",
            ],
            Sentences::ThreePublic,
        ),
        set(
            RuleCode::P05,
            "公务用车购置(?:及|和)(?:运行(?:维护)?|运维)(?:费用|费)?",
            &[
                "公务用车购置(?:费用|费)?",
                "公务用车(?:运行(?:维护)?|运维)(?:费用|费)?",
            ],
            Sentences::Vehicles,
        ),
        set(
            RuleCode::P07,
            "政府采购",
            &["货物", "工程", "服务"],
            Sentences::Procurement,
        ),
    ]
});

/// How far behind its whole a part may stand.
const REACH: usize = 14;

pub fn check(subject: &Subject, mentions: &[Mention], ledger: &mut Ledger) {
    let money: Vec<&Mention> = mentions
        .iter()
        .filter(|mention| {
            mention.money().is_some()
                && !mention.is_change()
                && !mention.is_in_reason()
                && !mention.is_of_another_year(subject.year())
                && !mention.is_of_another_stage(subject)
        })
        .collect();
    for set in SETS.iter() {
        for (at, mention) in money.iter().enumerate() {
            if set.names_whole(mention) && !is_of_a_unit(mention) {
                add_up(subject, set, &money[at..], ledger);
            }
        }
    }
    for at in 0..money.len() {
        sources(&money[at..], ledger);
        in_brackets(&money[at..], ledger);
    }
    groups(mentions, ledger);
}

/// P12: an income total and all its sources, in one sentence after 其中.
fn sources(money: &[&Mention], ledger: &mut Ledger) {
    let Some((whole, rest)) = money.split_first() else {
        return;
    };
    let is_income = PLANNED.is_match(whole.label)
        || total_of(whole).is_some_and(|total| {
            total.concept == Concept::Income && total.scope == Scope::All && !total.of_year
        });
    let Some(income) = whole.money().filter(|_| is_income) else {
        return;
    };
    let mut parts = Vec::new();
    for mention in rest {
        if mention.statement != whole.statement {
            break;
        }
        if is_in_brackets(mention.head) {
            continue;
        }
        if !SOURCE.is_match(mention.label) {
            return;
        }
        parts.extend(mention.money());
    }
    if parts.len() >= 3 {
        ledger.equation(Equation::sum(
            RuleCode::P12,
            income,
            parts,
            Sentences::Sources,
        ));
    }
}

/// P12: 基本支出670.14万元（工资福利支出552.59万元，商品和服务支出83.54万元，…）.
fn in_brackets(money: &[&Mention], ledger: &mut Ledger) {
    let Some((whole, rest)) = money.split_first() else {
        return;
    };
    let is_divided = PART_OF_EXPENDITURE.is_match(whole.label) && whole.tail.starts_with('（');
    let Some(sum) = whole.money().filter(|_| is_divided) else {
        return;
    };
    let depth = |head: &str| {
        let opened = head.matches('（').count();
        opened.saturating_sub(head.matches('）').count())
    };
    let inside: Vec<&&Mention> = rest
        .iter()
        .take_while(|mention| mention.statement == whole.statement)
        .take_while(|mention| depth(mention.head) > depth(whole.head))
        .collect();
    let is_class = |mention: &&&Mention| CLASS.is_match(mention.label);
    if inside.len() < 2 || !inside.iter().all(is_class) {
        return;
    }
    let parts = inside
        .iter()
        .filter_map(|mention| mention.money())
        .collect();
    ledger.equation(Equation::sum(RuleCode::P12, sum, parts, Sentences::Classes));
}

/// All money of the year's plan, by no name of its own.
static PLANNED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        "^(?:（[一二三四五六七八九十]+）)?(?:20[0-9]{2}年度?)?年初预算数?(?:总额|合计)?(?:为|共|是)?$",
    )
});
static PART_OF_EXPENDITURE: LazyLock<Regex> =
    LazyLock::new(|| regex("(?:基本支出|项目支出)(?:预算)?(?:为)?$"));
static CLASS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        "(?:工资福利支出|商品和服务支出|对个人和家庭的?补助(?:支出)?|资本性支出|人员经费|公用经费)(?:为)?$",
    )
});

fn is_in_brackets(head: &str) -> bool {
    head.matches('（').count() > head.matches('）').count()
}

static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
    regex("(?:收入|结转|结余|资金|收费|拨款|公共预算|基金|收益|基金预算|经营预算)(?:预算)?(?:为)?$")
});

/// Adds up the parts of a whole: the next mention of each of them, before the whole is named
/// again.
fn add_up(subject: &Subject, set: &Set, money: &[&Mention], ledger: &mut Ledger) {
    let Some((whole, rest)) = money.split_first() else {
        return;
    };
    let mut parts: Vec<Term> = Vec::new();
    for part in &set.parts {
        let found = rest
            .iter()
            .take(REACH)
            .take_while(|mention| mention.section == whole.section)
            .take_while(|mention| mention.statement - whole.statement <= set.reach_of(whole))
            .take_while(|mention| !set.names_whole(mention))
            .find(|mention| part.is_match(mention.label));
        let Some(term) = found.and_then(|mention| mention.money()) else {
            return;
        };
        if parts.iter().any(|part| part.cell == term.cell) {
            return;
        }
        parts.push(term);
    }
    let Some(whole_term) = whole.money() else {
        return;
    };
    if matches!(set.requirement, Sentences::BasicAndProjects) {
        parts.extend(further_expenditure(set, whole, rest));
    }
    let mut sum = Equation::sum(set.rule, whole_term, parts, set.requirement.clone());
    if matches!(set.requirement, Sentences::BasicAndProjects) && sum.balance() == Balance::Apart {
        sum = with_column(subject, sum);
    }
    ledger.equation(with_further_part(set, whole, rest, sum));
}

/// What expenditure may have beside 基本支出 and 项目支出.
const FURTHER: [&str; 5] = [
    "事业单位经营支出",
    "经营支出",
    "上缴上级支出",
    "对附属单位补助支出",
    "单位预留机动经费",
];

/// The further parts of all expenditure: those that the list goes on with.
fn further_expenditure(set: &Set, whole: &Mention, rest: &[&Mention]) -> Vec<Term> {
    let found = rest
        .iter()
        .take(REACH)
        .take_while(|mention| mention.section == whole.section)
        .take_while(|mention| mention.statement - whole.statement <= set.reach_of(whole))
        .take_while(|mention| !set.names_whole(mention))
        .filter(|mention| is_further(mention));
    found.filter_map(|mention| mention.money()).collect()
}

/// A sentence may leave a part to the table: that which the total row prints under a further heading.
fn with_column(subject: &Subject, sum: Equation) -> Equation {
    let column = |name: &str| subject.total(TableKind::Expenditure, Measure::from_path(name));
    let mut further = FURTHER.iter().filter_map(|name| column(name));
    let missing = further.find(|term| term.value != 0 && term.value == sum.gap());
    with_part(sum, missing)
}

/// A sum with a part more, where there is one.
fn with_part(sum: Equation, part: Option<Term>) -> Equation {
    let Some(part) = part else { return sum };
    let mut parts: Vec<Term> = sum.parts.iter().map(|part| part.term).collect();
    parts.push(part);
    Equation::sum(sum.rule, sum.left, parts, sum.requirement)
}

fn is_further(mention: &Mention) -> bool {
    let label = mention.label.trim_end_matches(['为', '共', '是']);
    FURTHER.iter().any(|name| label.ends_with(name))
}

/// A list may go on with a part that the set does not know, such as a reserve: where the next
/// mentions have just what is missing, that is it.
fn with_further_part(set: &Set, whole: &Mention, rest: &[&Mention], sum: Equation) -> Equation {
    let is_known = |term: &Term| sum.cells().any(|cell| cell == term.cell);
    let further = rest
        .iter()
        .take(REACH)
        .take_while(|mention| mention.section == whole.section)
        .take_while(|mention| !set.names_whole(mention))
        .filter_map(|mention| mention.money())
        .find(|term| term.value != 0 && term.value == sum.gap() && !is_known(term));
    with_part(sum, further)
}

/// Whether it is the total of one unit of several.
fn is_of_a_unit(mention: &Mention) -> bool {
    let words = ["本级", "下属", "所属"];
    words.iter().any(|word| mention.label.contains(word))
}

/// P08: 「项目24个，涉及预算904.82万元。其中：人员类项目14个，涉及预算734.42万元；…」.
fn groups(mentions: &[Mention], ledger: &mut Ledger) {
    let found = crate::checks::prose::projects::groups(mentions);
    let Some((whole, parts)) = found else { return };
    let terms: Vec<Term> = parts.iter().filter_map(|group| group.money).collect();
    if let Some(whole) = whole.money.filter(|_| terms.len() == parts.len()) {
        ledger.equation(Equation::sum(
            RuleCode::P08,
            whole,
            terms,
            Sentences::GroupsOfProjects,
        ));
    }
    let sum: i128 = parts.iter().map(|group| group.count).sum();
    if sum == whole.count {
        ledger.holds(RuleCode::P08);
    } else {
        let mention = whole.mention;
        let stated = whole.count;
        ledger.remark(crate::checks::prose::remark(
            CountFault::ProjectGroups { stated, sum },
            mention,
            (format!("{stated}个"), format!("{sum}个")),
        ));
    }
}
