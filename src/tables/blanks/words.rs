/*!
What the words of headings over columns of blanks say of each other: which are whole, which go on,
which may stand over which.
*/

use crate::tables::lines::{Cell, squeeze};

/// Whether a heading stands over others wherever it is no column of its own.
pub fn is_outer(text: &str) -> bool {
    matches!(
        squeeze(text).as_str(),
        "收入"
            | "支出"
            | "项目"
            | "本年收入"
            | "本年支出"
            | "收入预算"
            | "支出预算"
            | "财政拨款收入"
            | "财政拨款支出"
            | "一般公共预算支出"
            | "资金来源"
    )
}

/// Whether a heading is no beginning of a longer one, but of its very last word: 基本支出 is whole.
pub fn stands_alone(text: &str) -> bool {
    matches!(
        squeeze(text).as_str(),
        "基本支出" | "项目支出" | "人员经费" | "公用经费"
    )
}

/// Whether a heading begins with words that the one over it says too, as a part does that names its whole:
/// 公务用车购置费 under 公务用车购置及运行费, 科目名称 under 功能分类科目. The end of a torn heading says nothing again.
pub fn repeats_beginning(above: &str, under: &str) -> bool {
    let (above, under) = (squeeze(above), squeeze(under));
    let beginning: String = under.chars().take(2).collect();
    let is_word = beginning.chars().count() == 2;
    is_word && (above.starts_with(&beginning) || above.ends_with(&beginning))
}

/// Whether a heading is over a portion of what the heading beside it is over.
pub fn is_portion(text: &str) -> bool {
    squeeze(text).starts_with("其中")
}

/// Whether a heading is the end of a longer one: 支出 is that of many, a single character of some.
pub fn is_tail(text: &str) -> bool {
    const TAILS: [&str; 6] = ["支出", "收入", "预算", "资金", "拨款", "结余"];
    let text = squeeze(text);
    TAILS.contains(&text.as_str()) || text.chars().count() < 2
}

/// Whether a heading below a broken one needs no beginning.
pub fn is_whole(text: &str) -> bool {
    // No heading begins like this: the word before it is torn off.
    const ENDS: [&str; 7] = [
        "营",
        "缴",
        "算",
        "金预算",
        "经营预算",
        "预算拨款",
        "预算财政",
    ];
    let text = squeeze(text);
    let is_end = ENDS.iter().any(|end| text.starts_with(end));
    let is_long = text.chars().count() > 3 && ends_complete(&text) && !is_end;
    !is_tail(&text) && (is_long || is_known_part(&text))
}

/// Whether a heading's end cannot follow its beginning: 算 is the end of 预算 and of 决算 alone.
pub fn breaks_word(beginning: &str, end: &str) -> bool {
    const SECONDS: &[(char, &[char])] = &[
        ('算', &['预', '决']),
        ('入', &['收']),
        ('出', &['支']),
        ('营', &['经']),
        ('余', &['结']),
        ('转', &['结']),
        ('款', &['拨']),
    ];
    let second = SECONDS.iter().find(|(second, _)| end.starts_with(*second));
    second.is_some_and(|(_, firsts)| !beginning.ends_with(*firsts))
}

/// Whether a heading is whole: it ends with a word with which headings end.
pub fn ends_complete(text: &str) -> bool {
    const ENDS: &[&str] = &[
        "收入", "支出", "经费", "费", "数", "资金", "结转", "结余", "拨款", "预算", "情况", "分类",
        "用途", "额", "项目", "品目", "合计", "小计", "总计", "名称", "编码", "代码", "科目",
        "安排", "来源",
    ];
    let text = squeeze(text);
    ENDS.iter().any(|end| text.ends_with(end))
}

/// Whether a heading says something without what may stand over it.
pub fn is_known_part(text: &str) -> bool {
    const PARTS: &[&str] = &[
        "小计",
        "合计",
        "总计",
        "购置费",
        "运行费",
        "购置",
        "运行维护费",
        "基本支出",
        "项目支出",
        "人员经费",
        "公用经费",
        "预算数",
        "决算数",
        "金额",
        "项目",
        "收入",
        "支出",
        "名称",
        "编码",
        "科目编码",
        "科目名称",
        "事业收入",
        "其他收入",
        "一般公共预算",
        "政府性基金",
        "政府性基金预算",
        "国有资本经营预算",
        "公务用车购置费",
        "公务用车运行费",
        "公务用车运行维护费",
        "财政拨款",
        "增减额",
        "增减%",
        "增减率",
        "增长率",
    ];
    PARTS.contains(&squeeze(text).as_str())
}

/// Headings that narrow columns tear, each whole.
const LONG: &[&str] = &[
    "一般公共预算拨款收入",
    "一般公共预算财政拨款收入",
    "一般公共预算财政拨款",
    "一般公共预算拨款",
    "政府性基金预算拨款收入",
    "政府性基金预算财政拨款收入",
    "政府性基金预算财政拨款",
    "政府性基金预算拨款",
    "国有资本经营预算拨款收入",
    "国有资本经营预算财政拨款收入",
    "国有资本经营预算财政拨款",
    "国有资本经营预算拨款",
    "一般公共预算",
    "政府性基金预算",
    "国有资本经营预算",
    "财政专户管理资金收入",
    "财政专户管理资金",
    "事业单位经营收入",
    "事业单位经营支出",
    "上级补助收入",
    "附属单位上缴收入",
    "对附属单位补助支出",
    "上缴上级支出",
    "上年结转结余",
    "上年结转和结余",
    "财政拨款结转结余",
    "使用非财政拨款结余",
    "用事业基金弥补收支差额",
    "工资福利支出",
    "商品和服务支出",
    "对个人和家庭的补助支出",
    "对个人和家庭的补助",
    "资本性支出",
    "因公出国（境）费用",
    "因公出国（境）费",
    "公务用车购置及运行维护费",
    "公务用车购置及运行费",
    "公务用车运行维护费",
    "公务用车购置费",
    "公务接待费",
];

/// Whether a heading is one of these.
pub fn is_known(text: &str) -> bool {
    LONG.contains(&text)
}

/// Whether a text is the end of a heading of several words, or that heading: 算拨款收入, 经营预算拨款收入.
fn is_known_end(text: &str) -> bool {
    LONG.iter().any(|long| long.ends_with(text))
}

/// Words with which the headings of changes between two years end, whatever the years: 2025年比2024年增减额.
const CHANGES: &[&str] = &[
    "增减额",
    "增减数",
    "增减率",
    "增减变化",
    "增减变动",
    "增减幅度",
    "增减比例",
    "增减百分比",
    "增长额",
    "增长率",
    "增长幅度",
];

/// Whether a heading breaks off inside such a word.
fn breaks_change(joined: &str, end: &str) -> bool {
    let is_inside = |word: &&str| joined.ends_with(*word) && end.len() < word.len();
    !end.is_empty() && CHANGES.iter().any(is_inside)
}

/// Whether a text over another makes with it such an end.
pub fn makes_known(beginning: &str, end: &str) -> bool {
    let end = squeeze(end);
    let joined = format!("{}{end}", squeeze(beginning));
    is_known_end(&joined) || breaks_change(&joined, &end)
}

/// The same where the text below is no heading by itself.
pub fn goes_on(beginning: &str, end: &str) -> bool {
    let needs_one = !is_known_part(end) || is_tail(end);
    needs_one && makes_known(beginning, end)
}

/// Where money comes from: none of these is part of another.
const SOURCES: &[&str] = &[
    "事业收入",
    "经营收入",
    "上级补助",
    "附属单位",
    "其他收入",
    "上年结转",
    "一般公共预算",
    "政府性基金",
    "国有资本",
];

/// Whether both headings name where money comes from, each another source.
fn are_two_sources(group: &str, stack: &str) -> bool {
    let source = |text: &str| {
        SOURCES
            .iter()
            .find(|source| text.contains(**source))
            .copied()
    };
    let (first, second) = (source(group), source(stack));
    first.is_some() && second.is_some() && first != second
}

/// Whether a heading is part of another by its meaning: what a car costs.
pub fn is_part(group: &Cell, stack: &Cell) -> bool {
    let is_of_cars = |cell: &Cell| squeeze(&cell.text).starts_with("公务用车");
    is_of_cars(group) && is_of_cars(stack)
}

/// Whether a heading can be no part of another by its meaning: 会议费 is none of the three 公.
pub fn is_no_part(group: &Cell, stack: &Cell) -> bool {
    let (group, stack) = (squeeze(&group.text), squeeze(&stack.text));
    let says = |words: &[&str]| words.iter().any(|word| stack.contains(word));
    // What was carried over is divided by where it came from.
    let is_balance = group.contains("结转") || stack.contains("结转") && group.contains("财政拨款");
    let is_basic = group.ends_with("基本支出") && !group.contains("项目");
    !is_balance && are_two_sources(&group, &stack)
        || is_basic && says(&["项目支出", "上缴上级", "经营支出", "附属单位"])
        || group.contains("三公") && !group.contains("会议") && says(&["会议", "培训", "机关运行"])
        || group.starts_with("公务用车") && says(&["出国", "接待", "会议", "培训", "机关运行"])
}
