/*!
Ruling lines, put together from the pieces in which they were drawn.

Borders come as strokes, as thin rectangles, cell by cell and twice where two cells
touch. What lies on one line and leaves no gap is one line.
*/

use super::drawing::{Length, POINT, Rule};

/// Lines no further apart than this are drawn on one line.
const SAME: Length = POINT * 3 / 2;
/// A gap no wider than this is a corner, no end.
const CORNER: Length = POINT * 2;

/// The lines of a page, each whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rulings {
    /// From left to right, by height.
    pub horizontal: Vec<Rule>,
    /// From top to bottom, from left to right.
    pub vertical: Vec<Rule>,
}

impl Rulings {
    /// Puts the pieces together.
    pub fn of(pieces: &[Rule]) -> Self {
        let of = |horizontal| {
            let chosen = pieces.iter().filter(|rule| rule.horizontal == horizontal);
            whole(chosen.copied().collect())
        };
        Self {
            horizontal: of(true),
            vertical: of(false),
        }
    }

    /// The lines to the left and to the right of an x.
    pub fn divided(&self, x: Length) -> (Self, Self) {
        let is_left = |rule: &&Rule| {
            let at = if rule.horizontal {
                i32::midpoint(rule.from, rule.to)
            } else {
                rule.at
            };
            at < x
        };
        let divide = |rules: &[Rule]| -> (Vec<Rule>, Vec<Rule>) { rules.iter().partition(is_left) };
        let (horizontal, vertical) = (divide(&self.horizontal), divide(&self.vertical));
        let half = |horizontal, vertical| Self {
            horizontal,
            vertical,
        };
        (
            half(horizontal.0, vertical.0),
            half(horizontal.1, vertical.1),
        )
    }

    /// Whether a vertical line stands between two x at a height.
    pub fn is_vertical_between(&self, left: Length, right: Length, y: Length) -> bool {
        let first = self.vertical.partition_point(|rule| rule.at <= left);
        self.vertical[first..]
            .iter()
            .take_while(|rule| rule.at < right)
            .any(|rule| rule.from <= y && y <= rule.to)
    }
}

fn whole(mut pieces: Vec<Rule>) -> Vec<Rule> {
    pieces.sort_by_key(|rule| (rule.at, rule.from));
    let mut lines = Vec::new();
    let mut rest = pieces.as_mut_slice();
    while let Some(first) = rest.first() {
        let end = first.at + SAME;
        let count = rest.iter().take_while(|rule| rule.at <= end).count();
        let (same, after) = rest.split_at_mut(count);
        same.sort_by_key(|rule| rule.from);
        join(same, &mut lines);
        rest = after;
    }
    lines
}

/// Joins pieces that lie on one line, given by where they begin.
fn join(pieces: &[Rule], lines: &mut Vec<Rule>) {
    let mut open: Option<Rule> = None;
    for piece in pieces {
        match &mut open {
            Some(line) if piece.from <= line.to + CORNER => line.to = line.to.max(piece.to),
            _ => lines.extend(open.replace(*piece)),
        }
    }
    lines.extend(open);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_one_line_are_one() {
        let piece = |at, from, to| Rule {
            horizontal: true,
            at,
            from,
            to,
        };
        let rulings = Rulings::of(&[
            piece(1000, 0, 3000),
            piece(1050, 3100, 6000),
            piece(1000, 9000, 9900),
            piece(2000, 0, 100),
        ]);
        let ends: Vec<_> = rulings
            .horizontal
            .iter()
            .map(|rule| (rule.from, rule.to))
            .collect();
        assert_eq!(ends, [(0, 6000), (9000, 9900), (0, 100)]);
    }
}
