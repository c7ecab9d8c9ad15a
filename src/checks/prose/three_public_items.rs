/*!
What the items of 三公 are called in sentences and headings.
*/

use crate::budget::Measure;
use crate::pattern::regex;
use regex::Regex;
use std::sync::LazyLock;

/// What may stand behind an item and before its figure.
pub const END: &str =
    "(?:财政拨款)?(?:支出)?(?:年初)?(?:预算|决算)?(?:总额|数|安排|总数)?(?:为|共|是)?$";

/// The items by the ends of their labels, with their columns.
pub static ITEMS: LazyLock<Vec<(Regex, Measure)>> = LazyLock::new(|| {
    [
        ("因公出国（境）(?:费用|费|经费)?", Measure::ABROAD),
        (
            "公务用车购置(?:及|和)(?:运行(?:维护)?|运维)(?:费用|费)?",
            Measure::CARS,
        ),
        ("公务用车购置(?:费用|费)?", Measure::CAR_PURCHASE),
        (
            "公务用车(?:运行(?:维护)?|运维)(?:费用|费)?",
            Measure::CAR_RUNNING,
        ),
        ("公务接待(?:费用|费)?", Measure::RECEPTION),
        ("三公”?经费", Measure::TOTAL),
    ]
    .into_iter()
    .map(|(core, measure)| (regex(&format!("(?:{core}){END}")), measure))
    .collect()
});

/// What every name of an item has.
pub const WORDS: [&str; 3] = ["公务用车", "公务接待", "因公出国"];

/// Whether a heading is one of 三公.
pub fn heads_three_public(section: &str) -> bool {
    section.contains("三公") || WORDS.iter().any(|word| section.contains(word))
}

/// Whether a label names an item of 三公.
pub fn is_item(label: &str) -> bool {
    item_of(label).is_some()
}

/// The item of 三公 that a label names.
pub fn item_of(label: &str) -> Option<Measure> {
    let found = ITEMS.iter().find(|(item, _)| item.is_match(label));
    found.map(|(_, measure)| *measure)
}
