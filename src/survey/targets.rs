/*!
指标: the performance indicators that some words and comparisons fit.
*/

use super::words::squeezed;
use crate::budget::{Book, Indicator, Operator, ProjectDetails, Row};
use rust_decimal::Decimal;

/// What indicators are asked for: words that must stand in them, and bounds of their values.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TargetQuery {
    words: Vec<String>,
    operator: Option<Operator>,
    bounds: Vec<Bound>,
}

/// A bound of the value: `<95%`, `>100万元`, `=3`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Bound {
    operator: Operator,
    number: Decimal,
    unit: String,
}

/// An indicator that was asked for.
#[derive(Debug, Clone, Copy)]
pub struct Target<'b> {
    /// The indicator.
    pub indicator: &'b Indicator,
    /// The row of its project; none where it is the whole department's.
    pub project: Option<&'b Row>,
}

impl Target<'_> {
    /// The project's code, or empty.
    pub fn project_code(&self) -> &str {
        let details: Option<&ProjectDetails> = self.project.and_then(|row| row.project.as_ref());
        details.map_or("", |details| &details.code)
    }

    /// The project's name, or empty.
    pub fn project_name(&self) -> &str {
        self.project.map_or("", |row| &row.name)
    }

    /// The value as a number with its unit, where it is one.
    pub fn value(&self) -> Option<(Decimal, String)> {
        value_of(self.indicator)
    }
}

/// The signs of comparison as they are typed.
const SIGNS: [&str; 12] = [
    "≥", ">=", "≤", "<=", "＞", ">", "＜", "<", "＝", "=", "大于", "小于",
];

impl TargetQuery {
    /// Reads typed words; a comparison may stand right behind a word (`满意度<95%`). An error is for
    /// people.
    pub fn parse(typed: &[String]) -> Result<Self, String> {
        let mut query = Self::default();
        let tokens = typed.iter().flat_map(|words| words.split_whitespace());
        for token in tokens {
            if token == Operator::Qualitative.sign() {
                query.operator = Some(Operator::Qualitative);
                continue;
            }
            // The sign that comes first; `>=` goes before the `>` that it begins with.
            let signs = SIGNS
                .iter()
                .filter_map(|sign| Some((token.find(sign)?, *sign)));
            let first = signs.min_by_key(|(at, sign)| (*at, std::cmp::Reverse(sign.len())));
            let Some((at, sign)) = first else {
                query.words.push(squeezed(token));
                continue;
            };
            let (word, rest) = token.split_at(at);
            let behind = rest.strip_prefix(sign).unwrap_or(rest);
            let (Some(operator), Some((number, unit))) =
                (Operator::from_sign(sign), number(behind))
            else {
                return Err(format!("“{token}”里的比较要写数，如 <95%、>100万元"));
            };
            if !word.is_empty() {
                query.words.push(squeezed(word));
            }
            query.bounds.push(Bound {
                operator,
                number,
                unit,
            });
        }
        Ok(query)
    }

    fn fits(&self, unit: &str, target: &Target) -> bool {
        let indicator = target.indicator;
        let texts = [
            unit,
            indicator.level1.as_str(),
            &indicator.level2,
            &indicator.name,
            target.project_name(),
        ];
        let texts: Vec<String> = texts.into_iter().map(squeezed).collect();
        let has = |word: &String| texts.iter().any(|text| text.contains(word));
        self.words.iter().all(has)
            && self
                .operator
                .is_none_or(|asked| indicator.operator == Some(asked))
            && self.bounds.iter().all(|bound| bound.holds_for(indicator))
    }
}

impl Bound {
    fn lets(&self, value: Decimal, bound: Decimal) -> bool {
        match self.operator {
            Operator::AtLeast => value >= bound,
            Operator::AtMost => value <= bound,
            Operator::Above => value > bound,
            Operator::Below => value < bound,
            Operator::Equal => value == bound,
            Operator::Qualitative => false,
        }
    }

    /// Whether the value of an indicator lies so. Values in other units are not compared; a bound
    /// without a unit is compared with whatever number there is.
    fn holds_for(&self, indicator: &Indicator) -> bool {
        let Some((value, unit)) = value_of(indicator) else {
            return false;
        };
        if self.unit.is_empty() || self.unit == unit {
            return self.lets(value, self.number);
        }
        match (money(value, &unit), money(self.number, &self.unit)) {
            (Some(value), Some(bound)) => self.lets(value, bound),
            _ => false,
        }
    }
}

/// The value of an indicator as a number with its unit, which may stand in the value's cell.
fn value_of(indicator: &Indicator) -> Option<(Decimal, String)> {
    let (value, behind) = number(&indicator.value)?;
    let unit = if behind.is_empty() {
        squeezed(&indicator.value_unit)
    } else {
        behind
    };
    Some((value, unit))
}

/// A number of so many of a unit of money in 元; none for other units.
fn money(number: Decimal, unit: &str) -> Option<Decimal> {
    let exponent = match unit {
        "元" => 0,
        "千元" => 3,
        "万元" => 4,
        "百万元" => 6,
        "亿元" => 8,
        _ => return None,
    };
    number.checked_mul(Decimal::from(10i64.checked_pow(exponent)?))
}

/// The number that a text begins with, and the unit behind it.
fn number(text: &str) -> Option<(Decimal, String)> {
    let text = squeezed(text);
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-');
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let number = Decimal::from_str_exact(&digits.replace(',', "")).ok()?;
    let unit = match unit {
        "％" => "%",
        unit => unit,
    };
    Some((number, unit.to_owned()))
}

/// The indicators of a budget that the query fits, in the document's order.
pub fn targets<'b>(book: &'b Book, query: &TargetQuery) -> Vec<Target<'b>> {
    let all = book.indicators.iter().map(|indicator| {
        let table = book.tables.get(indicator.table);
        let row = indicator.row.zip(table);
        Target {
            indicator,
            project: row.and_then(|(row, table)| table.rows.get(row)),
        }
    });
    let unit = book.identity.unit.as_str();
    all.filter(|target| query.fits(unit, target)).collect()
}

/// The least, the middle and the greatest of several values that all have one unit, in words.
pub fn spread_of_values<'v>(
    values: impl IntoIterator<Item = (Decimal, &'v str)>,
) -> Option<String> {
    let values: Vec<(Decimal, &str)> = values.into_iter().collect();
    let (_, unit) = values.first()?;
    if values.len() < 2 || values.iter().any(|(_, other)| other != unit) {
        return None;
    }
    let mut numbers: Vec<Decimal> = values.iter().map(|(number, _)| *number).collect();
    numbers.sort_unstable();
    let (least, greatest) = (numbers.first()?, numbers.last()?);
    let middle = numbers.get(numbers.len() / 2)?;
    Some(format!(
        "数值最小 {least}{unit}，居中 {middle}{unit}，最大 {greatest}{unit}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::{About, Place};

    fn indicator(level: &str, value: &str, unit: &str) -> Indicator {
        Indicator {
            table: 0,
            row: None,
            about: About::Whole,
            level1: level.to_owned(),
            level2: String::new(),
            name: "受益群众".to_owned(),
            operator: Some(Operator::AtLeast),
            value: value.to_owned(),
            value_unit: unit.to_owned(),
            weight: String::new(),
            direction: String::new(),
            printed: String::new(),
            place: Place::line(1),
        }
    }

    fn fits(typed: &str, indicator: &Indicator) -> bool {
        let query = TargetQuery::parse(&[typed.to_owned()]).unwrap();
        let target = Target {
            indicator,
            project: None,
        };
        query.fits("甲县民政局", &target)
    }

    #[test]
    fn words_and_bounds_are_combined() {
        let ninety = indicator("满意度指标", "90", "%");
        assert!(fits("满意度 <95%", &ninety));
        assert!(fits("满意度<95%", &ninety));
        assert!(fits("群众 >=90", &ninety));
        assert!(fits("甲县 满意度", &ninety));
        assert!(!fits("满意度 <90%", &ninety));
        assert!(!fits("成本 <95%", &ninety));
        assert!(!fits("<95个", &ninety));
        assert!(!fits("定性", &ninety));
    }

    #[test]
    fn money_is_compared_across_its_units() {
        let cost = indicator("成本指标", "1500000", "元");
        assert!(fits("成本 >100万元", &cost));
        assert!(!fits("成本 >200万元", &cost));
        assert!(fits("成本 <1亿元", &cost));
    }

    #[test]
    fn values_that_are_no_numbers_have_no_bounds() {
        let words = indicator("产出指标", "有所提高", "");
        assert!(fits("产出", &words));
        assert!(!fits("产出 <95%", &words));
        assert!(TargetQuery::parse(&["<高".to_owned()]).is_err());
    }
}
