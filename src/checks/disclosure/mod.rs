/*!
Whether a disclosure is complete: its tables, their numbers and notes, the sections that
every disclosure has, and what its titles and headers say.
*/

mod headers;
mod left_out;
mod numbers;
mod sections;
mod tables;

use crate::budget::{RuleCode, Severity};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::rule::{Family, Rule};
use crate::checks::kernel::subject::Subject;

pub const FAMILY: Family = Family {
    title: "公开完整性",
    rules: &[
        Rule::new(
            RuleCode::D01,
            "目录所列的表都在，表都有表号",
            Severity::Warning,
            "目录列有而正文没有的表是警告；只有一部分表印表号时提示。",
        ),
        Rule::new(
            RuleCode::D02,
            "公开九张法定的表",
            Severity::Note,
            "收支、收入、支出、财政拨款收支、一般公共预算支出、基本支出、三公经费、政府性基金、国有资本经营各一张。",
        ),
        Rule::new(
            RuleCode::D03,
            "空表有说明，说明是本表的；有数的表不说是空表",
            Severity::Warning,
            "没有数的表须注明没有此项收支，说明须与本表相符。",
        ),
        Rule::new(
            RuleCode::D04,
            "该说明的事项都有：机关运行、采购、国有资产、绩效、三公、名词解释",
            Severity::Warning,
            "按文字部分是否提到核对；只有表格、没有文字的文件不核对。",
        ),
        Rule::new(
            RuleCode::D05,
            "每张表注明金额单位",
            Severity::Warning,
            "看表题上下和表头里的“单位：万元”之类。",
        ),
        Rule::new(
            RuleCode::D06,
            "表题、表头和文字的年份、单位名称与本文件一致",
            Severity::Error,
            "表题、表头印别的年份是错误，文字说本年收支而印别的年份是警告；表头的单位名称与本文件别的表头不同是警告，写明别的地区的见 L04。",
        ),
        Rule::new(
            RuleCode::D07,
            "功能分类公开到项，经济分类公开到款，公务用车分列购置和运行",
            Severity::Warning,
            "只公开到类、款的表看不出钱的用途。",
        ),
        Rule::new(
            RuleCode::D08,
            "三公说明分列购置费和运行费，决算写明接待批次人次",
            Severity::Note,
            "看文字部分。",
        ),
        Rule::new(
            RuleCode::D09,
            "项目支出附有绩效目标",
            Severity::Warning,
            "没有绩效目标表而文字写明已设目标、在别处公开的只作提示。哪些项目缺目标见表间核对。",
        ),
        Rule::new(
            RuleCode::D10,
            "表完整，没有缺页",
            Severity::Note,
            "读不全的表、断开的页会提示；其中的数不可作准。",
        ),
    ],
    check,
};

fn check(subject: &Subject, ledger: &mut Ledger) {
    tables::promised(subject, ledger);
    numbers::numbers(subject, ledger);
    tables::statutory(subject, ledger);
    tables::notes(subject, ledger);
    tables::levels(subject, ledger);
    left_out::rows(subject, ledger);
    tables::cut(subject, ledger);
    sections::sections(subject, ledger);
    sections::three_public(subject, ledger);
    sections::goals(subject, ledger);
    headers::money_units(subject, ledger);
    headers::titles(subject, ledger);
}
