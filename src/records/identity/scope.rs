/*!
Whether a document is a department's or a unit's, by the words that it uses.
*/

use super::COVER;
use crate::budget::Scope;
use crate::pattern::regex;
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Where no heading says 部门预算 or 单位预算: the words of the cover, then the captions of tables, then the
/// word that titles use more. 部门预算经济分类 is the name of a classification and says nothing.
pub(super) fn of_words(lines: &[String]) -> Option<Scope> {
    static CLASSIFICATION: LazyLock<Regex> =
        LazyLock::new(|| regex(r"部门预算(?:支出)?经济(?:分类|科目)"));
    static UNIT_CAPTION: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"^(?:预算|编制|填报|公开)?单位(?:名称)?[:：](?:人民币|[百千万亿]*元)?")
    });
    static DEPARTMENT_CAPTION: LazyLock<Regex> =
        LazyLock::new(|| regex(r"^(?:预算|编制|填报|公开)?部门(?:名称)?[:：]"));
    let weigh = |department: usize, unit: usize| match department.cmp(&unit) {
        std::cmp::Ordering::Greater => Some(Scope::Department),
        std::cmp::Ordering::Less => Some(Scope::Unit),
        std::cmp::Ordering::Equal => None,
    };
    let bare: Vec<Cow<str>> = lines
        .iter()
        .map(|line| CLASSIFICATION.replace_all(line, ""))
        .collect();
    let says = |lines: &[Cow<str>], words: [&str; 2]| {
        lines
            .iter()
            .filter(|line| words.iter().any(|word| line.contains(word)))
            .count()
    };
    let by_word = |lines: &[Cow<str>]| {
        weigh(
            says(lines, ["部门预算", "部门决算"]),
            says(lines, ["单位预算", "单位决算"]),
        )
    };
    let is_unit_caption = |line: &&Cow<str>| {
        UNIT_CAPTION
            .find(line)
            .is_some_and(|found| !found.as_str().ends_with('元') && found.end() < line.len())
    };
    let captions = || {
        weigh(
            bare.iter()
                .filter(|line| DEPARTMENT_CAPTION.is_match(line))
                .count(),
            bare.iter().filter(is_unit_caption).count(),
        )
    };
    let is_title = |line: &Cow<str>| line.ends_with('表');
    let cover: Vec<Cow<str>> = bare
        .iter()
        .take(COVER)
        .take_while(|line| !is_title(line))
        .cloned()
        .collect();
    by_word(&cover).or_else(captions).or_else(|| by_word(&bare))
}
