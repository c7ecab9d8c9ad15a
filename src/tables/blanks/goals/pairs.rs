/*!
Goals that print the levels beside each other: 成本指标, 产出指标, 效益指标 and 满意度指标, each over a column of
names and one of values.

A row of such a table holds an indicator of each level at most, and a project has as many rows as the level
with the most. Levels fill their rows from the top: where one has an indicator below a row without, another
project begins. The texts before the levels stand in the middle of a project's rows.
*/

use super::bands::{BandColumn, Standing, bands};
use super::columns::{Columns, GoalColumn, NAMES};
use super::merged::{Extent, PageEdges, Unit, merged};
use super::page::{GoalPage, MOST_LINES};
use super::{Blanks, Fragment, GoalRow, by_better_ruler, divide, joined};
use crate::budget::Place;
use crate::tables::LeftOpen;
use crate::tables::blanks::line_of;
use crate::tables::blanks::token::Token;
use crate::tables::grid::{Grid, is_money};
use crate::tables::lines::{Cell, Line, squeeze};

/// Where the names of a level stand; the values stand in the next column.
type PairAt = usize;

/// Whether a line heads pairs of columns: a name and a value, and again.
pub fn heads(words: &[Token]) -> bool {
    let texts: Vec<String> = words.iter().map(|word| squeeze(word.text())).collect();
    let is_pair = |pair: &[String]| is_name(&pair[0]) && pair[1].ends_with('值');
    texts.windows(2).filter(|pair| is_pair(pair)).count() > 1
}

fn is_name(text: &str) -> bool {
    NAMES.contains(&text)
}

/// A heading and the lines under it, up to where it is printed again.
#[derive(Debug, Default)]
struct PairPart {
    heading: Vec<GoalRow>,
    body: Vec<GoalRow>,
    columns: Columns,
    /// The levels, each over its pair.
    levels: Vec<(usize, Token)>,
}

/// Reads the lines under a title; none where they head no pairs.
pub fn read(under: &[Line]) -> Option<Blanks> {
    let (parts, taken) = by_better_ruler(under, heads, parts, |part| &part.body)?;
    let mut lines: Vec<Line> = Vec::new();
    let mut lost: Vec<Place> = Vec::new();
    let mut before: Vec<String> = Vec::new();
    for part in &parts {
        let texts = part.columns.texts();
        if texts != before {
            lines.extend(part.headings(under));
        }
        let goes_on = texts == before;
        before = texts;
        lines.extend(part.indicators(goes_on, &mut lost));
    }
    let grid = Grid::of(&lines);
    let open = LeftOpen {
        rows: lost,
        ..LeftOpen::default()
    };
    Some(Blanks { grid, taken, open })
}

/// The rows divided at their headings; none where the levels over the pairs are not known.
fn parts(rows: Vec<GoalRow>) -> Option<Vec<PairPart>> {
    let mut parts: Vec<PairPart> = Vec::new();
    let mut above: Vec<GoalRow> = Vec::new();
    let mut rows = rows.into_iter().peekable();
    while let Some(row) = rows.next() {
        if heads(&row.words) {
            // What a page prints above its headings belongs to them.
            let page = above.iter().rposition(|row| row.begins_page).unwrap_or(0);
            let upper = match parts.last_mut() {
                Some(part) => {
                    let upper = above.split_off(page);
                    part.body.append(&mut above);
                    upper
                }
                None => std::mem::take(&mut above),
            };
            let mut lower: Vec<GoalRow> = Vec::new();
            let is_lower = |below: &GoalRow| super::is_beside_heading(below, &row);
            while let Some(below) = rows.next_if(is_lower) {
                lower.push(below);
            }
            parts.push(PairPart::of(upper, row, &lower)?);
        } else {
            above.push(row);
        }
    }
    parts.last_mut()?.body.append(&mut above);
    Some(parts)
}

impl PairPart {
    fn of(upper: Vec<GoalRow>, line: GoalRow, lower: &[GoalRow]) -> Option<Self> {
        let first = line
            .words
            .iter()
            .find(|word| is_name(&squeeze(word.text())))?
            .left;
        let is_right = |word: &Token| word.right > first;
        let is_level = |word: &Token| is_right(word) && squeeze(word.text()).ends_with("指标");
        let words = || upper.iter().flat_map(|row| &row.words);
        let mut levels: Vec<Token> = words().filter(|word| is_level(word)).cloned().collect();
        levels.sort_by_key(|word| word.left);
        // What stands on a line with 绩效目标 is over columns, as that is: 项目金额.
        let is_outer = |row: &&GoalRow| {
            let mut words = row.words.iter();
            words.any(|word| is_right(word) && !is_level(word))
        };
        let mut inner: Vec<GoalRow> = upper.iter().filter(|row| !is_outer(row)).cloned().collect();
        for row in &mut inner {
            row.words.retain(|word| !is_level(word));
        }
        let mut columns = Columns::of(&inner, &line, lower);
        let pairs = pairs(&columns);
        let is_known = pairs.len() == levels.len() && pairs.first().is_some_and(|first| *first > 0);
        let money = columns.all.iter().position(GoalColumn::is_money);
        let outer = upper.iter().filter(is_outer).flat_map(|row| &row.words);
        for word in outer.filter(|word| !is_level(word)) {
            let at = if is_right(word) {
                pairs.first().copied()
            } else {
                money
            };
            columns.over.extend(at.map(|at| (at, word.clone())));
        }
        let mut heading = upper;
        heading.push(line);
        is_known.then(|| Self {
            heading,
            body: Vec::new(),
            columns,
            levels: pairs.into_iter().zip(levels).collect(),
        })
    }

    /// The rows of the heading.
    fn headings(&self, under: &[Line]) -> Vec<Line> {
        let number = self.heading.first().map_or(0, |row| under[row.at].number);
        let row = |words: &[(usize, Token)]| {
            let mut cells = vec![Cell::default(); self.columns.all.len()];
            for (at, word) in words {
                cells[*at] = word.cell.clone();
            }
            line_of(number, cells)
        };
        let texts = self.columns.all.iter().map(|column| Cell {
            text: column.text(),
            place: column
                .heading
                .first()
                .map_or(Place::line(number), |word| word.cell.place),
        });
        let texts = line_of(number, texts.collect());
        vec![row(&self.columns.over), row(&self.levels), texts]
    }

    /// The rows that are proven, page by page. Adds where the first stands of a page of which some are not.
    fn indicators(&self, goes_on: bool, lost: &mut Vec<Place>) -> Vec<Line> {
        let all: Vec<&GoalRow> = self.body.iter().collect();
        let mut columns = self.columns.clone();
        let mut places = columns.place(&all);
        let mut body = self.body.clone();
        divide(&mut body, &mut places, &columns);
        let mut lines = Vec::new();
        let mut is_behind_lost = goes_on && !lost.is_empty();
        for (number, rows) in super::pages(&body).into_iter().enumerate() {
            let page = GoalPage {
                rows: &body[rows.clone()],
                places: &places[rows],
                columns: &columns,
                edges: PageEdges {
                    goes_on: number > 0 || goes_on,
                    is_cut: false,
                },
            };
            let Some(mut found) = read_page(&page) else {
                lost.push(page.place());
                is_behind_lost = true;
                continue;
            };
            if is_behind_lost {
                let begin = found.iter().position(|row| !row.cells[0].is_empty());
                if begin != Some(0) {
                    lost.push(page.place());
                }
                found.drain(..begin.unwrap_or(found.len()));
                is_behind_lost = begin.is_none();
            }
            lines.extend(found);
        }
        lines
    }
}

/// The rows of a page; none where nothing proves them.
fn read_page(page: &GoalPage) -> Option<Vec<Line>> {
    let pairs = pairs(page.columns);
    let first = *pairs.first()?;
    let height = page.rows.last()?.at - page.rows.first()?.at;
    if height > MOST_LINES || page.is_torn(first) {
        return None;
    }
    let fragments: Vec<Vec<Fragment>> = (0..page.columns.all.len())
        .map(|at| texts(page, at))
        .collect();
    let mut cells: Vec<(Extent, Vec<Cell>)> = Vec::new();
    for name_at in &pairs {
        place_pair(*name_at, &fragments, &mut cells)?;
    }
    let rows = rows_of(cells, &pairs)?;
    with_projects(page, &fragments[..first], rows, &pairs)
}

/// The texts of a column with the lines of the text that they stand on, blank ones counted: a row that is
/// higher than its text has blank lines around it.
fn texts(page: &GoalPage, at: usize) -> Vec<Fragment> {
    let begin = page.rows.first().map_or(0, |row| row.at);
    let mut fragments = page.fragments(at);
    for fragment in &mut fragments {
        fragment.line = page.rows[fragment.line].at - begin;
    }
    fragments
}

/// The indicators of a level, each as a row of its own.
fn place_pair(
    name_at: usize,
    fragments: &[Vec<Fragment>],
    rows: &mut Vec<(Extent, Vec<Cell>)>,
) -> Option<()> {
    let names: Vec<&Fragment> = fragments[name_at].iter().collect();
    let values: Vec<&Fragment> = fragments.get(name_at + 1)?.iter().collect();
    if names.is_empty() {
        return values.is_empty().then_some(());
    }
    let inside = |texts: &[&Fragment], row: Extent| {
        let is_inside = |text: &&&Fragment| (row.top..=row.bottom).contains(&text.line);
        let inside: Vec<Fragment> = texts
            .iter()
            .filter(is_inside)
            .map(|&text| text.clone())
            .collect();
        joined(inside.iter())
    };
    let column = BandColumn {
        fragments: values.clone(),
        is_value: true,
    };
    for row in bands(&names, &[column], Standing::Middle)? {
        let mut cells = vec![Cell::default(); fragments.len()];
        cells[name_at] = inside(&names, row);
        cells[name_at + 1] = inside(&values, row);
        if cells[name_at + 1].is_empty() {
            return None;
        }
        rows.push((row, cells));
    }
    Some(())
}

/// The rows of all levels: indicators that stand beside each other are one. None where one stands beside two
/// of the same level.
fn rows_of(
    mut found: Vec<(Extent, Vec<Cell>)>,
    pairs: &[PairAt],
) -> Option<Vec<(Extent, Vec<Cell>)>> {
    found.sort_by_key(|(extent, _)| extent.top);
    let mut rows: Vec<(Extent, Vec<Cell>)> = Vec::new();
    for (extent, cells) in found {
        match rows.last_mut() {
            Some((row, into)) if extent.top <= row.bottom => {
                row.bottom = row.bottom.max(extent.bottom);
                let name_at = pairs.iter().copied().find(|at| !cells[*at].is_empty())?;
                if !into[name_at].is_empty() {
                    return None;
                }
                for (at, cell) in cells
                    .into_iter()
                    .enumerate()
                    .filter(|(_, cell)| !cell.is_empty())
                {
                    into[at] = cell;
                }
            }
            _ => rows.push((extent, cells)),
        }
    }
    Some(rows)
}

/// Lays what is said of projects before the first of their rows. Each has a sum of its own, on one line.
fn with_projects(
    page: &GoalPage,
    lead: &[Vec<Fragment>],
    rows: Vec<(Extent, Vec<Cell>)>,
    pairs: &[PairAt],
) -> Option<Vec<Line>> {
    let money = page.columns.all.iter().position(GoalColumn::is_money)?;
    let sums = lead.get(money)?;
    if !sums.iter().all(|sum| is_money(sum.text())) {
        return None;
    }
    let begun = rows.first().map_or(usize::MAX, |(extent, _)| extent.top);
    // A line of the whole unit stands above the first project and has no indicators.
    let of_unit = sums.iter().filter(|sum| sum.line < begun).count();
    let groups = groups(page, &sums[of_unit..], &rows, pairs)?;
    let entries = entries(lead, sums)?;
    let width = page.columns.all.len();
    let mut lines: Vec<Line> = Vec::new();
    let with = |entry: Vec<Cell>, mut cells: Vec<Cell>| {
        cells.splice(..entry.len(), entry).for_each(drop);
        let place = cells.iter().find(|cell| !cell.is_empty());
        line_of(place.map_or(0, |cell| cell.place.line), cells)
    };
    let mut entries = entries.into_iter();
    for entry in entries.by_ref().take(of_unit) {
        lines.push(with(entry, vec![Cell::default(); width]));
    }
    for (at, (_, cells)) in rows.into_iter().enumerate() {
        let entry = if groups.contains(&at) {
            entries.next()?
        } else {
            Vec::new()
        };
        lines.push(with(entry, cells));
    }
    Some(lines)
}

/// The first rows of the projects; none where nothing proves them.
fn groups(
    page: &GoalPage,
    sums: &[Fragment],
    rows: &[(Extent, Vec<Cell>)],
    pairs: &[PairAt],
) -> Option<Vec<usize>> {
    // Levels fill their rows from the top.
    let begins = |at: usize| {
        let has = |at: usize, pair: PairAt| !rows[at].1[pair].is_empty();
        at > 0
            && pairs
                .iter()
                .any(|pair| has(at, *pair) && !has(at - 1, *pair))
    };
    let forced: Vec<usize> = (0..rows.len()).filter(|at| begins(*at)).collect();
    let is_within = |starts: &[usize]| {
        let ends = starts.iter().skip(1).copied().chain([rows.len()]);
        starts.len() == sums.len()
            && starts.iter().zip(ends).zip(sums).all(|((from, to), sum)| {
                (rows[*from].0.top..=rows[to - 1].0.bottom).contains(&sum.line)
            })
    };
    let mut whole = vec![0];
    whole.extend(&forced);
    let each: Vec<usize> = (0..rows.len()).collect();
    if is_within(&whole) || page.edges.goes_on && is_within(&forced) {
        return Some(if is_within(&whole) { whole } else { forced });
    }
    if is_within(&each) {
        return Some(each);
    }
    let unit = |(row, (extent, _)): (usize, &(Extent, Vec<Cell>))| Unit {
        row,
        extent: *extent,
        label: String::new(),
    };
    let units: Vec<Unit> = rows.iter().enumerate().map(unit).collect();
    let found = merged(sums, &units, page.edges)?;
    let starts: Vec<usize> = found.iter().map(|cell| cell.rows.start).collect();
    let holds = |at: &usize| starts.contains(at);
    (starts.len() == sums.len() && forced.iter().all(holds)).then_some(starts)
}

/// What the columns before the levels say of each sum: each of their texts belongs to the nearest. None where
/// one is as near to another.
fn entries(lead: &[Vec<Fragment>], sums: &[Fragment]) -> Option<Vec<Vec<Cell>>> {
    let mut entries = vec![vec![Vec::new(); lead.len()]; sums.len()];
    for (column, texts) in lead.iter().enumerate() {
        for text in texts {
            let far = |sum: &Fragment| sum.line.abs_diff(text.line);
            let nearest = sums.iter().map(far).min()?;
            let mut near = (0..sums.len()).filter(|at| far(&sums[*at]) == nearest);
            match (near.next(), near.next()) {
                (Some(at), None) => entries[at][column].push(text.clone()),
                _ => return None,
            }
        }
    }
    let cells = |entry: Vec<Vec<Fragment>>| {
        let entry: Vec<Cell> = entry.iter().map(|texts| joined(texts.iter())).collect();
        entry
            .first()
            .is_some_and(|cell| !cell.is_empty())
            .then_some(entry)
    };
    entries.into_iter().map(cells).collect()
}

/// Where the names stand.
fn pairs(columns: &Columns) -> Vec<PairAt> {
    let is = |at: &usize| is_name(&columns.all[*at].text());
    (0..columns.all.len()).filter(is).collect()
}
