/*!
Codes that are printed level by level: 类, 款 and 项 each in its own column, and on each
row only the level that the row is about.

What stands above in the columns to the left then belongs to the row too. Where the columns hold
names, the lowest one is the row's.
*/

use crate::budget::columns::words::is_label;
use crate::tables::grid::is_money;
use crate::tables::lines::squeeze;
use crate::tables::{Cell, Grid};

/// The grid with codes that print their levels apart, 208.02.01 or 208-02-01, as one run of digits:
/// in a column under a heading of labels whose cells are all such codes.
pub fn joined(grid: &Grid) -> Grid {
    let mut grid = grid.clone();
    for column in 0..grid.width() {
        let heads = grid.header.iter().filter_map(|row| row.get(column));
        let is_headed = heads
            .filter(|cell| !cell.is_empty())
            .any(|cell| is_label(&cell.text));
        let cells = || grid.body.iter().filter_map(|row| row.get(column));
        let filled = || cells().filter(|cell| !cell.is_empty());
        let codes = filled().filter(|cell| levels(&cell.text).is_some()).count();
        let is_divided = |cell: &Cell| levels(&cell.text).is_some_and(|levels| levels.len() > 1);
        let is_label = |cell: &Cell| levels(&cell.text).is_some() || !is_money(&cell.text);
        if !is_headed
            || !filled().any(is_divided)
            || codes * 2 < filled().count()
            || !filled().all(is_label)
        {
            continue;
        }
        for row in &mut grid.body {
            if let Some(cell) = row.get_mut(column)
                && let Some(levels) = levels(&cell.text)
            {
                cell.text = levels.concat();
            }
        }
    }
    grid
}

/// The levels of a code: 208, 208.02, 208-02-01.
fn levels(text: &str) -> Option<Vec<String>> {
    let text = squeeze(text);
    let levels: Vec<String> = text
        .split(['.', '．', '-', '－', '—', '·'])
        .map(str::to_owned)
        .collect();
    let are_digits = levels
        .iter()
        .all(|level| !level.is_empty() && level.bytes().all(|b| b.is_ascii_digit()));
    let (class, below) = levels.split_first()?;
    (are_digits
        && class.len() == 3
        && below.len() <= 3
        && below.iter().all(|level| level.len() == 2))
    .then_some(levels)
}

/// Whether a heading is that of a level: 款, 款号, 款级.
fn names_level(cell: &Cell, level: &str) -> bool {
    let heading = squeeze(&cell.text);
    let rest = heading.strip_prefix(level);
    rest.is_some_and(|rest| ["", "号", "级", "码"].contains(&rest))
}

/// The columns of 类, 款 and 项, and what they printed last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CodeColumns {
    columns: Vec<usize>,
    /// Every column of 款 or 项, also those of a second classification beside the first.
    below_class: Vec<usize>,
    above: Vec<Cell>,
}

impl CodeColumns {
    /// The columns that the header names; none where it names no 类 beside a 款.
    pub fn of(grid: &Grid) -> Self {
        let found = grid.header.iter().find_map(|row| {
            let at = |word: &str| row.iter().position(|cell| names_level(cell, word));
            let (class, section) = (at("类")?, at("款")?);
            (class < section).then(|| {
                let item = at("项").filter(|&item| item > section);
                let columns = [class, section].into_iter().chain(item).collect();
                let is_below = |cell: &Cell| names_level(cell, "款") || names_level(cell, "项");
                let below = (0..row.len()).filter(|&column| is_below(&row[column]));
                (columns, below.collect())
            })
        });
        let (columns, below_class) = found.unwrap_or_default();
        Self {
            columns,
            below_class,
            above: Vec::new(),
        }
    }

    /// Whether the header names any.
    pub fn are_there(&self) -> bool {
        !self.columns.is_empty()
    }

    /// The row's cells with the codes of the levels above put in, where the row prints the two
    /// digits of its own level alone.
    pub fn filled(&mut self, cells: &[Cell]) -> Vec<Cell> {
        let mut cells = cells.to_vec();
        let digits = |cell: &Cell| {
            let text = squeeze(&cell.text);
            text.bytes()
                .all(|b| b.is_ascii_digit())
                .then_some(text.len())
        };
        let own: Vec<Cell> = self
            .columns
            .iter()
            .map(|&column| cells.get(column).cloned().unwrap_or_default())
            .collect();
        let Some(level) = own.iter().position(|cell| !cell.is_empty()) else {
            return cells;
        };
        let is_code = own.iter().all(|cell| digits(cell).is_some());
        if !is_code {
            if let Some((last, name)) = deepest(&own) {
                for &column in &self.columns[..last] {
                    cells[column].text.clear();
                }
                cells[self.columns[last]].text = name;
            }
            return cells;
        }
        for &column in &self.below_class {
            // 301 2 beside 301 08: a spreadsheet took the two digits for a number.
            if let Some(cell) = cells.get_mut(column).filter(|cell| digits(cell) == Some(1)) {
                cell.text.insert(0, '0');
            }
        }
        let own: Vec<Cell> = self
            .columns
            .iter()
            .map(|&column| cells.get(column).cloned().unwrap_or_default())
            .collect();
        if level > 0 && digits(&own[level]) == Some(2) && self.above.len() >= level {
            for (&column, above) in self.columns.iter().zip(&self.above[..level]) {
                cells[column].text.clone_from(&above.text);
            }
        }
        let printed = own.iter().rposition(|cell| !cell.is_empty()).unwrap_or(0);
        self.above = self.columns[..=printed]
            .iter()
            .map(|&column| cells[column].clone())
            .collect();
        cells
    }
}

/// The name of a row whose levels print names, with or without their codes: that of the lowest
/// level, with the whole code in front. The names before it are those of what it belongs to.
fn deepest(levels: &[Cell]) -> Option<(usize, String)> {
    let last = levels.iter().rposition(|cell| !cell.is_empty())?;
    let parts: Vec<(String, String)> = levels[..=last]
        .iter()
        .map(|cell| apart(&cell.text))
        .collect();
    let (own, name) = parts.last().filter(|(_, name)| !name.is_empty())?;
    let printed = |level: &(String, String)| level.0.len();
    // 208社会保障和就业支出 | 05养老支出 | 05基本养老保险
    let is_divided = own.len() == 2
        && printed(&parts[0]) == 3
        && parts[1..].iter().all(|level| printed(level) == 2);
    let code = if is_divided {
        parts.iter().map(|(digits, _)| digits.as_str()).collect()
    } else {
        own.clone()
    };
    Some((last, format!("{code}{name}")))
}

/// The digits in front of a name, and the name.
fn apart(text: &str) -> (String, String) {
    let text = text.trim();
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let name = text[end..].trim_start_matches(['-', '－', '—', '_', ' ', '.']);
    (text[..end].to_owned(), name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::pages::lines;

    #[test]
    fn levels_that_stand_apart_are_one_code() {
        let grid = joined(&Grid::of(&lines(
            "科目编码\t科目名称\t合计\n208\t社保\t208.05\n208.05\t养老\t208.05\n208-05-06\t年金\t208.05",
        )));
        let cells = |column: usize| -> Vec<&str> {
            grid.body
                .iter()
                .map(|row| row[column].text.as_str())
                .collect()
        };
        assert_eq!(cells(0), ["208", "20805", "2080506"]);
        assert_eq!(cells(2), ["208.05", "208.05", "208.05"]);
    }

    #[test]
    fn levels_above_are_put_in() {
        let grid = Grid::of(&lines(
            "类号\t款号\t项号\t名称\t合计\n208\t\t\t社保\t5.00\n\t05\t\t养老\t5.00\n\t\t06\t年金\t5.00\n210\t11\t01\t医疗\t5.00",
        ));
        let mut columns = CodeColumns::of(&grid);
        let codes: Vec<String> = grid
            .body
            .iter()
            .map(|row| {
                let cells = columns.filled(row);
                cells[..3].iter().map(|cell| cell.text.as_str()).collect()
            })
            .collect();
        assert_eq!(codes, ["208", "20805", "2080506", "2101101"]);
    }

    #[test]
    fn the_lowest_level_names_the_row() {
        let rows = |row: &str| {
            let grid = Grid::of(&lines(&format!("类\t款\t项\t合计\n{row}\t5.00")));
            let cells = CodeColumns::of(&grid).filled(&grid.body[0]);
            cells[..3]
                .iter()
                .map(|cell| cell.text.clone())
                .collect::<String>()
        };
        assert_eq!(rows("农林水支出\t农业农村\t行政运行"), "行政运行");
        assert_eq!(rows("农林水支出\t农业农村\t"), "农业农村");
        assert_eq!(
            rows("213农林水\t21301农业\t2130101行政运行"),
            "2130101行政运行"
        );
        assert_eq!(rows("213农林水\t01农业\t01 行政运行"), "2130101行政运行");
        assert_eq!(rows("合计\t\t"), "合计");
    }

    #[test]
    fn a_level_that_lost_its_zero_gets_it_back() {
        let grid = Grid::of(&lines(
            "类\t款\t名称\t合计\n301\t2\t津贴补贴\t5.00\n301\t08\t养老\t5.00",
        ));
        let mut columns = CodeColumns::of(&grid);
        let cells = columns.filled(&grid.body[0]);
        assert_eq!(
            (cells[0].text.as_str(), cells[1].text.as_str()),
            ("301", "02")
        );
    }

    #[test]
    fn so_does_a_level_of_the_classification_beside_it() {
        let grid = Grid::of(&lines(
            "类\t款\t名称\t类\t款\t名称\t合计\n301\t2\t津贴补贴\t501\t1\t工资奖金津补贴\t5.00",
        ));
        let cells = CodeColumns::of(&grid).filled(&grid.body[0]);
        let codes: Vec<&str> = cells[..6].iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(
            codes,
            ["301", "02", "津贴补贴", "501", "01", "工资奖金津补贴"]
        );
    }
}
