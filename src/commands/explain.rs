/*!
`lkx explain`: what a rule means; without a code, the list of all rules.
*/

use super::Outcome;
use crate::budget::RuleCode;
use crate::checks::{FAMILIES, Rule, rule};
use crate::cli::Explain;
use anyhow::Context;
use std::io::Write;

pub(super) fn run(arguments: &Explain) -> anyhow::Result<Outcome> {
    let mut out = std::io::stdout().lock();
    match &arguments.rule {
        Some(code) => {
            let rule = RuleCode::from_name(code)
                .and_then(rule)
                .with_context(|| format!("没有规则“{code}”；lkx explain 列出全部规则"))?;
            explain(&mut out, rule)?;
        }
        None => {
            for family in FAMILIES {
                writeln!(out, "{}", family.title)?;
                for rule in family.rules {
                    writeln!(
                        out,
                        "  {} {} {}",
                        rule.code,
                        rule.severity.label(),
                        rule.title
                    )?;
                }
            }
        }
    }
    Ok(Outcome::Done)
}

fn explain(out: &mut impl Write, rule: &Rule) -> std::io::Result<()> {
    writeln!(out, "{} {}", rule.code, rule.title)?;
    writeln!(out, "不符时：{}", rule.severity.label())?;
    writeln!(out, "{}", rule.why)
}
