/*!
Changes against last year: 「682.48万元，比上年减少63.68万元，下降8.53%」.

What a change is of is the amount before it in the sentence, or the amount of that name
before it in the section. A change at constant scope (扣除…因素后, 同口径) is of amounts that
are not printed: no rate follows from it. What is without the carry-over is this year's money,
and changes like that of this year's money elsewhere.
*/

use crate::budget::{RuleCode, Severity};
use crate::checks::kernel::equation::{Balance, Equation, Relation, SignedTerm};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::Term;
use crate::checks::prose::change::{Change, LEVEL, UnchangedAmount};
use crate::checks::prose::items::item_under;
use crate::checks::prose::printed_totals::quotes;
use crate::checks::prose::reading::{Mention, MentionKind};
use crate::checks::prose::sentences::{Sentence, follows};
use crate::checks::prose::spoken::Spoken;
use crate::checks::prose::total::{Concept, Scope, Total, total_of};
use crate::checks::prose::{remark, told};
use crate::checks::wording::{ChangeFault, ProseReason, Sentences};
use crate::pattern::regex;
use regex::Regex;
use std::sync::LazyLock;

static UP: LazyLock<Regex> = LazyLock::new(|| regex("(?:增加|增长|上升|增幅|提高)(?:了|为)?$"));
static DOWN: LazyLock<Regex> = LazyLock::new(|| regex("(?:减少|下降|降低|降幅|压减)(?:了|为)?$"));
static RATE: LazyLock<Regex> =
    LazyLock::new(|| regex("(?:增加|增长|上升|增幅|减少|下降|降低|降幅|压减)(?:了|为|率为)?$"));

/// Whether the words before a change say that it rises; none where they leave it open.
fn rises(label: &str) -> Option<bool> {
    let is_open = label.contains("（减少）")
        || label.contains("（增加）")
        || label.contains("（下降）")
        || label.contains("（增长）");
    match (UP.is_match(label), DOWN.is_match(label)) {
        _ if is_open => None,
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// What has been read of a sentence so far.
#[derive(Clone, Copy, Default)]
struct Open<'m, 'b> {
    now: Option<&'m Mention<'b>>,
    /// What this year's amount is a part of (其中): what follows may be said of either.
    whole: Option<&'m Mention<'b>>,
    then: Option<&'m Mention<'b>>,
    change: Option<Change<'m, 'b>>,
    /// Whether the change right before rises, though nothing says what it is of.
    turn: Option<bool>,
}

impl<'m, 'b> Open<'m, 'b> {
    /// Takes this year's amount. Last year's beside the one before was that one's.
    fn take(&mut self, mention: &'m Mention<'b>) {
        let is_part = mention.wholes[0].is_some();
        self.whole = self.whole.or(self.now).filter(|_| is_part);
        self.then = self.then.filter(|_| self.now.is_none());
        self.now = Some(mention);
        (self.change, self.turn) = (None, None);
    }
}

pub fn check(subject: &Subject, mentions: &[Mention], sentences: &[Sentence], ledger: &mut Ledger) {
    let follows = follows(subject, sentences);
    let mut changes: Vec<Change> = Vec::new();
    let mut unchanged: Vec<UnchangedAmount> = Vec::new();
    let mut spoken = Spoken::<Open>::default();
    let mut statement = usize::MAX;
    let carried_over = carried_over(subject);
    for (at, mention) in mentions.iter().enumerate() {
        if statement != mention.statement {
            spoken.forget();
            statement = mention.statement;
        }
        let open = spoken.at(mention);
        // A clause that names another thing is not about the amount of the clause before.
        if mention.lead.contains(['；', '。']) && own_name(mention.label).chars().count() >= 2 {
            *open = Open::default();
        }
        let clause = mention.head.rsplit('，').take(3).collect::<String>();
        let is_constant_scope = clause.contains("同口径") || clause.contains("扣除");
        if mention.is_in_reason() {
            (open.change, open.turn) = (None, None);
            continue;
        }
        if is_constant_scope {
            (open.change, open.turn) = (None, None);
            let carried = carried_over.filter(|_| clause.contains("结转"));
            let money = mention.money().filter(|_| mention.is_change());
            if let (Some(delta), Some(carried)) = (money, carried) {
                let change = change(mentions, (at, &follows), open, delta, ledger);
                changes.extend(change.map(|change| change.without(carried)));
            }
            continue;
        }
        match mention.kind {
            MentionKind::Money(delta) if mention.is_change() => {
                open.change = change(mentions, (at, &follows), open, delta, ledger);
                open.turn = rises(mention.label).filter(|_| delta.value != 0);
                since_then(open, ledger);
                changes.extend(open.change);
            }
            MentionKind::Money(_) if mention.is_of_another_year(subject.year()) => {
                open.then = Some(mention);
                stays(open, mention, ledger);
            }
            MentionKind::Money(_) if mention.is_held_against() => open.then = Some(mention),
            MentionKind::Money(amount) => {
                open.take(mention);
                unchanged.extend(UnchangedAmount::of(mention));
                level(open, amount, ledger);
            }
            MentionKind::Percent { .. } if RATE.is_match(mention.label) => {
                rate(mention, open, ledger);
            }
            _ => {}
        }
    }
    told::check(&changes, &unchanged, ledger);
    sum_of_items(mentions, &changes, &unchanged, ledger);
}

fn change<'m, 'b>(
    mentions: &'m [Mention<'b>],
    (at, follows): (usize, &[bool]),
    open: &Open<'m, 'b>,
    delta: Term,
    ledger: &mut Ledger,
) -> Option<Change<'m, 'b>> {
    let mention = mentions.get(at)?;
    let rises = rises(mention.label)?;
    if delta.value == 0 {
        let mut found = remark(
            ChangeFault::ZeroChange,
            mention,
            (mention.label.to_owned() + "0", "持平".to_owned()),
        );
        found.severity = Severity::Note;
        ledger.remark(found);
    }
    let fits = |owner: &&Mention| fits_rate(mentions, at, owner, delta, rises);
    let whole = open.whole.filter(|_| !open.now.as_ref().is_some_and(fits));
    let owner = whole
        .filter(fits)
        .or(open.now)
        .or_else(|| named_before(mentions, at))
        .or_else(|| only_amount_before(mentions, at))
        .or_else(|| amount_of_sentence_before(mentions, at, follows))?;
    if open.now.is_some() && names_another(mention.label, owner) {
        return None;
    }
    Some(Change {
        mention,
        owner,
        delta,
        rises,
        of: owner.money()?.value,
    })
}

/// Whether the rate that follows a change is that of an amount.
fn fits_rate(mentions: &[Mention], at: usize, owner: &Mention, delta: Term, rises: bool) -> bool {
    let next = mentions.get(at + 1);
    let next = next.filter(|next| next.statement == owner.statement && RATE.is_match(next.label));
    let (Some(next), Some(amount)) = (next, owner.money()) else {
        return false;
    };
    let equation = rate_equation(next, [delta, amount], rises, true);
    equation.is_some_and(|equation| !equation.has_no_base() && equation.balance() != Balance::Apart)
}

/// A rate against what it follows from, as `rate_of` says; none where the figure is no rate.
fn rate_equation(
    mention: &Mention,
    parts: [Term; 2],
    rises: bool,
    of_change: bool,
) -> Option<Equation> {
    let MentionKind::Percent { printed, decimals } = mention.kind else {
        return None;
    };
    let relation = Relation::Rate {
        printed,
        decimals,
        rises,
        of_change,
    };
    let words = if of_change {
        Sentences::RateOfChange
    } else {
        Sentences::RateOfYears
    };
    let cell = mention.cell();
    Some(Equation::stated_ratio(
        RuleCode::Y02,
        cell,
        parts,
        relation,
        words,
    ))
}

/// The carry-over that the tables print first.
fn carried_over(subject: &Subject) -> Option<i128> {
    let total = Total {
        concept: Concept::CarriedOver,
        scope: Scope::All,
        of_year: false,
    };
    let found = quotes(subject, total);
    Some(found.first()?.iter().map(|term| term.value).sum())
}

/// What a change begins with: 与上年相比.
static COMPARING: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        "^(?:与|和|同|较|比)?(?:上年度?|上一年度?|去年|(?:19|20)[0-9]{2}年度?)(?:年初)?(?:预算|执行|决算)?数?",
        "(?:相比较?|比较|对比)",
    ))
});

/// What a change says that it is of, before 比 or the word of change.
pub fn own_name(label: &str) -> &str {
    let label = COMPARING
        .find(label)
        .map_or(label, |found| &label[found.end()..]);
    let end = ["比", "较", "同比", "增加", "减少", "增长", "下降"]
        .iter()
        .filter_map(|word| label.find(word))
        .min()
        .unwrap_or(0);
    &label[..end]
}

/// A name without its year and without what says that it is of several: 收、支总计各减少 is of 收、支总计.
fn plain_name(name: &str) -> &str {
    let name = name.trim_end_matches(['各', '均', '都']);
    let name = name.trim_end_matches("分别");
    let year = ["年度", "年"].into_iter().find_map(|word| {
        let (digits, rest) = name.split_once(word)?;
        (digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(rest)
    });
    year.unwrap_or(name)
}

/// Y01: this year's amount less last year's is the change, where one sentence has all three:
/// 收入预算1120.71万元，较2020年1171.84万元减少51.13万元.
fn since_then(open: &Open, ledger: &mut Ledger) {
    let (Some(change), Some(then)) = (open.change, open.then) else {
        return;
    };
    let is_beside = then.statement == change.mention.statement && {
        let between = change.mention.head.get(then.head.len()..);
        between.is_some_and(|between| !between.contains(['，', '。', '；', '（', '：']))
    };
    let (Some(now), Some(before)) = (change.owner.money(), then.money()) else {
        return;
    };
    let is_now = open
        .now
        .is_some_and(|now| now.cell() == change.owner.cell());
    if !is_beside || !is_now {
        return;
    }
    let requirement = Sentences::ChangeOfYears;
    let mut equation = Equation::sum(RuleCode::Y01, change.delta, Vec::new(), requirement);
    equation.parts = [(now, !change.rises), (before, change.rises)]
        .map(|(term, minus)| SignedTerm { minus, term })
        .to_vec();
    ledger.equation(equation);
}

/// The amount of a section that a change without a name is of: 与上年对比，减少47.70万元. Several whole amounts
/// leave open which.
fn only_amount_before<'m, 'b>(mentions: &'m [Mention<'b>], at: usize) -> Option<&'m Mention<'b>> {
    let stated = mentions.get(at)?;
    let name = own_name(stated.label);
    let is_nameless = ["", "年", "同"].contains(&plain_name(name)) && stated.wholes[0].is_none();
    if !is_nameless {
        return None;
    }
    let mut wholes = mentions[..at]
        .iter()
        .rev()
        .take_while(|mention| mention.section == stated.section)
        .filter(|mention| mention.wholes[0].is_none() && !mention.is_in_reason())
        .filter(|mention| mention.money().is_some());
    let only = wholes.next()?;
    (wholes.next().is_none() && !only.is_change() && only.statement + 1 >= stated.statement)
        .then_some(only)
}

/// The amount of the sentence before, where it has that one alone and this one begins with 与上年相比.
fn amount_of_sentence_before<'m, 'b>(
    mentions: &'m [Mention<'b>],
    at: usize,
    follows: &[bool],
) -> Option<&'m Mention<'b>> {
    let stated = mentions.get(at)?;
    let begins = COMPARING.is_match(stated.head.trim_start())
        && own_name(stated.head.trim_start()).is_empty();
    if !begins || !follows.get(stated.statement).copied().unwrap_or(false) {
        return None;
    }
    let before = mentions[..at].iter().rev();
    let mut before = before.take_while(|mention| mention.statement + 1 == stated.statement);
    let only = before.next()?;
    let is_whole = only.money().is_some() && !only.is_change() && !only.is_in_reason();
    (is_whole && before.next().is_none() && only.section == stated.section).then_some(only)
}

/// Whether a change names its owner, and names another than the amount before it.
fn names_another(label: &str, owner: &Mention) -> bool {
    let name = own_name(label);
    name.chars().count() >= 4 && !is_named(owner, name)
}

/// Whether an amount has a name: 收、支预算总计各 is that of 收入、支出预算总计.
fn is_named(owner: &Mention, name: &str) -> bool {
    owner.label.contains(name) || core(owner.label).contains(&core(plain_name(name)))
}

/// A name without what totals are called in different words.
fn core(name: &str) -> String {
    let name = name.replace("收入、支出", "收支").replace("收、支", "收支");
    let name = name.replace("预算", "").replace("决算", "");
    ["总计", "合计", "总额", "总数"]
        .iter()
        .fold(name, |name, word| name.replace(word, "总"))
}

/// The amount of the same section that a change without an amount names.
fn named_before<'m, 'b>(mentions: &'m [Mention<'b>], at: usize) -> Option<&'m Mention<'b>> {
    let stated = mentions.get(at)?;
    let name = plain_name(own_name(stated.label));
    if name.chars().count() < 2 {
        return None;
    }
    mentions[..at]
        .iter()
        .rev()
        .take_while(|mention| mention.section == stated.section)
        .find(|mention| {
            mention.money().is_some() && !mention.is_change() && is_named(mention, name)
        })
}

/// Y02 and Y03: a rate against the change or the two amounts before it.
fn rate(mention: &Mention, open: &Open, ledger: &mut Ledger) {
    let MentionKind::Percent { printed, decimals } = mention.kind else {
        return;
    };
    let Some(rises) = rises(mention.label) else {
        return;
    };
    let Some((parts, of_change)) = rate_of(mention, open, rises, ledger) else {
        return;
    };
    let Some(equation) = rate_equation(mention, parts, rises, of_change) else {
        return;
    };
    if equation.has_no_base() && printed != 0 {
        let whole = format!("{}%", printed_of(printed, decimals));
        ledger.remark(remark(
            ChangeFault::RateFromZero,
            mention,
            (whole, "0".to_owned()),
        ));
    } else {
        ledger.holds(RuleCode::Y03);
        ledger.equation(equation);
    }
}

/// What a rate follows from: a change and this year's amount (and then true), or this year's
/// and last year's. None where the sentence has neither, or where the rate contradicts the
/// change (P15).
fn rate_of(
    mention: &Mention,
    open: &Open,
    rises: bool,
    ledger: &mut Ledger,
) -> Option<([Term; 2], bool)> {
    if let (None, Some(turn)) = (open.change, open.turn) {
        if turn != rises {
            rate_against_amount(mention, turn, ledger);
        }
        return None;
    }
    let owner = open.change.map(|change| change.owner).or(open.now);
    if owner.is_some_and(|owner| names_another(mention.label, owner)) {
        ledger.not_checkable(RuleCode::Y02, ProseReason::RateOfAnother);
        return None;
    }
    match (open.change, open.now, open.then) {
        (Some(change), _, _) if change.rises != rises => {
            rate_against_amount(mention, change.rises, ledger);
            None
        }
        (Some(change), _, _) => {
            ledger.holds(RuleCode::P15);
            Some(([change.delta, change.owner.money()?], true))
        }
        (None, Some(now), Some(then)) => Some(([now.money()?, then.money()?], false)),
        _ => {
            ledger.not_checkable(RuleCode::Y02, ProseReason::RateAlone);
            None
        }
    }
}

/// P15: a rate of the other direction than the amount before it.
fn rate_against_amount(mention: &Mention, rises: bool, ledger: &mut Ledger) {
    let (up, down) = ("增加".to_owned(), "减少".to_owned());
    let sides = if rises { (up, down) } else { (down, up) };
    ledger.remark(remark(ChangeFault::RateAgainstAmount, mention, sides));
}

fn printed_of(printed: i128, decimals: u32) -> String {
    let unit = 10i128.pow(decimals);
    let width = decimals as usize;
    if decimals == 0 {
        printed.to_string()
    } else {
        format!("{}.{:0width$}", printed / unit, printed % unit)
    }
}

/// Words behind an amount of the year before that say that this year's is the same: 与上年预算数2.47万元持平.
static STAYS: LazyLock<Regex> = LazyLock::new(|| regex("^[）)]?(?:持平|保持一致|一致|相同|不变)"));

/// P15: this year's amount and that of the year before, which it is said to be like.
fn stays(open: &Open, then: &Mention, ledger: &mut Ledger) {
    let Some((now, before)) = open.now.zip(then.money()) else {
        return;
    };
    let is_same = STAYS.is_match(then.tail);
    if let Some(amount) = now
        .money()
        .filter(|_| is_same && now.statement == then.statement)
    {
        let same = Equation::same(RuleCode::P15, amount, before, Sentences::Level);
        ledger.equation(same);
    }
}

/// P15: 持平 between two amounts of one sentence that differ.
fn level(open: &Open, amount: Term, ledger: &mut Ledger) {
    let (Some(now), Some(then)) = (open.now, open.then) else {
        return;
    };
    let Some(before) = then.money() else { return };
    if !LEVEL.is_match(now.tail) || then.statement != now.statement {
        return;
    }
    ledger.equation(Equation::same(
        RuleCode::P15,
        amount,
        before,
        Sentences::Level,
    ));
}

/// Y04: the changes of all items of a list add up to the change of their total.
fn sum_of_items(
    mentions: &[Mention],
    changes: &[Change],
    unchanged: &[UnchangedAmount],
    ledger: &mut Ledger,
) {
    let items: Vec<&Mention> = mentions
        .iter()
        .filter(|mention| {
            mention.money().is_some()
                && !mention.is_change()
                && item_under(mention.lead, mention.section).is_some()
        })
        .collect();
    let of_item = |item: &&Mention| {
        changes
            .iter()
            .find(|change| change.owner.cell() == item.cell())
    };
    let changed: Vec<&Change> = items.iter().filter_map(of_item).collect();
    let is_item =
        |amount: &&UnchangedAmount| items.iter().any(|item| item.cell() == amount.owner.cell());
    let unchanged: Vec<&UnchangedAmount> = unchanged.iter().filter(is_item).collect();
    let amount = |item: &&Mention| item.money().map_or(0, |term| term.value);
    let sum: i128 = items.iter().map(amount).sum();
    let slack: i128 = items.len() as i128 * 1_000_000;
    let totals = changes.iter().filter(|change| {
        total_of(change.owner).is_some()
            && change
                .owner
                .money()
                .is_some_and(|whole| (whole.value - sum).abs() <= slack)
    });
    let total = total_over(&totals.collect::<Vec<_>>(), mentions, &items);
    let is_whole = items.len() >= 3 && changed.len() + unchanged.len() == items.len();
    let Some(total) = total.filter(|_| is_whole) else {
        ledger.not_applicable(RuleCode::Y04, ProseReason::NoListedChanges);
        return;
    };
    let mut equation = Equation::sum(RuleCode::Y04, total.delta, Vec::new(), Sentences::Changes);
    equation.parts = changed
        .iter()
        .map(|change| SignedTerm {
            minus: change.rises != total.rises,
            term: change.delta,
        })
        .collect();
    if let ([amount], Balance::Apart) = (unchanged.as_slice(), equation.balance()) {
        let mut found = remark(
            ChangeFault::LevelItem,
            amount.owner,
            (amount.words.to_owned(), total.mention.label.to_owned()),
        );
        found.severity = Severity::Warning;
        found.right = Some((total.mention.label.to_owned(), total.mention.place()));
        return ledger.remark(found);
    }
    // An item that has vanished since last year is in no list of this year.
    ledger.equation(equation.weighing(Severity::Warning));
}

/// The total whose change that of the items is: the last one before them. Where totals of one amount
/// changed differently (last year's had money of other funds), no heading but that of the items may stand between.
fn total_over<'c, 'm, 'b>(
    totals: &[&'c Change<'m, 'b>],
    mentions: &[Mention],
    items: &[&Mention],
) -> Option<&'c Change<'m, 'b>> {
    let item = items.first()?;
    let before = |change: &&&'c Change| change.mention.statement < item.statement;
    let nearest = totals.iter().rfind(before).or(totals.first())?;
    let differs = |change: &&'c Change| change.signed() != nearest.signed();
    if !totals.iter().any(differs) {
        return Some(nearest);
    }
    let between = mentions
        .iter()
        .filter(|mention| mention.statement > nearest.mention.statement)
        .take_while(|mention| mention.statement < item.statement);
    let headings = [nearest.mention.section, item.section];
    let adjoins =
        before(&nearest) && { between }.all(|mention| headings.contains(&mention.section));
    adjoins.then_some(nearest)
}
