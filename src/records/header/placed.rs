/*!
The columns of a grid by the headings that stand over each of them, and by nothing else.

A heading is one of the tree's columns where it says nothing more and where the heading above
it is that column's: 基本支出 under 一般公共预算 is not the 基本支出 of the whole table. What the tree
lacks keeps its printed path, so that no column is ever given its neighbour's name.
*/

use crate::budget::Measure;
use crate::budget::columns::words::{is_label, whole};
use crate::budget::columns::{Column, Concept};
use crate::records::header::headings::{
    cells_over, find, is_all_basic, is_before_last, own_cell, year_over,
};
use crate::records::header::shape::{Leaf, Shape};
use crate::tables::lines::{name, squeeze};
use crate::tables::{Cell, Grid};

/// The tree of a kind of table, and the measure of its total.
pub type Tree = (Measure, &'static [Column]);

/// The columns from `first` on, each by the headings over it; `None` where over some column
/// nothing says what it is, or where two would be one.
pub fn shape((total, tree): Tree, grid: &Grid, first: usize) -> Option<Shape> {
    let columns = first..grid.width();
    let years: Vec<Option<u16>> = columns
        .clone()
        .map(|column| year_over(grid, first, column))
        .collect();
    let this_year = years.iter().flatten().max().copied();
    let frames = frames(grid, first);
    let headings: Vec<Vec<&Cell>> = columns
        .clone()
        .map(|column| without_frames(tree, headings(grid, first, column), &frames))
        .collect();
    let paths: Vec<Path> = headings.iter().map(|own| Path::read(tree, own)).collect();
    let is_divided = divides_years(tree, &headings);
    let mut leaves: Vec<Leaf> = Vec::with_capacity(columns.len());
    for (at, year) in years.iter().enumerate() {
        let (path, headings) = (&paths[at], headings[at].as_slice());
        let last_year = path.last_year || year.is_some() && *year < this_year;
        let earlier = is_before_last(*year, this_year)
            .then(|| printed(headings))
            .flatten();
        let of_part = (is_divided && is_this_years(headings)).then(|| printed(headings));
        let measure = earlier
            .or_else(|| of_part.flatten())
            .or_else(|| path.measure(total))
            .or_else(|| (columns.len() == 1).then_some(total))
            .or_else(|| is_year_alone(headings).then_some(total))
            .or_else(|| printed(headings))?;
        let is_new = |measure: &Measure| {
            let taken = |leaf: &Leaf| leaf.measure == *measure && leaf.last_year == last_year;
            !leaves.iter().any(taken)
        };
        let measure = Some(measure)
            .filter(is_new)
            .or_else(|| total_of_next(tree, path, paths.get(at + 1)).filter(is_new))
            .or_else(|| under_known(tree, total, headings).filter(is_new))
            .or_else(|| printed(headings).filter(is_new))?;
        leaves.push(Leaf { measure, last_year });
    }
    call_total(total, &mut leaves);
    Some(Shape::of_measures(total, tree, leaves))
}

/// Whether the money of this year and what the last one left stand beside each other, each over the
/// same columns: then 基本支出 under 本年预算 is not the 基本支出 of all.
fn divides_years(tree: &'static [Column], headings: &[Vec<&Cell>]) -> bool {
    let has_parts = |column: &Column| !column.parts.is_empty();
    let is_carried = |own: &Vec<&Cell>| {
        own.len() > 1 && whole(&own[0].text).is_some_and(|steps| steps == [Concept::CarryOver])
    };
    !find(tree, Concept::CarryOver).is_some_and(has_parts)
        && headings.iter().any(is_carried)
        && headings.iter().any(|own| is_this_years(own))
}

/// Whether a column stands under 本年预算, 当年预算 and the like.
fn is_this_years(headings: &[&Cell]) -> bool {
    let is_year = |step: &Concept| *step == Concept::ThisYear;
    headings.len() > 1 && whole(&headings[0].text).is_some_and(|steps| steps.iter().all(is_year))
}

/// A second 小计 is that of the heading that is left out over the columns behind it: 小计 before
/// 公务用车购置费 and 公务用车运行费.
fn total_of_next(tree: &'static [Column], path: &Path, next: Option<&Path>) -> Option<Measure> {
    let part = next?
        .column
        .filter(|_| path.names_total && path.rest.is_empty())?;
    let above = tree.iter().find_map(|column| heading_of(column, part))?;
    above.measure
}

/// The heading right above a column of the tree.
fn heading_of(under: &'static Column, part: &Column) -> Option<&'static Column> {
    let is_part =
        |column: &Column| column.concept == part.concept && column.measure == part.measure;
    if under.parts.iter().any(is_part) {
        return Some(under);
    }
    under
        .parts
        .iter()
        .find_map(|column| heading_of(column, part))
}

/// A column under a heading that the tree has, told by its own printed heading: 经费拨款 under
/// 一般公共预算.
fn under_known(tree: &'static [Column], total: Measure, headings: &[&Cell]) -> Option<Measure> {
    let (own, above) = headings.split_last()?;
    let above = Path::read(tree, above).measure(total)?;
    Some(Measure::from_path(format!("{above}/{}", name(&own.text))))
}

/// Whether every column that holds something has a heading of its own, at whatever height, and
/// the headings above stand where their columns begin.
pub fn is_headed(grid: &Grid, first: usize) -> bool {
    first < grid.width()
        && (first..grid.width()).all(|column| own_cell(grid, column).is_some())
        && !stands_in_the_middle(grid, first)
}

/// Whether a heading over others stands in the middle of them, as texts without cells may put it:
/// then there are columns with nothing over them left of it, whose own headings stand lower.
fn stands_in_the_middle(grid: &Grid, first: usize) -> bool {
    let is_filled =
        |row: &Vec<Cell>, column: usize| row.get(column).is_some_and(|cell| !cell.is_empty());
    let rows = grid.header.len().saturating_sub(1);
    grid.header
        .iter()
        .take(rows)
        .enumerate()
        .any(|(above, row)| {
            let heading = (first..grid.width()).find(|&column| is_filled(row, column));
            heading.is_some_and(|heading| {
                let upper = grid.header.iter().take(above);
                let is_under = |column: usize| upper.clone().any(|row| is_filled(row, column));
                heading > first && (first..heading).all(|column| !is_under(column))
            })
        })
}

/// 三公经费合计 is the table's total where no other total stands beside it.
fn call_total(total: Measure, leaves: &mut [Leaf]) {
    for last_year in [false, true] {
        let has = |measure: Measure| {
            let is = |leaf: &Leaf| leaf.last_year == last_year && leaf.measure == measure;
            leaves.iter().position(is)
        };
        if let (Some(at), None) = (has(Measure::THREE_PUBLIC_TOTAL), has(total)) {
            leaves[at].measure = total;
        }
    }
}

/// The headings over a column that are none of labels, which only slipped there.
fn headings(grid: &Grid, first: usize, column: usize) -> Vec<&Cell> {
    let cells = cells_over(grid, first, column);
    let own = own_cell(grid, column);
    let mut headings: Vec<&Cell> = cells
        .into_iter()
        .filter(|cell| !is_label(&cell.text))
        .collect();
    // 项目 over a column of money is no label; 科目名称 is one that stands beside its column.
    if headings.is_empty() {
        headings.extend(own.filter(|cell| !is_of_names(&cell.text)));
    }
    headings
}

/// Whether a label says of what it is one, so that no amount is meant by it.
fn is_of_names(label: &str) -> bool {
    let label = squeeze(label);
    ["名称", "编码", "代码"]
        .iter()
        .any(|end| label.ends_with(end))
}

/// The headings that stand over all columns of figures, with others below them: 一般公共预算基本支出 over
/// the columns of a table of nothing else.
fn frames(grid: &Grid, first: usize) -> Vec<&Cell> {
    let rows = grid.header.len().saturating_sub(1);
    let over_all = grid.header.iter().take(rows).filter_map(|row| {
        let mut filled = row
            .iter()
            .enumerate()
            .filter(|(column, cell)| *column >= first && !cell.is_empty() && !is_label(&cell.text));
        match (filled.next(), filled.next()) {
            (Some((column, cell)), None) if column == first => Some(cell),
            _ => None,
        }
    });
    over_all.collect()
}

/// The headings over a column without those over all columns that the tree has no place for: they
/// tell no column from another.
fn without_frames<'a>(
    tree: &'static [Column],
    headings: Vec<&'a Cell>,
    frames: &[&Cell],
) -> Vec<&'a Cell> {
    let says_nothing = |cell: &&Cell| {
        frames.iter().any(|frame| frame.place == cell.place)
            && !Path::read(tree, std::slice::from_ref(cell)).rest.is_empty()
    };
    let own = headings.len().saturating_sub(1);
    let (above, last) = headings.split_at(own);
    let above = above.iter().copied().filter(|cell| !says_nothing(cell));
    above.chain(last.iter().copied()).collect()
}

/// What the headings over a column say, outermost first.
struct Path<'a> {
    column: Option<&'static Column>,
    names_total: bool,
    last_year: bool,
    /// The headings from the first on that the tree lacks.
    rest: Vec<&'a str>,
}

impl<'a> Path<'a> {
    fn read(tree: &'static [Column], headings: &[&'a Cell]) -> Self {
        let mut path = Self {
            column: None,
            names_total: false,
            last_year: false,
            rest: Vec::new(),
        };
        for (at, heading) in headings.iter().enumerate() {
            let steps = whole(&heading.text).filter(|_| path.rest.is_empty());
            let stands_over_fund = || {
                let next = headings.get(at + 1).and_then(|next| whole(&next.text));
                next.is_some_and(|next| next.first().is_some_and(|step| step.is_fund()))
            };
            let taken = steps.is_some_and(|steps| {
                // 财政拨款 is the funds below it, also where the tree has no column for all of them.
                path.take(tree, &steps) || steps == [Concept::Fiscal] && stands_over_fund()
            });
            if !taken {
                path.rest.push(&heading.text);
            }
        }
        path
    }

    /// Goes down the tree by the concepts of one heading; stays where it was if one of them has no
    /// place there.
    fn take(&mut self, tree: &'static [Column], steps: &[Concept]) -> bool {
        let (mut column, mut names_total) = (self.column, self.names_total);
        let is_three_public = steps
            .iter()
            .any(|step| step.of_column() == Concept::ThreePublic);
        for &concept in steps {
            // 一般公共预算安排的“三公”经费: the fund is the whole table's.
            if is_three_public && concept.is_fund() {
                continue;
            }
            match concept {
                Concept::Label => {}
                Concept::LastYear => self.last_year = true,
                Concept::ThisYear => {}
                Concept::Total => names_total = true,
                // 基本支出 is the total of a table of nothing else.
                Concept::Basic if column.is_none() && is_all_basic(tree) => names_total = true,
                Concept::Project if column.is_none() && is_all_projects(tree) => names_total = true,
                _ => {
                    let Some(found) = under(tree, column, concept) else {
                        return false;
                    };
                    column = Some(found);
                    names_total = concept.names_own_total();
                }
            }
        }
        (self.column, self.names_total) = (column, names_total);
        true
    }

    /// The measure that the headings name; none where they say nothing.
    fn measure(&self, total: Measure) -> Option<Measure> {
        match (self.column, self.rest.as_slice()) {
            (Some(column), []) => column.measure,
            (None, []) => self.names_total.then_some(total),
            (column, rest) => {
                let known = column.and_then(|column| column.measure);
                let rest = rest
                    .iter()
                    .map(|text| name(text))
                    .filter(|text| squeeze(text) != "小计");
                let parts: Vec<String> = known
                    .map(|known| known.to_string())
                    .into_iter()
                    .chain(rest)
                    .collect();
                (!parts.is_empty()).then(|| Measure::from_path(parts.join("/")))
            }
        }
    }
}

/// The column of a concept under another, through headings that the table leaves out.
fn under(
    tree: &'static [Column],
    column: Option<&'static Column>,
    concept: Concept,
) -> Option<&'static Column> {
    let concept = concept.of_column();
    match column {
        // A heading may be said again by what stands under it: 三公经费 over 三公经费合计.
        Some(column) if column.concept == concept => Some(column),
        Some(column) => find(column.parts, concept).or_else(|| {
            // 单位资金 may stand over kinds of money that others print beside it.
            // No car is received and no meeting driven: 公务用车购置及运行费 over 公务接待费 is over its neighbour.
            let is_beside_cars = matches!(
                concept,
                Concept::Abroad | Concept::Reception | Concept::Meetings | Concept::Training
            );
            let stands_over_others = column.concept == Concept::UnitFunds
                || column.concept == Concept::Cars && is_beside_cars;
            stands_over_others.then(|| find(tree, concept)).flatten()
        }),
        None => find(tree, concept),
    }
}

/// Whether a table prints nothing but projects: 项目支出合计 is its total.
fn is_all_projects(tree: &'static [Column]) -> bool {
    let is_of_projects = |column: &Column| column.concept == Concept::ThisYearAppropriation;
    tree.iter().any(is_of_projects)
}

/// Whether a year's budget is all that stands over a column (2024年预算数): its total. 执行数 is not
/// what was planned and keeps its name.
fn is_year_alone(headings: &[&Cell]) -> bool {
    let says_nothing_else = |cell: &&Cell| {
        whole(&cell.text).is_some_and(|steps| {
            let is_year = |step: &Concept| matches!(step, Concept::LastYear | Concept::ThisYear);
            steps.iter().all(is_year)
        })
    };
    let names_year = |cell: &&Cell| {
        let text = squeeze(&cell.text);
        text.contains('年') && !text.contains("执行")
    };
    headings.iter().all(says_nothing_else) && headings.iter().any(names_year)
}

/// The printed headings over a column as a measure.
fn printed(headings: &[&Cell]) -> Option<Measure> {
    let mut parts: Vec<String> = headings.iter().map(|cell| name(&cell.text)).collect();
    if parts.len() > 1 && parts.last().is_some_and(|last| squeeze(last) == "小计") {
        parts.pop();
    }
    (!parts.is_empty()).then(|| Measure::from_path(parts.join("/")))
}
