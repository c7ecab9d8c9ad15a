/*!
Which column a figure stands in, where the text lost the columns.

A row that lost its cells still has its figures in order, and the sums of the table
bind them. So every way to lay the figures into the columns, order kept, is tried
against the sums of the row; ties are decided by the column totals, and among those
by what the row is (a wage is 人员经费 unless the totals say otherwise). What the
sums force although the text lost it becomes a derived figure; what nothing decides
stays uncertain.
*/

use crate::records::fitting::laid_row::{Derived, LaidRow};
use crate::records::fitting::loose_row::{LooseRow, tolerance, total};
use crate::records::fitting::settle::{Family, Settled, settle};
use crate::records::header::shape::{Shape, Sum};
use std::cmp::Reverse;
use std::collections::HashMap;

/// How one sum stands in one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Holds,
    /// It would hold if a blank cell held what is missing.
    Lacks,
    Broken,
}

/// How many ways to lay one row are tried at most; wider tables take the first.
const MOST_WAYS: usize = 20_000;

/// How many equally good ways of one row are kept.
const MOST_EQUALS: usize = 64;

fn standing(sum: &Sum, cells: &[Option<i64>], last_place: i64) -> Standing {
    let parts: Vec<i64> = sum.parts.iter().filter_map(|&part| cells[part]).collect();
    let added = total(parts.iter().copied());
    match cells[sum.whole] {
        None if parts.is_empty() => Standing::Holds,
        None => Standing::Lacks,
        Some(whole)
            if whole.saturating_sub(added).saturating_abs()
                <= tolerance(parts.len(), last_place) =>
        {
            Standing::Holds
        }
        Some(whole)
            if parts.len() < sum.parts.len() && whole.saturating_abs() > added.saturating_abs() =>
        {
            Standing::Lacks
        }
        Some(_) => Standing::Broken,
    }
}

/// How many sums of a row are broken, for choosing between two readings of a header.
pub fn broken_sums(shape: &Shape, cells: &[Option<i64>], last_place: i64) -> usize {
    shape
        .sums
        .iter()
        .filter(|sum| standing(sum, cells, last_place) != Standing::Holds)
        .count()
}

/// Lays rows into the columns of a shape. `last_place` is the worth of one unit of the
/// last printed decimal. A row with more figures than columns comes back empty.
pub fn lay(shape: &Shape, rows: &[LooseRow], last_place: i64) -> Vec<LaidRow> {
    let found: Vec<Ways> = rows
        .iter()
        .map(|row| best_ways(shape, row, last_place))
        .collect();
    let mut laid: Vec<LaidRow> = rows
        .iter()
        .zip(&found)
        .map(|(row, found)| first_choice(row, found))
        .collect();
    let broken: Vec<bool> = found.iter().map(|found| found.is_broken).collect();
    let ways: Vec<Vec<Vec<usize>>> = found.into_iter().map(|found| found.equal).collect();
    let families = families(rows);
    let mut met = vec![false; rows.len()];
    for (parent, children) in &families {
        let open = OpenFamily {
            shape,
            rows,
            ways: &ways,
            last_place,
            parent: *parent,
            children,
        };
        if open.settle(&mut laid) {
            children.iter().for_each(|&child| met[child] = true);
        }
    }
    follow_the_others(shape, rows, &mut laid, |row| !met[row], |row| broken[row]);
    for (parent, children) in &families {
        let totals = cells(shape.len(), &rows[*parent].figures, &laid[*parent].columns);
        derive(shape, rows, &mut laid, children, &totals, last_place);
    }
    laid
}

/// The way of a row before its neighbours are asked.
fn first_choice(row: &LooseRow, ways: &Ways) -> LaidRow {
    let chosen = most_suitable(row, &ways.equal);
    let columns = ways.equal.get(chosen).cloned().unwrap_or_default();
    let has_reason = has_reason(row, &ways.equal, chosen);
    let agree = |at: usize| ways.equal.iter().all(|way| way[at] == columns[at]);
    let decided = (0..columns.len())
        .map(|at| ways.whole && (has_reason || agree(at)))
        .collect();
    LaidRow {
        columns,
        derived: Vec::new(),
        decided,
    }
}

/// A row whose own figures contradict each other in every column that they could stand in
/// prints a wrong figure, and not figures in other columns than its neighbours: the likelier
/// reading is that of the rows with as many figures. The same goes for a row that would have
/// to have lost its total, where no such row has.
fn follow_the_others(
    shape: &Shape,
    rows: &[LooseRow],
    laid: &mut [LaidRow],
    is_open: impl Fn(usize) -> bool,
    is_broken: impl Fn(usize) -> bool,
) {
    let has_total = shape.sums.iter().any(|sum| sum.whole == 0);
    let odd = |row: usize, way: &[usize]| {
        is_broken(row) || has_total && way.first().is_some_and(|first| *first != 0)
    };
    let models = counted(
        (0..rows.len())
            .map(|row| (row, &laid[row].columns))
            .filter_map(|(row, columns)| (!odd(row, columns)).then_some(columns)),
    );
    for row in (0..rows.len()).filter(|&row| is_open(row)) {
        let own = &laid[row].columns;
        if own.is_empty() || own.len() == shape.len() || !odd(row, own) {
            continue;
        }
        let model = models
            .iter()
            .filter(|(model, _)| model.len() == own.len())
            .min_by_key(|(way, often)| (rows[row].reluctance_of(way), Reverse(*often)));
        if let Some((model, _)) = model {
            laid[row].columns.clone_from(model);
            laid[row].decided.fill(false);
        }
    }
}

/// The different ways among these, in their order, each with how often it is there.
fn counted<'w>(ways: impl Iterator<Item = &'w Vec<usize>>) -> Vec<(Vec<usize>, usize)> {
    let mut known: HashMap<&Vec<usize>, usize> = HashMap::new();
    let mut counted: Vec<(Vec<usize>, usize)> = Vec::new();
    for way in ways {
        let at = *known.entry(way).or_insert(counted.len());
        match counted.get_mut(at) {
            Some((_, often)) => *often += 1,
            None => counted.push((way.clone(), 1)),
        }
    }
    counted
}

/// A row of sums and the rows that add up to it, whose columns may both be open.
struct OpenFamily<'a> {
    shape: &'a Shape,
    rows: &'a [LooseRow],
    ways: &'a [Vec<Vec<usize>>],
    last_place: i64,
    parent: usize,
    children: &'a [usize],
}

impl OpenFamily<'_> {
    /// Settles the rows under each way that the row of sums may take: what all of them agree on
    /// is decided, for the sums and for the rows. False where no way meets the sums.
    fn settle(&self, laid: &mut [LaidRow]) -> bool {
        let parent_ways = self.parent_ways(&laid[self.parent]);
        let options: Vec<(&Vec<usize>, Settled)> = parent_ways
            .iter()
            .take(MOST_PARENT_WAYS)
            .copied()
            .filter_map(|way| Some((way, self.settle_under(way, parent_ways.len())?)))
            .collect();
        let Some((way, settled)) = options.first() else {
            return false;
        };
        let others = &options[1..];
        let all_tried = parent_ways.len() <= MOST_PARENT_WAYS;
        laid[self.parent].columns.clone_from(way);
        for (at, decided) in laid[self.parent].decided.iter_mut().enumerate() {
            let agreed = others.iter().all(|(other, _)| other[at] == way[at]);
            *decided |= all_tried && agreed && !self.children.is_empty();
        }
        for (index, &row) in self.children.iter().enumerate() {
            let Some(columns) = self.ways[row].get(settled.ways[index]) else {
                continue;
            };
            let moved = laid[row].columns != *columns;
            laid[row].columns.clone_from(columns);
            for (at, decided) in laid[row].decided.iter_mut().enumerate() {
                let agreed = options.iter().all(|(_, other)| {
                    other.agreed[index][at] && self.ways[row][other.ways[index]][at] == columns[at]
                });
                *decided = *decided && !moved || all_tried && agreed;
            }
        }
        true
    }

    /// The ways of the row of sums, the one that suits it best first; that one alone where its
    /// columns are in no doubt.
    fn parent_ways(&self, parent: &LaidRow) -> Vec<&Vec<usize>> {
        let mut ways: Vec<&Vec<usize>> = self.ways[self.parent].iter().collect();
        let row = &self.rows[self.parent];
        ways.sort_by_key(|way| row.reluctance_of(way));
        if let Some(least) = ways.first().map(|way| row.reluctance_of(way))
            && row.grounded
        {
            ways.retain(|way| row.reluctance_of(way) == least);
        }
        if parent.decided.iter().all(|&decided| decided) {
            ways.retain(|way| **way == parent.columns);
        }
        ways
    }

    fn settle_under(&self, way: &[usize], shares: usize) -> Option<Settled> {
        let totals = cells(self.shape.len(), &self.rows[self.parent].figures, way);
        settle(&Family {
            columns: self.shape.len(),
            last_place: self.last_place,
            rows: self.rows,
            ways: self.ways,
            children: self.children,
            totals: &totals,
            shares: shares.min(MOST_PARENT_WAYS),
        })
    }
}

/// How many ways of a row of sums are tried with the rows under it.
const MOST_PARENT_WAYS: usize = 12;

/// The rows that are sums, each with the rows that it adds up; sums of sums first.
fn families(rows: &[LooseRow]) -> Vec<(usize, Vec<usize>)> {
    let mut families: Vec<(usize, Vec<usize>)> = Vec::new();
    let mut known: HashMap<usize, usize> = HashMap::new();
    for (child, parent) in rows
        .iter()
        .enumerate()
        .filter_map(|(child, row)| row.parent.map(|parent| (child, parent)))
    {
        let at = *known.entry(parent).or_insert(families.len());
        match families.get_mut(at) {
            Some((_, children)) => children.push(child),
            None => families.push((parent, vec![child])),
        }
    }
    let depth = |mut row: usize| {
        let mut depth = 0;
        while let Some(parent) = rows[row].parent.filter(|_| depth < 8) {
            row = parent;
            depth += 1;
        }
        depth
    };
    families.sort_by_key(|(parent, _)| depth(*parent));
    families
}

/// The equally good ways to lay one row.
#[derive(Debug, Default)]
struct Ways {
    equal: Vec<Vec<usize>>,
    /// Whether every way was tried and all equals were kept.
    whole: bool,
    /// Whether every way breaks a sum.
    is_broken: bool,
}

/// The ways to lay a row that break the fewest sums and lose the fewest cells.
fn best_ways(shape: &Shape, row: &LooseRow, last_place: i64) -> Ways {
    let (columns, figures) = (shape.len(), row.figures.len());
    if figures == 0 || figures > columns {
        return Ways::default();
    }
    let mut least = usize::MAX;
    let mut ways = Ways::default();
    let mut kept_all = true;
    let mut way: Vec<usize> = (0..figures).collect();
    for _ in 0..MOST_WAYS {
        let cost = cost(shape, row, &way, last_place);
        if cost < least {
            least = cost;
            ways.equal.clear();
            kept_all = true;
        }
        if cost == least && ways.equal.len() < MOST_EQUALS {
            ways.equal.push(way.clone());
        } else if cost == least {
            kept_all = false;
        }
        ways.is_broken = least >= BROKEN;
        if !next_combination(&mut way, columns) {
            // A row that fills every column has its place even where the document's own sums
            // do not hold.
            ways.whole = kept_all && (least < BROKEN || figures == columns);
            break;
        }
    }
    ways
}

/// What a broken sum costs: more than all sums that lack a cell.
const BROKEN: usize = 200;

fn cost(shape: &Shape, row: &LooseRow, way: &[usize], last_place: i64) -> usize {
    let cells = cells(shape.len(), &row.figures, way);
    let loose_parts =
        shape
            .within
            .iter()
            .filter(|(part, whole)| match (cells[*part], cells[*whole]) {
                (Some(part), Some(whole)) => part > whole,
                (Some(_), None) => true,
                (None, _) => false,
            });
    let unsettled: usize = shape
        .sums
        .iter()
        .map(|sum| match standing(sum, &cells, last_place) {
            Standing::Holds => 0,
            Standing::Lacks => 1,
            Standing::Broken => 100,
        })
        .sum();
    let sums = unsettled + loose_parts.count() * 100;
    // A total is the last cell that a row loses.
    let no_total = shape.sums.iter().any(|sum| sum.whole == 0) && way.first() != Some(&0);
    sums * 2 + usize::from(no_total)
}

fn cells(columns: usize, figures: &[i64], way: &[usize]) -> Vec<Option<i64>> {
    let mut cells = vec![None; columns];
    for (&figure, &column) in figures.iter().zip(way) {
        cells[column] = Some(figure);
    }
    cells
}

/// The next choice of ascending indices below `limit`; false after the last.
fn next_combination(way: &mut [usize], limit: usize) -> bool {
    let count = way.len();
    for position in (0..count).rev() {
        if way[position] < limit - (count - position) {
            way[position] += 1;
            for later in position + 1..count {
                way[later] = way[later - 1] + 1;
            }
            return true;
        }
    }
    false
}

fn most_suitable(row: &LooseRow, ways: &[Vec<usize>]) -> usize {
    (0..ways.len())
        .min_by_key(|&way| row.reluctance_of(&ways[way]))
        .unwrap_or(0)
}

/// Whether what the row is prefers this way to every other.
fn has_reason(row: &LooseRow, ways: &[Vec<usize>], chosen: usize) -> bool {
    if !row.grounded {
        return false;
    }
    let own = ways
        .get(chosen)
        .map_or(u32::MAX, |way| row.reluctance_of(way));
    ways.iter()
        .enumerate()
        .all(|(index, way)| index == chosen || row.reluctance_of(way) > own)
}

/// Restores lost cells: a row's sum lacks an amount, and just one of its blank columns
/// falls short of its column total.
fn derive(
    shape: &Shape,
    rows: &[LooseRow],
    laid: &mut [LaidRow],
    children: &[usize],
    totals: &[Option<i64>],
    last_place: i64,
) {
    let short: Vec<bool> = (0..shape.len())
        .map(|column| is_short(column, rows, laid, children, totals, last_place))
        .collect();
    for &child in children {
        if laid[child].columns.is_empty() {
            continue;
        }
        let cells = cells(shape.len(), &rows[child].figures, &laid[child].columns);
        for sum in &shape.sums {
            let Some(whole) = cells[sum.whole] else {
                continue;
            };
            if standing(sum, &cells, last_place) != Standing::Lacks {
                continue;
            }
            let mut blank = sum
                .parts
                .iter()
                .copied()
                .filter(|&part| cells[part].is_none() && short[part]);
            if let (Some(column), None) = (blank.next(), blank.next()) {
                let known = total(sum.parts.iter().filter_map(|&part| cells[part]));
                laid[child].derived.push(Derived {
                    column,
                    amount: whole.saturating_sub(known),
                    sum: sum.clone(),
                });
            }
        }
    }
    drop_contradicted(shape.len(), rows, laid, children, totals, last_place);
}

/// Takes back what the rows of a column force where the column's total contradicts it: then
/// a figure of the row is wrong, and no cell is lost.
fn drop_contradicted(
    columns: usize,
    rows: &[LooseRow],
    laid: &mut [LaidRow],
    children: &[usize],
    totals: &[Option<i64>],
    last_place: i64,
) {
    for (column, whole) in totals.iter().enumerate() {
        let Some(whole) = whole else { continue };
        let printed = total(children.iter().filter_map(|&child| {
            cells(columns, &rows[child].figures, &laid[child].columns)[column]
        }));
        let own = |child: &usize| laid[*child].derived.iter();
        let forced = total(
            children
                .iter()
                .flat_map(own)
                .filter(|derived| derived.column == column)
                .map(|derived| derived.amount),
        );
        let gap = whole
            .saturating_sub(printed)
            .saturating_sub(forced)
            .saturating_abs();
        if forced != 0 && gap > tolerance(children.len(), last_place) {
            for &child in children {
                laid[child]
                    .derived
                    .retain(|derived| derived.column != column);
            }
        }
    }
}

/// Whether the printed figures of a column add up to less than its total.
fn is_short(
    column: usize,
    rows: &[LooseRow],
    laid: &[LaidRow],
    children: &[usize],
    totals: &[Option<i64>],
    last_place: i64,
) -> bool {
    let Some(whole) = totals[column] else {
        return false;
    };
    let figures = children
        .iter()
        .flat_map(|&row| rows[row].figures.iter().zip(&laid[row].columns));
    let sum = total(
        figures
            .filter(|(_, at)| **at == column)
            .map(|(figure, _)| *figure),
    );
    whole.saturating_sub(sum) > tolerance(children.len(), last_place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::columns::words::concepts;
    use crate::budget::{TableKind, columns};
    use crate::records::header::shape::from_words;

    fn shape(kind: TableKind, header: &str) -> Shape {
        let (total, tree) = columns::of(kind);
        from_words(total, tree, &concepts(header))
    }

    fn row(figures: &[i64], is_total: bool) -> LooseRow {
        let parent = (!is_total).then_some(0);
        LooseRow {
            figures: figures.to_vec(),
            parent,
            reluctance: Vec::new(),
            grounded: true,
        }
    }

    #[test]
    fn the_sums_of_a_row_find_the_columns() {
        let shape = shape(
            TableKind::Expenditure,
            "合计基本支出项目支出小计其他运转类特定目标类",
        );
        let laid = lay(
            &shape,
            &[
                row(&[7420, 4220, 3200, 3200], false),
                row(&[100, 100], false),
            ],
            1,
        );
        assert_eq!(laid[0].columns[..3], [0, 1, 2]);
        assert_eq!(laid[1].columns, [0, 1]);
    }

    #[test]
    fn lost_cells_come_back_as_derived() {
        let shape = shape(
            TableKind::Expenditure,
            "合计基本支出项目支出小计其他运转类特定目标类",
        );
        let rows = [
            row(&[1000, 700, 300, 180, 120], true),
            row(&[600], false),
            row(&[400, 300, 180, 120], false),
        ];
        let laid = lay(&shape, &rows, 1);
        assert_eq!(laid[2].columns, [0, 2, 3, 4]);
        assert_eq!(laid[1].columns, [0]);
        let derived: Vec<_> = laid
            .iter()
            .flat_map(|row| &row.derived)
            .map(|cell| (cell.column, cell.amount))
            .collect();
        assert_eq!(derived, [(1, 600), (1, 100)]);
    }

    #[test]
    fn column_totals_overrule_the_usual_place() {
        let shape = shape(TableKind::GeneralBudgetBasic, "合计人员经费公用经费");
        let prefer = |figures: &[i64], column: usize| {
            let mut reluctance = vec![0; 3];
            reluctance[3 - column] = 1;
            LooseRow {
                reluctance,
                ..row(figures, false)
            }
        };
        let rows = [
            row(&[600, 500, 100], true),
            prefer(&[300, 300], 1),
            prefer(&[200, 200], 2),
            prefer(&[100, 100], 2),
        ];
        let laid = lay(&shape, &rows, 1);
        let columns: Vec<_> = laid.iter().skip(1).map(|row| row.columns[1]).collect();
        assert_eq!(columns, [1, 1, 2]);
        assert!(
            laid.iter()
                .all(|row| row.decided.iter().all(|&decided| decided))
        );
    }
}
