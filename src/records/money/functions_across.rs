/*!
Tables that print functions down and economic classes across, whatever their title calls them:
支出预算分类汇总表（按部门预算经济分类）.
*/

use crate::budget::CodeLevel;
use crate::records::header;
use crate::records::labels::is_total;
use crate::records::labels::printed_classification::class_labels;
use crate::tables::Grid;
use crate::tables::lines::squeeze;
use std::collections::HashSet;

/// Names of classes, as they stand over columns; 机关工资福利支出 is one of the government's.
const CLASSES: &[&str] = &[
    "工资福利支出",
    "商品和服务支出",
    "对个人和家庭的补助",
    "资本性支出",
    "债务利息及费用支出",
    "对企业补助",
    "对社会保障基金补助",
    "对事业单位经常性补助",
    "对事业单位资本性补助",
    "其他支出",
];

/// One class alone may be the heading of a table of that class.
const FEWEST_CLASSES: usize = 2;

/// Whether a grid is such a table: over most of its amounts stand economic classes, and its rows are codes
/// of functions. Below a class it may print 基本支出 and 项目支出; where one of these is an outermost heading,
/// the table divides by them and is one by function.
pub fn suits(grid: &Grid) -> bool {
    let first = header::first_figure_column(grid);
    let paths: Vec<Vec<String>> = (first..grid.width())
        .map(|column| header::path_of_headings(grid, column))
        .collect();
    // 2024年预算数 over all columns tells none from another.
    let is_shared = |heading: &&String| paths.iter().all(|path| path.contains(heading));
    let outermost: HashSet<&String> = paths
        .iter()
        .filter_map(|path| path.iter().find(|heading| !is_shared(heading)))
        .filter(|heading| !is_total(heading))
        .collect();
    let is_class = |heading: &&&String| CLASSES.iter().any(|class| heading.contains(class));
    let is_part = |heading: &&String| heading.contains("基本支出") || heading.contains("项目支出");
    let classes = outermost.iter().filter(is_class).count();
    classes >= FEWEST_CLASSES
        && classes * 2 > outermost.len()
        && !outermost.iter().any(is_part)
        && are_functions(grid, first)
}

/// Whether the rows that begin with a code begin with a function's.
fn are_functions(grid: &Grid, first: usize) -> bool {
    let codes: Vec<String> = class_labels(grid, first)
        .filter_map(|labels| labels.into_iter().find(|cell| !cell.is_empty()))
        .map(|cell| squeeze(&cell.text))
        .filter(|text| CodeLevel::of(text).is_some())
        .collect();
    !codes.is_empty() && codes.iter().all(|code| code.starts_with('2'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::pages::lines;

    #[test]
    fn rows_and_headings_decide() {
        let header = "科目编码\t科目名称\t总计\t工资福利支出\t商品和服务支出\t资本性支出";
        let functions =
            format!("{header}\n\t合计\t5.00\t3.00\t1.00\t1.00\n208\t社保\t5.00\t3.00\t1.00\t1.00");
        assert!(suits(&Grid::of(&lines(&functions))));
        let classes = functions.replace("208", "301");
        assert!(!suits(&Grid::of(&lines(&classes))));
    }

    #[test]
    fn the_code_of_a_unit_decides_nothing() {
        let header = "科目编码\t单位代码\t单位名称\t总计\t工资福利支出\t商品和服务支出";
        for unit in ["487001", "205001", "487", "205"] {
            let rows = format!(
                "{header}\n\t{unit}\t甲市水利局\t4.00\t3.00\t1.00\n208\t\t社保\t4.00\t3.00\t1.00\n\
                 20805\t{unit}\t养老\t4.00\t3.00\t1.00"
            );
            assert!(suits(&Grid::of(&lines(&rows))), "{unit}");
            let classes = rows.replace("208", "301");
            assert!(!suits(&Grid::of(&lines(&classes))), "{unit}");
        }
    }
}
