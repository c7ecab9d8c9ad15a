/*!
Where the rows of a command go, and in which format, as options.
*/

use super::OUTPUT;
use crate::exports::Format;
use clap::{Args, ValueEnum};
use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;

/// In which format, and where to.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = OUTPUT)]
pub struct Output {
    /// csv、json、xlsx、parquet、md 或 table；不写时，终端上是 table，管道里是 csv
    #[arg(long, value_name = "格式", value_enum, hide_possible_values = true)]
    pub format: Option<Format>,
    /// 写到文件（要么完整，要么不动原文件），格式看后缀：.csv .json .xlsx .parquet .md .txt
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
    /// 第一行用什么：en 列的键，zh 中文标题；CSV、xlsx、md，不写时 en
    #[arg(long, value_name = "en|zh", value_enum, hide_possible_values = true)]
    pub headings: Option<Headings>,
    /// CSV 前加字节顺序标记，便于 Excel 识别；同时有 --excel-safe 的作用
    #[arg(long)]
    pub bom: bool,
    /// CSV 里以 = + - @ 等开头、会被 Excel 当作公式的文字前加 '
    #[arg(long)]
    pub excel_safe: bool,
    /// Takes what is written in memory, where the program asks itself.
    #[arg(skip)]
    pub captured: Option<Captured>,
}

/// What stands over the columns of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Headings {
    /// The keys that programs know.
    En,
    /// What people read.
    Zh,
}

/// What a command wrote.
pub type Captured = Rc<RefCell<Vec<u8>>>;
