/*!
Tables of money that the vocabulary has no kind for: 债务, 资产, 转移支付, 政府购买服务 …

They are read by what they print: the labels of a row are its name, the headings over a column
its measure. What is no money (dates, counts, codes, rates, text) is no figure.
*/

use crate::budget::columns::is_rate;
use crate::budget::{Amount, Figure, Measure, Origin, Row, RowKind};
use crate::records::context::Context;
use crate::records::header;
use crate::records::header::concept::is_label;
use crate::records::header::shape::Leaf;
use crate::records::labels::{is_total, total_name};
use crate::records::table::{Part, figure};
use crate::tables::grid::is_money;
use crate::tables::lines::{name, squeeze};
use crate::tables::{Cell, Grid};

/// Words in a heading under which no money stands, beside those over rates.
const NO_MONEY: &[&str] = &[
    "编码", "代码", "编号", "序号", "行次", "数量", "人数", "个数", "户数", "台数", "面积", "日期",
    "时间", "年限", "期限", "年份", "备注", "说明", "得分", "分值", "权重", "电话", "辆", "文号",
    "规格", "型号", "单价", "次数", "批次", "人次",
];

/// Reads the rows.
pub fn read(grid: &Grid, context: &Context, part: &mut Part) {
    let columns = money_columns(grid);
    let Some((first, _)) = columns.first().cloned() else {
        return;
    };
    for (_, measure) in &columns {
        part.has_measure(measure);
    }
    for (ordinal, cells) in (1..).zip(&grid.body) {
        let Some(place) = cells
            .iter()
            .find(|cell| !cell.is_empty())
            .map(|cell| cell.place)
        else {
            continue;
        };
        let mut row = Row {
            ordinal,
            place,
            name: label(&cells[..first.min(cells.len())]),
            ..Row::blank()
        };
        if is_total(&row.name) {
            row.kind = RowKind::Total;
        }
        for (column, measure) in &columns {
            let amount = |cell: &&Cell| Amount::parse(&cell.text, context.money_unit);
            let cell = cells.get(*column).filter(|cell| !cell.is_empty());
            if let Some((cell, amount)) = cell.and_then(|cell| Some((cell, amount(&cell)?))) {
                let leaf = Leaf {
                    measure: measure.clone(),
                    last_year: false,
                };
                let figure = figure(&leaf, amount, cell.place, Origin::Printed, context);
                row.figures.push(Figure {
                    year: year_of(measure).unwrap_or(figure.year),
                    ..figure
                });
            }
        }
        part.table.rows.push(row);
    }
}

/// The year that the headings of a column say their figures are for: 2023年.
fn year_of(measure: &Measure) -> Option<u16> {
    let path = measure.path();
    let mut years = path.rmatch_indices('年').filter_map(|(at, _)| {
        let year: u16 = path.get(at.checked_sub(4)?..at)?.parse().ok()?;
        (1990..2100).contains(&year).then_some(year)
    });
    years.next()
}

/// The labels of a row joined by spaces; a total sheds its colon.
fn label(cells: &[Cell]) -> String {
    let filled = cells.iter().filter(|cell| !cell.is_empty());
    let labels: Vec<String> = filled.map(|cell| name(&cell.text)).collect();
    total_name(&labels.join(" "))
}

/// The columns of money, each with its printed path of headings. None where two columns print one
/// path: then nothing tells their figures apart.
fn money_columns(grid: &Grid) -> Vec<(usize, Measure)> {
    let Some(first) = (0..grid.width()).find(|&column| holds_money(grid, column)) else {
        return Vec::new();
    };
    let mut columns: Vec<(usize, Measure)> = Vec::new();
    for column in (first..grid.width()).filter(|&column| holds_money(grid, column)) {
        let Some(measure) = header::printed_path(grid, first, column) else {
            continue;
        };
        if columns.iter().any(|(_, known)| *known == measure) {
            return Vec::new();
        }
        columns.push((column, measure));
    }
    columns
}

/// Whether a column holds amounts, some of them with decimals or separators, or stands under a
/// heading that says so; and nothing else but marks for nothing.
fn holds_money(grid: &Grid, column: usize) -> bool {
    let heading = header::own_heading(grid, column).unwrap_or_default();
    let is_no_money = is_rate(&heading) || NO_MONEY.iter().any(|word| heading.contains(word));
    if is_no_money || is_label(&heading) || heading.is_empty() {
        return false;
    }
    let cells = grid.body.iter().filter_map(|row| row.get(column));
    let filled: Vec<String> = cells
        .filter(|cell| !cell.is_empty())
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
    use crate::tables::lines::lines;

    #[test]
    fn money_is_told_from_what_is_none() {
        let grid = Grid::of(&lines(
            "序号\t项目名称\t购买数量\t金额\t\t备注\n\t\t\t合计\t财政拨款\t\n1\t物业服务\t2\t30.00\t20.00\t招标\n2\t审计服务\t1\t5.50\t5.50\t",
        ));
        let paths: Vec<String> = money_columns(&grid)
            .into_iter()
            .map(|(_, measure)| measure.to_string())
            .collect();
        assert_eq!(paths, ["金额/合计", "金额/财政拨款"]);
    }
}
