/*!
The cell that a word belongs to, where its text is larger than the cell.

A row that is lower than its text lets the lines of a wrapped heading run over the line that ends
the row: 费 of 公务用车购置费 then stands in the next row, on the number there. Such lines are one
text, whose middle is in its cell.
*/

use super::drawing::{Length, POINT};
use super::grid::Grid;
use super::words::Word;

/// The cell of each word.
pub fn cells_of(grid: &Grid, words: &[Word]) -> Vec<Option<usize>> {
    let mut cells: Vec<Option<usize>> = words.iter().map(|word| cell_of(grid, word)).collect();
    let crossing: Vec<usize> = (0..words.len())
        .filter(|at| crosses_a_line(grid, &words[*at]))
        .collect();
    // Where many do, the page draws its lines beside its rows.
    if crossing.is_empty() || crossing.len() * 3 > words.len() {
        return cells;
    }
    let texts = Texts::new(grid, words);
    for at in crossing {
        if let Some((lines, home)) = texts.around(at) {
            for line in lines {
                cells[line] = Some(home);
            }
        }
    }
    cells
}

/// The cell that a word belongs to by itself. One that is wider than its cell stays in it: text
/// begins at the left border of its cell and a figure ends at the right one; else it is where most
/// of it is.
fn cell_of(grid: &Grid, word: &Word) -> Option<usize> {
    let at = |x: Length| grid.cell_at(x, word.middle());
    let (first, last) = (at(word.left + POINT)?, at(word.right - POINT)?);
    if first == last {
        return Some(first);
    }
    let begins = word.left - grid.sides(first).0 <= word.size;
    let ends = grid.sides(last).1 - word.right <= word.size;
    match (begins, ends) {
        (true, false) => Some(first),
        (false, true) => Some(last),
        _ => at(word.center()),
    }
}

/// Whether a line of the grid goes through the characters of a word.
fn crosses_a_line(grid: &Grid, word: &Word) -> bool {
    // What stands on a line touches it with the room that a font leaves around its characters.
    let touch = word.size / 5;
    let at = |y: Length| grid.cell_at(word.center(), y);
    word.is_text() && at(word.top() + touch) != at(word.bottom() - touch)
}

/// The texts of a table that take several lines.
struct Texts<'w> {
    grid: &'w Grid,
    words: &'w [Word],
    /// The words by where they stand, from top to bottom.
    by_height: Vec<usize>,
}

impl<'w> Texts<'w> {
    fn new(grid: &'w Grid, words: &'w [Word]) -> Self {
        let mut by_height: Vec<usize> = (0..words.len()).collect();
        by_height.sort_by_key(|at| (words[*at].baseline, words[*at].left));
        Self {
            grid,
            words,
            by_height,
        }
    }

    /// The lines of the text that a word is part of, and their cell; none where the text is this
    /// word alone, or is where its lines stand.
    fn around(&self, at: usize) -> Option<(Vec<usize>, usize)> {
        let mut lines = vec![at];
        while let Some(above) = self.beside(lines[0], &lines, true) {
            lines.insert(0, above);
        }
        while let Some(below) = self.beside(lines[lines.len() - 1], &lines, false) {
            lines.push(below);
        }
        let (first, last) = (&self.words[lines[0]], &self.words[lines[lines.len() - 1]]);
        let middle = i32::midpoint(first.middle(), last.middle());
        let home = self.grid.cell_at(first.center(), middle)?;
        let (left, right) = self.grid.sides(home);
        let fits = |line: &usize| {
            let word = &self.words[*line];
            (left..right).contains(&word.center())
                && word.right - word.left <= right - left + word.size
        };
        (lines.len() > 1 && lines.iter().all(fits)).then_some((lines, home))
    }

    /// The line of a text before or after one of its lines.
    fn beside(&self, at: usize, lines: &[usize], above: bool) -> Option<usize> {
        let word = &self.words[at];
        let pitch = match lines {
            [first, .., last] => {
                let between = i32::try_from(lines.len() - 1).ok()?;
                Some((self.words[*last].baseline - self.words[*first].baseline) / between)
            }
            _ => None,
        };
        let goes_on = |other: &Word| {
            let (upper, lower) = if above { (other, word) } else { (word, other) };
            let apart = lower.baseline - upper.baseline;
            let is_next_line = (word.size * 95 / 100..=word.size * 8 / 5).contains(&apart);
            let is_even = pitch.is_none_or(|pitch| (pitch - apart).abs() * 16 <= pitch);
            is_next_line && is_even && is_one_text(upper, lower) && self.is_full(upper, lower)
        };
        let mut found = self
            .by_height
            .iter()
            .copied()
            .filter(|other| self.words[*other].is_text() && goes_on(&self.words[*other]));
        if above {
            found.next_back()
        } else {
            found.next()
        }
    }

    /// Whether a line left no room in its cell for the character that the next begins with, or the
    /// two stand around the middle of a cell too low for both.
    fn is_full(&self, upper: &Word, lower: &Word) -> bool {
        const MARGINS: Length = 4 * POINT;
        let middle = i32::midpoint(upper.middle(), lower.middle());
        let Some(cell) = self.grid.cell_at(upper.center(), middle) else {
            return false;
        };
        let (left, right) = self.grid.sides(cell);
        let (top, bottom) = self.grid.ends(cell);
        let is_around = (i32::midpoint(top, bottom) - middle).abs() <= upper.size / 4
            && lower.bottom() - upper.top() > bottom - top;
        upper.right - upper.left + upper.size + MARGINS >= right - left || is_around
    }
}

/// Whether two lines are of one size and begin, end or are centred at one place.
fn is_one_text(upper: &Word, lower: &Word) -> bool {
    let near = upper.size / 3;
    let is_near = |one: Length, other: Length| (one - other).abs() <= near;
    is_near(upper.size * 5, lower.size * 5)
        && (is_near(upper.left, lower.left)
            || is_near(upper.right, lower.right)
            || is_near(upper.center(), lower.center()))
}
