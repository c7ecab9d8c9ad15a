/*!
三公 that stays as it was: as a whole and in its parts (P15).

The whole cannot change where every part is last year's, nor stay where one part alone
changes. Only sentences that say the one or the other of an item count.
*/

use crate::budget::{Place, RuleCode, Severity};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::subject::Subject;
use crate::checks::wording::ChangeFault;
use crate::pattern::regex;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// An item, where it is named, and what is said of it.
static SAID: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        "(?:(三公[”\"]?经费|因公出国（境）(?:费用|费|经费)|公务接待(?:费用|费)",
        "|公务用车购置(?:及|和)(?:运行(?:维护)?|运维)(?:费用|费)|公务用车购置(?:费用|费)|公务用车(?:运行(?:维护)?|运维)(?:费用|费))",
        "(?:财政拨款)?(?:支出)?(?:预算)?(?:总额|数)?|。预算数)",
        "((?:与|比|较|同)(?:20[0-9]{2}年|上年|去年)[^，。；]{0,10}?(?:相比)?，?",
        "(?:(持平|保持一致|一致|相同|不变)|(?:增加|减少|增长|下降)(?:了|为)?[0-9][0-9,.]*(?:万元|元|%)))",
    ))
});

/// The item that a passage is about, which 预算数 stands for.
static ABOUT: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        "^[（(][一二三四五][)）](因公出国（境）费|公务接待费",
        "|公务用车购置(?:及|和)(?:运行(?:维护)?|运维)费|公务用车购置费|公务用车(?:运行(?:维护)?|运维)费)",
    ))
});

/// An item of 三公.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    Whole,
    Abroad,
    Reception,
    Cars,
    CarsBought,
    CarsRun,
}

impl Item {
    fn of(name: &str) -> Self {
        match name {
            name if name.starts_with("三公") => Self::Whole,
            name if name.starts_with("因公") => Self::Abroad,
            name if name.starts_with("公务接待") => Self::Reception,
            name if name.contains("购置") && name.contains("运行") => Self::Cars,
            name if name.contains("购置") => Self::CarsBought,
            _ => Self::CarsRun,
        }
    }
}

/// What is said of an item.
struct Said {
    is_level: bool,
    words: String,
    place: Place,
}

/// Holds what is said of the whole against what is said of its parts.
pub fn check(subject: &Subject, ledger: &mut Ledger) {
    let said = read(subject);
    let Some(whole) = said.get(&Item::Whole) else {
        return;
    };
    let cars: Vec<&Said> = match said.get(&Item::Cars) {
        Some(cars) => vec![cars],
        None => [Item::CarsBought, Item::CarsRun]
            .iter()
            .filter_map(|item| said.get(item))
            .collect(),
    };
    let (Some(abroad), Some(reception)) = (said.get(&Item::Abroad), said.get(&Item::Reception))
    else {
        return;
    };
    if cars.is_empty() {
        return;
    }
    let parts = [abroad, reception].into_iter().chain(cars);
    let changed: Vec<&Said> = parts.filter(|part| !part.is_level).collect();
    let (odd, other) = match (whole.is_level, changed.as_slice()) {
        (false, []) => (whole, abroad),
        (true, [part]) => (*part, whole),
        _ => return ledger.holds(RuleCode::P15),
    };
    ledger.remark(Remark {
        fault: if whole.is_level {
            ChangeFault::LevelWhole
        } else {
            ChangeFault::LevelParts
        }
        .into(),
        severity: Severity::Error,
        table: None,
        row: None,
        left: (odd.words.clone(), odd.place),
        right: Some((other.words.clone(), other.place)),
    });
}

/// The first thing that is said of each item.
fn read(subject: &Subject) -> BTreeMap<Item, Said> {
    let mut said = BTreeMap::new();
    for passage in subject.passages() {
        let about = ABOUT.captures(&passage.text).and_then(|found| found.get(1));
        for found in SAID.captures_iter(&passage.text) {
            let (Some(name), Some(words)) = (found.get(1).or(about), found.get(2)) else {
                continue;
            };
            said.entry(Item::of(name.as_str())).or_insert_with(|| Said {
                is_level: found.get(3).is_some(),
                words: words.as_str().to_owned(),
                place: passage.place(words.range()),
            });
        }
    }
    said
}
