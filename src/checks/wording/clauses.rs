//! What is added to a sentence: how great the gap is, what its cause may be, where else it is.

use super::money;
use crate::budget::{Amount, RuleCode};
use std::fmt;

/// Something to be added to what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clause {
    /// How great the gap is.
    Gap(Amount),
    /// The cell that is most likely wrong, as printed, and what it should be.
    MostLikely {
        cell: String,
        printed: String,
        meant: Amount,
    },
    /// So many equations fail for one cause, those of other rules too.
    SameCause {
        equations: usize,
        rules: Vec<RuleCode>,
    },
    /// Some of the figures are not printed.
    NotAllPrinted,
    /// What is missing may have been lost with the text's columns.
    MayBeLost,
    /// The title of another finding with the same gap.
    SameGap { title: String },
    /// What another rule says of the same figure or gap, and where.
    AlsoFound {
        rule: RuleCode,
        title: String,
        place: Option<String>,
    },
    /// So many gaps of one size that rounding explains, in a table or in the prose.
    SameRounding { is_in_table: bool, count: usize },
    /// So many gaps of one size that another scope explains.
    SameExplanation { is_in_table: bool, count: usize },
    /// Rounding alone seldom makes so great a gap.
    Improbable,
    /// So many places with the same fault; of some of the others the name and what stands there.
    Alike {
        count: usize,
        others: Vec<(String, String)>,
        are_more: bool,
    },
}

impl fmt::Display for Clause {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Gap(gap) => write!(formatter, "，相差 {}", money(*gap)),
            Self::MostLikely {
                cell,
                printed,
                meant,
            } => write!(formatter, "；最可能有误的是 {cell} {printed}，应为 {meant}"),
            Self::SameCause { equations, rules } => {
                let rules: Vec<&str> = rules.iter().map(|rule| rule.name()).collect();
                let rules = rules.join("、");
                write!(formatter, "；同一原因使 {equations} 处不符（{rules}）")
            }
            Self::NotAllPrinted => formatter.write_str("；所据的数中有推算或存疑的"),
            Self::MayBeLost => formatter.write_str("；这一行少印的数，可能是转换成文本时丢失的"),
            Self::SameGap { title } => write!(formatter, "；同一差额：{title}"),
            Self::AlsoFound { rule, title, place } => {
                write!(formatter, "；另据 {rule}：{title}")?;
                match place {
                    Some(place) => write!(formatter, "（{place}）"),
                    None => Ok(()),
                }
            }
            Self::SameRounding { is_in_table, count } => {
                let place = place(*is_in_table);
                write!(formatter, "；{place}同样的尾差共 {count} 处")
            }
            Self::SameExplanation { is_in_table, count } => {
                let place = place(*is_in_table);
                write!(formatter, "；{place}同样的差额共 {count} 处")
            }
            Self::Improbable => formatter.write_str("；差得比随机的四舍五入通常能积累的多，宜问明"),
            Self::Alike {
                count,
                others,
                are_more,
            } => {
                let named = others
                    .iter()
                    .map(|(name, text)| format!("{name}「{text}」"));
                let named = named.collect::<Vec<_>>().join("、");
                let rest = if *are_more { " 等" } else { "" };
                write!(formatter, "；同样的共 {count} 处，另见 {named}{rest}")
            }
        }
    }
}

fn place(is_in_table: bool) -> &'static str {
    if is_in_table { "本表" } else { "文字" }
}
