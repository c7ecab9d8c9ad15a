/*!
Tables that are made of sections: a row that holds one heading over all columns (一、政府采购情况), and
below it rows under headings of its own.
*/

use super::{Grid, is_body, texts};
use crate::budget::Amount;
use crate::tables::lines::{Cell, Line, squeeze};
use crate::tables::title::strip_ordinal;

/// A section of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading over it; none where the table is one.
    pub heading: Option<Cell>,
    /// Its headings of columns and its rows.
    pub grid: Grid,
}

impl Grid {
    /// The sections that have headings of columns of their own, and those behind the first that go on under the same
    /// ones. A table without such is one section.
    pub fn sections(&self) -> Vec<Section> {
        let is_first = |at: usize| is_heading(&self.body, at) && heads(&self.body, at + 1);
        if self.section.is_none() && !(0..self.body.len()).any(is_first) {
            return vec![Section {
                heading: None,
                grid: self.clone(),
            }];
        }
        let mut sections = vec![(self.section.clone(), self.header.clone())];
        let mut columns = self.header.clone();
        let mut at = 0;
        while at < self.body.len() {
            if is_heading(&self.body, at) {
                if heads(&self.body, at + 1) {
                    let rows = self.body[at + 1..].iter();
                    columns = rows.take_while(|row| is_headings(row)).cloned().collect();
                }
                let heading = self.body[at].iter().find(|cell| !cell.is_empty());
                sections.push((heading.cloned(), columns.clone()));
                at += 1;
                while at < self.body.len() && columns.contains(&self.body[at]) {
                    at += 1;
                }
            } else {
                if let Some((_, rows)) = sections.last_mut() {
                    rows.push(self.body[at].clone());
                }
                at += 1;
            }
        }
        let section = |(heading, rows)| Section {
            heading,
            grid: Grid::of_rows(rows),
        };
        sections.into_iter().map(section).collect()
    }
}

/// Takes the heading of a section away that stands over the headings of columns.
pub fn take_first(rows: &mut Vec<Vec<Cell>>) -> Option<Cell> {
    let is_such = is_heading(rows, 0) && heads(rows, 1);
    let first = is_such.then(|| rows.remove(0))?;
    first.into_iter().find(|cell| !cell.is_empty())
}

/// Whether a line between the rows of a table is the heading of a section and no title of another table.
pub fn is_section(line: &Line) -> bool {
    let begins = line.cells.first().is_some_and(|cell| !cell.is_empty());
    line.is_row() && begins && is_heading(std::slice::from_ref(&line.cells), 0)
}

/// Whether a row holds one numbered heading and nothing beside it.
fn is_heading(rows: &[Vec<Cell>], at: usize) -> bool {
    let texts = rows.get(at).map(|row| texts(row)).unwrap_or_default();
    matches!(texts.as_slice(), [text] if strip_ordinal(text) != text && !Amount::is_amount(text))
}

/// Whether a row holds headings of columns.
fn heads(rows: &[Vec<Cell>], at: usize) -> bool {
    rows.get(at).is_some_and(|row| is_headings(row))
}

fn is_headings(row: &[Cell]) -> bool {
    const LABELS: [&str; 6] = ["项目", "科目", "序号", "单位", "类别", "内容"];
    let heads_labels = |text: &str| {
        let ends = ["名称", "编码", "代码", "编号"];
        LABELS.contains(&text) || ends.iter().any(|end| text.ends_with(end))
    };
    let texts: Vec<String> = row
        .iter()
        .filter(|cell| !cell.is_empty())
        .map(|cell| squeeze(&cell.text))
        .collect();
    let is_text = |text: &String| !Amount::is_amount(text);
    texts.len() > 1 && texts.iter().all(is_text) && !is_body(row) && heads_labels(&texts[0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::pages::lines;

    fn gist(text: &str) -> Vec<(String, usize, usize)> {
        let sections = Grid::of(&lines(text)).sections();
        let gist = |section: Section| {
            let heading = section.heading.map(|cell| cell.text).unwrap_or_default();
            (heading, section.grid.header.len(), section.grid.body.len())
        };
        sections.into_iter().map(gist).collect()
    }

    #[test]
    fn sections_have_their_own_headings_or_those_before() {
        let text = "一、政府采购情况\t\t\t\n项目\t行次\t采购预算\t采购金额\n合计\t1\t9.00\t8.00\n\
                    二、机关运行经费\t\t\t\n项目\t行次\t统计数\t\n行政单位\t5\t3.00\t\n\
                    三、国有资产占用情况\t\t\t\n车辆数合计（辆）\t7\t20\t";
        let headings = [
            "一、政府采购情况",
            "二、机关运行经费",
            "三、国有资产占用情况",
        ];
        assert_eq!(
            gist(text),
            headings.map(|heading| (heading.to_owned(), 1, 1))
        );
    }

    #[test]
    fn items_without_an_amount_are_no_sections() {
        let text = "项目\t金额\n一、货物\t\n电脑\t3.00\n二、工程\t";
        assert_eq!(gist(text), [(String::new(), 1, 3)]);
    }
}
