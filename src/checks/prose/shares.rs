/*!
Shares: 「基本支出3650.46万元，占92.56%」.

The whole of a share is the amount that the sentence, or one of those before it, gives as
the total. Of several the one that most of the shares agree with is meant: one wrong share
does not move the rest to another whole.
*/

use crate::budget::RuleCode;
use crate::checks::kernel::equation::{Balance, Equation, Relation};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::Term;
use crate::checks::prose::reading::{Mention, MentionKind};
use crate::checks::wording::{ProseReason, Sentences};
use crate::pattern::regex;
use regex::Regex;
use std::sync::LazyLock;

/// An amount and its share.
struct Share {
    at: usize,
    part: Term,
    printed: i128,
    decimals: u32,
}

/// What stands before a share: 占, 占总支出的, 占比为; a whole that it names is looked for among
/// the amounts before it.
static SHARE: LazyLock<Regex> =
    LazyLock::new(|| regex("^占(?:比|[^0-9，。；]{0,14}的?)(?:例)?(?:为)?$"));

/// The whole that a share names, in words enough to be a label: 占授予中小企业合同金额的.
static NAMED: LazyLock<Regex> =
    LazyLock::new(|| regex("^占([^0-9，。；]{4,14}?)的?(?:比例|比重)?(?:为)?$"));

/// How many amounts before a series may be its whole.
const BACK: usize = 12;

pub fn check(_subject: &Subject, mentions: &[Mention], ledger: &mut Ledger) {
    let mut series: Vec<Share> = Vec::new();
    for (at, mention) in mentions.iter().enumerate() {
        let Some(share) = share(mentions, at) else {
            continue;
        };
        if let Some(whole) = named_whole(mentions, &share) {
            ledger.equation(equation(mentions, &share, whole));
            continue;
        }
        let goes_on = series.last().is_some_and(|last| {
            at - last.at <= 2 && mentions[last.at].statement == mention.statement
        });
        if !goes_on {
            settle(mentions, &std::mem::take(&mut series), ledger);
        }
        series.push(share);
    }
    settle(mentions, &series, ledger);
}

/// The share at a place, with the amount right before it.
fn share(mentions: &[Mention], at: usize) -> Option<Share> {
    let mention = mentions.get(at)?;
    let MentionKind::Percent { printed, decimals } = mention.kind else {
        return None;
    };
    let is_bare = SHARE.is_match(mention.label);
    let before = mentions.get(at.checked_sub(1)?)?;
    if !is_bare || before.statement != mention.statement || before.is_change() {
        return None;
    }
    Some(Share {
        at,
        part: before.money()?,
        printed,
        decimals,
    })
}

/// The amount that a share says it is of, where one before it in its passage has that very label
/// (占授予中小企业合同金额的59.99%): of several the one that it agrees with, or else the nearest.
fn named_whole(mentions: &[Mention], share: &Share) -> Option<Term> {
    let stated = &mentions[share.at];
    let name = NAMED.captures(stated.label)?.get(1)?.as_str();
    // A name is looked for through a whole list: a share past its end would be taken for one of a part.
    let before = mentions[..share.at - 1].iter().rev();
    let near = before.take_while(|whole| stated.statement - whole.statement <= 3);
    let mut wholes = near.filter(|whole| {
        !whole.is_change()
            && bears(whole.label, name)
            && whole.money().is_some_and(|whole| whole.value > 0)
    });
    let nearest = wholes.clone().next()?.money();
    let agrees = |whole: &Term| equation(mentions, share, *whole).balance() != Balance::Apart;
    let agreeing = wholes
        .clone()
        .find_map(|whole| whole.money().filter(agrees));
    // Of several that bear the name none is surely meant.
    agreeing.or(nearest.filter(|_| wholes.nth(1).is_none()))
}

/// Whether a label is a name, or that of a unit's: 某某局支出预算总额为 bears 支出预算总额.
fn bears(label: &str, name: &str) -> bool {
    const NARROWING: [&str; 8] = [
        "财政", "公共", "基金", "资本", "项目", "基本", "本年", "其中",
    ];
    let label = undated(label);
    let label = label.strip_suffix('为').unwrap_or(label);
    let is_narrowed = |unit: &str| NARROWING.iter().any(|word| unit.contains(word));
    label
        .strip_suffix(name)
        .is_some_and(|unit| unit.is_empty() || name.chars().count() >= 5 && !is_narrowed(unit))
}

/// A label without the year before it.
fn undated(label: &str) -> &str {
    static DATE: LazyLock<Regex> = LazyLock::new(|| regex("^(?:19|20)[0-9]{2}年度?"));
    let end = DATE.find(label).map_or(0, |found| found.end());
    &label[end..]
}

fn settle(mentions: &[Mention], series: &[Share], ledger: &mut Ledger) {
    let Some(first) = series.first() else { return };
    let begin = first.at - 1;
    let statement = mentions[begin].statement;
    let mut best: Option<(usize, Term)> = None;
    for candidate in mentions[begin.saturating_sub(BACK)..begin].iter().rev() {
        let is_beside = candidate.statement == statement;
        let is_near = is_beside
            || statement - candidate.statement <= 3
                && !candidate.is_change()
                && may_be_of_three(mentions, series, candidate);
        let Some(whole) = candidate
            .money()
            .filter(|whole| is_near && !candidate.is_change() && whole.value > 0)
        else {
            continue;
        };
        let holding = holding(mentions, series, whole, is_beside);
        if holding > best.map_or(0, |(most, _)| most) {
            best = Some((holding, whole));
        }
    }
    // A single share that agrees with nothing is of the total right before it.
    let beside = begin
        .checked_sub(1)
        .and_then(|at| mentions.get(at))
        .filter(|whole| whole.statement == statement && mentions[begin].lead.contains("其中"))
        .and_then(Mention::money);
    match best.map(|(_, whole)| whole).or(beside) {
        Some(whole) => {
            for share in series {
                ledger.equation(equation(mentions, share, whole));
            }
        }
        None => ledger.not_checkable(RuleCode::P02, ProseReason::ShareOfUnknown),
    }
}

/// How far shares agree with a whole: the more, the better. Nothing of nothing agrees with any whole, and a whole of
/// another sentence is meant only where half of them agree with it and none is more than it.
fn holding(mentions: &[Mention], series: &[Share], whole: Term, is_beside: bool) -> usize {
    let is_something = |share: &&Share| share.part.value != 0 || share.printed != 0;
    let shares: Vec<&Share> = series.iter().filter(is_something).collect();
    let agrees = |share: &&Share| match equation(mentions, share, whole).balance() {
        Balance::Equal => 2,
        Balance::Rounding => 1,
        Balance::Apart => 0,
    };
    let agreements: Vec<usize> = shares.iter().map(agrees).collect();
    let count = agreements
        .iter()
        .filter(|agreement| **agreement > 0)
        .count();
    let is_whole = || shares.iter().all(|share| share.part.value <= whole.value);
    if is_beside || count * 2 >= shares.len() && is_whole() {
        agreements.iter().sum()
    } else {
        0
    }
}

/// Whether an amount of another sentence may be the whole of shares of the 三公: what they name so is no other money.
fn may_be_of_three(mentions: &[Mention], series: &[Share], candidate: &Mention) -> bool {
    let names_three = |share: &Share| mentions[share.at].label.contains("三公");
    !series.iter().any(names_three) || candidate.label.contains("三公")
}

fn equation(mentions: &[Mention], share: &Share, whole: Term) -> Equation {
    let relation = Relation::Percent {
        printed: share.printed,
        decimals: share.decimals,
    };
    let cell = mentions[share.at].cell();
    let parts = [share.part, whole];
    Equation::stated_ratio(RuleCode::P02, cell, parts, relation, Sentences::Share)
}
