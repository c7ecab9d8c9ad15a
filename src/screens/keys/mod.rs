/*!
The keys, as data.

What a key does, on which pages, what the bottom line and the help say of it and
when it is refused with which reason: one list. The bottom line, the help, the
block of keys in the README and the tests are made from it, so that none of them
can say what is not so.
*/

mod pages;

pub use crate::screens::model::page_kind::PageKind;
pub use pages::Where;

use crate::screens::model::page_kind::Tab;
use crate::screens::model::places::Side;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// What a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Moves the cursor by rows.
    Rows(isize),
    /// Moves the cursor by screens.
    Screens(isize),
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// Moves the cursor by columns.
    Columns(isize),
    /// Goes down.
    Enter,
    /// Goes up.
    Back,
    /// To the place visited before.
    Older,
    /// To the place visited after.
    Newer,
    /// Opens the search.
    Search,
    /// Filters the rows, or finds in the document.
    Filter,
    /// To the next (or previous) place of what was searched for.
    Find(isize),
    /// Moves the window of years.
    Years(isize),
    /// Changes the money unit.
    Money,
    /// To the source of the figure.
    Source,
    /// Writes the page into a file.
    Write,
    /// Copies the row.
    CopyRow,
    /// Copies the table.
    CopyTable,
    /// Shows the keys.
    Help,
    /// Leaves.
    Quit,
    /// Suspends the program.
    Suspend,
    /// Draws the screen anew.
    Redraw,
    /// Opens a page of the budget.
    Open(Tab),
    /// Opens the next (or previous) page of the budget.
    Step(isize),
    /// Sorts by the column.
    Sort,
    /// The next table that classifies the same way.
    NextTable,
    /// Turns to another side of 经济分类.
    Turn(Side),
    /// Takes a note on the row.
    Note,
    /// Judges the finding, with a reason.
    Judge,
    /// Lists the notes.
    Notes,
    /// Lists the findings of every budget.
    AllFindings,
    /// Lists the units of a department's budget.
    RowUnits,
    /// Changes the words of the note under the cursor.
    EditNote,
    /// Deletes the note under the cursor, once that is confirmed.
    DeleteNote,
    /// Marks the budget under the cursor for comparison, or takes the mark away.
    Mark,
    /// Compares the marked budgets.
    Compare,
    /// Shows what the row is over all budgets.
    Across,
    /// Marks the code under the cursor to be added to others, or takes the mark away.
    MarkCode,
    /// Shows the codes added over all budgets.
    Totals,
    /// Lists the indicators of the budget, or of all.
    Indicators,
    /// Narrows to the region of the unit, or back.
    Region,
}

/// What a refusal may depend on.
#[derive(Debug, Clone, Copy, Default)]
pub struct Moment {
    /// Whether the cursor is on a row.
    pub on_row: bool,
    /// Whether the figure or row under the cursor has a place.
    pub has_source: bool,
    /// Whether there is a place visited before.
    pub has_older: bool,
    /// Whether there is a place visited after.
    pub has_newer: bool,
    /// Whether the page may change its money unit.
    pub many_units: bool,
    /// Whether the page has years out of view on the earlier or the later side.
    pub hidden_years: (bool, bool),
    /// Whether something was searched for on the page.
    pub searched: bool,
    /// Whether there is another table of the same sort.
    pub more_tables: bool,
    /// Whether the table has government classes.
    pub has_government: bool,
    /// Whether the table pairs department and government classes.
    pub has_pairs: bool,
    /// Whether the columns are more than one.
    pub many_columns: bool,
    /// Whether the rows may be sorted.
    pub sortable: bool,
    /// Whether the budget tells several units apart.
    pub has_row_units: bool,
    /// Whether a note can be taken here.
    pub notable: bool,
    /// How many budgets would be compared.
    pub comparable: usize,
    /// Whether there is something here that other budgets may have too.
    pub has_topic: bool,
    /// Whether there is a code under the cursor.
    pub has_code: bool,
}

/// A key and what it does.
pub struct Binding {
    /// The pages where it does it.
    pub pages: Where,
    /// The keys' names.
    pub press: &'static [&'static str],
    /// What it does.
    pub act: Action,
    /// What the bottom line says, or nothing.
    pub short: &'static str,
    /// What the help says.
    pub says: &'static str,
    /// Why it cannot be done now.
    pub refuse: fn(&Moment) -> Option<&'static str>,
}

impl Binding {
    /// Whether the key works on a page.
    pub fn works_on(&self, page: PageKind) -> bool {
        self.pages.holds(page)
    }

    /// The keys as the help names them.
    pub fn pressed(&self) -> String {
        self.press.join(" ")
    }
}

fn never(_: &Moment) -> Option<&'static str> {
    None
}

fn unless(holds: bool, reason: &'static str) -> Option<&'static str> {
    (!holds).then_some(reason)
}

macro_rules! keys {
    ($( $(@$pages:expr,)? $press:expr => $act:expr, $short:literal, $says:literal $(, if $refuse:expr)?; )*) => {
        &[$( Binding {
            pages: keys!(@pages $($pages)?),
            press: &$press,
            act: $act,
            short: $short,
            says: $says,
            refuse: keys!(@refuse $($refuse)?),
        }, )*]
    };
    (@pages) => { Where::Everywhere };
    (@pages $pages:expr) => { $pages };
    (@refuse) => { never };
    (@refuse $refuse:expr) => { $refuse };
}

/// Every key, those of the bottom line in the order in which they stand there.
pub const KEYS: &[Binding] = keys! {
    @Where::OnSheets, ["Enter", "→", "l"] => Action::Enter, "打开", "进入下一层",
        if |m| unless(m.on_row, "没有可以打开的行");
    ["/"] => Action::Search, "搜索", "搜索全库的项目、指标、科目、单位";
    ["Esc", "←", "h", "Backspace"] => Action::Back, "", "回上一层，光标回到原处";
    ["↓", "j"] => Action::Rows(1), "", "下一行";
    ["↑", "k"] => Action::Rows(-1), "", "上一行";
    ["PageDown", "Ctrl-f", "Ctrl-d"] => Action::Screens(1), "", "下一屏";
    ["PageUp", "Ctrl-b", "Ctrl-u"] => Action::Screens(-1), "", "上一屏";
    ["Home"] => Action::First, "", "第一行";
    ["End", "G"] => Action::Last, "", "最后一行，再按到合计";
    @Where::OnSheets, ["L", "."] => Action::Columns(1), "", "右一列",
        if |m| unless(m.many_columns, "本页只有一列数");
    @Where::OnSheets, ["H", ","] => Action::Columns(-1), "", "左一列",
        if |m| unless(m.many_columns, "本页只有一列数");
    @Where::On(&[PageKind::Source]), ["L", "."] => Action::Columns(1), "", "向右移";
    @Where::On(&[PageKind::Source]), ["H", ","] => Action::Columns(-1), "", "向左移";
    @Where::On(&[PageKind::Functions, PageKind::Economics, PageKind::Compare]), ["t"] => Action::NextTable, "换表", "换一张按同样科目分类的表",
        if |m| unless(m.more_tables, "只有这一张表这样分类");
    @Where::On(&[PageKind::Findings]), ["t"] => Action::NextTable, "核对情况", "每条规则的核对情况";
    @Where::On(&[PageKind::LibraryFindings]), ["t"] => Action::NextTable, "线索", "全库的线索：不寻常之处，不是疑点";
    @Where::On(&[PageKind::Clues]), ["t"] => Action::NextTable, "疑点", "全库疑点";
    @Where::On(&[PageKind::Checks]), ["t"] => Action::NextTable, "疑点", "回到疑点";
    @Where::On(&[PageKind::Economics]), ["g"] => Action::Turn(Side::Government), "政府分类", "政府预算支出经济分类，再按回到部门分类",
        if |m| unless(m.has_government, "这张表没有政府经济分类");
    @Where::On(&[PageKind::Economics]), ["p"] => Action::Turn(Side::Pairs), "对应", "部门与政府经济分类逐行对应，再按回到部门分类",
        if |m| unless(m.has_pairs, "这张表没有成对的经济分类");
    @Where::InBudget, ["U"] => Action::RowUnits, "单位", "部门的所属单位：只看其中一个，或看全部",
        if |m| unless(m.has_row_units, "这份文件没有分单位列出");
    @Where::OnSheets, ["o"] => Action::Source, "出处", "到这个数在原文中的位置",
        if |m| unless(m.has_source, "这里没有印出的数：推算的数和空格没有出处");
    @Where::InBudget, ["Tab"] => Action::Step(1), "换页", "这份预算的下一页";
    @Where::InBudget, ["Shift-Tab"] => Action::Step(-1), "", "这份预算的上一页";
    @Where::On(&[PageKind::Compare]), ["Tab"] => Action::Step(1), "换页", "按下一种东西对比";
    @Where::On(&[PageKind::Compare]), ["Shift-Tab"] => Action::Step(-1), "", "按上一种东西对比";
    ["1"] => Action::Open(Tab::Functions), "", "功能分类";
    ["2"] => Action::Open(Tab::Economics), "", "经济分类";
    ["3"] => Action::Open(Tab::Projects), "", "项目绩效";
    ["4"] => Action::Open(Tab::Balance), "", "收支";
    ["5"] => Action::Open(Tab::ThreePublic), "", "三公";
    ["6"] => Action::Open(Tab::Tables), "", "表";
    ["7"] => Action::Open(Tab::Source), "", "原文";
    ["8"] => Action::Open(Tab::Findings), "", "勾稽：疑点与核对情况";
    @Where::OnSheets, ["f"] => Action::Filter, "筛选", "只留下含有所键文字的行";
    @Where::On(&[PageKind::Source]), ["f"] => Action::Filter, "查找", "在原文中查找";
    @Where::On(&[PageKind::Source]), ["n"] => Action::Find(1), "下一处", "下一处",
        if |m| unless(m.searched, "先按 f 查找");
    @Where::On(&[PageKind::Source]), ["N"] => Action::Find(-1), "", "上一处",
        if |m| unless(m.searched, "先按 f 查找");
    @Where::WhereSorted, ["s"] => Action::Sort, "排序", "按光标所在的列排序：降、升、原序",
        if |m| unless(m.sortable, "本页的行有上下级，不排序");
    @Where::On(&[PageKind::Units]), ["g"] => Action::AllFindings, "疑点", "全库的疑点，最重的在前";
    @Where::On(&[PageKind::Units]), ["Space"] => Action::Mark, "标记", "标记光标处的预算以便对比，再按取消",
        if |m| unless(m.has_source, "这里没有预算");
    @Where::On(&[PageKind::Units]), ["c"] => Action::Compare, "对比", "对比标记的预算；只标了一份时加上光标处的",
        if |m| match m.comparable {
            0 => Some("先用 Space 标记要对比的预算，至少两份"),
            1 => Some("只标记了一份：再标记一份，或把光标移到另一份上"),
            _ => None,
        };
    @Where::OnSheets, ["x"] => Action::Across, "横看", "光标处的科目、项目、指标或三公，全库各单位的",
        if |m| unless(m.has_topic, "这一行没有可以横看的科目、项目、指标或三公");
    @Where::On(&[PageKind::Functions, PageKind::Economics]), ["Space"] => Action::MarkCode, "标记", "标记光标处的科目，几个相加起来横看，再按取消",
        if |m| unless(m.has_code, "这一行没有科目编码");
    @Where::On(&[PageKind::Across]), ["r"] => Action::Region, "地区", "只看这个单位的地区，名次是其中的；再按看全部",
        if |m| unless(m.on_row, "没有单位");
    @Where::On(&[PageKind::Units]), ["t"] => Action::Totals, "汇总", "汇总：各份预算的类、款、项逐年相加";
    @Where::On(&[PageKind::Across]), ["["] => Action::Years(-1), "", "更早的年度";
    @Where::On(&[PageKind::Across]), ["]"] => Action::Years(1), "", "更晚的年度";
    @Where::InBudget, ["["] => Action::Years(-1), "", "本单位更早一年的预算，同一个地方";
    @Where::InBudget, ["]"] => Action::Years(1), "", "本单位更晚一年的预算，同一个地方";
    @Where::On(&[PageKind::Units]), ["["] => Action::Years(-1), "", "更早的年度",
        if |m| unless(m.hidden_years.0, "没有更早的年度了");
    @Where::On(&[PageKind::Units]), ["]"] => Action::Years(1), "", "更晚的年度",
        if |m| unless(m.hidden_years.1, "没有更晚的年度了");
    @Where::On(&[PageKind::Findings, PageKind::Finding, PageKind::LibraryFindings]), ["Space"] => Action::Judge, "核定", "写理由核定：搁置、认定、待核、未核（Tab 换）",
        if |m| unless(m.on_row, "没有疑点");
    @Where::On(&[PageKind::Notes]), ["e"] => Action::EditNote, "改", "改这条笔记的文字",
        if |m| unless(m.on_row, "没有笔记");
    @Where::On(&[PageKind::Notes]), ["d"] => Action::DeleteNote, "删去", "删去这条笔记，先问一次",
        if |m| unless(m.on_row, "没有笔记");
    ["i"] => Action::Indicators, "", "指标：这份预算的，再按全库的；f 键入词和比较";
    ["m"] => Action::Note, "", "给这一行记一条笔记，连同当时的数和出处",
        if |m| unless(m.notable, "这一行不属于哪一份预算，记不了笔记");
    ["M"] => Action::Notes, "", "全部笔记，及现在的数";
    ["u"] => Action::Money, "", "换金额单位，单张表照印出的",
        if |m| unless(m.many_units, "本页是一张表，照印出的数和单位显示");
    @Where::OnSheets, ["w"] => Action::Write, "", "把这一页写成文件：.xlsx .csv .md",
        if |m| unless(m.on_row, "没有可以写出的行");
    ["y"] => Action::CopyRow, "", "复制本行和它的地址（lkx open 地址）",
        if |m| unless(m.on_row, "没有可以复制的行");
    ["Y"] => Action::CopyTable, "", "复制整页",
        if |m| unless(m.on_row, "没有可以复制的行");
    ["<"] => Action::Older, "", "到先前看过的地方",
        if |m| unless(m.has_older, "先前没有看过别的地方");
    [">"] => Action::Newer, "", "到后来看过的地方",
        if |m| unless(m.has_newer, "后来没有看过别的地方");
    ["Ctrl-l"] => Action::Redraw, "", "重画屏幕";
    ["Ctrl-z"] => Action::Suspend, "", "暂停程序，回到命令行";
    ["?"] => Action::Help, "帮助", "本页所有的键";
    ["q", "Ctrl-c"] => Action::Quit, "退出", "退出";
};

/// What the keys do where a search is typed; what is no command is typed.
pub const SEARCH_KEYS: &[(&str, &str)] = &[
    ("Enter", "到那里"),
    ("↑↓", "选择"),
    ("Tab", "换种类"),
    ("Ctrl-x", "横看"),
    ("Ctrl-u", "重新键入"),
    ("Ctrl-y", "复制本行"),
    ("Esc", "回到原处"),
];

/// What the keys do where text is typed.
pub const TYPING_KEYS: &[(&str, &str)] = &[
    ("Enter", "就这样"),
    ("Esc", "不要了"),
    ("Ctrl-u", "全部删去"),
    ("Ctrl-w", "删去一个词"),
];

/// What the keys do where the reason of a judgement is typed.
pub const JUDGING_KEYS: &[(&str, &str)] = &[
    ("Enter", "就这样"),
    ("Tab", "换成认定、待核、未核、搁置"),
    ("Esc", "不要了"),
];

/// The binding of a key on a page.
pub fn binding(page: PageKind, key: KeyEvent) -> Option<&'static Binding> {
    let name = name_of(key);
    KEYS.iter()
        .find(|binding| binding.works_on(page) && binding.press.contains(&name.as_str()))
}

/// A key's name in the list of keys.
pub fn name_of(key: KeyEvent) -> String {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let shift = key.modifiers.contains(KeyModifiers::SHIFT);
    match key.code {
        KeyCode::Char(c) if control => format!("Ctrl-{}", c.to_ascii_lowercase()),
        KeyCode::Char(c) if twin(c) == ' ' => "Space".to_owned(),
        KeyCode::Char(c) => twin(c).to_string(),
        KeyCode::Enter => "Enter".to_owned(),
        KeyCode::Esc => "Esc".to_owned(),
        KeyCode::Backspace => "Backspace".to_owned(),
        KeyCode::BackTab => "Shift-Tab".to_owned(),
        KeyCode::Tab => "Tab".to_owned(),
        KeyCode::Up => "↑".to_owned(),
        KeyCode::Down => "↓".to_owned(),
        // With Shift the arrows move between columns.
        KeyCode::Left if shift => "H".to_owned(),
        KeyCode::Right if shift => "L".to_owned(),
        KeyCode::Left => "←".to_owned(),
        KeyCode::Right => "→".to_owned(),
        KeyCode::Home => "Home".to_owned(),
        KeyCode::End => "End".to_owned(),
        KeyCode::PageUp => "PageUp".to_owned(),
        KeyCode::PageDown => "PageDown".to_owned(),
        _ => String::new(),
    }
}

/// The key that a forgotten Chinese input method meant: ／ is /, 《 is <, ｑ is q.
pub fn twin(c: char) -> char {
    match c {
        '、' => '/',
        '【' | '「' => '[',
        '】' | '」' => ']',
        '《' | '〈' => '<',
        '》' | '〉' => '>',
        '。' => '.',
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// The keys of every page as a Markdown table, for the README.
pub fn as_markdown() -> String {
    let mut text = String::from("| 键 | 页 | 作用 |\n|---|---|---|\n");
    for binding in KEYS {
        let keys: Vec<String> = binding.press.iter().map(|key| format!("`{key}`")).collect();
        text.push_str(&format!(
            "| {} | {} | {} |\n",
            keys.join(" "),
            binding.pages.in_words(),
            binding.says
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(c: char) -> KeyEvent {
        KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)
    }

    #[test]
    fn a_key_means_one_thing_on_a_page() {
        for &page in PageKind::ALL {
            let mut seen = std::collections::BTreeSet::new();
            for binding in KEYS.iter().filter(|binding| binding.works_on(page)) {
                for key in binding.press {
                    assert!(seen.insert(*key), "{key} twice on {}", page.name());
                }
                assert!(!binding.says.is_empty());
            }
        }
    }

    #[test]
    fn full_width_twins_count() {
        for (typed, meant) in [
            ('？', '?'),
            ('ｑ', 'q'),
            ('＜', '<'),
            ('《', '<'),
            ('】', ']'),
        ] {
            let act = |c| binding(PageKind::Units, press(c)).map(|binding| binding.act);
            assert_eq!(act(typed), act(meant), "{typed}");
            assert!(act(meant).is_some());
        }
    }
}
