/*!
The arguments. Parser, help, completions and the manual page are made from here.

Values are taken as typed; what they mean (which unit `xxsb` is, which format goes to a
pipe) is decided by the commands, which know the library and the surroundings.
*/

mod narrowing;
mod output;
mod over_all;
mod values;

pub use narrowing::Narrowing;
pub use output::{Captured, Headings, Output};
pub use over_all::{Across, FullText, IndicatorsOver, TotalsOver};

use crate::budget::{RuleCode, Scope, Severity, Stage, TableKind};
use crate::compare::Along;
use crate::exports::Dataset;
use crate::text::width::AmbiguousWidth;
use clap::{ArgAction, Args, CommandFactory, Parser, Subcommand, ValueEnum};
use std::path::{Path, PathBuf};
use values::{
    along, code, count, dataset, full_name, rule, scope, scopes, severity, stage, stages, table,
    year,
};

/// The version, and of a release its commit and day, as `tools/release` says them.
pub const VERSION: &str = match option_env!("LKX_VERSION") {
    Some(version) => version,
    None => env!("CARGO_PKG_VERSION"),
};
/// The day of a release.
pub const DATE: Option<&str> = option_env!("LKX_DATE");

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";
const OPTIONS: &str = "选项";
const ARGUMENTS: &str = "参数";
const NARROWING: &str = "缩小范围";
const OUTPUT: &str = "输出";
const LOOK: &str = "浏览界面";

/// 类款项：在终端里查看预算公开的部门预算、单位预算
#[derive(Debug, Parser)]
#[command(
    name = "lkx",
    version = VERSION,
    override_usage = "lkx [选项] [子命令]",
    after_help = "不带子命令时打开浏览界面。还没有库时，浏览的是程序自带的五份样本。\n\
                  各子命令的说明：lkx <子命令> --help；手册页：lkx man",
    subcommand_help_heading = "子命令",
    next_help_heading = OPTIONS,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
pub struct Cli {
    /// 库文件；不写时用 LKX_LIBRARY，再不然用数据文件夹里的库
    #[arg(long, value_name = "路径", global = true, display_order = 901)]
    pub library: Option<PathBuf>,
    /// 笔记文件；不写时用 LKX_NOTES，再不然用数据文件夹里的笔记
    #[arg(long, value_name = "路径", global = true, display_order = 902)]
    pub notes: Option<PathBuf>,
    /// 用程序自带的五份样本，不用库
    #[arg(long, global = true, display_order = 903)]
    pub sample: bool,
    /// ≥ “ ” — … 等字符占几列：narrow 一列，wide 两列
    #[arg(
        long,
        value_name = "narrow|wide",
        value_enum,
        global = true,
        display_order = 904,
        hide_possible_values = true
    )]
    pub ambiguous: Option<AmbiguousWidth>,
    /// 配色：dark 深底，light 浅底，plain 不用颜色
    #[arg(long, value_name = "dark|light|plain", value_enum, help_heading = LOOK, hide_possible_values = true)]
    pub theme: Option<Theme>,
    /// 一行一行地浏览：不画线、不换屏，一句一行，供读屏软件和只能打印的终端
    #[arg(long, help_heading = LOOK)]
    pub plain: bool,
    /// 只用 ASCII 与汉字画线
    #[arg(long, help_heading = LOOK)]
    pub ascii: bool,
    /// 显示说明
    #[arg(short, long, action = ArgAction::Help, global = true, display_order = 905)]
    help: Option<bool>,
    /// 显示版本、引擎和带有的功能；-V 只写第一行
    #[arg(short = 'V', long, action = ArgAction::Version, display_order = 906)]
    version: Option<bool>,
    /// 与 --version 一起写：再说明读取文档的子进程受哪些限制
    #[arg(long, requires = "version", display_order = 907)]
    verbose: bool,
    /// 显示程序所含各部分的许可证
    #[arg(long, exclusive = true, display_order = 908)]
    pub licenses: bool,
    /// 做什么；没有时打开浏览界面
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The colours of the explorer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Theme {
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
    /// Without colour.
    Plain,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 把文件或文件夹里的预算公开文件读进库
    Import(Import),
    /// 从一个地址打开浏览界面，如 新乡市社会保险中心/2023/预算/单位/功能/2080506
    Open(Open),
    /// 列出库中的单位、年度、阶段（预算、决算）、范围（部门、单位）
    List(List),
    /// 以表格显示下钻的一层：类、款、项，或一个项的明细
    Show(Show),
    /// 搜索项目、绩效指标、科目、单位，一行一个结果
    Search(Search),
    /// 横看：一个科目、三公的一项或一类项目，在各单位、各年的金额、名次、占比
    Across(Across),
    /// 汇总：库中各份预算的类、款、项，逐年相加
    Totals(TotalsOver),
    /// 查绩效指标：词和比较，如 满意度 '<95%'
    Indicators(IndicatorsOver),
    /// 查原文：含有这些词的句子和表中的行，一处一行
    Text(FullText),
    /// 对比两份预算：金额、差额、增减，新增的和消失的
    Compare(Compare),
    /// 导出数据：facts 数，projects 项目，indicators 绩效指标，tables 公开的表，findings 疑点，checks 核对情况，clues 线索，notes 笔记，grid 一张表
    Export(Export),
    /// 勾稽核对：列出疑点，两处出处、差额与算式
    Check(Check),
    /// 说明一条勾稽规则；不写编号时列出全部规则
    Explain(Explain),
    /// 从库中移除一份预算
    Remove(Remove),
    /// 库的情况（info），核对库是否完好（check），复制到另一个库（copy）
    Library(LibraryArguments),
    /// 科目表：列出（list），导入一年的政府收支分类科目（import）
    Classification(ClassificationArguments),
    /// 为程序提供只读查询（MCP，走标准输入输出）
    Serve(Serve),
    /// 输出命令补全脚本
    Completions(Completions),
    /// 输出手册页
    #[command(override_usage = "lkx man", next_help_heading = OPTIONS)]
    Man,
}

impl Command {
    /// The file that `-o` names.
    pub fn output_file(&self) -> Option<&Path> {
        let output = match self {
            Command::List(list) => &list.output,
            Command::Show(show) => &show.output,
            Command::Search(search) => &search.output,
            Command::Across(across) => &across.output,
            Command::Totals(totals) => &totals.output,
            Command::Indicators(indicators) => &indicators.output,
            Command::Text(text) => &text.output,
            Command::Compare(compare) => &compare.output,
            Command::Export(export) => &export.output,
            Command::Check(check) => &check.output,
            Command::Import(_)
            | Command::Open(_)
            | Command::Explain(_)
            | Command::Remove(_)
            | Command::Library(_)
            | Command::Classification(_)
            | Command::Serve(_)
            | Command::Completions(_)
            | Command::Man => return None,
        };
        output.output.as_deref()
    }

    /// Where the rows of a command that only reads go.
    pub fn output_mut(&mut self) -> Option<&mut Output> {
        match self {
            Command::List(list) => Some(&mut list.output),
            Command::Show(show) => Some(&mut show.output),
            Command::Search(search) => Some(&mut search.output),
            Command::Across(across) => Some(&mut across.output),
            Command::Totals(totals) => Some(&mut totals.output),
            Command::Indicators(indicators) => Some(&mut indicators.output),
            Command::Text(text) => Some(&mut text.output),
            Command::Compare(compare) => Some(&mut compare.output),
            Command::Export(export) => Some(&mut export.output),
            Command::Check(check) => Some(&mut check.output),
            Command::Import(_)
            | Command::Open(_)
            | Command::Explain(_)
            | Command::Remove(_)
            | Command::Library(_)
            | Command::Classification(_)
            | Command::Serve(_)
            | Command::Completions(_)
            | Command::Man => None,
        }
    }
}

/// What is read and what is not, for the help.
const WHAT_IMPORT_READS: &str = "\
读（按内容认格式；文件夹里只试有这些扩展名的文件，其余的最后点名）：
  版式文件    .pdf .ofd
  Word 等     .docx .doc .wps .odt .rtf
  电子表格    .xlsx .xlsm .xlsb .xls .et .ods .csv .tsv
  网页        .html .htm .xhtml，单个文件网页 .mht .mhtml
  文本        .txt .text .md .markdown
  压缩包      .zip .7z 里的上述文件，套着的也读；在内存里解开，写作 a.zip!附件2.xls
  嵌在文档里的电子表格（.docx .doc .wps .odt .rtf）也读
不读，遇到时说明怎么办：
  扫描件、图片                  没有文字，先做文字识别（OCR）
  .rar、加密的压缩包            先解压
  加密的 .odt .ods              去掉密码另存
  PDF、OFD 的附件               另存出来再导入
  Word 95 及更早的文件、Office 2003 的 XML、演示文稿    另存为 .docx 或 .xlsx
文件里有、人看不见或不作数的数字不读，导入时说有几处：
  划掉的，隐藏的，与底色同色的，被盖住的，列太窄只显示 #### 的，按条件格式隐去的，批注里的
  单位是千元、美元等的表和列，自己带着别的单位的格（栏目印着“（元）”的照它读）
  一格里有两个数，或逗号不合千分位，分不清是多少的";

/// `lkx import`
#[derive(Debug, Args)]
#[command(
    override_usage = "lkx import [选项] <路径>…",
    next_help_heading = OPTIONS,
    after_help = WHAT_IMPORT_READS
)]
pub struct Import {
    /// 要读的文件；文件夹则读其中（含下级文件夹、压缩包）的所有文档
    #[arg(required = true, value_name = "路径", help_heading = ARGUMENTS)]
    pub paths: Vec<PathBuf>,
    /// 每份文件输出一行 JSON
    #[arg(long)]
    pub json: bool,
    /// 只读一遍，说明会怎样，不存入
    #[arg(long)]
    pub dry_run: bool,
    /// 允许用数少得多的文件替换原有的一份
    #[arg(long)]
    pub replace: bool,
    /// 同时读几份文件；缺省为处理器的核数
    #[arg(long, value_name = "数", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
    /// 一份文件最多读几秒；缺省按文件大小，最多 30 秒
    #[arg(long, value_name = "秒", value_parser = clap::value_parser!(u32).range(1..=86_400))]
    pub timeout: Option<u32>,
    /// 文件是这个单位的（看不出或看错时用；写全名）
    #[arg(long, value_name = "单位", value_parser = full_name)]
    pub unit: Option<String>,
    /// 文件是这一年的
    #[arg(long, value_name = "年度", value_parser = year)]
    pub year: Option<u16>,
    /// 文件是 预算 还是 决算
    #[arg(long, value_name = "阶段", value_parser = stage)]
    pub stage: Option<Stage>,
    /// 文件是 部门 的还是 单位 的
    #[arg(long, value_name = "范围", value_parser = scope)]
    pub scope: Option<Scope>,
    /// 从这个文件的第一行取打开加密文件的密码（也可用环境变量 LKX_PASSWORD）
    #[arg(long, value_name = "文件")]
    pub password_file: Option<PathBuf>,
}

/// `lkx list`
#[derive(Debug, Args)]
#[command(override_usage = "lkx list [选项]", next_help_heading = OPTIONS)]
pub struct List {
    /// 列出历次导入、替换和移除，新的在后
    #[arg(long)]
    pub history: bool,
    /// 列出没能导入的文件和原因，直到再次导入成功
    #[arg(long, conflicts_with = "history")]
    pub failed: bool,
    /// Which budgets.
    #[command(flatten)]
    pub narrowing: Narrowing,
    /// Where to.
    #[command(flatten)]
    pub output: Output,
}

/// `lkx open`
#[derive(Debug, Args)]
#[command(override_usage = "lkx open [选项] <地址>", next_help_heading = OPTIONS)]
pub struct Open {
    /// 地址：浏览界面按 y 复制在一行后面，笔记和工作底稿也写着
    #[arg(value_name = "地址", help_heading = ARGUMENTS)]
    pub address: String,
}

/// `lkx show`
#[derive(Debug, Args)]
#[command(
    override_usage = "lkx show [选项] <单位> <年度> [编码]",
    next_help_heading = OPTIONS,
    after_help = "〔〕中的名称文件没有印，取自程序内置的科目表；“推算”是相加得出的，文件没有印。"
)]
pub struct Show {
    /// 单位：全名、名称中足以区分的一段，或拼音首字母（xxsb）
    #[arg(value_name = "单位", help_heading = ARGUMENTS, display_order = 1)]
    pub of: String,
    /// 年度，如 2023
    #[arg(value_name = "年度", value_parser = year, help_heading = ARGUMENTS, display_order = 2)]
    pub in_year: u16,
    /// 科目编码：类 3 位、款 5 位、项 7 位；显示其下一层，项则显示明细。不写时显示各类
    #[arg(value_name = "编码", value_parser = code, help_heading = ARGUMENTS, display_order = 3)]
    pub code: Option<String>,
    /// Which budgets, where there are several.
    #[command(flatten)]
    pub narrowing: Narrowing,
    /// Where to.
    #[command(flatten)]
    pub output: Output,
}

/// `lkx search`
#[derive(Debug, Args)]
#[command(override_usage = "lkx search [选项] <词>…", next_help_heading = OPTIONS)]
pub struct Search {
    /// 汉字、拼音、拼音首字母、科目编码、金额（>100、4660，以万元计），几个词不分先后
    #[arg(required = true, value_name = "词", help_heading = ARGUMENTS)]
    pub query: Vec<String>,
    /// 最多给出几个结果
    #[arg(long, value_name = "个数", value_parser = count)]
    pub limit: Option<usize>,
    /// Which budgets.
    #[command(flatten)]
    pub narrowing: Narrowing,
    /// Where to.
    #[command(flatten)]
    pub output: Output,
}

/// What is exported.
#[derive(Debug, Clone, Copy)]
pub enum Exported {
    /// What the documents of the library say.
    Data(&'static Dataset),
    /// What the auditor noted.
    Notes,
    /// All of it but the notes, described for programs.
    Package,
    /// A table as it is printed.
    Grid,
}

/// `lkx compare`
#[derive(Debug, Args)]
#[command(
    override_usage = "lkx compare [选项] <单位> <年度> <单位> <年度> [编码]",
    next_help_heading = OPTIONS,
    after_help = "先写的一份是基期。同一单位同一年的预算与决算：--stage 预算,决算\n\
                  金额一律折成万元，不舍入；“推算”是相加得出的，文件没有印。"
)]
pub struct Compare {
    /// 基期的单位：全名、名称中足以区分的一段，或拼音首字母（xxsb）
    #[arg(value_name = "单位", help_heading = ARGUMENTS, display_order = 1)]
    pub base: String,
    /// 基期的年度，如 2023
    #[arg(value_name = "年度", value_parser = year, help_heading = ARGUMENTS, display_order = 2)]
    pub base_year: u16,
    /// 与它相比的单位
    #[arg(value_name = "单位", help_heading = ARGUMENTS, display_order = 3)]
    pub other: String,
    /// 与它相比的年度
    #[arg(value_name = "年度", value_parser = year, help_heading = ARGUMENTS, display_order = 4)]
    pub other_year: u16,
    /// 科目编码：对比它的下一层；没有下一层的，对比它本身。不写时对比各类
    #[arg(value_name = "编码", value_parser = code, help_heading = ARGUMENTS, display_order = 5)]
    pub code: Option<String>,
    /// 按什么对比：功能、经济、项目、收支、三公；不写时是功能，3 开头的编码是经济
    #[arg(long, value_name = "什么", value_parser = along)]
    pub by: Option<Along>,
    /// 用这种表对比，如 一般公共预算支出表；不写时用两份都有的第一种
    #[arg(long, value_name = "表", value_parser = table, help_heading = NARROWING)]
    pub table: Option<TableKind>,
    /// 预算 或 决算；两份不同时依次写，用逗号隔开：预算,决算
    #[arg(long, value_name = "阶段", value_parser = stages, help_heading = NARROWING)]
    pub stage: Option<(Stage, Stage)>,
    /// 部门 或 单位；两份不同时依次写，用逗号隔开：部门,单位
    #[arg(long, value_name = "范围", value_parser = scopes, help_heading = NARROWING)]
    pub scope: Option<(Scope, Scope)>,
    /// Where to.
    #[command(flatten)]
    pub output: Output,
}

/// `lkx export`
#[derive(Debug, Args)]
#[command(override_usage = "lkx export [选项] <数据> [文件夹]", next_help_heading = OPTIONS)]
pub struct Export {
    /// facts 数，projects 项目的金额，indicators 绩效指标，tables 公开的表，findings 疑点，checks 核对情况，clues 线索，notes 笔记，grid 一张表照印出的行和列，package 财政数据包（文件夹）
    #[arg(value_name = "数据", value_parser = dataset, help_heading = ARGUMENTS)]
    pub dataset: Exported,
    /// package 写进的文件夹：新的，或空的
    #[arg(value_name = "文件夹", help_heading = ARGUMENTS)]
    pub folder: Option<PathBuf>,
    /// Which budgets.
    #[command(flatten)]
    pub narrowing: Narrowing,
    /// Where to.
    #[command(flatten)]
    pub output: Output,
}

/// `lkx check`
#[derive(Debug, Args)]
#[command(
    override_usage = "lkx check [选项] [单位 [年度]]",
    next_help_heading = OPTIONS,
    after_help = "没有运行的规则不算通过：标准错误上列出各种结果的条数，lkx export checks 逐条列出。"
)]
pub struct Check {
    /// 单位：全名、名称中足以区分的一段，或拼音首字母（xxsb）；不写时核对全库
    #[arg(value_name = "单位", help_heading = ARGUMENTS, display_order = 1)]
    pub of: Option<String>,
    /// 年度，如 2023
    #[arg(value_name = "年度", value_parser = year, help_heading = ARGUMENTS, display_order = 2)]
    pub in_year: Option<u16>,
    /// 有错误时以状态 1 结束
    #[arg(long)]
    pub strict: bool,
    /// 列线索，不列疑点：离群的占比和增幅、金额相同的项目、整数金额、低于上年的目标；同类取全库的预算
    #[arg(long, conflicts_with_all = ["severity", "rule", "table", "strict"])]
    pub clues: bool,
    /// 只列这么严重及更严重的：error 错误，warning 警告，note 提示
    #[arg(long, value_name = "程度", value_parser = severity)]
    pub severity: Option<Severity>,
    /// 只列这条规则的，如 T02
    #[arg(long, value_name = "规则", value_parser = rule)]
    pub rule: Option<RuleCode>,
    /// Which budgets.
    #[command(flatten)]
    pub narrowing: Narrowing,
    /// Where to.
    #[command(flatten)]
    pub output: Output,
}

/// `lkx explain`
#[derive(Debug, Args)]
#[command(override_usage = "lkx explain [规则]", next_help_heading = OPTIONS)]
pub struct Explain {
    /// 规则的编号，如 R01
    #[arg(value_name = "规则", help_heading = ARGUMENTS)]
    pub rule: Option<String>,
}

/// `lkx remove`
#[derive(Debug, Args)]
#[command(override_usage = "lkx remove [选项] <单位> <年度>", next_help_heading = OPTIONS)]
pub struct Remove {
    /// 单位：全名、名称中足以区分的一段，或拼音首字母（xxsb）
    #[arg(value_name = "单位", help_heading = ARGUMENTS, display_order = 1)]
    pub of: String,
    /// 年度，如 2023
    #[arg(value_name = "年度", value_parser = year, help_heading = ARGUMENTS, display_order = 2)]
    pub in_year: u16,
    /// 不再询问；在脚本里必须写
    #[arg(long, short)]
    pub yes: bool,
    /// 预算 或 决算
    #[arg(long, value_name = "阶段", value_parser = stage, help_heading = NARROWING)]
    pub stage: Option<Stage>,
    /// 部门 或 单位
    #[arg(long, value_name = "范围", value_parser = scope, help_heading = NARROWING)]
    pub scope: Option<Scope>,
}

/// `lkx serve`
#[derive(Debug, Args)]
#[command(
    override_usage = "lkx serve --stdio",
    next_help_heading = OPTIONS,
    after_help = "给支持 Model Context Protocol 的程序用：一行一条 JSON-RPC 消息。只能查询，不能改动；库用 --library 指定。"
)]
pub struct Serve {
    /// 走标准输入输出
    #[arg(long, required = true)]
    pub stdio: bool,
}

/// `lkx library`
#[derive(Debug, Args)]
#[command(
    override_usage = "lkx library [选项] <info|check>\n       lkx library [选项] copy <从> <到>",
    next_help_heading = OPTIONS,
    after_help = "check 核对数据库本身、每个金额与所印的数、每处位置、每个用词、原文与它的散列、存着的疑点；不完好时以状态 1 结束。\n\
        copy 把一个库里的预算复制到另一个库：已有的跳过，中断后可以接着复制；那边另有文件的预算不动，逐份说明，以状态 1 结束。"
)]
pub struct LibraryArguments {
    /// info 列出库里有多少内容，check 核对库是否完好，copy 复制到另一个库
    #[arg(value_name = "info|check|copy", value_enum, hide_possible_values = true, help_heading = ARGUMENTS)]
    pub question: LibraryQuestion,
    /// copy：从哪个库，到哪个库（没有就建立）
    #[arg(value_name = "库", num_args = 0..=2, help_heading = ARGUMENTS)]
    pub between: Vec<PathBuf>,
}

/// What is asked of a library as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LibraryQuestion {
    /// What it holds.
    Info,
    /// Whether it is whole.
    Check,
    /// Its budgets go into another one.
    Copy,
}

/// `lkx classification`
#[derive(Debug, Args)]
#[command(
    override_usage = "lkx classification list\n       lkx classification import [选项] <文件>",
    next_help_heading = OPTIONS,
    after_help = "程序内置的科目表不全。导入财政部公布的一年《政府收支分类科目》（.xlsx、.csv、.pdf 等）以后，那一年的预算按它核对\n\
        编码和名称（C01 至 C04），疑点里写明依据哪张表；文件没有印的名称也取自它。同一年再导入的替换原有的。"
)]
pub struct ClassificationArguments {
    /// list 列出内置的和导入的科目表，import 导入一年的科目表
    #[arg(value_name = "list|import", value_enum, hide_possible_values = true, help_heading = ARGUMENTS)]
    pub question: ClassificationQuestion,
    /// import：财政部公布的一年科目
    #[arg(value_name = "文件", help_heading = ARGUMENTS)]
    pub file: Option<PathBuf>,
    /// import：文件是这一年的（文件里没有写，或写了几年时）
    #[arg(long, value_name = "年度", value_parser = year)]
    pub year: Option<u16>,
}

/// What is done with lists of codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ClassificationQuestion {
    /// They are listed.
    List,
    /// One is taken in.
    Import,
}

/// `lkx completions`
#[derive(Debug, Args)]
#[command(override_usage = "lkx completions <SHELL>", next_help_heading = OPTIONS)]
pub struct Completions {
    /// bash、zsh、fish、elvish 或 powershell
    #[arg(value_name = "SHELL", help_heading = ARGUMENTS, hide_possible_values = true)]
    pub shell: clap_complete::Shell,
}

/// The whole command, with its help in one shape.
pub fn command() -> clap::Command {
    Cli::command()
        .help_template(TEMPLATE)
        .mut_subcommands(|command| command.help_template(TEMPLATE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_holds_together() {
        command().debug_assert();
    }
}
