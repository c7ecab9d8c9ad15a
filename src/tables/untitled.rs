/*!
Tables under no title that is known: 单位能耗费用情况, or none at all amid the prose.

What tells them is their heading: a row of headings that stands apart from the rows before it and
is not theirs repeated by a page break. It ends the table before, whose columns are others.
*/

use super::grid::{self, is_money};
use super::lines::{Line, squeeze};
use super::{
    EXPLANATION, SECTION, Start, TABLE_NUMBER, is_note, is_paragraph, is_preamble, single_text,
    title,
};
use crate::budget::Amount;
use std::collections::HashSet;
use std::ops::Range;

/// Longest title, and longest heading, in characters.
const LONGEST_TITLE: usize = 40;
const LONGEST_HEADING: usize = 24;
/// Rows of a header.
const MOST_ROWS: usize = 4;

/// The tables that begin between titles and behind them.
pub fn starts(lines: &[Line], titles: &[usize]) -> Vec<Start> {
    let mut found: Vec<Start> = Vec::new();
    let mut titles_ahead = titles.iter().copied().peekable();
    // The rows so far of the table that a run of rows may go on with, with its title.
    let mut table: Option<Range<usize>> = None;
    let mut at = 0;
    while at < lines.len() {
        if titles_ahead.next_if_eq(&at).is_some() {
            table = Some(at..at + 1);
        }
        if !is_row(&lines[at]) {
            at += 1;
            continue;
        }
        let run = at..run_end(lines, at);
        at = run.end;
        let from = table.as_ref().map_or(0, |table| table.end);
        let is_amid_prose = lines[from..run.start].iter().any(is_prose);
        let before = table.take().filter(|_| !is_amid_prose);
        let start = before.as_ref().map_or(run.start, |table| table.start);
        table = Some(start..run.end);
        let is_known = before.as_ref().is_some_and(|table| {
            let rows = &lines[table.clone()];
            !rows.iter().any(is_row) || is_of_goals(rows)
        });
        let is_titled = before.is_some() && title_above(&lines[from..run.start]).is_some();
        if is_known || !is_headed(lines, &run, is_titled) {
            continue;
        }
        if let Some(begun) = begun(lines, run.start, from, before) {
            table = Some(begun.line..run.end);
            found.push(begun);
        }
    }
    found
}

/// Whether a line is a row of several texts.
fn is_row(line: &Line) -> bool {
    filled(line).count() > 1 && line.is_row() && !is_preamble(line)
}

fn filled(line: &Line) -> impl Iterator<Item = &str> {
    let cells = line.cells.iter().filter(|cell| !cell.is_empty());
    cells.map(|cell| cell.text.as_str())
}

/// The end of the rows that stand together.
fn run_end(lines: &[Line], start: usize) -> usize {
    let rows = lines[start..].iter().take_while(|line| is_row(line));
    start + rows.count()
}

/// Whether a table is a form of goals, which print headings in their middle.
fn is_of_goals(table: &[Line]) -> bool {
    let mut words = table
        .iter()
        .take(1)
        .chain(table.iter().filter(|line| is_row(line)));
    words.any(|line| line.text.contains("绩效") || line.text.contains("指标"))
}

/// The rows of headings at the beginning of rows of money.
fn header<'a>(lines: &'a [Line], run: &Range<usize>) -> &'a [Line] {
    let rows = &lines[run.clone()];
    let is_figures = |line: &Line| filled(line).any(Amount::is_amount);
    let count = rows.iter().take_while(|line| !is_figures(line)).count();
    &rows[..count]
}

/// Whether rows begin with headings and go on with money. Under a title of their own they end the table
/// before though they print no money: counts (辆, 批次) are none of it.
fn is_headed(lines: &[Line], run: &Range<usize>, is_titled: bool) -> bool {
    let header = header(lines, run);
    let body = &lines[run.start + header.len()..run.end];
    let says_goals = |line: &Line| line.text.contains("指标");
    let holds_money = || body.iter().any(|line| filled(line).any(is_money));
    (1..=MOST_ROWS).contains(&header.len())
        && header.iter().any(|line| is_heading(line, is_titled))
        && !header.iter().any(says_goals)
        && (is_titled && !body.is_empty() || holds_money())
}

/// Whether a row holds headings alone, the first over labels and another over money, or under a title
/// over anything.
fn is_heading(line: &Line, is_titled: bool) -> bool {
    const MONEY: [&str; 11] = [
        "金额", "预算", "决算", "支出", "收入", "合计", "小计", "经费", "资金", "元", "月",
    ];
    let mut texts = texts(line);
    let is_label = texts.next().is_some_and(|first| heads_labels(&first));
    let is_money_heading = |text: String| MONEY.iter().any(|word| text.contains(word));
    let are_short = filled(line)
        .all(|text| text.chars().count() <= LONGEST_HEADING && !text.contains(['。', '；']));
    is_label && are_short && (is_titled || texts.any(is_money_heading))
}

/// Whether a text heads a column of labels: 项目, 费用项目, 科目编码, but not the name of a project.
fn heads_labels(text: &str) -> bool {
    const ALONE: [&str; 6] = ["项目", "科目", "序号", "单位", "类别", "内容"];
    const ENDS: [&str; 5] = ["编码", "代码", "编号", "名称", "科目"];
    let length = text.chars().count();
    let ends = |ends: &[&str]| ends.iter().any(|end| text.ends_with(end));
    length <= 4 && ends(&ALONE) || length <= 10 && ends(&ENDS)
}

/// The table whose heading stands at `heading`, behind the rows of another one, or amid prose where
/// there is none before.
fn begun(
    lines: &[Line],
    heading: usize,
    from: usize,
    before: Option<Range<usize>>,
) -> Option<Start> {
    let between = &lines[from..heading];
    let title = title_above(between).map(|at| from + at);
    let has_caption = between.iter().any(is_preamble);
    if let Some(table) = &before {
        let is_section = |at: usize| grid::is_section(&lines[at]) && !has_caption;
        if title.is_some_and(is_section) && title::kind_of(&title_of(&lines[table.start])).is_none()
        {
            return None;
        }
        let known: HashSet<String> = lines[table.clone()].iter().flat_map(texts).collect();
        let is_repeated = texts(&lines[heading]).all(|text| known.contains(&text));
        // A page break may print the heading again, and a caption and the title too.
        let is_again = title.is_none_or(|title| {
            !has_caption || title_of(&lines[table.start]) == title_of(&lines[title])
        });
        if is_repeated && is_again {
            return None;
        }
    }
    let among_tables = title.filter(|_| has_caption && before.is_some());
    Some(Start {
        line: title.unwrap_or(heading),
        has_title: title.is_some(),
        kind: among_tables.and_then(|title| title::kind_by_words(&title_of(&lines[title]))),
    })
}

fn texts(line: &Line) -> impl Iterator<Item = String> + '_ {
    filled(line).map(squeeze)
}

fn title_of(line: &Line) -> String {
    let text = single_text(line).unwrap_or(&line.text);
    squeeze(title::without_continuation(title::title_part(text)))
}

/// The title among the lines between two tables: right above the caption of the second.
fn title_above(between: &[Line]) -> Option<usize> {
    let at = between.iter().rposition(|line| {
        let is_number = TABLE_NUMBER.is_match(&line.squeezed());
        !line.is_blank() && !is_preamble(line) && !is_number
    })?;
    let line = &between[at];
    let squeezed = line.squeezed();
    let is_title = single_text(line).is_some()
        && !line.text.starts_with(['-', '•'])
        && squeezed.chars().count() <= LONGEST_TITLE
        && !squeezed.contains(['。', '；', '，', ','])
        && !squeezed.ends_with(['：', ':'])
        && !squeezed.contains(|c: char| c.is_ascii_digit()) | squeezed.contains('年')
        && !is_note(&squeezed)
        && !is_prose(line);
    is_title.then_some(at)
}

/// What stands in the explanations and not among the tables.
fn is_prose(line: &Line) -> bool {
    if line.is_row() {
        return false;
    }
    let squeezed = line.squeezed();
    SECTION.is_match(&squeezed)
        || EXPLANATION.is_match(&squeezed)
        || squeezed.contains('。') && !is_note(&squeezed)
        || is_paragraph(&squeezed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::pages::lines;

    const BEFORE: &str = "支出总表\n科目编码\t科目名称\t合计\t基本支出\n208\t社保\t5.00\t5.00\n";

    fn starts_of(text: &str) -> Vec<(usize, bool)> {
        let lines = lines(&format!("{BEFORE}{text}"));
        let starts = starts(&lines, &[0]);
        starts
            .iter()
            .map(|start| (start.line, start.has_title))
            .collect()
    }

    #[test]
    fn a_heading_apart_from_the_rows_before_begins_a_table() {
        let heading = "序号\t项目\t一月\t二月\n1\t水费\t3.00\t2.00";
        assert_eq!(
            starts_of(&format!("\n能耗情况\n单位：万元\n{heading}")),
            [(4, true)]
        );
        assert_eq!(starts_of(&format!("注：含结转。\n{heading}")), [(4, false)]);
        assert_eq!(starts_of(heading), []);
    }

    #[test]
    fn a_page_break_repeats_the_heading_of_the_table() {
        let rows = "科目编码\t科目名称\t合计\t基本支出\n210\t卫生\t5.00\t5.00";
        assert_eq!(starts_of(&format!("\n{rows}")), []);
        assert_eq!(starts_of(&format!("支出总表\n单位：万元\n{rows}")), []);
        assert_eq!(
            starts_of(&format!("结转安排情况\n单位：万元\n{rows}")),
            [(3, true)]
        );
    }

    #[test]
    fn amid_prose_a_table_needs_no_title() {
        let text = "第三部分 情况说明\n支出共5万元。\n主要用于：\n项目\t金额\n水费\t3.00";
        assert_eq!(starts_of(text), [(6, false)]);
    }
}
