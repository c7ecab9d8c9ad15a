/*!
The value of an indicator: `≥96%`, `32 万元`, `及时`.
*/

use crate::budget::Operator;
use crate::tables::lines::{is_chinese, name, squeeze};
use regex::Regex;
use std::sync::LazyLock;

/// A printed value taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Value {
    /// The comparison, where one is printed.
    pub operator: Option<Operator>,
    /// The value without operator and unit.
    pub value: String,
    /// Its unit, or empty.
    pub unit: String,
}

#[expect(
    clippy::expect_used,
    reason = "the pattern is a constant that the tests compile"
)]
static NUMBER_AND_UNIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(-?[0-9][0-9,]*(?:\.[0-9]+)?)([^0-9]*|m[23])$").expect("a valid pattern")
});

/// Signs and words that begin a value, each before what it begins with.
pub const SIGNS: &[(&str, Operator)] = &[
    (">=", Operator::AtLeast),
    ("＞＝", Operator::AtLeast),
    ("≥", Operator::AtLeast),
    ("≧", Operator::AtLeast),
    ("⩾", Operator::AtLeast),
    ("大于等于", Operator::AtLeast),
    ("大于或等于", Operator::AtLeast),
    ("不低于", Operator::AtLeast),
    ("不少于", Operator::AtLeast),
    ("不小于", Operator::AtLeast),
    ("<=", Operator::AtMost),
    ("＜＝", Operator::AtMost),
    ("≤", Operator::AtMost),
    ("≦", Operator::AtMost),
    ("⩽", Operator::AtMost),
    ("小于等于", Operator::AtMost),
    ("小于或等于", Operator::AtMost),
    ("不高于", Operator::AtMost),
    ("不超过", Operator::AtMost),
    ("不大于", Operator::AtMost),
    ("不多于", Operator::AtMost),
    (">", Operator::Above),
    ("＞", Operator::Above),
    ("大于", Operator::Above),
    ("高于", Operator::Above),
    ("<", Operator::Below),
    ("＜", Operator::Below),
    ("小于", Operator::Below),
    ("低于", Operator::Below),
    ("=", Operator::Equal),
    ("＝", Operator::Equal),
    ("等于", Operator::Equal),
    ("定性", Operator::Qualitative),
];

/// Takes a value cell apart.
pub fn split(printed: &str) -> Value {
    let squeezed = squeeze(printed);
    let (operator, rest) = sign_of(&squeezed);
    let captured = NUMBER_AND_UNIT.captures(rest);
    match captured.filter(|found| !is_of_date(&found[2])) {
        Some(found) => Value {
            operator,
            value: found[1].to_owned(),
            unit: without_brackets(&found[2]).to_owned(),
        },
        None if operator.is_some() => Value {
            operator,
            value: rest.to_owned(),
            unit: String::new(),
        },
        None => Value {
            operator,
            value: name(printed),
            unit: String::new(),
        },
    }
}

/// The sign that a value begins with, and what is behind it. A sign in words stands before a
/// number: 高于上年 is a value in words.
fn sign_of(squeezed: &str) -> (Option<Operator>, &str) {
    let found = SIGNS
        .iter()
        .find_map(|(sign, operator)| Some((sign, *operator, squeezed.strip_prefix(sign)?)));
    let Some((sign, operator, rest)) = found else {
        return (None, squeezed);
    };
    let is_word = sign.starts_with(is_chinese);
    let rest = match operator {
        Operator::Qualitative => rest.trim_start_matches(['：', ':', '，', ',']),
        _ if is_word && !rest.starts_with(|c: char| c.is_ascii_digit()) => return (None, squeezed),
        _ => rest,
    };
    if operator == Operator::Qualitative && rest.starts_with("指标") {
        return (None, squeezed);
    }
    (Some(operator), rest)
}

/// Whether what stands behind a number makes it a date: 12月底前.
fn is_of_date(text: &str) -> bool {
    text.starts_with(['年', '月', '日'])
        && ["前", "底", "末", "初", "旬"]
            .iter()
            .any(|end| text.ends_with(end))
}

/// A unit that stands in brackets, without them.
fn without_brackets(unit: &str) -> &str {
    let inner = unit.strip_prefix(['(', '（']);
    let inner = inner.and_then(|inner| inner.strip_suffix([')', '）']));
    inner
        .filter(|inner| !inner.contains(['(', '（']))
        .unwrap_or(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_as_printed() {
        for (printed, sign, value, unit) in [
            ("≥120.00(次)", "≥", "120.00", "次"),
            ("≥3台（套）", "≥", "3", "台（套）"),
            ("不低于96%", "≥", "96", "%"),
            ("不超过3天", "≤", "3", "天"),
            ("低于上年", "", "低于上年", ""),
            ("定性：优良中低差", "定性", "优良中低差", ""),
            ("≤87.04 万元", "≤", "87.04", "万元"),
            ("8.83 万 元", "", "8.83", "万元"),
            ("100%", "", "100", "%"),
            (">=110万人", "≥", "110", "万人"),
            ("=41人", "=", "41", "人"),
            ("及时", "", "及时", ""),
            ("持续有 效", "", "持续有效", ""),
            ("12月底前", "", "12月底前", ""),
            ("≤3年", "≤", "3", "年"),
            ("2024年12月31日前", "", "2024年12月31日前", ""),
            ("符合(国办发(2004]9号)", "", "符合(国办发(2004]9号)", ""),
            ("", "", "", ""),
        ] {
            let split = split(printed);
            let got = (
                split.operator.map_or("", Operator::sign),
                split.value.as_str(),
                split.unit.as_str(),
            );
            assert_eq!(got, (sign, value, unit), "{printed}");
        }
    }
}
