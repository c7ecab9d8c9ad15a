/*!
The 项 that prose lists: 「社会保障和就业支出（类）行政事业单位养老支出（款）…（项）…万元」.

An item is found in the table by its name, and where several rows have it by the names of
its 类 and 款. A section on this year's appropriation quotes the column of this year.
*/

use crate::budget::TableKind::{Expenditure, GeneralBudget, GeneralBudgetBasic};
use crate::budget::{Classification, Measure, Place, Row, RuleCode, Severity, Stage, alike};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::kernel::term::Term;
use crate::checks::prose::claim::{Quotes, quote};
use crate::checks::prose::reading::Mention;
use crate::checks::wording::{ItemReason, NamedFault, Told};
use crate::pattern::regex;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static ITEM: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"([^，；。：“”（）()]*(?:（[^类款项）]*）[^，；。：“”（）()]*)*)[（(]类[)）]([^（(]*(?:（[^类款项）]*）[^（(]*)*)[（(]款[)）]([^（(]*(?:（[^类款项）]*）[^（(]*)*)[（(]项[)）]",
    )
});
static DASHED: LazyLock<Regex> = LazyLock::new(|| regex(r"“([^“”-]+)-([^“”-]+)-([^“”-]+)”科目"));
static ORDINAL: LazyLock<Regex> = LazyLock::new(|| regex(r"^[0-9]+[.、．]\s*"));

/// An item of a list as its names.
pub struct Item<'b> {
    class: &'b str,
    group: &'b str,
    /// The 项.
    pub name: &'b str,
}

/// The item that the words before a figure name.
pub fn item_of<'b>(text: &'b str) -> Option<Item<'b>> {
    if !text.contains(['款', '科']) {
        return None;
    }
    let found = ITEM
        .captures_iter(text)
        .last()
        .or_else(|| DASHED.captures_iter(text).last())?;
    let part = |number: usize| found.get(number).map_or("", |part| part.as_str()).trim();
    let class = part(1);
    let class = ORDINAL
        .find(class)
        .map_or(class, |found| &class[found.end()..]);
    Some(Item {
        class,
        group: part(2),
        name: part(3),
    })
}

static UNDER_CLASS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"([^，；。：“”（）()、]*(?:（[^类款项）]*）[^，；。：“”（）()、]*)*)[（(][款类][)）]([^（(]*(?:（[^类款项）]*）[^（(]*)*)[（(]项[)）]",
    )
});
static CLASS: LazyLock<Regex> = LazyLock::new(|| regex(r"([^（）()、]+)[（(]类[)）](?:支出)?$"));

/// The item that the words before a figure name, or one whose class the heading has: 检察（款）行政运行（项）
/// below 公共安全（类）, where some print （类） once more for （款）.
pub fn item_under<'b>(text: &'b str, section: &'b str) -> Option<Item<'b>> {
    if let Some(item) = item_of(text) {
        return Some(item);
    }
    if !text.contains('项') {
        return None;
    }
    let class = CLASS.captures(section)?.get(1)?.as_str().trim();
    let found = UNDER_CLASS.captures_iter(text).last()?;
    let part = |number: usize| found.get(number).map_or("", |part| part.as_str()).trim();
    let group = part(1);
    let group = ORDINAL
        .find(group)
        .map_or(group, |found| &group[found.end()..]);
    Some(Item {
        class,
        group,
        name: part(2),
    })
}

/// The rows of an item: one, or of several units one each.
pub fn rows_of<'b>(subject: &Subject<'b>, table: usize, item: &Item) -> Vec<RowAt<'b>> {
    let Some(tree) = subject.tree(table) else {
        return Vec::new();
    };
    let named: Vec<RowAt> = subject
        .rows(table)
        .filter(|at| {
            tree.code(at.index)
                .is_some_and(|code| code.len() == 7 && alike(&at.row.name, item.name))
        })
        .collect();
    let above = |at: &&RowAt<'b>| {
        let Some(code) = tree.code(at.index) else {
            return false;
        };
        let is = |digits: usize, name: &str| {
            let above = code.get(..digits).unwrap_or_default();
            let printed = subject
                .rows(table)
                .find(|row| tree.code(row.index) == Some(above))
                .is_some_and(|row| alike(&row.row.name, name));
            printed
                || subject
                    .official
                    .names(Classification::Function, above)
                    .iter()
                    .any(|official| alike(official, name))
        };
        is(3, item.class) && is(5, item.group)
    };
    match named.as_slice() {
        [_] => named,
        _ => {
            let found: Vec<RowAt> = named.iter().copied().filter(|at| above(&at)).collect();
            let unit = |at: &RowAt<'b>| (tree.group(at.index), at.row.unit.as_str());
            let groups: BTreeSet<(usize, &str)> = found.iter().map(unit).collect();
            let codes: BTreeSet<Option<&str>> =
                found.iter().map(|at| tree.code(at.index)).collect();
            if groups.len() == found.len() && codes.len() == 1 {
                found
            } else {
                Vec::new()
            }
        }
    }
}

/// What an amount of an item may quote: the sum of its rows, or one unit's. None where a row is blank.
pub fn quotes_of(subject: &Subject, rows: &[RowAt], measure: Measure) -> Quotes {
    let terms: Option<Vec<Term>> = rows
        .iter()
        .map(|at| subject.measured(*at, measure))
        .collect();
    let Some(terms) = terms else {
        return Quotes::new();
    };
    let units = terms.iter().map(|term| vec![*term]);
    let units: Quotes = units.filter(|_| terms.len() > 1).collect();
    [vec![terms], units].concat()
}

pub fn check(subject: &Subject, mentions: &[Mention], ledger: &mut Ledger) {
    economic(subject, mentions, ledger);
    let Some((table, printed)) = [GeneralBudget, Expenditure]
        .into_iter()
        .find_map(|kind| subject.only(kind))
    else {
        return;
    };
    // Prose lists the items of the general budget; a table of all funds may have more.
    let is_of_all_funds = printed.kind == Some(Expenditure);
    let has_year = subject.has_column(table, Measure::CURRENT_APPROPRIATION);
    let mut listed: BTreeSet<usize> = BTreeSet::new();
    let mut unknown: Vec<(&str, &Mention)> = Vec::new();
    let mut last: Option<(usize, RowAt)> = None;
    for mention in mentions {
        let Some(stated) = mention.money() else {
            continue;
        };
        let Some(item) = item_under(mention.lead, mention.section) else {
            again(subject, mention, stated, last, ledger);
            continue;
        };
        let of_stage = subject.book.identity.stage == Stage::Budget
            || mention.label.contains("决算")
            || !mention.label.contains("预算");
        if mention.is_change() || mention.is_of_another_year(subject.year()) || !of_stage {
            continue;
        }
        let rows = rows_of(subject, table, &item);
        let Some(at) = rows.first().copied() else {
            unknown.push((item.name, mention));
            continue;
        };
        listed.extend(rows.iter().map(|at| at.index));
        last = (rows.len() == 1).then_some((mention.statement, at));
        let of_year =
            has_year && (mention.section.contains("当年") || mention.lead.contains("当年"));
        let measure = if of_year {
            Measure::CURRENT_APPROPRIATION
        } else {
            Measure::TOTAL
        };
        let says_part = says_part(subject, mention, is_of_all_funds, has_year);
        let quotes = quotes_of(subject, &rows, measure);
        let whole = quotes
            .first()
            .and_then(|terms| terms.iter().copied().reduce(Term::and));
        match (whole, says_part) {
            (Some(whole), Some(why)) if stated.value < whole.value - whole.ulp => {
                ledger.not_checkable(RuleCode::P03, why);
            }
            _ => of_item(ledger, stated, quotes, at.row),
        }
    }
    let of_year = has_year
        && mentions
            .iter()
            .any(|mention| mention.section.contains("当年"));
    names(subject, &unknown, listed.len(), ledger);
    if unknown.is_empty() && !is_of_all_funds {
        left_out(subject, table, of_year, &listed, ledger);
    }
}

/// Why an amount may be less than its row's: the sentence speaks of a part of the table's money.
fn says_part(
    subject: &Subject,
    mention: &Mention,
    is_of_all_funds: bool,
    has_year: bool,
) -> Option<ItemReason> {
    if is_of_all_funds {
        return Some(ItemReason::PartOfTheMoney);
    }
    (!has_year && mention.is_of_this_year_alone(subject)).then_some(ItemReason::WithoutCarryOver)
}

/// P03: the amount of an item is that of its row.
pub fn of_item(ledger: &mut Ledger, stated: Term, quotes: Quotes, row: &Row) {
    if quotes.is_empty() {
        return ledger.not_checkable(
            RuleCode::P03,
            ItemReason::BlankItem {
                name: row.name.clone(),
            },
        );
    }
    let name = row.name.clone();
    quote(
        ledger,
        RuleCode::P03,
        stated,
        quotes,
        Told::Item { name },
        true,
    );
}

/// The next sentence may name the amount of an item again: 「2024年预算安排352.67万元」.
fn again(
    subject: &Subject,
    mention: &Mention,
    stated: Term,
    last: Option<(usize, RowAt)>,
    ledger: &mut Ledger,
) {
    let Some((statement, at)) = last else { return };
    let own_year = format!("{}年预算安排", subject.year());
    if mention.statement > statement + 1 || mention.label != own_year {
        return;
    }
    let quotes = quotes_of(subject, &[at], Measure::TOTAL);
    if !quotes.is_empty() {
        of_item(ledger, stated, quotes, at.row);
    }
}

/// An item whose name no row has, in a list whose others are found.
pub fn names(subject: &Subject, unknown: &[(&str, &Mention)], found: usize, ledger: &mut Ledger) {
    if found < 2 || unknown.len() * 2 > found {
        if !unknown.is_empty() {
            ledger.not_checkable(RuleCode::P03, ItemReason::MostUnknown);
        }
        return;
    }
    for (name, mention) in unknown {
        let same = mention
            .money()
            .and_then(|stated| of_same_amount(subject, stated));
        let fault = NamedFault::UnknownItem {
            name: (*name).to_owned(),
            of_same_amount: same.map(|at| (at.row.code.clone(), at.row.name.clone())),
        };
        ledger.remark(Remark {
            fault: fault.into(),
            severity: Severity::Warning,
            table: None,
            row: None,
            left: (
                format!("{name} {}", mention.printed(subject)),
                mention.place(),
            ),
            right: same.map(|at| (format!("{} {}", at.row.code, at.row.name), at.row.place)),
        });
    }
}

/// The only item of the general budget that has an amount.
fn of_same_amount<'b>(subject: &Subject<'b>, stated: Term) -> Option<RowAt<'b>> {
    let (table, _) = subject.only(GeneralBudget)?;
    let tree = subject.tree(table)?;
    let mut same = subject.rows(table).filter(|at| {
        let is_item = tree.code(at.index).is_some_and(|code| code.len() == 7);
        let amount = subject.measured(*at, Measure::TOTAL);
        is_item && amount.is_some_and(|amount| amount.value == stated.value && amount.value != 0)
    });
    let (first, next) = (same.next()?, same.next());
    next.is_none().then_some(first)
}

/// The items of the table that a list leaves out.
fn left_out(
    subject: &Subject,
    table: usize,
    of_year: bool,
    listed: &BTreeSet<usize>,
    ledger: &mut Ledger,
) {
    let Some(tree) = subject.tree(table) else {
        return;
    };
    let measure = if of_year {
        Measure::CURRENT_APPROPRIATION
    } else {
        Measure::TOTAL
    };
    let mut missing: Vec<(String, Place)> = Vec::new();
    let mut all = 0usize;
    for at in subject.rows(table) {
        let is_item = tree.code(at.index).is_some_and(|code| code.len() == 7);
        let amount = subject.measured(at, measure).map_or(0, |term| term.value);
        if !is_item || amount == 0 {
            continue;
        }
        all += 1;
        if !listed.contains(&at.index) {
            missing.push((format!("{}{}", at.row.code, at.row.name), at.row.place));
        }
    }
    if listed.len() < 2 || missing.len() * 2 > all {
        return;
    }
    let Some((_, place)) = missing.first().cloned() else {
        ledger.holds(RuleCode::P03);
        return;
    };
    let names: Vec<String> = missing.into_iter().map(|(name, _)| name).collect();
    let fault = NamedFault::LeftOutItems { items: names.len() };
    ledger.remark(Remark {
        fault: fault.into(),
        severity: Severity::Warning,
        table: Some(table),
        row: None,
        left: (names.join("、"), place),
        right: None,
    });
}

/// P04: amounts that prose gives to economic items of the basic expenditure.
fn economic(subject: &Subject, mentions: &[Mention], ledger: &mut Ledger) {
    let Some((table, _)) = subject.only(GeneralBudgetBasic) else {
        return;
    };
    for mention in mentions {
        let Some(stated) = mention.money() else {
            continue;
        };
        let is_basic = mention.section.contains("基本支出") && mention.head.contains("主要包括");
        if !is_basic || mention.is_change() {
            continue;
        }
        let mut rows = subject
            .rows(table)
            .filter(|at| at.row.code.len() == 5 && alike(&at.row.name, mention.label));
        let (Some(at), None) = (rows.next(), rows.next()) else {
            continue;
        };
        if let Some(term) = subject.measured(at, Measure::TOTAL) {
            let told = Told::BasicClass {
                name: at.row.name.clone(),
            };
            let figure = vec![vec![term]];
            quote(ledger, RuleCode::P04, stated, figure, told, false);
        }
    }
}
