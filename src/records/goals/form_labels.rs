/*!
What the cells of a goals' form say of the cells behind or below them.
*/

use crate::budget::Measure;
use crate::tables::Cell;
use crate::tables::lines::squeeze;

/// A text without what stands in brackets and without its colon.
pub fn bare(text: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for c in squeeze(text).chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept.trim_end_matches(['：', ':']).to_owned()
}

/// What a cell says of the one behind it, without its colon, 其中 and what stands in brackets.
pub fn key(cell: &Cell) -> String {
    let bare = bare(&cell.text);
    let kept = bare.strip_prefix("其中").unwrap_or(&bare);
    kept.trim_start_matches(['：', ':']).to_owned()
}

/// Words that say that money is the year's.
const YEAR: [&str; 5] = ["年度", "当年", "本年", "全年", "本年度"];

/// Words that say that money is of more years than one.
const PERIOD: [&str; 6] = ["中期", "实施期", "实施周期", "周期", "长期", "总投资"];

/// Whose a total of a form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// The year's.
    Year,
    /// The whole project's, over years.
    Period,
    /// The whole project's where the year's stands beside it, else the year's: 项目资金总额.
    Open,
}

/// Whether a label names the total of a project's money, and whose.
pub fn total_span(key: &str) -> Option<Span> {
    let is_total = key.ends_with("总额")
        || key.ends_with("总投资")
        || matches!(
            key,
            "当年预算"
                | "年度预算"
                | "年度预算金额"
                | "预算金额"
                | "项目预算"
                | "项目金额"
                | "当年预算数"
                | "预算数"
                | "预算资金"
                | "年度预算资金"
        );
    is_total.then(|| {
        if PERIOD.iter().any(|word| key.contains(word)) {
            Span::Period
        } else if YEAR.iter().any(|word| key.contains(word)) {
            Span::Year
        } else {
            Span::Open
        }
    })
}

/// The measure of a part of a form's money; of other words none.
pub fn part_of_money(key: &str) -> Option<String> {
    let core = YEAR
        .iter()
        .find_map(|word| key.strip_prefix(word))
        .unwrap_or(key);
    let known = match core {
        "财政拨款" | "财政拨款资金" => "财政拨款",
        "其他资金" | "其它资金" => "其他资金",
        "上年结转" | "上年结转资金" => "上年结转",
        "财政专户管理资金" => "财政专户管理资金",
        "单位资金" | "政府预算资金" => core,
        _ => "",
    };
    if !known.is_empty() {
        return Some(known.to_owned());
    }
    let says = [
        "资金", "拨款", "结转", "结余", "收入", "补助", "基金", "预算", "安排", "自筹", "债券",
    ];
    let says_otherwise = [
        "单位", "部门", "编码", "代码", "级次", "名称", "来源", "用途", "投向", "日期", "时间",
        "性质", "类型", "类别", "方式",
    ];
    let is_of_unit = key.starts_with("单位") && key.ends_with("资金");
    let fits = says.iter().any(|word| key.contains(word))
        && (is_of_unit || !says_otherwise.iter().any(|word| key.contains(word)))
        && key.chars().count() <= 20;
    fits.then(|| {
        key.trim_start_matches(|c: char| c.is_ascii_digit() || ".、".contains(c))
            .to_owned()
    })
}

/// The measure of a heading over a list's money.
pub fn money_of_heading(heading: &str) -> Option<Measure> {
    Some(match heading {
        "资金总额" | "年度资金总额" | "项目资金总额" | "预算资金总额" => {
            Measure::ALL_MONEY
        }
        "财政拨款" => Measure::FISCAL_MONEY,
        "其他资金" => Measure::OTHER_MONEY,
        "上年结转" | "上年结转资金" => Measure::CARRY_OVER,
        "财政专户管理资金" => Measure::SPECIAL_ACCOUNT,
        "单位资金" => Measure::UNIT_FUNDS,
        "政府预算资金" => Measure::GOVERNMENT_MONEY,
        _ if PERIOD.iter().any(|word| heading.contains(word)) && total_span(heading).is_some() => {
            Measure::from_path(heading)
        }
        _ => {
            let is_budget = [
                "预算数",
                "金额",
                "总额",
                "预算资金",
                "项目资金",
                "年度预算",
                "当年预算",
            ];
            if is_budget.iter().any(|word| heading.contains(word)) {
                return Some(Measure::BUDGETED);
            }
            Measure::from_path(part_of_money(heading)?)
        }
    })
}

/// Whether a cell is a word before or over a goal.
pub fn is_goal_word(key: &str) -> bool {
    key.ends_with("目标") && key.chars().count() <= 10
}

/// Whether a key heads what came of a goal beside it: 实际完成情况.
pub fn is_outcome_word(key: &str) -> bool {
    key.contains("完成情况") && key.chars().count() <= 10
}

/// Whether a goal's word is that of more years than one.
pub fn is_long_goal(key: &str) -> bool {
    PERIOD.iter().any(|word| key.contains(word)) || key.contains("总目标") || key.contains("三年")
}

/// Whether a label stands before a project's name.
pub fn names_project(key: &str) -> bool {
    matches!(key, "项目名称" | "专项名称" | "项目") || key == "名称"
}

/// Whether a cell is a form's own word, or a list's heading, and no answer to one.
pub fn is_label(cell: &Cell) -> bool {
    let key = key(cell);
    let starts = [
        "项目名称",
        "项目编码",
        "项目代码",
        "项目类",
        "项目属性",
        "项目性质",
        "项目负责人",
        "主管部门",
        "计划开始",
        "计划完成",
        "起始",
        "联系电话",
        "年度绩效目标",
        "绩效指标",
        "一级指标",
    ];
    starts.iter().any(|start| key.starts_with(start))
        || matches!(
            key.as_str(),
            "实施单位"
                | "项目单位"
                | "预算单位"
                | "项目实施单位"
                | "单位名称"
                | "序号"
                | "预算数"
                | "金额"
                | "总额"
                | "资金总额"
                | "预算金额"
                | "年度预算金额"
                | "项目总额"
                | "项目金额"
                | "绩效目标"
                | "年度目标"
                | "总体目标"
                | "项目年度绩效目标"
                | "分值"
                | "执行率"
        )
}
