/*!
Tables of money that the vocabulary has no kind for: 债务, 资产, 转移支付, 政府购买服务 …

They are read by what they print: the labels of a row are its name, the headings over a column
its measure. What is no money (dates, counts, codes, rates, text) is no figure.
*/

use crate::budget::columns::is_rate;
use crate::budget::columns::words::is_label;
use crate::budget::{Amount, Figure, Measure, Origin, Row, RowKind};
use crate::narrow::narrow;
use crate::records::context::Context;
use crate::records::header;
use crate::records::header::shape::Leaf;
use crate::records::labels::counted::counts_things;
use crate::records::labels::{is_total, total_name};
use crate::records::table::{Part, figure};
use crate::tables::grid::is_money;
use crate::tables::lines::{is_chinese, is_dash, name, squeeze};
use crate::tables::{Cell, Grid};
use std::ops::Range;

/// Words in a heading under which no money stands, beside those over rates and counts.
const NO_MONEY: &[&str] = &[
    "编码", "代码", "编号", "日期", "时间", "年限", "期限", "年份", "备注", "说明", "电话", "文号",
    "规格", "型号",
];

/// Words in a heading over counts and the numbers of rows, which are neither money nor part of a name.
const COUNTS: &[&str] = &[
    "序号", "行次", "数量", "人数", "个数", "户数", "台数", "面积", "得分", "分值", "权重", "辆",
    "次数", "批次", "人次",
];

/// Words in a heading over money, whatever the row counts.
const MONEY: &[&str] = &["价值", "金额", "原值", "净值", "元", "资金", "经费"];

const RUN_TOGETHER: &str = "行名里有金额，像是几格粘在一起，这一行的数分不清属于哪一栏，未收入。";

fn says_one_of(heading: &str, words: &[&str]) -> bool {
    words.iter().any(|word| heading.contains(word))
}

/// Reads the rows, those of a section under its heading.
pub fn read(grid: &Grid, context: &Context, part: &mut Part) {
    let mut before = 0;
    for section in grid.sections() {
        let under = section
            .heading
            .map(|cell| name(&cell.text))
            .unwrap_or_default();
        let blocks = blocks(&section.grid);
        for (_, measure) in blocks.iter().flat_map(|block| &block.columns) {
            part.has_measure(*measure);
        }
        for (ordinal, cells) in (before + 1..).zip(&section.grid.body) {
            for block in &blocks {
                let Some(mut row) = block.row(ordinal, cells, context) else {
                    continue;
                };
                if let Some(label) = block.run_together(cells) {
                    part.leave(label, RUN_TOGETHER);
                    row.figures.clear();
                }
                row.under.clone_from(&under);
                part.table.rows.push(row);
            }
        }
        before += narrow::<u32>(section.grid.body.len());
    }
}

/// Columns of labels with the money behind them. Most tables are one; some print the rows of a second
/// one beside the first, under the same headings of labels: 编码, 名称, 金额, 编码, 名称, 金额.
struct Block {
    range: Range<usize>,
    labels: Vec<usize>,
    columns: Vec<(usize, Measure)>,
}

impl Block {
    /// The label of a row that holds an amount: cells ran together there, and what stands behind is of no known column.
    fn run_together<'c>(&self, cells: &'c [Cell]) -> Option<&'c Cell> {
        let holds_amount = |cell: &&Cell| {
            let text = cell.text.trim();
            // 3.02% and 8.50公里 are of the name; what ran together with it stands at its edge.
            let is_part = |c: char| c.is_ascii_digit() || ",.".contains(c);
            let front = text.split(|c| !is_part(c)).next().unwrap_or_default();
            let back = text.rsplit(|c| !is_part(c)).next().unwrap_or_default();
            let is_apart = text[front.len()..].starts_with(char::is_whitespace);
            // An amount alone may be a price, one with separators is none.
            let is_sure = text.contains(',') || text.chars().any(is_chinese);
            is_sure
                && (is_exact_amount(front) && (is_apart || front.contains(','))
                    || is_exact_amount(back))
        };
        let labels = self.labels.iter().filter_map(|column| cells.get(*column));
        labels.into_iter().find(holds_amount)
    }

    /// The row that a printed line holds in the block; none where the block is blank there.
    fn row(&self, ordinal: u32, cells: &[Cell], context: &Context) -> Option<Row> {
        let mut filled = cells.iter().take(self.range.end).skip(self.range.start);
        let place = filled.find(|cell| !cell.is_empty())?.place;
        let mut row = Row {
            ordinal,
            place,
            name: label(self.labels.iter().filter_map(|column| cells.get(*column))),
            ..Row::blank()
        };
        if is_total(&row.name) {
            row.kind = RowKind::Total;
        }
        let is_counted = counts_things(&row.name);
        // 房屋（平方米） has a count under 数量 and money under 价值.
        let holds_money = |column: usize, measure: &Measure| {
            let has_decimals = |cell: &Cell| cell.text.contains('.');
            !is_counted
                || says_one_of(measure.path(), MONEY)
                || cells.get(column).is_some_and(has_decimals)
        };
        for (column, measure) in self
            .columns
            .iter()
            .filter(|(at, own)| holds_money(*at, own))
        {
            let amount = |cell: &&Cell| Amount::parse(&cell.text, context.money_unit);
            let cell = cells.get(*column).filter(|cell| !cell.is_empty());
            if let Some((cell, amount)) = cell.and_then(|cell| Some((cell, amount(&cell)?))) {
                let leaf = Leaf {
                    measure: *measure,
                    last_year: false,
                };
                let figure = figure(&leaf, amount, cell.place, Origin::Printed, context);
                row.figures.push(Figure {
                    year: year_of(*measure).unwrap_or(figure.year),
                    ..figure
                });
            }
        }
        Some(row)
    }
}

/// Whether digits are an amount to the fen: 86,959,408.34, and neither 3.1 of a heading nor a month, 2024.05.
fn is_exact_amount(digits: &str) -> bool {
    let Some((whole, decimals)) = digits.rsplit_once('.') else {
        return false;
    };
    let is_year = whole.len() == 4 && (whole.starts_with("19") || whole.starts_with("20"));
    decimals.len() == 2 && !is_year && is_money(digits)
}

/// The blocks of a grid that hold money. None where two columns of one print one path: then nothing tells
/// their figures apart.
fn blocks(grid: &Grid) -> Vec<Block> {
    let Some(first) = (0..grid.width()).find(|&column| holds_money(grid, column)) else {
        return Vec::new();
    };
    let heading = |column: usize| header::own_heading(grid, column).unwrap_or_default();
    let heading_of_labels = (0..first).map(heading).find(|heading| !heading.is_empty());
    let begins = |column: &usize| Some(heading(*column)) == heading_of_labels;
    let starts: Vec<usize> = std::iter::once(0)
        .chain((first + 1..grid.width()).filter(begins))
        .collect();
    let ends = starts.iter().skip(1).copied().chain([grid.width()]);
    let mut blocks = Vec::new();
    for range in starts.iter().copied().zip(ends).map(|(from, to)| from..to) {
        // Of two blocks a heading over one of them stands over its labels too: 人员经费 | 公用经费.
        let first = if starts.len() > 1 { range.start } else { first };
        let Some(columns) = money_columns(grid, first, &range) else {
            return Vec::new();
        };
        let Some(money) = columns.first().map(|(column, _)| *column) else {
            continue;
        };
        let is_label = |column: &usize| !says_one_of(&heading(*column), COUNTS);
        blocks.push(Block {
            labels: (range.start..money).filter(is_label).collect(),
            range,
            columns,
        });
    }
    blocks
}

/// The year that the headings of a column say their figures are for: 2023年.
fn year_of(measure: Measure) -> Option<u16> {
    let path = measure.path();
    let mut years = path.rmatch_indices('年').filter_map(|(at, _)| {
        let year: u16 = path.get(at.checked_sub(4)?..at)?.parse().ok()?;
        (1990..2100).contains(&year).then_some(year)
    });
    years.next()
}

/// The labels of a row joined by spaces; a total sheds its colon. A dash beside them is that of an amount.
fn label<'c>(cells: impl Iterator<Item = &'c Cell>) -> String {
    let filled = cells.filter(|cell| !cell.is_empty() && !is_dash(&cell.text));
    let labels: Vec<String> = filled.map(|cell| name(&cell.text)).collect();
    total_name(&labels.join(" "))
}

/// Whether a grid has a column of money at all.
pub fn holds_any_money(grid: &Grid) -> bool {
    let holds_any = |grid: &Grid| (0..grid.width()).any(|column| holds_money(grid, column));
    grid.sections()
        .iter()
        .any(|section| holds_any(&section.grid))
}

/// The columns of money of a block, each with its printed path of headings; `first` is the first of the
/// grid. None where two print one path.
fn money_columns(grid: &Grid, first: usize, block: &Range<usize>) -> Option<Vec<(usize, Measure)>> {
    let mut columns: Vec<(usize, Measure)> = Vec::new();
    for column in block.clone().filter(|&column| holds_money(grid, column)) {
        let Some(measure) = header::printed_path(grid, first, column) else {
            continue;
        };
        if columns.iter().any(|(_, known)| *known == measure) {
            return None;
        }
        columns.push((column, measure));
    }
    Some(columns)
}

/// Whether a column holds amounts, some of them with decimals or separators, or stands under a
/// heading that says so; and nothing else but marks for nothing.
fn holds_money(grid: &Grid, column: usize) -> bool {
    let heading = header::own_heading(grid, column).unwrap_or_default();
    let is_no_money =
        is_rate(&heading) || says_one_of(&heading, NO_MONEY) || says_one_of(&heading, COUNTS);
    if is_no_money || is_label(&heading) || heading.is_empty() {
        return false;
    }
    let cells = grid.body.iter().filter_map(|row| row.get(column));
    let filled: Vec<String> = cells
        .filter(|cell| !cell.is_empty() && !is_dash(&cell.text))
        .map(|cell| squeeze(&cell.text))
        .collect();
    let parses = |text: &String| Amount::parse(text, crate::budget::MoneyUnit::Wan).is_some();
    let amounts = filled.iter().filter(|text| parses(text)).count();
    let says_money = [
        "金额", "预算", "决算", "支出", "收入", "合计", "小计", "资金", "拨款", "费", "万元",
        "余额", "限额",
    ]
    .iter()
    .any(|word| heading.contains(word));
    amounts * 2 > filled.len() && (says_money || filled.iter().any(|text| is_money(text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::pages::lines;

    #[test]
    fn money_is_told_from_what_is_none() {
        let grid = Grid::of(&lines(
            "序号\t项目名称\t购买数量\t金额\t\t备注\n\t\t\t合计\t财政拨款\t\n1\t物业服务\t2\t30.00\t20.00\t招标\n2\t审计服务\t1\t5.50\t5.50\t",
        ));
        let paths: Vec<String> = blocks(&grid)
            .into_iter()
            .flat_map(|block| block.columns)
            .map(|(_, measure)| measure.to_string())
            .collect();
        assert_eq!(paths, ["金额/合计", "金额/财政拨款"]);
    }

    #[test]
    fn cells_that_ran_together_are_told_from_names() {
        for (label, is_one) in [
            ("86,959,408.34 一、公共安全支出", true),
            ("政府性基金预算 0.00", true),
            ("86,959,408.34", true),
            ("3.1 房屋购建", false),
            ("一般债券（3.02%）", false),
            ("防洪堤8.50公里", false),
            ("8.50公里防洪堤", false),
            ("2024.05 开工的工程", false),
            ("12.50", false),
        ] {
            let grid = Grid::of(&lines(&format!("项目\t说明\t金额\n水费\t{label}\t3.00")));
            let block = Block {
                range: 0..3,
                labels: vec![0, 1],
                columns: Vec::new(),
            };
            assert_eq!(
                block.run_together(&grid.body[0]).is_some(),
                is_one,
                "{label}"
            );
        }
    }

    #[test]
    fn rows_beside_each_other_are_rows_of_their_own() {
        let grid = Grid::of(&lines(
            "科目编码\t科目名称\t金额\t科目编码\t科目名称\t金额\n301\t工资福利支出\t3.00\t302\t商品和服务支出\t2.00\n\t合计\t3.00\t\t合计\t2.00",
        ));
        let context = Context::for_tests("某市档案馆");
        let rows: Vec<String> = grid
            .body
            .iter()
            .flat_map(|cells| {
                let blocks = blocks(&grid);
                let rows = blocks
                    .iter()
                    .filter_map(|block| block.row(1, cells, &context));
                rows.map(|row| format!("{} {}", row.name, row.figures[0].amount))
                    .collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(
            rows,
            [
                "301 工资福利支出 3.00",
                "302 商品和服务支出 2.00",
                "合计 3.00",
                "合计 2.00"
            ]
        );
    }
}
