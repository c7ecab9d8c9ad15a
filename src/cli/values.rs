/*!
What is typed as the value of an argument, and what is said where it is none.
*/

use super::Exported;
use crate::budget::{RuleCode, Scope, Severity, Stage, TableKind};
use crate::compare::Along;
use crate::exports::{DATASETS, Dataset, grid, notes, package};

pub(super) fn year(typed: &str) -> Result<u16, String> {
    typed
        .trim_end_matches('年')
        .parse()
        .ok()
        .filter(|year| (1949..=2999).contains(year))
        .ok_or_else(|| "年度是四位数字，如 2023".to_owned())
}

pub(super) fn code(typed: &str) -> Result<String, String> {
    match crate::budget::CodeLevel::of(typed) {
        Some(_) => Ok(typed.to_owned()),
        None => Err("科目编码是 3、5 或 7 位数字，如 208、20805、2080506".to_owned()),
    }
}

pub(super) fn count(typed: &str) -> Result<usize, String> {
    typed.parse().map_err(|_| "个数是不带符号的整数".to_owned())
}

pub(super) fn severity(typed: &str) -> Result<Severity, String> {
    Severity::from_name(typed).ok_or_else(|| "程度是 error、warning 或 note".to_owned())
}

pub(super) fn rule(typed: &str) -> Result<RuleCode, String> {
    RuleCode::from_name(typed).ok_or_else(|| "没有这条规则；lkx explain 列出全部规则".to_owned())
}

pub(super) fn full_name(typed: &str) -> Result<String, String> {
    let name = typed.trim();
    (name.chars().count() >= 2 && !name.contains(char::is_control))
        .then(|| name.to_owned())
        .ok_or_else(|| "要写单位的全名".to_owned())
}

pub(super) fn stage(typed: &str) -> Result<Stage, String> {
    Stage::from_name(typed).ok_or_else(|| "阶段是 预算 或 决算".to_owned())
}

pub(super) fn scope(typed: &str) -> Result<Scope, String> {
    Scope::from_name(typed).ok_or_else(|| "范围是 部门 或 单位".to_owned())
}

/// One value for both budgets, or one for each, separated by a comma.
fn for_both<T: Copy>(
    typed: &str,
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<(T, T), String> {
    match typed
        .split([',', '，', '、'])
        .collect::<Vec<_>>()
        .as_slice()
    {
        [both] => read(both).map(|both| (both, both)),
        [first, second] => Ok((read(first)?, read(second)?)),
        _ => Err("最多写两个，用逗号隔开".to_owned()),
    }
}

pub(super) fn stages(typed: &str) -> Result<(Stage, Stage), String> {
    for_both(typed, stage)
}

pub(super) fn scopes(typed: &str) -> Result<(Scope, Scope), String> {
    for_both(typed, scope)
}

pub(super) fn along(typed: &str) -> Result<Along, String> {
    Along::from_name(typed).ok_or_else(|| {
        let names: Vec<&str> = Along::ALL.iter().map(|along| along.name()).collect();
        format!("可以对比的是 {}", names.join("、"))
    })
}

pub(super) fn dataset(typed: &str) -> Result<Exported, String> {
    if typed == notes::NAME {
        return Ok(Exported::Notes);
    }
    if typed == grid::NAME {
        return Ok(Exported::Grid);
    }
    if typed == package::NAME {
        return Ok(Exported::Package);
    }
    Dataset::from_name(typed)
        .map(Exported::Data)
        .ok_or_else(|| {
            let data = DATASETS.iter().map(|dataset| (dataset.name, dataset.says));
            let known: Vec<String> = data
                .chain([
                    (notes::NAME, notes::SAYS),
                    (package::NAME, package::SAYS),
                    (grid::NAME, grid::SAYS),
                ])
                .map(|(name, says)| format!("{name} {says}"))
                .collect();
            format!("可以导出的是：\n  {}", known.join("\n  "))
        })
}

/// A kind of table by its name, its short name, or a part that only one kind's name has.
pub(super) fn table(typed: &str) -> Result<TableKind, String> {
    let is_called = |kind: &&TableKind| kind.name() == typed || kind.short_name() == typed;
    if let Some(kind) = TableKind::ALL.iter().find(is_called) {
        return Ok(*kind);
    }
    let partly: Vec<TableKind> = TableKind::ALL
        .iter()
        .copied()
        .filter(|kind| kind.name().contains(typed))
        .collect();
    match partly.as_slice() {
        [kind] => Ok(*kind),
        [] => Err(format!("没有这种表；有：{}", names(TableKind::ALL))),
        several => Err(format!("几种表都符合：{}", names(several))),
    }
}

fn names(kinds: &[TableKind]) -> String {
    let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
    names.join("、")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_by_a_part_of_their_name() {
        assert_eq!(table("支出总表"), Ok(TableKind::Expenditure));
        assert_eq!(table("三公"), Ok(TableKind::ThreePublic));
        assert_eq!(table("采购"), Ok(TableKind::Procurement));
        assert!(table("政府性基金").unwrap_err().contains("几种表"));
        assert!(table("天气").unwrap_err().contains("没有这种表"));
    }
}
