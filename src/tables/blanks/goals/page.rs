/*!
The lines of a page of goals: their rows, with what each level and project spans.
*/

use super::at_top;
use super::bands;
use super::bands::Standing;
use super::columns::Columns;
use super::merged::{Extent, PageEdges, Unit, merged};
use super::{Fragment, GoalRow, joined};
use crate::budget::Place;
use crate::tables::blanks::line_of;
use crate::tables::lines::{Cell, Line};
use unicode_width::UnicodeWidthStr;

/// The lines of a part on a page.
pub struct GoalPage<'a> {
    /// Its lines.
    pub rows: &'a [GoalRow],
    /// The column of each of their words.
    pub places: &'a [Vec<Option<usize>>],
    /// The columns.
    pub columns: &'a Columns,
    /// Which of its sides the table goes over.
    pub edges: PageEdges,
}

/// Lines of a page at most: what compares rows with each other takes its time for more.
pub const MOST_LINES: usize = 200;

impl GoalPage<'_> {
    /// Where it begins.
    pub fn place(&self) -> Place {
        let first = self.rows.first().and_then(|row| row.words.first());
        first.map_or(Place::default(), |word| word.cell.place)
    }

    /// The texts of a column, from top to bottom.
    pub fn fragments(&self, column: usize) -> Vec<Fragment> {
        let mut fragments: Vec<Fragment> = Vec::new();
        for (line, (row, places)) in self.rows.iter().zip(self.places).enumerate() {
            for (word, _) in row
                .words
                .iter()
                .zip(places)
                .filter(|(_, at)| **at == Some(column))
            {
                match fragments.last_mut().filter(|last| last.line == line) {
                    Some(last) => {
                        last.cell.text.push(' ');
                        last.cell.text.push_str(word.text());
                        last.cell.place.end = word.cell.place.end;
                    }
                    None => fragments.push(Fragment {
                        cell: word.cell.clone(),
                        line,
                        room: 0,
                    }),
                }
            }
        }
        let room = fragments
            .iter()
            .map(|fragment| fragment.text().width())
            .max();
        for fragment in &mut fragments {
            fragment.room = room.unwrap_or(0);
        }
        fragments
    }

    /// Whether a row prints a value, or its table has no column of values.
    pub fn has_value(&self, row: &Line) -> bool {
        let mut values = (0..row.cells.len()).filter(|at| self.columns.is_value(*at));
        let first = values.next();
        first.is_none_or(|at| !row.cells[at].is_empty())
            || values.any(|at| !row.cells[at].is_empty())
    }

    /// Whether the first row is the rest of one that the page before began: it has no value, or the
    /// end of one.
    pub fn begins_broken(&self, rows: &[Line]) -> bool {
        const ENDS: &[&str] = &["元", "万元", "%", "％"];
        let is_end = |(at, cell): (usize, &Cell)| {
            self.columns.is_value(at) && ENDS.contains(&cell.text.as_str())
        };
        let first = rows.first().filter(|_| self.edges.goes_on);
        first.is_some_and(|row| !self.has_value(row) || row.cells.iter().enumerate().any(is_end))
    }

    /// Its rows; none where nothing proves them, or where its texts may stand in the middle of their cells as
    /// well as at the top, and say another thing then.
    pub fn read(&self) -> Option<Vec<Line>> {
        if self.rows.len() > MOST_LINES {
            return None;
        }
        let name_at = self.columns.name()?;
        if self.is_torn(name_at) {
            return None;
        }
        let fragments: Vec<Vec<Fragment>> = (0..self.columns.all.len())
            .map(|at| self.fragments(at))
            .collect();
        let in_middle = self.read_by(Standing::Middle, name_at, &fragments);
        let at_top = self.read_by(Standing::Top, name_at, &fragments);
        match (in_middle, at_top) {
            (Some(one), Some(other)) => texts_agree(&one, &other).then_some(one),
            (one, other) => one.or(other),
        }
    }

    fn read_by(
        &self,
        standing: Standing,
        name_at: usize,
        fragments: &[Vec<Fragment>],
    ) -> Option<Vec<Line>> {
        let rows = self.bands(name_at, fragments, standing)?;
        let mut cells = vec![vec![Cell::default(); self.columns.all.len()]; rows.len()];
        for (at, texts) in fragments.iter().enumerate().skip(name_at) {
            for (row, cells) in rows.iter().zip(&mut cells) {
                let inside = texts
                    .iter()
                    .filter(|text| (row.top..=row.bottom).contains(&text.line));
                cells[at] = joined(inside);
            }
            let taken: usize = rows
                .iter()
                .map(|row| {
                    texts
                        .iter()
                        .filter(|text| (row.top..=row.bottom).contains(&text.line))
                        .count()
                })
                .sum();
            if taken < texts.len() {
                return None;
            }
        }
        match standing {
            Standing::Middle => self.levels(&fragments[..name_at], rows, &mut cells)?,
            Standing::Top => {
                let before = at_top::cells(self.columns, &fragments[..name_at], &rows, self.edges)?;
                for (cells, before) in cells.iter_mut().zip(before) {
                    cells.splice(..name_at, before).for_each(drop);
                }
            }
        }
        let number = |cells: &Vec<Cell>| cells[name_at].place.line;
        Some(
            cells
                .into_iter()
                .map(|cells| line_of(number(&cells), cells))
                .collect(),
        )
    }

    /// Whether words stand apart in one cell, of a level or behind: then they stand in two.
    pub fn is_torn(&self, name_at: usize) -> bool {
        let first = self.columns.first_level().unwrap_or(name_at);
        self.rows.iter().zip(self.places).any(|(row, places)| {
            let pairs = row.words.windows(2).zip(places.windows(2));
            pairs.into_iter().any(|(words, places)| {
                let is_one = places[0] == places[1] && places[0].is_some_and(|at| at >= first);
                is_one && words[1].left > words[0].right + 1
            })
        })
    }

    fn bands(
        &self,
        name_at: usize,
        fragments: &[Vec<Fragment>],
        standing: Standing,
    ) -> Option<Vec<Extent>> {
        let others: Vec<bands::BandColumn> = (name_at + 1..fragments.len())
            .filter(|&at| !self.columns.is_remark(at))
            .map(|at| bands::BandColumn {
                fragments: fragments[at].iter().collect(),
                is_value: self.columns.is_value(at),
            })
            .collect();
        let names: Vec<&Fragment> = fragments[name_at].iter().collect();
        bands::bands(&names, &others, standing)
    }

    /// Lays what stands before the names over its rows: the levels from right to left, then what is
    /// said of a project.
    fn levels(
        &self,
        fragments: &[Vec<Fragment>],
        rows: Vec<Extent>,
        cells: &mut [Vec<Cell>],
    ) -> Option<()> {
        let unit = |(row, extent)| Unit {
            row,
            extent,
            label: String::new(),
        };
        let mut units: Vec<Unit> = rows.into_iter().enumerate().map(unit).collect();
        for (at, texts) in fragments.iter().enumerate().rev() {
            let found = merged(texts, &units, self.edges)?;
            let begun = found.first().map_or(units.len(), |cell| cell.rows.start);
            let mut next: Vec<Unit> = Vec::new();
            if begun > 0 {
                next.push(whole(&units[..begun], String::new()));
            }
            for cell in found {
                let inside = &texts[cell.fragments.clone()];
                let text = joined(inside.iter());
                let mut unit = whole(&units[cell.rows.clone()], text.text.clone());
                // A text of more lines than its row makes the row higher.
                if cell.rows.len() == 1 {
                    unit.extent.top = unit.extent.top.min(inside[0].line);
                    unit.extent.bottom = unit.extent.bottom.max(inside[inside.len() - 1].line);
                }
                cells[unit.row][at] = text;
                next.push(unit);
            }
            units = next;
        }
        Some(())
    }
}

/// Whether two readings print the same.
fn texts_agree(one: &[Line], other: &[Line]) -> bool {
    let texts = |lines: &[Line]| -> Vec<Vec<String>> {
        let cells = |line: &Line| line.cells.iter().map(|cell| cell.text.clone()).collect();
        lines.iter().map(cells).collect()
    };
    texts(one) == texts(other)
}

/// Rows that follow each other as one.
fn whole(units: &[Unit], label: String) -> Unit {
    Unit {
        row: units.first().map_or(0, |unit| unit.row),
        extent: Extent {
            top: units.first().map_or(0, |unit| unit.extent.top),
            bottom: units.last().map_or(0, |unit| unit.extent.bottom),
        },
        label,
    }
}
