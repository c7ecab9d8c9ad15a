/*!
Which 一级指标 an indicator belongs to, where only the order of the columns and the width
of their lines are left.

The first indicators of a project stand under all four levels in order; they teach how
wide each level's columns are. Later rows leave some levels out.
*/

use crate::records::goals::indicator_value::split;
use crate::records::goals::pair::{Pair, joined, line_widths};

/// The levels, in the order of their columns.
const LEVELS: [&str; 4] = ["成本指标", "产出指标", "效益指标", "满意度指标"];

/// The widest lines of a level's two columns.
#[derive(Debug, Clone, Copy, Default)]
struct Widths {
    name: usize,
    value: usize,
}

/// For the indicators of each project their levels.
pub fn levels_of(projects: &[Vec<Pair>]) -> Vec<Vec<&'static str>> {
    let widths = learn(projects);
    projects
        .iter()
        .map(|pairs| levels(pairs, &widths))
        .collect()
}

fn widest(words: &[crate::tables::Cell]) -> usize {
    line_widths(words).into_iter().max().unwrap_or(0)
}

fn learn(projects: &[Vec<Pair>]) -> [Widths; 4] {
    let mut widths = [Widths::default(); 4];
    for pairs in projects.iter().filter(|pairs| pairs.len() >= LEVELS.len()) {
        for (width, pair) in widths.iter_mut().zip(pairs) {
            width.name = width.name.max(widest(&pair.name));
            width.value = width.value.max(widest(&pair.value));
        }
    }
    widths
}

/// The cheapest levels for a project's indicators: levels rise within a printed row, and a
/// new row begins where they do not.
fn levels(pairs: &[Pair], widths: &[Widths; 4]) -> Vec<&'static str> {
    let mut best: Vec<[(usize, usize); 4]> = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let mut row = [(usize::MAX, 0); 4];
        for (level, cell) in row.iter_mut().enumerate() {
            let own = misfit(pair, level, widths);
            *cell = match best.last() {
                None => (own + 2 * level, 0),
                Some(before) => cheapest_before(before, level, own),
            };
        }
        best.push(row);
    }
    let mut found = vec![LEVELS[0]; pairs.len()];
    let Some(last) = best.last() else {
        return found;
    };
    let mut level = (0..4).min_by_key(|&level| last[level].0).unwrap_or(0);
    for index in (0..pairs.len()).rev() {
        found[index] = LEVELS[level];
        level = best[index][level].1;
    }
    found
}

fn cheapest_before(before: &[(usize, usize); 4], level: usize, own: usize) -> (usize, usize) {
    (0..4)
        .map(|previous| {
            let new_row = usize::from(level <= previous);
            (before[previous].0.saturating_add(new_row + own), previous)
        })
        .min()
        .unwrap_or((usize::MAX, 0))
}

/// How badly an indicator fits a level: money belongs to costs, 满意 to satisfaction, and a
/// wrapped cell is as wide as its column.
fn misfit(pair: &Pair, level: usize, widths: &[Widths; 4]) -> usize {
    let label = joined(&pair.name);
    let is_money = split(&joined(&pair.value)).unit.ends_with('元');
    let is_satisfaction = label.contains("满意");
    column_misfit(&pair.name, widths[level].name)
        + column_misfit(&pair.value, widths[level].value)
        + 4 * usize::from(is_money != (level == 0))
        + if is_satisfaction {
            6 * usize::from(level != 3)
        } else {
            usize::from(level == 3)
        }
}

fn column_misfit(words: &[crate::tables::Cell], width: usize) -> usize {
    let lines = line_widths(words);
    let widest = lines.iter().copied().max().unwrap_or(0);
    if lines.len() > 1 {
        widest.abs_diff(width)
    } else {
        2 * widest.saturating_sub(width)
    }
}
