/*!
The value of an indicator: `≥96%`, `32 万元`, `及时`.
*/

use crate::budget::Operator;
use crate::tables::lines::{name, squeeze};
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
    Regex::new(r"^(-?[0-9][0-9,]*(?:\.[0-9]+)?)([^0-9]*)$").expect("a valid pattern")
});

const SIGNS: &[&str] = &[
    ">=",
    "<=",
    "≥",
    "≤",
    "≧",
    "≦",
    "＞＝",
    "＜＝",
    "大于等于",
    "小于等于",
    ">",
    "<",
    "＞",
    "＜",
    "=",
    "＝",
];

/// Takes a value cell apart.
pub fn split(printed: &str) -> Value {
    let squeezed = squeeze(printed);
    let sign = SIGNS.iter().find(|sign| squeezed.starts_with(**sign));
    let rest = sign.map_or(squeezed.as_str(), |sign| &squeezed[sign.len()..]);
    let operator = sign.and_then(|sign| Operator::from_sign(sign));
    match NUMBER_AND_UNIT.captures(rest) {
        Some(found) => Value {
            operator,
            value: found[1].to_owned(),
            unit: found[2].to_owned(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_as_printed() {
        for (printed, sign, value, unit) in [
            ("≤87.04 万元", "≤", "87.04", "万元"),
            ("8.83 万 元", "", "8.83", "万元"),
            ("100%", "", "100", "%"),
            (">=110万人", "≥", "110", "万人"),
            ("=41人", "=", "41", "人"),
            ("及时", "", "及时", ""),
            ("持续有 效", "", "持续有效", ""),
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
