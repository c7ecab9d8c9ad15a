/*!
A page as somebody reads it: lines of text and tables, from top to bottom.
*/

use super::columns;
use super::decimals;
use super::drawing::{Drawing, Length, POINT};
use super::grid::{Grid, GridCell, grids};
use super::overflow;
use super::parts::{Block, PageTable, PaperPage, TableCell, TableRow, area};
use super::rulings::Rulings;
use super::words::{Word, text_of, words};

/// Lays a sheet out: as one page, or as the two that are printed on it side by side.
/// A first page that `goes_on` begins with what the page before was not at the end of.
pub fn pages(drawing: &Drawing, goes_on: bool) -> Vec<PaperPage> {
    let rulings = Rulings::of(&drawing.rules);
    let words = words(&drawing.glyphs, &rulings);
    let (width, height) = (drawing.width, drawing.height);
    let page = |blocks| PaperPage {
        width,
        height,
        blocks,
    };
    let Some(Gutter {
        x,
        top,
        bottom,
        apart,
    }) = gutter(&rulings, &words, (width, height))
    else {
        return vec![page(blocks(words, &rulings, goes_on))];
    };
    let (left, right) = rulings.divided(x);
    let band =
        |word: &Word| usize::from(word.middle() > top) + usize::from(word.middle() >= bottom);
    let (above, others): (Vec<Word>, Vec<Word>) =
        words.into_iter().partition(|word| band(word) == 0);
    let (beside, below): (Vec<Word>, Vec<Word>) =
        others.into_iter().partition(|word| band(word) == 1);
    let (first, second): (Vec<Word>, Vec<Word>) =
        beside.into_iter().partition(|word| word.center() < x);
    let first = blocks(first, &left, goes_on);
    let second = blocks(second, &right, false);
    let none = Rulings::default();
    if above.is_empty() && below.is_empty() {
        // A table that goes on from one half to the other has the same place in each.
        let second = second.into_iter().map(|block| block.moved(-apart));
        return vec![page(first), page(second.collect())];
    }
    let all = [
        blocks(above, &none, false),
        first,
        second,
        blocks(below, &none, false),
    ];
    vec![page(all.concat())]
}

/// Where a sheet is divided: to the left and to the right of it stand tables or pages of their
/// own.
struct Gutter {
    x: Length,
    /// Above it lines go across.
    top: Length,
    /// Below it lines go across.
    bottom: Length,
    /// How far what stands to the right of it is from its like to the left.
    apart: Length,
}

/// The gutter between two grids beside each other, or in the middle of a sheet that lies on
/// its side, where a grid ends before it.
fn gutter(rulings: &Rulings, words: &[Word], (width, height): (Length, Length)) -> Option<Gutter> {
    let mut grids = grids(rulings);
    grids.retain(|grid| grid.xs.len() > 2 && grid.ys.len() > 2);
    let edges = |grid: &Grid| (grid.xs[0], grid.xs[grid.xs.len() - 1]);
    let ends = |grid: &Grid| (grid.ys[0], grid.ys[grid.ys.len() - 1]);
    let beside = grids.iter().find_map(|first| {
        let right = edges(first).1;
        let is_beside = |second: &&Grid| {
            let (top, bottom) = ends(second);
            let shared = bottom.min(ends(first).1) - top.max(ends(first).0);
            edges(second).0 > right
                && shared * 2 > (bottom - top).min(ends(first).1 - ends(first).0)
        };
        let second = grids.iter().find(is_beside)?;
        let x = i32::midpoint(right, edges(second).0);
        let apart = edges(second).0 - edges(first).0;
        Some((x, ends(first).0.min(ends(second).0), apart))
    });
    let middle = width / 2;
    let is_half = |grid: &Grid| edges(grid).1 < middle || edges(grid).0 > middle;
    let halved = (width > height && grids.iter().any(is_half)).then_some((middle, 0, middle));
    let (x, tables, apart) = beside.or(halved)?;
    let crosses = |word: &&Word| word.left < x + 4 * POINT && x - 4 * POINT < word.right;
    let mut crossing: Vec<Length> = words.iter().filter(crosses).map(Word::middle).collect();
    crossing.sort_unstable();
    let top = crossing.iter().copied().rfind(|y| *y < tables).unwrap_or(0);
    let bottom = crossing
        .iter()
        .copied()
        .find(|y| *y >= tables)
        .unwrap_or(height);
    let is_ruled = rulings
        .horizontal
        .iter()
        .any(|rule| rule.from < x && x < rule.to);
    let lowest = grids.iter().map(|grid| ends(grid).1).max().unwrap_or(0);
    // In the middle of a sheet without two tables nothing may cross.
    let is_clear = beside.is_some() || crossing.is_empty();
    (!is_ruled && is_clear && bottom > lowest).then_some(Gutter {
        x,
        top,
        bottom,
        apart,
    })
}

/// The blocks of words between lines, from top to bottom.
fn blocks(words: Vec<Word>, rulings: &Rulings, goes_on: bool) -> Vec<Block> {
    let mut free = words;
    let mut blocks: Vec<Block> = Vec::new();
    for grid in grids(rulings) {
        let (inside, outside) = free.into_iter().partition(|word| grid.takes(word));
        free = outside;
        match table(&grid, inside) {
            Ok(table) => blocks.push(Block::Table(table)),
            Err(words) => free.extend(words),
        }
    }
    blocks.extend(columns::blocks(
        free,
        &rulings.horizontal,
        goes_on && blocks.is_empty(),
    ));
    blocks.sort_by_key(Block::top);
    rejoin_units(&mut blocks);
    blocks
}

/// A unit of money that a narrow caption wrapped is one again: 单位：万, 元.
fn rejoin_units(blocks: &mut [Block]) {
    for at in 1..blocks.len() {
        let (before, after) = blocks.split_at_mut(at);
        let (Some(Block::Line(above)), Some(Block::Line(below))) =
            (before.last_mut(), after.first_mut())
        else {
            continue;
        };
        let begun = |part: &&mut Word| {
            part.text.contains("单位") && part.text.ends_with(['：', ':', '万', '亿', '千', '百'])
        };
        let Some(begun) = above.parts.iter_mut().find(begun) else {
            continue;
        };
        let is_rest = |part: &Word| {
            part.text.chars().count() <= 2
                && part.text.ends_with('元')
                && begun.left - POINT <= part.left
                && part.left <= begun.right
        };
        if below.parts.len() > 1
            && let Some(rest) = below.parts.iter().position(is_rest)
        {
            begun.text.push_str(&below.parts.remove(rest).text);
        }
    }
}

/// The table of a grid; the words again where it is a frame around text.
pub fn table(grid: &Grid, words: Vec<Word>) -> Result<PageTable, Vec<Word>> {
    if grid.cells.len() < 2 || grid.xs.len() < 3 || words.is_empty() {
        return Err(words);
    }
    let mut inside: Vec<Vec<Word>> = vec![Vec::new(); grid.cells.len()];
    let cells = overflow::cells_of(grid, &words);
    for (word, cell) in words.into_iter().zip(cells) {
        if let Some(cell) = cell {
            inside[cell].push(word);
        }
    }
    let mut rows = vec![TableRow::default(); grid.ys.len() - 1];
    for (cell, mut words) in grid.cells.iter().zip(inside) {
        let GridCell {
            row,
            column,
            rows: high,
            columns,
        } = *cell;
        let (comes_over, goes_over) = grid.crosses_page(cell);
        rows[row].cells.push(TableCell {
            comes_over,
            goes_over,
            column,
            columns,
            rows: high,
            full: is_full(&words, grid.xs[column + columns] - grid.xs[column]),
            deep: is_deep(&words, grid.ys[row + high]),
            text: text_of(
                &mut words,
                Some(grid.xs[column + columns] - grid.xs[column]),
            ),
            area: area(
                grid.xs[column],
                grid.ys[row],
                grid.xs[column + columns],
                grid.ys[row + high],
            ),
        });
    }
    for row in &mut rows {
        row.cells.sort_by_key(|cell| cell.column);
    }
    decimals::join(&mut rows);
    Ok(PageTable {
        xs: grid.xs.clone(),
        rows,
        top: grid.ys[0],
        bottom: grid.ys.last().copied().unwrap_or(0),
        stretches: Vec::new(),
        closed_below: grid.closed_below,
        lists_indicators: false,
    })
}

/// Whether words leave no room for another line above an edge.
fn is_deep(words: &[Word], edge: Length) -> bool {
    let lowest = words.iter().max_by_key(|word| word.baseline);
    lowest.is_some_and(|word| edge - word.bottom() < word.size * 11 / 10)
}

/// Whether the last line of words leaves no room for another two characters, margins aside.
fn is_full(words: &[Word], width: Length) -> bool {
    let Some(last) = words.iter().max_by_key(|word| word.baseline) else {
        return false;
    };
    let line = words
        .iter()
        .filter(|word| last.baseline - word.baseline <= last.size / 3);
    let left = line.clone().map(|word| word.left).min().unwrap_or(0);
    let right = line.map(|word| word.right).max().unwrap_or(0);
    right - left + last.size * 2 + 6 * POINT >= width
}
