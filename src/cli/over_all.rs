/*!
The arguments of the questions over all budgets: one thing over all units, sums of codes, indicators, words.
*/

use super::values::{code, count};
use super::{ARGUMENTS, Narrowing, OPTIONS, Output};
use clap::Args;

/// `lkx across`
#[derive(Debug, Args)]
#[command(
    override_usage = "lkx across [选项] <编码|三公的一项|项目名称里的词>…",
    next_help_heading = OPTIONS,
    after_help = "写几个编码则相加：lkx across 2080506 2080508。部门的数已含所属单位，单位不再计入合计和名次。\n\
                  金额一律折成万元，不舍入；四分位按相邻两数之间的位置推算，到百分之一万元。"
)]
pub struct Across {
    /// 科目编码、三公的一项（公务接待费、三公），或项目名称里的词
    #[arg(required = true, value_name = "什么", help_heading = ARGUMENTS)]
    pub topic: Vec<String>,
    /// Which budgets.
    #[command(flatten)]
    pub narrowing: Narrowing,
    /// Where to.
    #[command(flatten)]
    pub output: Output,
}

/// `lkx totals`
#[derive(Debug, Args)]
#[command(
    override_usage = "lkx totals [选项] [编码]",
    next_help_heading = OPTIONS,
    after_help = "部门的数已含所属单位，库里有部门的，单位不再计入。金额一律折成万元，不舍入。"
)]
pub struct TotalsOver {
    /// 科目编码：汇总它的下一层。不写时汇总各类
    #[arg(value_name = "编码", value_parser = code, help_heading = ARGUMENTS)]
    pub code: Option<String>,
    /// Which budgets.
    #[command(flatten)]
    pub narrowing: Narrowing,
    /// Where to.
    #[command(flatten)]
    pub output: Output,
}

/// `lkx indicators`
#[derive(Debug, Args)]
#[command(
    override_usage = "lkx indicators [选项] [词 比较]…",
    next_help_heading = OPTIONS,
    after_help = "比较的是指标值：<95%、>=3、'>100万元'；单位不同的不比，元、万元、亿元互相换算。“定性”只要定性指标。"
)]
pub struct IndicatorsOver {
    /// 指标名称、各级类别、项目名称里的词，和指标值的比较；不写时列出全部
    #[arg(value_name = "词", help_heading = ARGUMENTS)]
    pub words: Vec<String>,
    /// Which budgets.
    #[command(flatten)]
    pub narrowing: Narrowing,
    /// Where to.
    #[command(flatten)]
    pub output: Output,
}

/// `lkx text`
#[derive(Debug, Args)]
#[command(override_usage = "lkx text [选项] <词>…", next_help_heading = OPTIONS)]
pub struct FullText {
    /// 句子或行里都要有的词，不分先后
    #[arg(required = true, value_name = "词", help_heading = ARGUMENTS)]
    pub words: Vec<String>,
    /// 最多给出几处
    #[arg(long, value_name = "个数", value_parser = count)]
    pub limit: Option<usize>,
    /// Which budgets.
    #[command(flatten)]
    pub narrowing: Narrowing,
    /// Where to.
    #[command(flatten)]
    pub output: Output,
}
