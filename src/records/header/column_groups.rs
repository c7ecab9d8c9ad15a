/*!
Columns under a word of budget or outcome, not as many under each: 年初预算数 alone beside 决算数 over
小计, 基本支出 and 项目支出.

Each group is read as if it stood alone, and its measures have its word in front.
*/

use crate::budget::Measure;
use crate::records::header::shape::{Leaf, Shape, Sum};
use crate::records::header::torn::only_column;
use crate::records::header::{Figures, Ground, placed};
use crate::tables::lines::squeeze;
use crate::tables::{Cell, Grid};
use std::ops::Range;

const WORDS: [&str; 2] = Measure::COLUMN_GROUPS;

/// Reads such a header; none where there are no such groups.
pub fn read(tree: placed::Tree, grid: &Grid, first: usize) -> Option<Figures> {
    let groups = groups(grid, first)?;
    let mut parts: Vec<(String, Shape)> = Vec::new();
    let mut column = first;
    while column < grid.width() {
        let group = groups.iter().find(|group| group.columns.start == column);
        let (word, end) = match group {
            Some(group) => (group.word.clone(), group.columns.end),
            None => (String::new(), column + 1),
        };
        let own = Group {
            word: word.clone(),
            columns: column..end,
        };
        let own = of_group(grid, first, &own);
        let is_whole = own
            .header
            .iter()
            .all(|row| row.get(first).is_none_or(Cell::is_empty));
        let shape = if group.is_some() && own.width() == first + 1 && is_whole {
            only_column(tree.0, tree.1, 1)
        } else {
            placed::shape(tree, &own, first)
        };
        parts.push((word, shape?));
        column = end;
    }
    Some(Figures {
        first,
        shape: side_by_side(tree.0, parts),
        sure: true,
        ground: Ground::OwnHeadings,
    })
}

/// Columns under one word.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    /// What goes in front of its measures.
    word: String,
    /// Its columns.
    columns: Range<usize>,
}

/// The groups of columns from `first` on, where a budget's stands beside an outcome's of the same
/// year; the columns between and behind them are in none.
fn groups(grid: &Grid, first: usize) -> Option<Vec<Group>> {
    let mut groups: Vec<Group> = Vec::new();
    let top = grid.header.iter().position(|row| {
        row.iter()
            .skip(first)
            .any(|cell| says(&cell.text).is_some())
    })?;
    // Under other headings the words would be theirs.
    let above = grid.header[..top]
        .iter()
        .flat_map(|row| row.iter().skip(first));
    if above.into_iter().any(|cell| !cell.is_empty()) {
        return None;
    }
    let row = &grid.header[top];
    let is_filled = |column: usize| row.get(column).is_some_and(|cell| !cell.is_empty());
    let mut column = first;
    while column < grid.width() {
        let end = (column + 1..grid.width())
            .find(|&next| is_filled(next))
            .unwrap_or(grid.width());
        if let Some(word) = row.get(column).and_then(|cell| says(&cell.text)) {
            groups.push(Group {
                word,
                columns: column..end,
            });
        }
        column = end;
    }
    let has = |word: &str| groups.iter().any(|group| group.word.ends_with(word));
    let are_both = WORDS.iter().all(|word| has(word));
    let mut years = groups.iter().filter_map(|group| year_in(&group.word));
    let year = years.next();
    if !are_both || years.any(|other| Some(other) != year) {
        return None;
    }
    name_groups(&mut groups);
    let is_again = |at: usize| {
        groups[..at]
            .iter()
            .any(|group| group.word == groups[at].word)
    };
    (!(0..groups.len()).any(is_again)).then_some(groups)
}

/// What a heading says that is that of a budget or an outcome and of nothing else.
fn says(heading: &str) -> Option<String> {
    let text = squeeze(heading);
    let bare = text.trim_start_matches(|c: char| c.is_ascii_digit());
    // 2023年度决算数, but 年初预算数
    let bare = if bare.len() < text.len() {
        bare.trim_start_matches(['年', '度'])
    } else {
        bare
    };
    let bare = bare.strip_prefix("支出").unwrap_or(bare);
    let is_word = ["", "年初", "全年", "调整", "本年"].iter().any(|start| {
        bare.strip_prefix(start)
            .is_some_and(|rest| WORDS.contains(&rest))
    });
    is_word.then_some(text)
}

fn year_in(word: &str) -> Option<u16> {
    word.get(..word.find('年')?)?.parse().ok()
}

/// The first budget of a year is its 预算数, the outcome its 决算数; 全年预算数 beside 年初预算数 keeps
/// its name.
fn name_groups(groups: &mut [Group]) {
    for word in WORDS {
        if let Some(group) = groups.iter_mut().find(|group| group.word.ends_with(word)) {
            word.clone_into(&mut group.word);
        }
    }
}

/// The grid of a group's columns behind the labels, without its word.
fn of_group(grid: &Grid, first: usize, group: &Group) -> Grid {
    let cut = |row: &Vec<Cell>| {
        let part = |columns: Range<usize>| row.get(columns.start..columns.end.min(row.len()));
        let mut cells = part(0..first).unwrap_or_default().to_vec();
        cells.extend(
            part(group.columns.clone())
                .unwrap_or_default()
                .iter()
                .cloned(),
        );
        cells
    };
    let mut own = grid.clone();
    own.body = grid.body.iter().map(cut).collect();
    own.header = grid.header.iter().map(cut).collect();
    for row in &mut own.header {
        if let Some(cell) = row.get_mut(first).filter(|cell| says(&cell.text).is_some()) {
            cell.text.clear();
        }
    }
    own.header
        .retain(|row| row.iter().any(|cell| !cell.is_empty()));
    own
}

/// The shape of groups and of the columns in none of them, side by side.
fn side_by_side(total: Measure, parts: Vec<(String, Shape)>) -> Shape {
    let mut whole = Shape::default();
    for (word, part) in parts {
        let at = whole.len();
        let named = |leaf: Leaf| {
            let is_printed_alone = leaf.measure == total && !WORDS.contains(&word.as_str());
            let measure = match word.as_str() {
                "" => return leaf,
                word if is_printed_alone => Measure::from_path(word),
                word => leaf.measure.under(Measure::from_path(word)),
            };
            Leaf {
                measure,
                last_year: false,
            }
        };
        whole.leaves.extend(part.leaves.into_iter().map(named));
        whole.sums.extend(part.sums.into_iter().map(|sum| Sum {
            whole: at + sum.whole,
            parts: sum.parts.into_iter().map(|part| at + part).collect(),
        }));
        let within = part.within.into_iter();
        whole
            .within
            .extend(within.map(|(part, sum)| (at + part, at + sum)));
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::TableKind;
    use crate::records::header;
    use crate::tables::pages::lines;

    #[test]
    fn a_budget_may_have_fewer_columns_than_its_outcome() {
        let paths = |header: &str, row: &str| -> Vec<String> {
            let grid = Grid::of(&lines(&format!("{header}\n208\t社保\t{row}")));
            let figures = header::read(TableKind::GeneralBudget, &grid);
            let leaves = figures.shape.leaves.iter();
            leaves.map(|leaf| leaf.measure.to_string()).collect()
        };
        assert_eq!(
            paths(
                "科目编码\t科目名称\t年初预算数\t决算数\t\t\n\t\t\t小计\t基本支出\t项目支出",
                "12.50\t11.00\t10.00\t1.00"
            ),
            [
                "预算数/合计",
                "决算数/合计",
                "决算数/基本支出",
                "决算数/项目支出"
            ]
        );
        assert_eq!(
            paths(
                "科目编码\t科目名称\t年初预算数\t全年预算数\t决算数\t完成预算的%",
                "12.50\t13.00\t11.00\t84.62"
            ),
            ["预算数/合计", "全年预算数", "决算数/合计", "完成预算的%"]
        );
        assert_eq!(
            paths(
                "科目编码\t科目名称\t2022年决算数\t2023年预算数",
                "12.50\t13.00"
            )[1],
            "合计"
        );
    }
}
