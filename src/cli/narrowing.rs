/*!
Which of the library's budgets a command is about, as options.
*/

use super::NARROWING;
use super::values::{scope, stage, table, year};
use crate::budget::{Scope, Stage, TableKind};
use clap::Args;

/// Which budgets, and which of their tables.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = NARROWING)]
pub struct Narrowing {
    /// 只要这个单位：全名、名称中足以区分的一段，或拼音首字母（xxsb）
    #[arg(long, value_name = "单位")]
    pub unit: Option<String>,
    /// 只要这一年
    #[arg(long, value_name = "年度", value_parser = year)]
    pub year: Option<u16>,
    /// 只要这个阶段：预算 或 决算
    #[arg(long, value_name = "阶段", value_parser = stage)]
    pub stage: Option<Stage>,
    /// 只要这个范围：部门 或 单位
    #[arg(long, value_name = "范围", value_parser = scope)]
    pub scope: Option<Scope>,
    /// 只要这种表，如 支出总表（足以区分的一段即可）
    #[arg(long, value_name = "表", value_parser = table)]
    pub table: Option<TableKind>,
}
