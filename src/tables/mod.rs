/*!
Lines become printed tables: title, money unit, header, body, closing notes.

A table is recognised by its title and by what must stand under a title (a unit, a
header, rows), so that neither a list of contents nor a sentence that names a table
is taken for one. What a column or a row means is not known here.
*/

mod beside;
mod blanks;
mod contents;
mod edges;
pub mod grid;
pub mod lines;
mod money_units;
mod numbering;
pub mod pages;
mod spaced;
pub mod title;
mod torn_titles;
mod untitled;

use crate::budget::{Amount, MoneyUnit, Place, TableKind};
use crate::pattern::regex;
pub use contents::Promise;
use contents::promises;
pub use grid::Grid;
pub use lines::{Cell, Line};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// How the rows of a table came out of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Layout {
    /// Rows of cells.
    Grid(Grid),
    /// Words that lost their columns: the lines under the title, cells wrapped over them.
    Collapsed(Vec<Line>),
}

/// A table as it stands in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedTable {
    /// What the title means; none for a table that the vocabulary lacks.
    pub kind: Option<TableKind>,
    /// The title as printed.
    pub title: String,
    /// Where the title stands.
    pub place: Place,
    /// The last line of the table.
    pub end_line: u32,
    /// The unit of its money, where it is printed.
    pub money_unit: Option<MoneyUnit>,
    /// The printed unit of its money where that is another: 千元, 万美元.
    pub strange_unit: Option<String>,
    /// Header and body.
    pub layout: Layout,
    /// What its blanks leave open, where its columns are runs of blanks in a text.
    pub blanks: Option<LeftOpen>,
}

/// What the blanks of a text leave open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeftOpen {
    /// Amounts that may stand under another heading.
    pub amounts: Vec<Place>,
    /// Headings that were put together of words on several lines.
    pub headings: Vec<String>,
    /// Where the first code stands, where the rows have lost theirs: nothing proves whose the codes of merged cells are.
    pub codes: Option<Place>,
    /// Where rows of indicators begin that were left out, because nothing proves what belongs together.
    pub rows: Vec<Place>,
}

/// A title and what stands under it, before what continues another table was joined to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What the title means; none for a table that the vocabulary lacks.
    pub kind: Option<TableKind>,
    /// Which of the document's lines it takes, counted from 0; the title is the first.
    pub lines: Range<usize>,
}

/// What a document holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// Its tables, in order.
    pub tables: Vec<PrintedTable>,
    /// The titles and what stands under each, in order.
    pub sections: Vec<Section>,
    /// The tables that its contents promise.
    pub promises: Vec<Promise>,
    /// The lines outside of tables.
    pub prose: Vec<Line>,
    /// Every line.
    pub lines: Vec<Line>,
}

/// Finds the tables of a text.
pub fn find(text: &str) -> Printed {
    let mut lines = beside::apart(pages::lines(text));
    torn_titles::join(&mut lines);
    let mut titles: Vec<usize> = (0..lines.len())
        .filter(|&index| is_title(&lines, index))
        .collect();
    take_titles_printed_twice(&mut lines, &mut titles);
    let starts = starts(&lines, &titles);
    let mut tables: Vec<PrintedTable> = Vec::new();
    let mut sections = Vec::new();
    let mut in_table = vec![false; lines.len()];
    for (position, begun) in starts.iter().enumerate() {
        let start = begun.line;
        let next = starts.get(position + 1);
        let limit = next.map_or(lines.len(), |next| next.line);
        let mut end = end_of(&lines, start, limit);
        let mut table = printed_table(&lines[start..end], begun);
        if let Layout::Collapsed(_) = table.layout {
            end = table.take_blanks(&lines, start..end);
        }
        if table.is_bare() {
            continue;
        }
        in_table[start..end].fill(true);
        sections.push(Section {
            kind: table.kind,
            lines: start..end,
        });
        if table.money_unit.is_none() && table.strange_unit.is_none() {
            let before = position
                .checked_sub(1)
                .map_or(0, |before| starts[before].line + 1);
            table.take_unit(money_units::above(&lines[before..start]));
        }
        if let Layout::Grid(grid) = &mut table.layout {
            money_units::mark_columns(grid, table.money_unit);
        }
        match tables.last_mut() {
            Some(before) if goes_on_beside(before, &table) => put_beside(before, table),
            Some(before) if continues(before, &table) => append(before, table),
            _ => tables.push(table),
        }
    }
    let promises = promises(&lines, titles.first().copied().unwrap_or(lines.len()));
    let prose = lines
        .iter()
        .zip(&in_table)
        .filter(|(_, inside)| !**inside)
        .map(|(line, _)| line.clone())
        .collect();
    Printed {
        tables,
        sections,
        promises,
        prose,
        lines,
    }
}

/// The number of a table, where it stands above its title: 表5, 公开02表.
fn number_above(lines: &[Line]) -> Option<String> {
    const NEAR: usize = 3;
    let near = lines.iter().rev().filter(|line| !line.is_blank());
    let mut numbers = near.take(NEAR).map(Line::squeezed);
    numbers.find(|text| TABLE_NUMBER.is_match(text))
}

/// Where a table begins.
struct Start {
    /// The line of its title, or of its heading where it has none.
    line: usize,
    has_title: bool,
    /// What the title means.
    kind: Option<TableKind>,
}

/// Where the tables begin, under titles that are known and without one.
fn starts(lines: &[Line], titles: &[usize]) -> Vec<Start> {
    let titled = titles.iter().map(|&line| Start {
        line,
        has_title: true,
        kind: single_text(&lines[line]).and_then(|text| match title::meaning(text) {
            Some(_) => title::kind_of(text),
            None => title::kind_by_words(text),
        }),
    });
    let mut starts: Vec<Start> = titled.chain(untitled::starts(lines, titles)).collect();
    starts.sort_by_key(|start| start.line);
    starts
}

/// A title above a table whose first row prints it again is one title: the second is blanked. Where
/// rows of a single cell stand between, as on a sheet by the name of its table, the first is none.
fn take_titles_printed_twice(lines: &mut [Line], titles: &mut Vec<usize>) {
    let is_caption = |line: &Line| line.is_blank() || is_preamble(line);
    let is_single = |line: &Line| line.cells.iter().filter(|cell| !cell.is_empty()).count() <= 1;
    let (mut again, mut before) = (Vec::new(), Vec::new());
    for pair in titles.windows(2) {
        let between = &lines[pair[0] + 1..pair[1]];
        if lines[pair[0]].squeezed() != lines[pair[1]].squeezed() {
            continue;
        }
        if between.iter().all(is_caption) {
            again.push(pair[1]);
        } else if between.iter().any(Line::is_row) && between.iter().all(is_single) {
            before.push(pair[0]);
        }
    }
    let is_one = |titles: &[usize], title: &usize| titles.binary_search(title).is_ok();
    titles.retain(|title| !is_one(&again, title) && !is_one(&before, title));
    for title in again {
        lines[title].text.clear();
        lines[title].cells.clear();
    }
}

static PREAMBLE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(金额|编制|填报|编报|预算|公开|主管)?(单位|部门)([/／]单位|[（(](单位|部门|盖章|公章)[）)])?名?称?[:：]|^(预算|单位|部门)(代码|编码)[:：]|^单位名$",
    )
});
static PERIOD_ALONE: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^(日期[:：]|截止时间[:：])?(19|20)\d{2}(年度?|年\d{1,2}月(\d{1,2}日)?)$")
});
/// What stands right under the title of a form of goals: （2024年度）.
static PERIOD_IN_BRACKETS: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^[（(](19|20)\d{2}年度?[）)]$"));
static SECTION: LazyLock<Regex> = LazyLock::new(|| regex(r"^第[一二三四五六七八九十]+部分"));
static EXPLANATION: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^[一二三四五六七八九十]+、.*(情况|说明|解释)$|^附件[:：]|^名词解释$"));
static TABLE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(附|预算|决算|公开|单位|部门|综合|批复|财预|财决|财|市|省|区|县)*(第?[0-9０-９\-—－一二三四五六七八九十]+表|表[0-9０-９一二三四五六七八九十][0-9０-９一二三四五六七八九十\-—－]*)[:：]?$|^附件[0-9０-９一二三四五六七八九十][0-9０-９一二三四五六七八九十\-—－]*[:：]?$",
    )
});
/// A cell that says the unit of money and nothing else.
static MONEY_UNIT_ALONE: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^[(（]?(?:金额|货币|计量)?单位[:：](?:人民币)?[十百千万亿]*[美欧港日]?[元圆][)）]?$")
});
/// Whether the line is a table's title: its words mean a table and what follows is one.
fn is_title(lines: &[Line], index: usize) -> bool {
    let line = &lines[index];
    if line.text.starts_with(['-', '•', '注', '备']) {
        return false;
    }
    if single_text(line).is_none_or(|text| title::meaning(text).is_none()) {
        return is_captioned(lines, index);
    }
    for next in lines[index + 1..]
        .iter()
        .filter(|line| !line.is_blank())
        .take(6)
    {
        let squeezed = next.squeezed();
        // In a list of contents the next title follows, its number beside it.
        let is_next_title = single_text(next).is_some_and(|text| title::meaning(text).is_some());
        let prints_cells = next.cells.iter().filter(|cell| !cell.is_empty()).count() > 1;
        if prints_cells && !is_next_title || PREAMBLE.is_match(&squeezed) {
            return true;
        }
        if is_next_title || SECTION.is_match(&squeezed) || squeezed.contains('。') {
            return false;
        }
        if blanks::is_caption(next) || is_spread(next) || PERIOD_IN_BRACKETS.is_match(&squeezed) {
            return true;
        }
    }
    // A title that prints its unit of money needs no caption below it.
    money_units::of_table(std::slice::from_ref(line)).is_some()
}

/// Whether a line prints several words apart, none of them a title: a row of a text that keeps columns by
/// blanks. A list of contents has no more than a number, a title and its page.
fn is_spread(line: &Line) -> bool {
    const FEWEST: usize = 4;
    let is_title = |cell: &Cell| title::meaning(&cell.text).is_some();
    let words = blanks::words(line);
    words.len() >= FEWEST && !words.iter().any(is_title)
}

/// Whether a line names a table that is known, though it does not call it one, and a caption with the unit
/// of its money stands right below: 机关运行经费.
fn is_captioned(lines: &[Line], index: usize) -> bool {
    const LONGEST: usize = 40;
    let line = &lines[index];
    let is_name = |text: &str| {
        !text.ends_with(['：', ':', '表'])
            && text.chars().count() <= LONGEST
            && !text.contains(['。', '；', '，', ',', '、'])
            && title::kind_by_words(text).is_some_and(|kind| !is_named_by_a_word(kind, text))
            || is_called_table(text)
    };
    let mut below = lines[index + 1..].iter().filter(|line| !line.is_blank());
    let caption = below.next();
    !is_preamble(line)
        && single_text(line).is_some_and(is_name)
        && caption.is_some_and(|caption| {
            let says_money = money_units::of_table(std::slice::from_ref(caption)).is_some();
            says_money && (is_preamble(caption) || blanks::is_caption(caption))
        })
}

/// Whether a text calls itself a table, whatever of: 机构运行信息表. No words of the budget need to be in it.
fn is_called_table(text: &str) -> bool {
    const LENGTHS: Range<usize> = 5..30;
    let squeezed = lines::squeeze(text);
    LENGTHS.contains(&squeezed.chars().count())
        && squeezed.ends_with('表')
        && squeezed
            .chars()
            .all(|c| lines::is_chinese(c) || c.is_ascii_digit())
        && !squeezed.contains(['。', '；', '，', '：', '、'])
        && !TABLE_NUMBER.is_match(&squeezed)
}

/// Whether nothing but 收入 or 支出 says that a text is of a kind: so are rows called, 城市建设支出.
fn is_named_by_a_word(kind: TableKind, text: &str) -> bool {
    matches!(kind, TableKind::Expenditure | TableKind::Income) && !text.contains('总')
}

/// The text of a line that holds one text alone, a table's number and unit beside it left out.
fn single_text(line: &Line) -> Option<&str> {
    let mut filled = line.cells.iter().filter(|cell| !cell.is_empty());
    let first = filled.next()?;
    filled.all(is_about_table).then_some(first.text.as_str())
}

/// The index after the last line of the table that begins at `start`.
fn end_of(lines: &[Line], start: usize, limit: usize) -> usize {
    let mut end = limit;
    let mut seen_rows = false;
    for (index, line) in lines.iter().enumerate().take(limit).skip(start + 1) {
        let squeezed = line.squeezed();
        // A row of a table may be called like a section of the text: 一、政府采购情况 over all its columns.
        let is_section = EXPLANATION.is_match(&squeezed);
        let ends = SECTION.is_match(&squeezed) || is_section && !grid::is_section(line);
        if ends {
            end = index;
            break;
        }
        seen_rows |= line.is_row();
        if seen_rows && !line.is_row() && is_paragraph(&squeezed) {
            end = index;
            break;
        }
    }
    let before_title = end == limit && limit < lines.len();
    if let Some(head) = edges::head_above(lines, limit).filter(|&head| before_title && head > start)
    {
        end = head;
    }
    while end > start + 1 && belongs_to_next(&lines[end - 1], before_title) {
        end -= 1;
    }
    end
}

/// Prose after the rows of a table with cells; its own notes are not meant.
fn is_paragraph(squeezed: &str) -> bool {
    squeezed.chars().count() > 60 && !is_note(squeezed)
}

fn is_note(squeezed: &str) -> bool {
    ["注", "备注", "说明", "空表说明"]
        .iter()
        .any(|start| squeezed.starts_with(start))
}

/// Blank lines, and the number of the next table, at a table's end.
fn belongs_to_next(line: &Line, before_title: bool) -> bool {
    line.is_blank() || (before_title && TABLE_NUMBER.is_match(&line.squeezed()))
}

fn printed_table(lines: &[Line], begun: &Start) -> PrintedTable {
    let title_line = &lines[0];
    let title = if begun.has_title {
        single_text(title_line).unwrap_or(&title_line.text)
    } else {
        ""
    };
    let mut under = &lines[usize::from(begun.has_title)..];
    let notes_at = under
        .iter()
        .position(|line| !line.is_row() && is_note(&line.squeezed()));
    if let Some(at) = notes_at
        && !under[at..].iter().any(Line::is_row)
    {
        under = &under[..at];
    }
    let start = title_line
        .cells
        .iter()
        .find(|cell| !cell.is_empty())
        .map_or(Place::line(title_line.number), |cell| cell.place);
    let mut table = PrintedTable {
        kind: begun.kind,
        title: lines::name(title::title_part(title)),
        place: start,
        end_line: lines
            .iter()
            .rev()
            .find(|line| !line.is_blank())
            .map_or(title_line.number, |line| line.number),
        money_unit: None,
        strange_unit: None,
        layout: layout(&spaced::joined(under)),
        blanks: None,
    };
    table.take_unit(money_units::of_table(lines));
    table
}

impl PrintedTable {
    /// Takes the columns that blanks prove; where the table ends then.
    fn take_blanks(&mut self, lines: &[Line], Range { start, end }: Range<usize>) -> usize {
        let number = number_above(&lines[..start]);
        let Some(blanks) = blanks::read(&lines[start + 1..end], number) else {
            return end;
        };
        let end = start + 1 + blanks.taken;
        self.end_line = lines[end - 1].number;
        self.layout = Layout::Grid(blanks.grid);
        self.blanks = Some(blanks.open);
        end
    }

    /// Whether another table has the same title, but for the mark that it goes on.
    fn is_called_as(&self, other: &Self) -> bool {
        let title = |table: &Self| lines::squeeze(title::without_continuation(&table.title));
        self.kind == other.kind && title(self) == title(other)
    }

    /// Whether it prints goals, whose pages head other columns.
    fn is_of_goals(&self) -> bool {
        self.kind.is_some_and(TableKind::is_performance)
    }

    /// Takes what blanks left open on a page that goes on with it.
    fn take_open(&mut self, more: Option<LeftOpen>) {
        let Some(more) = more else { return };
        let open = self.blanks.get_or_insert_default();
        open.amounts.extend(more.amounts);
        open.headings.extend(more.headings);
        open.codes = open.codes.or(more.codes);
        open.rows.extend(more.rows);
    }

    /// Whether nothing stands under a title that the vocabulary lacks: the words of a cover, 部门预算公开报表.
    fn is_bare(&self) -> bool {
        let holds_nothing = match &self.layout {
            Layout::Grid(grid) => grid.header.is_empty() && grid.body.is_empty(),
            Layout::Collapsed(lines) => !lines.iter().any(is_of_table),
        };
        let says_money = self.money_unit.is_some() || self.strange_unit.is_some();
        self.kind.is_none() && holds_nothing && !says_money
    }

    fn take_unit(&mut self, unit: Option<money_units::Printed>) {
        match unit {
            Some(money_units::Printed::Known(unit)) => self.money_unit = Some(unit),
            Some(money_units::Printed::Strange(name)) => self.strange_unit = Some(name),
            None => {}
        }
    }
}

/// Whether a line under a title is a table's: it prints an amount or several words apart, or says that there are none.
fn is_of_table(line: &Line) -> bool {
    const NONE: [&str; 6] = ["无", "没有", "空表", "不涉及", "未安排", "为零"];
    let squeezed = line.squeezed();
    blanks::words(line).len() > 2
        || line.text.split_whitespace().any(Amount::is_amount)
        || NONE.iter().any(|word| squeezed.contains(word))
}

fn layout(under: &[Line]) -> Layout {
    let rows = under.iter().filter(|line| line.is_row()).count();
    if rows >= 2 {
        Layout::Grid(Grid::of(under))
    } else {
        let body = under
            .iter()
            .filter(|line| !line.is_blank() && !is_preamble(line))
            .filter(|line| !TABLE_NUMBER.is_match(&line.squeezed()));
        Layout::Collapsed(body.cloned().collect())
    }
}

/// A line between title and header: whose table it is, and the money unit.
pub fn is_preamble(line: &Line) -> bool {
    let filled = || line.cells.iter().filter(|cell| !cell.is_empty());
    // Beside the unit of money stands whose table it is, however that is called.
    let says_money = |cell: &Cell| MONEY_UNIT_ALONE.is_match(&lines::squeeze(&cell.text));
    let is_beside = || filled().count() == 2 && filled().next_back().is_some_and(says_money);
    // The year or the day of a table may stand between: 编制单位：… | 2018年度 | 金额单位：万元.
    let says_when = |cell: &Cell| PERIOD_ALONE.is_match(&lines::squeeze(&cell.text));
    let is_about = || {
        filled().any(is_about_table) && filled().all(|cell| is_about_table(cell) || says_when(cell))
    };
    filled().next().is_some() && (is_about() || is_beside())
}

/// Whether a cell says whose table it is, in what unit its money is, or its number.
fn is_about_table(cell: &Cell) -> bool {
    let squeezed = lines::squeeze(&cell.text);
    PREAMBLE.is_match(&squeezed) || TABLE_NUMBER.is_match(&squeezed)
}

/// A page break repeats the title, or says that it is continued: the same table goes on.
fn continues(before: &PrintedTable, next: &PrintedTable) -> bool {
    // Rows that lost their columns and rows that kept them are no one table, nor are columns of other headings.
    let are_apart = match (&before.layout, &next.layout) {
        (Layout::Collapsed(lines), Layout::Grid(_)) => prints_amounts(lines),
        (Layout::Grid(grid), Layout::Grid(more)) => {
            !before.is_of_goals() && grid.heads_others(more)
        }
        _ => false,
    };
    let is_titled = !next.title.is_empty();
    is_titled && before.is_called_as(next) && !are_apart
}

/// Whether a table too wide for its page goes on with more columns behind the same labels, under its title or none.
fn goes_on_beside(before: &PrintedTable, next: &PrintedTable) -> bool {
    let (Layout::Grid(grid), Layout::Grid(more)) = (&before.layout, &next.layout) else {
        return false;
    };
    (next.title.is_empty() || before.is_called_as(next)) && grid.goes_on_beside(more)
}

fn put_beside(before: &mut PrintedTable, next: PrintedTable) {
    let (Layout::Grid(grid), Layout::Grid(more)) = (&mut before.layout, next.layout) else {
        return;
    };
    grid.put_beside(more);
    before.end_line = next.end_line;
    before.take_open(next.blanks);
}

fn prints_amounts(lines: &[Line]) -> bool {
    let mut words = lines.iter().flat_map(|line| line.text.split_whitespace());
    words.any(grid::is_money)
}

fn append(before: &mut PrintedTable, next: PrintedTable) {
    before.end_line = next.end_line;
    before.money_unit = before.money_unit.or(next.money_unit);
    before.take_open(next.blanks);
    before.strange_unit = before.strange_unit.take().or(next.strange_unit);
    match (&mut before.layout, next.layout) {
        (Layout::Grid(grid), Layout::Grid(more)) => grid.append(more),
        (Layout::Collapsed(lines), Layout::Collapsed(more)) => lines.extend(more),
        // One row alone on the next page is too few to tell that it has columns.
        (Layout::Grid(grid), Layout::Collapsed(more)) => grid.append(Grid::of(&more)),
        // A title over nothing but words, and the table under the same title again.
        (layout @ Layout::Collapsed(_), Layout::Grid(grid)) => *layout = Layout::Grid(grid),
    }
}
