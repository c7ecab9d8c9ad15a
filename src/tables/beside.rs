/*!
Tables that stand side by side: one row holds two titles, and under each stands a table.

They are read one after the other: the lines of the block are divided between the columns of
the two titles, those of the right table behind those of the left.
*/

use super::lines::{Cell, Line};
use super::title;

/// The lines with tables that stand side by side put one under another.
pub fn apart(lines: Vec<Line>) -> Vec<Line> {
    let mut out = Vec::with_capacity(lines.len());
    let mut rest = lines.into_iter().peekable();
    while let Some(line) = rest.next() {
        let Some(second) = second_title(&line) else {
            out.push(line);
            continue;
        };
        let mut block = vec![line];
        while let Some(next) = rest.next_if(|next| next.is_row() && second_title(next).is_none()) {
            block.push(next);
        }
        out.extend(block.iter().map(|line| part(line, 0, second)));
        out.extend(block.iter().map(|line| part(line, second, usize::MAX)));
    }
    out
}

/// The column of the second title of a line that holds two and no other kind of words between.
fn second_title(line: &Line) -> Option<usize> {
    let mut titles = line
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| title::meaning(&cell.text).is_some())
        .map(|(column, _)| column);
    let (_, second, third) = (titles.next()?, titles.next()?, titles.next());
    third.is_none().then_some(second)
}

/// The cells of a line between two columns, as a line of its own.
fn part(line: &Line, from: usize, to: usize) -> Line {
    let to = to.min(line.cells.len());
    let cells: Vec<Cell> = line.cells.get(from..to).unwrap_or_default().to_vec();
    let filled: Vec<&str> = cells
        .iter()
        .filter(|cell| !cell.is_empty())
        .map(|cell| cell.text.as_str())
        .collect();
    Line {
        text: filled.join(" "),
        cells: if cells.is_empty() {
            vec![Cell::default()]
        } else {
            cells
        },
        ..line.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::find;

    #[test]
    fn two_tables_of_one_row_of_titles() {
        let text = "政府性基金预算支出表\t\t\t\t机关运行经费支出表\t\t\n\
                    单位：元\t\t\t\t单位：元\t\t\n\
                    科目编码\t科目名称\t合计\t\t科目编码\t科目名称\t金额\n\
                    212\t城乡社区支出\t8.00\t\t30201\t办公费\t3.00\n\
                    21208\t土地出让\t8.00\t\t30202\t印刷费\t2.00";
        let printed = find(text);
        let titles: Vec<&str> = printed
            .tables
            .iter()
            .map(|table| table.title.as_str())
            .collect();
        assert_eq!(titles, ["政府性基金预算支出表", "机关运行经费支出表"]);
        assert!(apart(crate::tables::pages::lines("收支总表\t支出总表")).len() == 2);
    }
}
