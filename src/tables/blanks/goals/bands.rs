/*!
The rows of a table of goals: which of its lines are one indicator.

A row is a band of lines. Its name stands in it, its value, sign and weight stand beside the name's
middle or its first line, and only a text that filled its column goes on on the next line. Where two
divisions into bands fit about as well, nothing is proven.
*/

use super::Fragment;
use super::columns::begins_value;
use super::merged::{Extent, MARGIN, NONE, NOT_FULL, WRAPPED};

/// A row has no more lines.
const MOST_LINES: usize = 12;
/// What it costs that a row prints no value.
const NO_VALUE: usize = 8;
/// What it costs that a name is one character: the end of one, which wrapped.
const TOO_SHORT: usize = 12;
/// A row that costs more is none.
const DEAREST: usize = 15;

/// Where the texts of a table stand in cells that are higher than they.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// In the middle, or a text of one line beside the first of another.
    Middle,
    /// At the top.
    Top,
}

/// The texts of a column that has one in every row, from top to bottom.
pub struct BandColumn<'a> {
    /// Its texts.
    pub fragments: Vec<&'a Fragment>,
    /// Whether it holds the values.
    pub is_value: bool,
}

/// The rows of a page; none where nothing proves them.
pub fn bands(
    names: &[&Fragment],
    others: &[BandColumn],
    standing: Standing,
) -> Option<Vec<Extent>> {
    let mut lines: Vec<usize> = names
        .iter()
        .copied()
        .chain(
            others
                .iter()
                .flat_map(|column| column.fragments.iter().copied()),
        )
        .map(|fragment| fragment.line)
        .collect();
    lines.sort_unstable();
    lines.dedup();
    let band = |from: usize, to: usize| Extent {
        top: lines[from],
        bottom: lines[to - 1],
    };
    let count = lines.len();
    let cost = |from: usize, to: usize| cost(band(from, to), names, others, standing);
    // before[to]: the cheapest bands of the first lines, and where the last of them begins.
    let mut before = vec![(NONE, 0); count + 1];
    let mut after = vec![NONE; count + 1];
    let mut costs = vec![Vec::new(); count];
    before[0].0 = 0;
    for from in 0..count {
        for to in from + 1..=(from + MOST_LINES).min(count) {
            let cost = cost(from, to);
            costs[from].push(cost);
            let whole = before[from].0.saturating_add(cost);
            if whole < before[to].0 {
                before[to] = (whole, from);
            }
        }
    }
    after[count] = 0;
    for from in (0..count).rev() {
        for (at, cost) in costs[from].iter().enumerate() {
            after[from] = after[from].min(after[from + 1 + at].saturating_add(*cost));
        }
    }
    let best = before[count].0;
    let mut ends = vec![count];
    while let Some(&end) = ends.last().filter(|end| **end > 0) {
        ends.push(before[end].1);
    }
    ends.reverse();
    let found: Vec<(usize, usize)> = ends.windows(2).map(|pair| (pair[0], pair[1])).collect();
    let is_dear = |&(from, to): &(usize, usize)| costs[from][to - from - 1] > DEAREST;
    if best >= NONE || found.iter().any(is_dear) {
        return None;
    }
    // Another division has an end where this has none, or none where this has one.
    let through = |at: usize| before[at].0.saturating_add(after[at]);
    let mut inner = (1..count).filter(|at| ends.binary_search(at).is_err());
    let is_open = inner.any(|at| through(at) <= best + MARGIN)
        || (1..ends.len().saturating_sub(1)).any(|at| {
            let across = across(ends[at], &before, &after, &costs);
            across <= best + MARGIN
        });
    (!is_open).then(|| found.iter().map(|&(from, to)| band(from, to)).collect())
}

/// The cheapest division that has no end at a line.
fn across(at: usize, before: &[(usize, usize)], after: &[usize], costs: &[Vec<usize>]) -> usize {
    let first = at.saturating_sub(MOST_LINES);
    let ways = (first..at).flat_map(|from| {
        let lasts = costs[from].iter().enumerate();
        let behind = lasts.filter(move |(index, _)| from + 1 + index > at);
        behind.map(move |(index, cost)| {
            let rest = after[from + 1 + index];
            before[from].0.saturating_add(*cost).saturating_add(rest)
        })
    });
    ways.min().unwrap_or(NONE)
}

/// What it costs to take a band of lines for one row.
fn cost(band: Extent, names: &[&Fragment], others: &[BandColumn], standing: Standing) -> usize {
    let name = inside(names, band);
    let Some((first, last)) = ends(name) else {
        return NONE;
    };
    let mut cost = wrapping(name);
    let length: usize = name
        .iter()
        .map(|fragment| fragment.text().chars().count())
        .sum();
    if length < 2 {
        cost += TOO_SHORT;
    }
    for column in others {
        let texts = inside(&column.fragments, band);
        cost += wrapping(texts);
        match ends(texts) {
            Some((top, _)) if standing == Standing::Top => {
                cost += NOT_FULL * usize::from(top != first);
            }
            Some((top, bottom)) => {
                let middle = (top + bottom).abs_diff(first + last);
                let upper = 2 * top.abs_diff(first);
                let off = middle.min(upper);
                cost += if off > 1 { off * 3 } else { off };
            }
            // A name of several lines stands around its value.
            None if column.is_value && first < last => cost += NOT_FULL,
            None if column.is_value => cost += NO_VALUE,
            None => {}
        }
    }
    cost
}

fn inside<'f, 'a>(fragments: &'f [&'a Fragment], band: Extent) -> &'f [&'a Fragment] {
    let from = fragments.partition_point(|fragment| fragment.line < band.top);
    let to = fragments.partition_point(|fragment| fragment.line <= band.bottom);
    &fragments[from..to]
}

fn ends(fragments: &[&Fragment]) -> Option<(usize, usize)> {
    Some((fragments.first()?.line, fragments.last()?.line))
}

fn wrapping(fragments: &[&Fragment]) -> usize {
    let cost = |pair: &[&Fragment]| {
        let is_near = pair[1].line <= pair[0].line + 3;
        let may_wrap = pair[0].wraps_into(pair[1]) && is_near && !begins_value(pair[1].text());
        WRAPPED + if may_wrap { 0 } else { NOT_FULL }
    };
    fragments.windows(2).map(cost).sum()
}
