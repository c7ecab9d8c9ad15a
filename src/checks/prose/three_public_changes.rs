/*!
三公: the change of the total is the sum of the changes of its items, where a passage names
all of them (P05). No table of the year before is needed.
*/

use crate::budget::{Measure, RuleCode};
use crate::checks::kernel::equation::{Equation, SignedTerm};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::Term;
use crate::checks::prose::reading::Mention;
use crate::checks::prose::spoken::Spoken;
use crate::checks::prose::three_public::{FALL, RISE};
use crate::checks::prose::three_public_items::{ITEMS, WORDS};
use crate::checks::wording::Sentences;

/// What a passage says of an item's change; none where it is as it was.
type Change = Option<(bool, Term)>;

/// The total's change and the items' so far.
struct ChangePassage {
    statement: usize,
    rises: bool,
    total: Term,
    items: Vec<(Measure, Change)>,
}

/// The items that make up the total, one of the two for cars.
const ALL: [&[Measure]; 2] = [
    &[Measure::ABROAD, Measure::CARS, Measure::RECEPTION],
    &[
        Measure::ABROAD,
        Measure::CAR_PURCHASE,
        Measure::CAR_RUNNING,
        Measure::RECEPTION,
    ],
];

/// Holds each passage's total change against its items'.
pub fn check(subject: &Subject, mentions: &[Mention], ledger: &mut Ledger) {
    let mut spoken = Spoken::<Option<(Measure, usize)>>::default();
    let mut passage: Option<ChangePassage> = None;
    for mention in mentions
        .iter()
        .filter(|mention| mention.is_of_three_public())
    {
        let Some(stated) = mention.money() else {
            continue;
        };
        if mention.is_in_reason() || mention.is_of_another_year(subject.year()) {
            continue;
        }
        let item = spoken.at(mention);
        let change = sign(mention).map(|rises| (rises, stated));
        if mention.is_change() {
            match (item.take(), change) {
                (Some((Measure::TOTAL, statement)), Some((rises, total))) => {
                    settle(passage.take(), ledger);
                    let items = Vec::new();
                    passage = Some(ChangePassage {
                        statement,
                        rises,
                        total,
                        items,
                    });
                }
                (Some((name, statement)), Some(change)) => {
                    add(&mut passage, statement, (name, Some(change)));
                }
                _ => {}
            }
            continue;
        }
        let named = ITEMS.iter().find(|(item, _)| item.is_match(mention.label));
        *item = named.map(|(_, name)| (*name, mention.statement));
        if let Some((name, statement)) = item.filter(|_| stays(mention)) {
            add(&mut passage, statement, (name, None));
            *item = None;
        }
    }
    settle(passage, ledger);
}

fn sign(mention: &Mention) -> Option<bool> {
    match (RISE.is_match(mention.label), FALL.is_match(mention.label)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// Whether the words after an amount say that it is last year's.
fn stays(mention: &Mention) -> bool {
    let end = mention.tail.find(['；', '。', ';']);
    let clause = &mention.tail[..end.unwrap_or(mention.tail.len())];
    // What is said of another item, in brackets behind this one, is not said of this.
    let other = WORDS.iter().filter_map(|word| clause.find(word));
    let clause = &clause[..other.min().unwrap_or(clause.len())];
    ["持平", "一致", "相同", "无变化"]
        .iter()
        .any(|word| clause.contains(word))
}

fn add(passage: &mut Option<ChangePassage>, statement: usize, item: (Measure, Change)) {
    if let Some(passage) = passage
        && statement <= passage.statement + 1
        && item.0 != Measure::TOTAL
        && !passage.items.iter().any(|(name, _)| *name == item.0)
    {
        passage.items.push(item);
    }
}

fn settle(passage: Option<ChangePassage>, ledger: &mut Ledger) {
    let Some(passage) = passage else { return };
    let change_of = |name: &Measure| passage.items.iter().find(|(item, _)| item == name);
    let Some(all) = ALL
        .iter()
        .find(|all| all.iter().all(|name| change_of(name).is_some()))
    else {
        return;
    };
    let changes = all.iter().filter_map(|name| change_of(name)?.1);
    let parts = changes.map(|(rises, term)| SignedTerm {
        minus: rises != passage.rises,
        term,
    });
    let changes = Sentences::ThreePublicChanges;
    let mut equation = Equation::sum(RuleCode::P05, passage.total, Vec::new(), changes);
    equation.parts = parts.collect();
    ledger.equation(equation);
}
