/*!
Which total a sentence names: income, expenditure, appropriation, basic expenditure.

What a total covers follows from its own words, from the amount that it is a part of (其中), and from
the heading above: 财政拨款, 一般公共预算, 当年, 上年结转. A word that this list does not know claims
nothing.
*/

use crate::checks::prose::reading::Mention;
use crate::pattern::regex;
use regex::{Regex, RegexSet};
use std::sync::LazyLock;

/// What a total is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Concept {
    /// 收支总数
    Both,
    /// 收入
    Income,
    /// 支出
    Expenditure,
    /// 一般公共预算拨款: what is received, and what is spent of it.
    Appropriation,
    /// 上年结转
    CarriedOver,
    /// 基本支出
    Basic,
    /// 项目支出
    Project,
    /// 人员经费
    Staff,
    /// 公用经费
    Running,
}

/// Which money it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// All of it.
    All,
    /// 财政拨款
    Fiscal,
    /// 一般公共预算
    General,
    /// 一般公共预算 of this year alone
    GeneralOfYear,
}

/// A total as a sentence names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Total {
    /// What it is of.
    pub concept: Concept,
    /// Which money.
    pub scope: Scope,
    /// Whether it says 本年.
    pub of_year: bool,
}

static YEAR: LazyLock<Regex> = LazyLock::new(|| regex("(?:19|20)[0-9]{2}年度?"));

/// A total that names neither a unit nor a fund must say that it is one.
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    regex("^(?:收入|支出)(?:总?预算|预算总计|决算总计|总计|合计|预算总额|预算合计)(?:为)?$")
});

const TAIL: &str = r"(?:财政拨款)?(?:年初)?(?:总)?(?:预算|决算)?(?:总数|总计|合计|总额|数|安排)?(?:均为|各为|为|共|是|共计)?$";

static CONCEPTS: LazyLock<Vec<(Regex, Concept)>> = LazyLock::new(|| {
    [
        (
            "(?:上年|年初)结转(?:和)?(?:结余)?的?(?:一般公共预算)?(?:财政)?(?:拨款)?(?:收入|资金)?",
            Concept::CarriedOver,
        ),
        ("基本支出", Concept::Basic),
        ("项目支出", Concept::Project),
        ("人员经费(?:支出)?", Concept::Staff),
        ("(?:日常)?公用经费(?:支出)?", Concept::Running),
        ("(?:收入?、?支|收入、?支出)", Concept::Both),
        (
            "一般公共预算(?:财政)?(?:当年)?(?:财政)?拨款(?:规模)?",
            Concept::Appropriation,
        ),
        ("收入", Concept::Income),
        ("支出", Concept::Expenditure),
    ]
    .into_iter()
    .map(|(core, concept)| (regex(&format!("{core}{TAIL}")), concept))
    .collect()
});

/// The same patterns, to be asked at once.
#[expect(
    clippy::expect_used,
    reason = "the patterns are constants that the tests compile"
)]
static NAMED: LazyLock<RegexSet> = LazyLock::new(|| {
    let patterns = CONCEPTS.iter().map(|(pattern, _)| pattern.as_str());
    RegexSet::new(patterns).expect("valid patterns")
});

/// The words of other money than the whole, the appropriation or the general budget.
const OTHERS: [&str; 23] = [
    "结转",
    "政府性基金",
    "国有资本",
    "专户",
    "事业",
    "经营",
    "其他",
    "上级",
    "附属",
    "单位资金",
    "债务",
    "非财政",
    "基金",
    "三公",
    "采购",
    "绩效",
    "培训",
    "会议",
    "转移",
    "接待",
    "运行",
    "经费",
    "结余分配",
];

/// The total that a mention is; none where it is something else, or a part of something else.
pub fn total_of(mention: &Mention) -> Option<Total> {
    if mention.is_change() || mention.is_in_reason() {
        return None;
    }
    let mut total = named_total(mention, mention.label)?;
    for whole in mention
        .wholes
        .into_iter()
        .flatten()
        .filter(|label| says_of_what(label))
    {
        let whole = named_total(mention, whole)?;
        // The parts are of the money that the whole is of, where they name none.
        if named_scope(mention.label).is_none() && whole.scope != Scope::All {
            total.scope = whole.scope;
        }
    }
    Some(total)
}

/// Whether a label names anything: 共计 and 合计为 only count.
fn says_of_what(label: &str) -> bool {
    let counts = |c: char| "预算总共合计额数为是：:".contains(c) || c.is_ascii_digit();
    !plain_lead(label).trim_matches(counts).is_empty()
}

/// The total that a label of a sentence names; none where it is something else.
fn named_total(mention: &Mention, label: &str) -> Option<Total> {
    let is_of_class = ["类）", "项）", "类)"]
        .iter()
        .any(|word| label.contains(word));
    if is_of_class || is_under_another_fund(mention, label) || is_of_some_units(label) {
        return None;
    }
    // Most labels name no total: one look at all patterns says so.
    let first = NAMED.matches(label).iter().next()?;
    let (pattern, concept) = CONCEPTS.get(first)?;
    let at = pattern.find(label).map_or(0, |found| found.start());
    let lead = plain_lead(&label[..at]);
    let lead = YEAR
        .find_iter(lead)
        .last()
        .map_or(lead, |found| &lead[found.end()..]);
    if OTHERS.iter().any(|word| lead.contains(word)) {
        return None;
    }
    let is_named = is_of_a_unit_or_fund(lead);
    let is_core = !matches!(
        concept,
        Concept::Income | Concept::Expenditure | Concept::Appropriation | Concept::Both
    );
    if !is_core && (!is_named || lead.is_empty() && !says_what(label)) {
        return None;
    }
    Some(Total {
        concept: *concept,
        scope: scope(mention, label, *concept),
        of_year: label.contains("本年"),
    })
}

/// Whether the words before a total are a unit, a year or a fund, and no item of the budget:
/// 因公出国（境）费预算支出 is no total.
fn is_of_a_unit_or_fund(words: &str) -> bool {
    const OF_TOTALS: [&str; 13] = [
        "总",
        "财务",
        "财政拨款",
        "一般公共预算",
        "本年",
        "当年",
        "拨款",
        "总体",
        "支出",
        "预算",
        "收入",
        "安排",
        "决算",
    ];
    let mut rest = words;
    while let Some(shorter) = OF_TOTALS.iter().find_map(|word| rest.strip_suffix(word)) {
        rest = shorter;
    }
    rest.is_empty()
        || rest.ends_with([
            '年', '度', '）', '的', '心', '局', '会', '处', '室', '院', '校', '所', '站', '委',
            '厅', '位', '门',
        ])
}

/// Whether a label without a unit says what it is the total of.
fn says_what(label: &str) -> bool {
    YEAR.is_match(label)
        || BARE.is_match(label)
        || label.starts_with("一般公共预算")
        || label.starts_with("财政拨款")
}

/// A label without an ordinal or quotes before it.
pub fn plain_lead(lead: &str) -> &str {
    lead.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '.' | '“' | '”' | '(' | ')' | '（' | '）')
    })
}

/// The money that a label names; none where it leaves that to the heading above.
pub fn named_scope(label: &str) -> Option<Scope> {
    if label.contains("一般公共预算") && label.contains("当年") {
        Some(Scope::GeneralOfYear)
    } else if label.contains("一般公共预算") {
        Some(Scope::General)
    } else if label.contains("财政拨款") {
        Some(Scope::Fiscal)
    } else {
        None
    }
}

/// Whether a sentence that names no fund stands under the heading of one whose money is not the
/// tables' total: 其中基本支出 under 政府基金预算财政拨款收入支出决算情况.
fn is_under_another_fund(mention: &Mention, label: &str) -> bool {
    let under = |word: &str| mention.section.contains(word);
    (under("基金") || under("国有资本")) && !under("一般公共预算") && named_scope(label).is_none()
}

/// Whether a label is of some of the units alone: 下属单位支出, but not 本级及下属单位支出.
pub fn is_of_some_units(label: &str) -> bool {
    const JOINING: [char; 6] = ['及', '和', '与', '含', '括', '、'];
    ["下属", "所属", "直属"].iter().any(|word| {
        let before = label.split_once(word).map(|(before, _)| before);
        before.is_some_and(|before| !before.ends_with(JOINING))
    })
}

/// The money that a label covers by its own words or by the heading above it.
fn scope(mention: &Mention, label: &str, concept: Concept) -> Scope {
    let is_part = matches!(
        concept,
        Concept::Basic | Concept::Project | Concept::Staff | Concept::Running
    );
    let under = |word: &str| mention.section.contains(word);
    let by_heading = || {
        if is_part && under("一般公共预算") {
            Scope::General
        } else if under("财政拨款收入") || under("财政拨款收支") || under("财政拨款支出")
        {
            Scope::Fiscal
        } else {
            Scope::All
        }
    };
    named_scope(label).unwrap_or_else(by_heading)
}

impl Scope {
    pub const EVERY: [Scope; 4] = [
        Scope::All,
        Scope::Fiscal,
        Scope::General,
        Scope::GeneralOfYear,
    ];
}
