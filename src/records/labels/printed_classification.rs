/*!
The classification that the rows of a grid print, whatever the title calls them.

财政拨款支出决算明细表 may list functions or economic classes, and 收入总表 units or functions: codes
and names that are official together say which.
*/

use super::{LabelPart, composed, parts, same_class_name};
use crate::budget::{Classification, CodeLevel, official_name};
use crate::records::context::UnitColumn;
use crate::records::header;
use crate::tables::{Cell, Grid};

/// The classification that all coded rows of a grid are of, by the first digit of their codes and, for
/// half of them at least, by their official names.
pub fn of_rows(grid: &Grid) -> Option<Classification> {
    let first = header::first_figure_column(grid);
    let coded: Vec<(String, String)> = class_labels(grid, first)
        .filter_map(|labels| code_and_name(&labels))
        .collect();
    let is_of = |classification: &Classification| {
        let begins = match classification {
            Classification::Function => '2',
            Classification::DepartmentEconomic => '3',
            Classification::GovernmentEconomic => '5',
        };
        let is_official = |(code, name): &&(String, String)| {
            official_name(*classification, code)
                .is_some_and(|official| same_class_name(official, name))
        };
        coded
            .iter()
            .all(|(code, _)| code.starts_with(begins) && CodeLevel::of(code).is_some())
            && coded.iter().filter(is_official).count() * 2 >= coded.len()
    };
    [
        Classification::Function,
        Classification::DepartmentEconomic,
        Classification::GovernmentEconomic,
    ]
    .into_iter()
    .find(|classification| !coded.is_empty() && is_of(classification))
}

/// The labels of each row without those of the columns that are headed for codes of units: such a code is no class.
pub fn class_labels(grid: &Grid, first: usize) -> impl Iterator<Item = Vec<&Cell>> {
    let is_of_classes = |column: &usize| {
        let heading = header::own_heading(grid, *column);
        UnitColumn::of(heading.as_deref()) != UnitColumn::Codes
    };
    let columns: Vec<usize> = (0..first).filter(is_of_classes).collect();
    let rows = grid.body.iter();
    rows.map(move |row| columns.iter().filter_map(|at| row.get(*at)).collect())
}

/// The first code of a row's labels and its name.
fn code_and_name(labels: &[&Cell]) -> Option<(String, String)> {
    let texts: Vec<&str> = labels.iter().map(|cell| cell.text.as_str()).collect();
    let LabelPart { digits, name } = parts(&texts).into_iter().next()?;
    let (code, _) = composed(&digits);
    (!code.is_empty() && !name.is_empty()).then_some((code, name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::pages::lines;

    fn of(rows: &str) -> Option<Classification> {
        let header = "科目编码\t科目名称\t合计\t基本支出\n";
        of_rows(&Grid::of(&lines(&format!("{header}{rows}"))))
    }

    #[test]
    fn codes_and_official_names_say_it() {
        let classes = "301\t工资福利支出\t3.00\t3.00\n30101\t基本工资\t3.00\t3.00";
        assert_eq!(of(classes), Some(Classification::DepartmentEconomic));
        let functions = "220自然资源海洋气象等支出\t\t1.00\t1.00\n22001自然资源事务\t\t1.00\t1.00";
        assert_eq!(of(functions), Some(Classification::Function));
        let units = "301\t某市农业农村局\t3.00\t3.00\n301001\t某市农业农村局本级\t3.00\t3.00";
        assert_eq!(of(units), None);
    }
}
