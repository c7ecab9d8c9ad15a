/*!
Which table a printed title stands over.

Provinces print dozens of titles for one table. What they share is meaning, so a title is
read for what it says of four things: the fund, the part of the money, the classification
and the subject. A kind is named by all of them; a title that says more than any kind
means (政府购买服务支出表, 一般公共预算支出明细表（按经济分类）) is some other table, never the nearest kind.
*/

mod words;

use super::TABLE_NUMBER;
use super::lines::squeeze;
use crate::budget::{TableKind, unified};
use regex::Regex;
use std::sync::LazyLock;
use words::Words;

/// Longest title, in characters; longer lines are prose.
const LONGEST: usize = 60;

/// What a line means as a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// The title of a table of the vocabulary.
    Known(TableKind),
    /// The title of some other table.
    Unknown,
}

/// Words without which a line that ends in 表 is not taken for a title.
const SUBJECTS: &[&str] = &[
    "预算",
    "决算",
    "支出",
    "收入",
    "经费",
    "绩效",
    "采购",
    "资产",
    "债",
    "转移支付",
    "购买服务",
    "资金",
    "项目",
];

/// The table that a line is the title of; `None` for a line that is no table's title.
pub fn meaning(line: &str) -> Option<Meaning> {
    // 预算01-3表 says 预算 and 表 and is the number of one.
    if TABLE_NUMBER.is_match(&squeeze(line)) {
        return None;
    }
    let core = core(line)?;
    match Words::of(&core).kind() {
        Some(kind) => Some(Meaning::Known(kind)),
        None if core.chars().count() > 4 && SUBJECTS.iter().any(|word| core.contains(word)) => {
            Some(Meaning::Unknown)
        }
        None => None,
    }
}

/// The table of the vocabulary that a line is the title of.
pub fn kind_of(line: &str) -> Option<TableKind> {
    match meaning(line)? {
        Meaning::Known(kind) => Some(kind),
        Meaning::Unknown => None,
    }
}

/// The table of the vocabulary that the words of a line mean, where its place says already that it is
/// a title: 一般公共预算基本支出情况.
pub fn kind_by_words(line: &str) -> Option<TableKind> {
    let squeezed = squeeze(title_part(line));
    Words::of(strip_ordinal(&squeezed)).kind()
}

/// The part of a line that is the title: without a table number in front (`表1：`) and
/// without a unit of money behind.
pub fn title_part(line: &str) -> &str {
    let behind = ["金额单位", "单位:", "单位：", "编制单位", "单位名称"];
    let cut = behind
        .iter()
        .filter_map(|word| line.find(word))
        .filter(|&at| line[..at].contains('表'))
        .min();
    let title = line[..cut.unwrap_or(line.len())].trim();
    // 部门支出总表（单位：元）
    let title = match cut {
        Some(_) => title.trim_end_matches(['（', '(']).trim_end(),
        None => title,
    };
    match title.split_once(['：', ':']) {
        Some((number, rest)) if number.contains('表') && number.chars().count() <= 8 => {
            rest.trim()
        }
        _ => NUMBER_IN_FRONT
            .find(title)
            .map_or(title, |number| &title[number.end()..]),
    }
}

/// 附表1-1, 公开01表, 表 3: with a gap or a word behind, so that no year is taken for its end.
#[expect(
    clippy::expect_used,
    reason = "the pattern is a constant that the tests compile"
)]
static NUMBER_IN_FRONT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:附?表\s*[0-9]+(?:[-－—.][0-9]+)*(?:\s+|、)|附?表\s*[一二三四五六七八九十]+\s*[、\s]\s*|(?:预算|部门公开|单位公开|公开)\s*[0-9]+(?:[-－—][0-9]+)*\s*表\s*)",
    )
    .expect("a valid pattern")
});

/// The title without the mark that a page break puts to it when the table goes on: （续）,
/// (续表一), 续.
pub fn without_continuation(title: &str) -> &str {
    let title = title.trim();
    let kept = title.trim_end_matches(['）', ')']);
    let is_mark = |mark: &str| mark.starts_with('续') && mark.chars().count() <= 4;
    match kept.rfind(['（', '(']) {
        Some(open) if kept.len() < title.len() => {
            let mark = kept[open..].trim_start_matches(['（', '(']);
            if is_mark(&squeeze(mark)) {
                title[..open].trim_end()
            } else {
                title
            }
        }
        _ => title
            .strip_suffix("续表")
            .or_else(|| title.strip_suffix('续'))
            .unwrap_or(title)
            .trim_end(),
    }
}

/// The title without ordinal, bracketed tail and table number, where it ends as a title does.
fn core(line: &str) -> Option<String> {
    let squeezed = squeeze(without_continuation(title_part(line)));
    if squeezed.chars().count() > LONGEST || squeezed.contains(['。', '；', '，', '：', ':', ','])
    {
        return None;
    }
    let mut core = strip_ordinal(&squeezed);
    // (2024年度), （表1-1）, （部门经济分类科目）: the last names the table, the others number it.
    while let Some(open) = core.rfind(['（', '(']) {
        let names_the_table = ["经济分类", "经济科目", "功能分类", "功能科目", "功能经济"]
            .iter()
            .any(|word| core[open..].contains(word));
        if !core.ends_with(['）', ')']) || names_the_table {
            break;
        }
        core = &core[..open];
    }
    // 《收支预算总表》
    let quoted = core.strip_prefix(['《', '〈']);
    if let Some(inside) = quoted.and_then(|rest| rest.strip_suffix(['》', '〉'])) {
        core = inside;
    }
    let named_in_brackets =
        core.ends_with(['）', ')']) && (core.contains("表（") || core.contains("表("));
    // 基本支出预算表—人员经费和公用经费
    let behind_dash = ["表—", "表－", "表--"];
    let named_behind_dash = behind_dash.iter().any(|dash| core.contains(dash));
    let is_title = core.ends_with('表') || named_in_brackets || named_behind_dash;
    is_title.then(|| core.to_owned())
}

/// The text without a leading `- `, 一、, （二）, 1. and the like.
pub fn strip_ordinal(text: &str) -> &str {
    let text = text.trim_start_matches(['-', '•', '*', ' ']);
    let numeral = |c: char| {
        "一二三四五六七八九十百〇零".contains(unified(c))
            || c.is_ascii_digit()
            || ('０'..='９').contains(&c)
    };
    if let Some(rest) = text.strip_prefix(['（', '(']) {
        let after = rest.trim_start_matches(numeral);
        if after.len() < rest.len()
            && let Some(rest) = after.trim_start().strip_prefix(['）', ')'])
        {
            return rest.trim_start_matches(['、', '.', '．', ' ']);
        }
        return text;
    }
    let after = text.trim_start_matches(numeral);
    if after.len() < text.len()
        && let Some(rest) = after.trim_start().strip_prefix(['、', '.', '．'])
    {
        // 1.5 is a number, not an ordinal.
        if !rest.starts_with(|c: char| c.is_ascii_digit()) {
            return rest.trim_start();
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const TITLES: &[(&str, TableKind)] = &[
        ("2023 年单位收支预算表", TableKind::IncomeAndExpenditure),
        ("部门收支总表", TableKind::IncomeAndExpenditure),
        ("财务收支预算总表", TableKind::IncomeAndExpenditure),
        ("收入支出决算总表", TableKind::IncomeAndExpenditure),
        ("单位收入总表", TableKind::Income),
        ("收入决算表", TableKind::Income),
        ("2023 年单位支出预算表", TableKind::Expenditure),
        ("财政拨款收支总体情况表", TableKind::FiscalAppropriation),
        ("财政拨款收入支出决算总表", TableKind::FiscalAppropriation),
        (
            "财政拨款支出预算表（部门经济分类科目）",
            TableKind::FiscalByEconomicClass,
        ),
        (
            "财政拨款支出预算表(部门经济分类科目)（表 2-1）",
            TableKind::FiscalByEconomicClass,
        ),
        ("一般公共预算支出功能分类预算表", TableKind::GeneralBudget),
        ("一般公共预算财政拨款支出决算表", TableKind::GeneralBudget),
        (
            "一般公共预算基本支出部门预算经济分类预算表",
            TableKind::GeneralBudgetBasic,
        ),
        ("支出经济分类汇总表", TableKind::EconomicSummary),
        (
            "一般公共预算项目支出预算表",
            TableKind::GeneralBudgetProjects,
        ),
        (
            "2023 年一般公共预算“三公”经费预算表",
            TableKind::ThreePublic,
        ),
        ("“三公”经费和机关运行经费预算表", TableKind::ThreePublic),
        (
            "政府性基金预算“三公”经费支出预算表",
            TableKind::GovernmentFundThreePublic,
        ),
        (
            "政府性基金预算支出功能分类预算表",
            TableKind::GovernmentFund,
        ),
        ("国有资本经营预算支出情况表", TableKind::StateCapital),
        ("2023 年项目支出预算表", TableKind::Projects),
        ("部门综合预算专项业务经费支出表", TableKind::Projects),
        ("财政拨款支出表（功能科目）", TableKind::FiscalExpenditure),
        ("财政拨款基本支出表（经济科目）", TableKind::FiscalBasic),
        (
            "部门综合预算一般公共预算支出明细表（按支出功能分类科目）",
            TableKind::GeneralBudget,
        ),
        (
            "一般公共预算机关运行经费支出预算表",
            TableKind::OfficeRunning,
        ),
        (
            "部门支出总表（按功能分类和经济分类）",
            TableKind::FunctionByEconomic,
        ),
        (
            "一般公共预算“三公”经费、会议费、培训费支出预算表",
            TableKind::ThreePublic,
        ),
        (
            "一般公共预算基本支出预算表—人员经费和公用经费",
            TableKind::GeneralBudgetBasic,
        ),
        (
            "一般公共预算基本支出表--人员经费和公用经费",
            TableKind::GeneralBudgetBasic,
        ),
        (
            "一般公共预算基本支出情况表（功能经济对照）",
            TableKind::FunctionByEconomic,
        ),
        ("青石市社会保险基金管理局支出总表", TableKind::Expenditure),
        ("政府采购预算表", TableKind::Procurement),
        (
            "一、《收支预算总表》（单位：万元）",
            TableKind::IncomeAndExpenditure,
        ),
        (
            "部门预算项目绩效目标表（2024 年度）",
            TableKind::ProjectPerformance,
        ),
        (
            "2023年预算项目支出绩效目标表",
            TableKind::ProjectPerformance,
        ),
        (
            "部门整体支出绩效目标申报表",
            TableKind::DepartmentPerformance,
        ),
        (
            "- 十四、部门整体支出绩效目标申报表（2024 年度）（表 7）",
            TableKind::DepartmentPerformance,
        ),
    ];

    #[test]
    fn titles_of_many_provinces() {
        for (title, kind) in TITLES {
            assert_eq!(kind_of(title), Some(*kind), "{title}");
        }
    }

    #[test]
    fn basic_expenditure_of_all_funds_is_another_table() {
        for title in [
            "部门基本支出预算表",
            "2024年单位基本支出预算明细表",
            "基本支出表",
            "政府购买服务支出预算表",
            "一般公共预算支出明细表（按支出经济分类科目）",
            "一般公共预算人员经费支出表",
            "政府性债务支出情况表",
            "社会保险基金预算支出表",
            "财政专户管理资金支出预算表",
            "上年结转支出预算表",
            "部门公用经费支出预算表—一般公共预算",
        ] {
            assert_eq!(meaning(title), Some(Meaning::Unknown), "{title}");
        }
    }

    #[test]
    fn what_is_no_title() {
        for line in [
            "收入",
            "一、收支预算情况说明",
            "注：本表金额转换为万元",
            "附件：2024 年部门收支表",
        ] {
            assert_eq!(kind_of(line), None, "{line}");
        }
    }

    #[test]
    fn other_tables_are_seen() {
        for line in [
            "2023 年单位预算表",
            "政府性债务情况表",
            "一般公共预算支出表（按政府预算支出经济分类）",
            "项目支出绩效自评表",
        ] {
            assert_eq!(meaning(line), Some(Meaning::Unknown), "{line}");
        }
        for line in ["统计表", "预算01-3表", "公开03表", "附表2-1"] {
            assert_eq!(meaning(line), None, "{line}");
        }
    }

    #[test]
    fn a_title_sheds_number_and_money_unit() {
        assert_eq!(title_part("表1：部门收支总表"), "部门收支总表");
        assert_eq!(title_part("附表1-1 2025年度收支总表"), "2025年度收支总表");
        assert_eq!(title_part("公开01表 收支总表"), "收支总表");
        assert_eq!(title_part("预算01-3表 部门支出预算表"), "部门支出预算表");
        assert_eq!(title_part("单位收支总表 金额单位：万元"), "单位收支总表");
        assert_eq!(title_part("单位收支总表"), "单位收支总表");
        assert_eq!(title_part("部门支出总表（单位：元）"), "部门支出总表");
    }

    #[test]
    fn a_continued_title_is_the_title() {
        for title in [
            "部门收支总表（续）",
            "部门收支总表(续表一)",
            "部门收支总表续",
            "部门收支总表 续表",
        ] {
            assert_eq!(without_continuation(title), "部门收支总表");
            assert_eq!(kind_of(title), Some(TableKind::IncomeAndExpenditure));
        }
        let other = "支出总表（部门经济分类科目）";
        assert_eq!(without_continuation(other), other);
    }

    #[test]
    fn ordinals_go() {
        assert_eq!(strip_ordinal("（二）政府性基金"), "政府性基金");
        assert_eq!(strip_ordinal("一. 一般公共服务支出"), "一般公共服务支出");
        assert_eq!(strip_ordinal("(十八) 自然"), "自然");
        assert_eq!(strip_ordinal("其中：财政拨款"), "其中：财政拨款");
        assert_eq!(strip_ordinal("一般公共预算"), "一般公共预算");
        assert_eq!(strip_ordinal("1.5"), "1.5");
    }
}
