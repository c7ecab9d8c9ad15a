/*! A standard times a number against the project's money, and amounts in goals (G07, G12). */

use crate::budget::{Amount, Indicator, MoneyUnit, RuleCode, Severity};
use crate::checks::goals::project::{Project, in_words, number, shown};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term;
use crate::checks::wording::{GoalReason, GoalSumFault};
use crate::pattern::regex;
use regex::Regex;
use std::sync::LazyLock;

/// A standard for one person, in ten-thousandths of a 元.
fn standard(indicator: &Indicator) -> Option<i128> {
    let unit = indicator.value_unit.as_str();
    let is_each = ["每人", "每名", "每户", "人均", "元/人", "元／人"]
        .iter()
        .any(|word| indicator.name.contains(word) || unit.contains(word));
    let is_growth = ["增", "提高", "收入"]
        .iter()
        .any(|word| indicator.name.contains(word));
    let is_of_year = !unit.contains("月") && !unit.contains("天") && !unit.contains("次");
    if !is_each || is_growth || !is_of_year || indicator.level1.contains("效") {
        return None;
    }
    let money = match unit.split(['/', '／']).next() {
        Some("万元") => MoneyUnit::Wan,
        Some("元") => MoneyUnit::Yuan,
        _ => return None,
    };
    let amount = Amount::parse(indicator.value.trim(), money)?;
    Some(i128::from(amount.ten_thousandths()))
}

/// A number of persons or households among the outputs.
fn persons(indicator: &Indicator) -> Option<i128> {
    let is_count = matches!(indicator.value_unit.as_str(), "人" | "名" | "户");
    if !is_count || !indicator.level1.contains("产出") {
        return None;
    }
    number(indicator).filter(|count| *count > 0)
}

/// Words that any standard and any number of people may have.
const COMMON: [&str; 22] = [
    "每人", "每名", "每户", "人均", "户均", "每年", "年度", "标准", "单价", "经费", "费用", "成本",
    "支出", "金额", "资金", "人数", "户数", "数量", "人员", "规模", "工作", "项目",
];
/// What people are paid: 每人每年1300元 of 280名 who are paid is what they get.
const PAID: [&str; 8] = [
    "发放",
    "补贴",
    "补助",
    "慰问",
    "救助",
    "资助",
    "津贴",
    "生活费",
];

/// Whether words say that a standard is for those who are counted: 每人补助标准 for 补助人数, and not 人均用餐标准 for
/// 培训人数.
fn are_of_one_thing(price: &Indicator, count: &Indicator) -> bool {
    let own_words = |indicator: &Indicator| {
        let mut name = indicator.name.clone();
        for word in COMMON {
            name = name.replace(word, "|");
        }
        name
    };
    let (price, count) = (own_words(price), own_words(count));
    let is_han = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c) && !"元人名户年月万".contains(*c);
    let letters: Vec<char> = price.chars().collect();
    let mut pairs = letters.windows(2).filter(|pair| pair.iter().all(&is_han));
    let has_no_subject = !price.chars().any(|c| is_han(&c));
    if has_no_subject {
        return PAID.iter().any(|word| count.contains(word));
    }
    pairs.any(|pair| count.contains(&pair.iter().collect::<String>()))
}

/// G07.
pub fn standards(ledger: &mut Ledger, projects: &[Project]) {
    ledger.not_applicable(RuleCode::G07, GoalReason::NoStandard);
    for project in projects.iter().filter(|project| project.row.is_some()) {
        let prices: Vec<(&Indicator, i128)> = with(project, standard);
        let counts: Vec<(&Indicator, i128)> = with(project, persons);
        let ([(price, each)], [(count, number)], Some(amount)) =
            (prices.as_slice(), counts.as_slice(), project.amount())
        else {
            if !prices.is_empty() {
                ledger.not_checkable(RuleCode::G07, GoalReason::SeveralStandards);
            }
            continue;
        };
        if !are_of_one_thing(price, count) {
            ledger.not_checkable(RuleCode::G07, GoalReason::StandardOfAnother);
            continue;
        }
        let product = each * number / 100;
        let whole = i128::from(amount.ten_thousandths());
        let agrees = (1..=12).any(|times| (product * times - whole).abs() * 100 <= whole);
        if agrees {
            ledger.holds(RuleCode::G07);
            continue;
        }
        let fault = GoalSumFault::Standard {
            project: project.name.to_owned(),
            standard: in_words(price),
            number: in_words(count),
            product: term::amount(product, amount.unit(), 0),
            amount,
        };
        ledger.remark(Remark {
            left: (shown(product, amount.unit()), price.place),
            right: Some((
                format!("{amount} {}", amount.unit().name()),
                project.place(),
            )),
            ..project.remark(fault, Severity::Warning)
        });
    }
}

fn with<'b>(
    project: &Project<'b>,
    value: fn(&Indicator) -> Option<i128>,
) -> Vec<(&'b Indicator, i128)> {
    project
        .indicators
        .iter()
        .filter_map(|indicator| Some((*indicator, value(indicator)?)))
        .collect()
}

static STATED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:安排|预算|资金|经费|共需|总额|投入|投资|金额)(?:为|共|共计|合计|总计|约|[：:])*([0-9][0-9,]*(?:\.[0-9]+)?)(万元|亿元|元)",
    )
});

/// Words of a clause whose amount is not what the project may spend this year.
const OF_OTHERS: [&str; 14] = [
    "撬动",
    "带动",
    "拉动",
    "引导",
    "吸引",
    "总投资",
    "总概算",
    "累计",
    "上年",
    "去年",
    "历年",
    "产值",
    "收益",
    "减少",
];
static YEAR: LazyLock<Regex> = LazyLock::new(|| regex(r"(20[0-9]{2})\s*年"));

/// Whether the clause of an amount says that it is another's money, or another year's.
fn is_of_others(goal: &str, found: &regex::Match, year: u16) -> bool {
    let is_end = |c: char| "，。；,;！!".contains(c);
    let before = goal[..found.start()].rsplit(is_end).next();
    let clause = [before.unwrap_or_default(), found.as_str()].concat();
    let is_other = |printed: &str| printed.parse() != Ok(year);
    OF_OTHERS.iter().any(|word| clause.contains(word))
        || YEAR
            .captures_iter(&clause)
            .filter_map(|year| year.get(1))
            .any(|printed| is_other(printed.as_str()))
}

/// G12.
pub fn stated(subject: &Subject, ledger: &mut Ledger, projects: &[Project]) {
    ledger.not_applicable(RuleCode::G12, GoalReason::NoStatedAmount);
    for project in projects.iter().filter(|project| project.row.is_some()) {
        let Some(amount) = project.amount() else {
            continue;
        };
        let most = STATED
            .captures_iter(project.goal)
            .filter(|found| {
                let whole = found.get(0);
                whole.is_some_and(|whole| !is_of_others(project.goal, &whole, subject.year()))
            })
            .filter_map(|found| {
                let unit = MoneyUnit::from_name(found.get(2)?.as_str())?;
                let printed = found.get(1)?.as_str();
                Some((
                    Amount::parse(printed, unit)?,
                    format!("{printed}{}", unit.name()),
                ))
            })
            .max_by_key(|(stated, _)| stated.ten_thousandths());
        let Some((stated, printed)) = most else {
            continue;
        };
        if stated.ten_thousandths() <= amount.ten_thousandths() {
            ledger.holds(RuleCode::G12);
            continue;
        }
        let fault = GoalSumFault::Stated {
            project: project.name.to_owned(),
            stated: printed.clone(),
            amount,
        };
        ledger.remark(Remark {
            left: (printed, project.place()),
            right: Some((
                format!("{amount} {}", amount.unit().name()),
                project.place(),
            )),
            ..project.remark(fault, Severity::Warning)
        });
    }
}
