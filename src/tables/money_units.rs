/*!
The unit of money that a table prints, and the columns and tables that print another.

The exports know 元, 万元 and 亿元. A table in 千元 or 万美元 is not read as any of them. A column
in 元 under a table of 万元 is read in its unit: its cells get that behind them, in brackets, which
readers of figures take for it.
*/

use super::grid::Grid;
use super::lines::{Line, squeeze};
use crate::budget::{Amount, MoneyUnit, undress};
use regex::Regex;
use std::sync::LazyLock;

/// A unit of money by its name, in capturing brackets.
const NAME: &str =
    "([十百千万亿]*(?:人民币|美|欧|港|日|澳)?[元圆]|[十百千万亿]*(?:港币|英镑|卢布))";

/// What a table prints of its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Printed {
    /// A unit that figures are kept in.
    Known(MoneyUnit),
    /// Another one, by its name.
    Strange(String),
}

static AFTER_WORD: LazyLock<Regex> =
    LazyLock::new(|| super::regex(&format!(r"单位[:：]?[(（]?(?:人民币)?{NAME}")));
static IN_BRACKETS: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(&format!(
        r"[(（](?:金额|计量)?(?:单位)?[:：]?(?:人民币)?{NAME}[)）]"
    ))
});

/// The lines of a table in which its unit stands: between title and figures.
const HEAD: usize = 80;
/// How far above its title a unit may stand.
const ABOVE: usize = 8;

/// The unit printed between title and figures.
pub fn of_table(lines: &[Line]) -> Option<Printed> {
    let head: String = lines.iter().take(HEAD).map(Line::squeezed).collect();
    let found = AFTER_WORD
        .captures(&head)
        .or_else(|| IN_BRACKETS.captures(&head))?;
    Some(named(&found[1]))
}

/// The unit that stands alone above a title, as on a page that prints it at its top; nothing
/// of the table before counts.
pub fn above(lines: &[Line]) -> Option<Printed> {
    let is_row = |line: &&Line| line.cells.iter().filter(|cell| !cell.is_empty()).count() > 1;
    let above = lines.iter().rev().filter(|line| !line.is_blank());
    let mut above = above.take(ABOVE).take_while(|line| !is_row(line));
    above.find_map(|line| {
        let squeezed = line.squeezed();
        if !super::MONEY_UNIT_ALONE.is_match(&squeezed) {
            return None;
        }
        AFTER_WORD.captures(&squeezed).map(|found| named(&found[1]))
    })
}

fn named(name: &str) -> Printed {
    let name = name.replace('圆', "元");
    let name = name.replace("人民币", "");
    MoneyUnit::from_name(&name).map_or(Printed::Strange(name), Printed::Known)
}

/// Puts behind the figures of a column the unit that its heading prints, where that is not the
/// table's.
pub fn mark_columns(grid: &mut Grid, table: Option<MoneyUnit>) {
    for (column, unit) in column_units(grid) {
        let is_of_table =
            matches!(&unit, Printed::Known(unit) if table.is_none_or(|table| table == *unit));
        if is_of_table {
            continue;
        }
        let name = match &unit {
            Printed::Known(unit) => unit.name(),
            Printed::Strange(name) => name,
        };
        let cells = grid.body.iter_mut().filter_map(|row| row.get_mut(column));
        for cell in cells.filter(|cell| Amount::is_amount(&cell.text)) {
            // A cell that prints another unit has that.
            let has_none = undress(&cell.text).is_ok_and(|bare| {
                bare.column_unit.is_none()
                    && bare
                        .unit
                        .is_none_or(|behind| unit == Printed::Known(behind))
            });
            if has_none {
                cell.text = format!("{}（{name}）", cell.text.trim_end().trim_end_matches(name));
            }
        }
    }
}

/// The columns whose heading, or a heading that reaches over them, prints a unit.
fn column_units(grid: &Grid) -> Vec<(usize, Printed)> {
    let mut units: Vec<(usize, Printed)> = Vec::new();
    for (at, row) in grid.header.iter().enumerate() {
        let below = &grid.header[at + 1..];
        let is_under = |column: usize| {
            let is_blank = row.get(column).is_some_and(super::Cell::is_empty);
            let mut headings = below.iter().filter_map(|row| row.get(column));
            is_blank && headings.any(|cell| !cell.is_empty())
        };
        for (column, cell) in row.iter().enumerate() {
            let text = squeeze(&cell.text);
            let Some(found) = IN_BRACKETS.captures(&text) else {
                continue;
            };
            let unit = named(&found[1]);
            let reach = (column + 1..row.len()).take_while(|&column| is_under(column));
            for column in std::iter::once(column).chain(reach) {
                // What stands nearer to the figures counts.
                units.retain(|(other, _)| *other != column);
                units.push((column, unit.clone()));
            }
        }
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::pages::lines;

    #[test]
    fn units_by_their_names() {
        for (head, unit) in [
            ("单位：万元", Printed::Known(MoneyUnit::Wan)),
            ("金额单位： 元", Printed::Known(MoneyUnit::Yuan)),
            ("单位：人民币亿元", Printed::Known(MoneyUnit::Yi)),
            ("支出总表（万元）", Printed::Known(MoneyUnit::Wan)),
            ("单位：千元", Printed::Strange("千元".to_owned())),
            ("单位：百万元", Printed::Strange("百万元".to_owned())),
            ("单位：万美元", Printed::Strange("万美元".to_owned())),
            ("（单位：十万元）", Printed::Strange("十万元".to_owned())),
        ] {
            assert_eq!(of_table(&lines(head)), Some(unit), "{head}");
        }
        assert_eq!(of_table(&lines("单位：某某局\n合计\t5.00")), None);
    }

    #[test]
    fn a_unit_above_the_title() {
        let found = |text: &str| above(&lines(text));
        let yuan = Some(Printed::Known(MoneyUnit::Yuan));
        assert_eq!(found("单位：元\n\n支出总表\n某某局2025年预算"), yuan);
        assert_eq!(found("单位：元\n合计\t5.00\n注：无"), None);
    }

    #[test]
    fn a_column_of_another_unit() {
        let text =
            "科目\t合计\t支出（元）\t\t比例(%)\n\t\t基本\t项目\t\n208\t5.00\t50000\t1.00\t2.5";
        let mut grid = Grid::of(&lines(text));
        mark_columns(&mut grid, Some(MoneyUnit::Wan));
        let texts: Vec<&str> = grid.body[0].iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["208", "5.00", "50000（元）", "1.00（元）", "2.5"]);
    }

    #[test]
    fn a_cell_with_another_unit_than_its_column_keeps_it() {
        let text = "科目\t支出（元）\n208\t5.00万元\n210\t50000元\n211\t（3.50）\n212\t6.00亿元\n213\t7元①";
        let mut grid = Grid::of(&lines(text));
        mark_columns(&mut grid, Some(MoneyUnit::Wan));
        let texts: Vec<&str> = grid.body.iter().map(|row| row[1].text.as_str()).collect();
        let marked = [
            "5.00万元",
            "50000（元）",
            "（3.50）（元）",
            "6.00亿元",
            "7元①（元）",
        ];
        assert_eq!(texts, marked);
    }
}
