/*!
Indicators that one cell holds as text: 数量指标：培训人数≥200人次；质量指标：合格率≥95%。
*/

use crate::budget::{About, Indicator, Place};
use crate::records::goals::indicator_level::{Levels, first_of_second, is_first};
use crate::records::goals::indicator_value::{SIGNS, split};
use crate::records::table::Part;
use crate::tables::Cell;
use crate::tables::lines::{is_chinese, name, squeeze};

/// Whether a cell holds indicators as text: a level, a colon, and a value.
pub fn suits(cell: &Cell) -> bool {
    let text = squeeze(&cell.text);
    let mut pieces = text.split(['；', ';', '。', '，', '：', ':', '、']);
    let has_level = pieces.any(|piece| is_level(without_number(piece)));
    has_level && text.contains(['：', ':'])
}

fn is_level(text: &str) -> bool {
    is_first(text) || text.ends_with("指标") && first_of_second(text).is_some()
}

/// Reads the indicators of a cell.
pub fn read(cell: &Cell, row: Option<usize>, about: About, part: &mut Part) {
    read_below(Levels::default(), cell, row, about, part);
}

/// Reads the indicators of a cell under the heading of a level.
pub fn read_below(
    mut levels: Levels,
    cell: &Cell,
    row: Option<usize>,
    about: About,
    part: &mut Part,
) {
    let text = squeeze(&cell.text);
    let prints = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let is_nested = prints(&["产出指标", "效果指标"]);
    let has_second = prints(&["数量指标", "质量指标", "时效指标"]);
    // Lines of a cell end an indicator, but only where the text puts no ；.
    let is_divided = cell.text.contains(['；', ';']);
    let ends = |c: char| matches!(c, '；' | ';' | '。') || !is_divided && c == '\n';
    let sentences = cell.text.split(ends).map(squeeze);
    let sentences: Vec<String> = sentences
        .flat_map(|sentence| at_levels(&sentence))
        .collect();
    for mut rest in sentences {
        let mut found: Vec<String> = Vec::new();
        while let Some((level, behind)) = level_in_front(&rest) {
            found.push(level);
            rest = behind;
        }
        take(&found, &mut levels, has_second && !is_nested);
        for text in indicators_of(&rest) {
            push(text, &levels, cell, (row, about), part);
        }
    }
}

/// A text divided before each level that stands behind an indicator: the lines of a cell ran
/// together.
fn at_levels(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(at) = level_behind(rest) {
        let (before, behind) = rest.split_at(at);
        parts.push(before.to_owned());
        rest = behind;
    }
    parts.push(rest.to_owned());
    parts
}

/// Where in a text a level with its colon begins, behind a sign and its value.
fn level_behind(text: &str) -> Option<usize> {
    let sign = sign_at(text)?;
    let colons = text.match_indices(['：', ':']).map(|(at, _)| at);
    colons.filter(|colon| *colon > sign).find_map(|colon| {
        let behind_sign = text.get(sign..colon)?;
        let starts = behind_sign.char_indices().skip(1).map(|(at, _)| sign + at);
        starts.into_iter().find(|&at| is_level(&text[at..colon]))
    })
}

/// Takes the levels before an indicator. 成本指标 and 满意度指标 are words of both: behind another
/// level, among 数量指标 and its like, and after 时效指标 they are the second.
fn take(found: &[String], levels: &mut Levels, second_alone: bool) {
    for (at, level) in found.iter().enumerate() {
        let is_last = at + 1 == found.len();
        let of_output = level == "成本指标" && levels.first == "产出指标";
        let is_both = of_output || level == "满意度指标";
        let is_second =
            !is_first(level) || is_last && (at > 0 || is_both && (second_alone || of_output));
        if is_second {
            levels.take(None, Some(level));
        } else {
            levels.take(Some(level), None);
        }
    }
}

/// A level that a text begins with, and what is behind its colon.
fn level_in_front(text: &str) -> Option<(String, String)> {
    let (front, behind) = text.split_once(['：', ':'])?;
    let front = without_number(front);
    is_level(front).then(|| (front.to_owned(), behind.to_owned()))
}

/// Several indicators of a level, where each has a sign.
fn indicators_of(text: &str) -> Vec<&str> {
    let parts: Vec<&str> = text.split(['，', ',', '、']).collect();
    if parts.len() > 1
        && parts
            .iter()
            .all(|part| sign_at(part).is_some_and(|at| at > 0))
    {
        parts
    } else {
        vec![text]
    }
}

/// Where a text's sign begins.
fn sign_at(text: &str) -> Option<usize> {
    let before_number = |at: usize, sign: &str| {
        let behind = text.get(at + sign.len()..).unwrap_or_default();
        !sign.starts_with(is_chinese) || behind.starts_with(|c: char| c.is_ascii_digit())
    };
    let found = SIGNS.iter().filter_map(|(sign, _)| {
        let mut places = text.match_indices(sign).map(|(at, _)| at);
        places.find(|&at| before_number(at, sign))
    });
    found.min()
}

/// Where a number at the end of a text begins, with its unit behind it.
fn number_at(text: &str) -> Option<usize> {
    let at = text.find(|c: char| c.is_ascii_digit())?;
    let value = split(&text[at..]);
    (at > 0 && value.value != text[at..]).then_some(at)
}

fn push(text: &str, levels: &Levels, cell: &Cell, of: (Option<usize>, About), part: &mut Part) {
    let text = without_number(text);
    if text.is_empty() {
        return;
    }
    if let Some((label, printed)) = in_brackets(text) {
        push_pair(label, printed, levels, cell, of, part);
        return;
    }
    let divided = text.split_once(['：', ':']).map(|(label, _)| label.len());
    let at = sign_at(text).or(divided).or_else(|| number_at(text));
    let (label, printed) = text.split_at(at.unwrap_or(text.len()));
    let label = label.trim_end_matches(['：', ':']);
    push_pair(
        label,
        printed.trim_start_matches(['：', ':']),
        levels,
        cell,
        of,
        part,
    );
}

/// A name and what stands in brackets behind it, where that is its value: a sign, a number, or words that are
/// no unit.
fn in_brackets(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix(['）', ')'])?;
    let (label, printed) = inner.rsplit_once(['（', '('])?;
    let is_value = |text: &str| {
        sign_at(text) == Some(0)
            || text.starts_with(|c: char| c.is_ascii_digit())
            || text.chars().count() > 2 && !text.contains(['元', '%', '％'])
            || QUALITIES.contains(&text)
    };
    (!label.is_empty()
        && sign_at(label).is_none()
        && number_at(label).is_none()
        && is_value(printed))
    .then_some((label, printed))
}

/// Values in words as short as a unit.
const QUALITIES: [&str; 14] = [
    "健全", "完善", "良好", "提高", "提升", "改善", "稳定", "增强", "显著", "明显", "优良", "达标",
    "合格", "及时",
];

fn push_pair(
    label: &str,
    printed: &str,
    levels: &Levels,
    cell: &Cell,
    of: (Option<usize>, About),
    part: &mut Part,
) {
    let value = split(printed);
    part.indicators.push(Indicator {
        table: 0,
        row: of.0,
        about: of.1,
        level1: levels.first.clone(),
        level2: levels.second.clone(),
        name: name(label),
        operator: value.operator,
        value: value.value,
        value_unit: value.unit,
        weight: String::new(),
        direction: String::new(),
        printed: printed.to_owned(),
        place: Place::line(cell.place.line),
    });
}

/// A text without a number in front: 1. （1） ① 一、
fn without_number(text: &str) -> &str {
    let text = crate::tables::title::strip_ordinal(text.trim());
    text.trim_start_matches(|c: char| ('①'..='⑳').contains(&c))
}
