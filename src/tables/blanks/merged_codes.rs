/*!
类, or 类 and 款, in cells that are merged over their rows: each stands once, in the middle of them.

The code of a row is then not what stands on its line. What 款 and 项 name tells the rows apart: a 款 is the row right above
its 项, a 类 the row right above its first 款. Where there are as many of them as codes, and every code stands within its
rows, they belong together in order. Else no row has a code.
*/

use super::columns::Holds;
use super::frame::Frame;
use super::stack::is_code_part;
use crate::budget::Place;
use crate::tables::grid::is_total_word;
use crate::tables::lines::{Cell, Line, squeeze};
use std::ops::Range;

/// Gives the rows of a table the codes that stand in merged cells, and takes the lines of codes alone away. Where
/// nothing proves whose a code is, the rows lose theirs; says then where the first stands.
pub fn place(lines: &mut Vec<Line>, frame: &Frame) -> Option<Place> {
    let parts = parts(frame)?;
    set_apart(lines, parts[0], frame);
    let is_alone = |line: &Line| {
        let mut filled = (0..line.cells.len()).filter(|&at| !line.cells[at].is_empty());
        filled.all(|at| parts[..2].contains(&at))
    };
    let codes = parts.map(|at| codes_of(lines, at));
    let are_merged = lines.iter().any(is_alone) && codes[0].len() * 2 <= lines.len();
    if !are_merged {
        return None;
    }
    lines.retain(|line| !is_alone(line));
    let rows = rows_of(lines);
    let is_filled = |row: &usize, part: usize| !lines[*row].cells[parts[part]].is_empty();
    let has_own_sections = rows
        .iter()
        .all(|row| is_filled(row, 1) || !is_filled(row, 2));
    let merged = if has_own_sections { 1 } else { 2 };
    let owners = owners(lines, &rows, &parts[merged..], &codes[..merged]);
    let first = codes.iter().flatten().map(|(_, cell)| cell.place).min();
    let lost = if owners.is_some() {
        merged
    } else {
        parts.len()
    };
    for line in lines.iter_mut() {
        for at in &parts[..lost] {
            line.cells[*at] = Cell::default();
        }
    }
    let Some(owners) = owners else {
        return first;
    };
    for Owner {
        part,
        code,
        rows: range,
    } in owners
    {
        for row in range {
            lines[rows[row]].cells[parts[part]] = codes[part][code].1.clone();
        }
    }
    None
}

/// Moves the name of a wrapped row off the line on which a merged code stands, to the line with the rest of the row.
fn set_apart(lines: &mut [Line], class: usize, frame: &Frame) {
    let is_name = |at: &usize| {
        let column = frame.pairs[*at].1;
        column.is_some_and(|column| frame.columns[column].holds == Holds::Words)
    };
    let Some(name) = (class..frame.pairs.len()).find(is_name) else {
        return;
    };
    for at in 1..lines.len() {
        let (code, row) = (&lines[at - 1].cells, &lines[at].cells);
        let filled = (0..code.len()).filter(|&cell| !code[cell].is_empty());
        if filled.eq([class, name]) && row[name].is_empty() && row[class].is_empty() {
            lines[at].cells[name] = std::mem::take(&mut lines[at - 1].cells[name]);
        }
    }
}

/// Where 类, 款 and 项 stand beside each other.
fn parts(frame: &Frame) -> Option<[usize; 3]> {
    let heading = |at: usize| -> Option<String> {
        let stack = frame.pairs[at].0?;
        let text = squeeze(&frame.header.stacks[stack].cell.text);
        is_code_part(&text).then(|| text.trim_end_matches('号').to_owned())
    };
    let first = (0..frame.pairs.len().saturating_sub(2)).find(|&at| {
        ["类", "款", "项"]
            .iter()
            .zip(at..)
            .all(|(word, at)| heading(at).as_deref() == Some(word))
    })?;
    Some([first, first + 1, first + 2])
}

/// The codes of a column, each with the number of its line.
fn codes_of(lines: &[Line], at: usize) -> Vec<(u32, Cell)> {
    let filled = lines.iter().filter(|line| !line.cells[at].is_empty());
    filled
        .map(|line| (line.cells[at].place.line, line.cells[at].clone()))
        .collect()
}

/// The lines that are rows of functions: all but the totals.
fn rows_of(lines: &[Line]) -> Vec<usize> {
    let is_total = |line: &Line| line.cells.iter().any(|cell| is_total_word(&cell.text));
    (0..lines.len())
        .filter(|&at| !is_total(&lines[at]))
        .collect()
}

/// A code of 类 (0) or 款 (1), by its place among those of its column, and its rows.
struct Owner {
    part: usize,
    code: usize,
    rows: Range<usize>,
}

/// Of which rows each code is that is merged; none where that is not proven. `below` are the places of the parts that
/// each row has by itself.
fn owners(
    lines: &[Line],
    rows: &[usize],
    below: &[usize],
    codes: &[Vec<(u32, Cell)>],
) -> Option<Vec<Owner>> {
    let is_bare = |row: &usize| {
        below
            .iter()
            .all(|at| lines[rows[*row]].cells[*at].is_empty())
    };
    let heads: Vec<usize> = (0..rows.len()).filter(is_bare).collect();
    // Right below a 款 stands its first 项; where 款 have codes of their own, all heads are 类.
    let is_section = |row: &usize| codes.len() > 1 && row + 1 < rows.len() && !is_bare(&(row + 1));
    let (sections, classes): (Vec<usize>, Vec<usize>) =
        heads.iter().partition(|row| is_section(row));
    let starts = [&classes, &sections];
    let are_as_many = codes
        .iter()
        .zip(starts)
        .all(|(codes, starts)| codes.len() == starts.len());
    if classes.first() != Some(&0) || !are_as_many {
        return None;
    }
    let ends = [&classes, &heads];
    let end = |part: usize, from: usize| {
        let next = ends[part].iter().find(|start| **start > from);
        next.copied().unwrap_or(rows.len())
    };
    let of_part = |part: usize| {
        let starts = starts[part].iter().enumerate();
        starts.map(move |(code, &from)| Owner {
            part,
            code,
            rows: from..end(part, from),
        })
    };
    let owners: Vec<Owner> = (0..codes.len()).flat_map(of_part).collect();
    // In a row of names that wrap a code may stand a line higher than the names.
    let is_within = |owner: &Owner| {
        let line = codes[owner.part][owner.code].0;
        let number = |row: usize| lines[rows[row]].number;
        number(owner.rows.start) <= line + 1 && line <= number(owner.rows.end - 1)
    };
    owners.iter().all(is_within).then_some(owners)
}
