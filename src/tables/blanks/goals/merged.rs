/*!
Which rows a merged cell takes, where no line is drawn around it.

Its text stands in the middle of its rows. The cells of a column follow each other and leave no
row out, so the first begins with the first row, where its middle stands tells its last, and so on;
that the last cell ends with the last row is the proof. Where another division fits nearly as well,
nothing is proven.
*/

use super::Fragment;
use crate::tables::lines::name;
use std::ops::Range;

/// The first and the last line of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Its first line.
    pub top: usize,
    /// Its last line.
    pub bottom: usize,
}

/// A row, or the rows that the column to the right leaves together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its first row.
    pub row: usize,
    /// Its lines.
    pub extent: Extent,
    /// What the column to the right says of it.
    pub label: String,
}

/// A cell of a column: which of the column's texts are its lines, and which rows it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// Its texts.
    pub fragments: Range<usize>,
    /// Its rows.
    pub rows: Range<usize>,
}

/// What it costs that a text goes on on another line though its line had room.
pub const NOT_FULL: usize = 20;
/// What it costs that a text goes on on another line.
pub const WRAPPED: usize = 2;
/// What it costs more where the line is a whole level, 产出指标.
const WHOLE: usize = 4;
/// What it costs that the first rows of a page belong to the last cell of the page before.
const GOES_ON: usize = 3;
/// What it costs that a cell spans the same label twice.
const AGAIN: usize = 4;
/// What it costs that a cell ends within a sentence, and that a level spans what belongs to another.
const BROKEN: usize = 4;
/// A cell's text is no further from the middle of its rows, in half lines.
const FAR: usize = 3;
/// A second division that costs no more than this above the best leaves it open.
pub const MARGIN: usize = 2;
/// Lines of a merged cell at most.
const MOST_LINES: usize = 40;

/// The cost of what cannot be; a few of them added do not overflow.
pub const NONE: usize = usize::MAX / 4;

/// The cells of a column over its rows; none where nothing proves them. On a page that goes on, the
/// first rows may belong to the cell before.
pub fn merged(fragments: &[Fragment], rows: &[Unit], may_go_on: bool) -> Option<Vec<Merged>> {
    if fragments.is_empty() {
        return (may_go_on || rows.is_empty()).then(Vec::new);
    }
    let table = MergedTable { fragments, rows };
    let before = table.forwards(may_go_on);
    let after = table.backwards();
    let best = before[fragments.len()][rows.len()].cost;
    if best >= NONE {
        return None;
    }
    let cells = table.trace(&before);
    let is_proven = cells.iter().all(|cell| {
        let (at, end) = (cell.fragments.end, cell.rows.end);
        let others = (0..=rows.len()).filter(|row| *row != end);
        let mut costs = others.map(|row| before[at][row].cost.saturating_add(after[at][row]));
        costs.all(|cost| cost > best + MARGIN)
    });
    is_proven.then_some(cells)
}

/// The cheapest way to a number of texts and of rows, and where its last cell begins.
#[derive(Debug, Clone, Copy)]
struct Way {
    cost: usize,
    from: (usize, usize),
}

struct MergedTable<'a> {
    fragments: &'a [Fragment],
    rows: &'a [Unit],
}

impl MergedTable<'_> {
    /// How far the middle of a cell's text is from the middle of its rows, in half lines.
    fn off(&self, cell: &Merged) -> usize {
        let of = |range: &Range<usize>, lines: &dyn Fn(usize, usize) -> usize| {
            lines(range.start, range.end - 1)
        };
        let text = of(&cell.fragments, &|first, last| {
            self.fragments[first].line + self.fragments[last].line
        });
        let rows = of(&cell.rows, &|first, last| {
            self.rows[first].extent.top + self.rows[last].extent.bottom
        });
        text.abs_diff(rows)
    }

    fn cost(&self, cell: &Merged, wrapping: usize) -> usize {
        let off = self.off(cell);
        let broken = BROKEN * (self.within_sentence(cell) + self.of_others(cell));
        wrapping + broken + self.again(&cell.rows) + if off > 1 { off * 2 } else { off }
    }

    /// Whether a cell's text ends where a sentence goes on, before the texts of the next.
    fn within_sentence(&self, cell: &Merged) -> usize {
        let is_last = cell.fragments.end == self.fragments.len();
        let text = self.fragments[cell.fragments.end - 1].text();
        usize::from(!is_last && text.ends_with(['，', '、', '；', '：', '（', '《', ',', ';']))
    }

    /// How many rows of a level are of another: 时效指标 belongs to 产出指标 alone.
    fn of_others(&self, cell: &Merged) -> usize {
        let lines = self.fragments[cell.fragments.clone()].iter();
        let level: String = lines.map(|line| name(line.text())).collect();
        let rows = &self.rows[cell.rows.clone()];
        rows.iter()
            .filter(|row| belongs_elsewhere(&row.label, &level))
            .count()
    }

    /// What it costs that a cell spans a label, another, and the first again: 产出指标 begins anew
    /// with the next project.
    fn again(&self, rows: &Range<usize>) -> usize {
        let rows = &self.rows[rows.clone()];
        let begins = |at: &usize| *at == 0 || rows[*at].label != rows[*at - 1].label;
        let is_again = |at: &usize| rows[..*at].iter().any(|row| row.label == rows[*at].label);
        let count = (0..rows.len()).filter(begins).filter(is_again);
        count.filter(|at| !rows[*at].label.is_empty()).count() * AGAIN
    }

    /// What it costs to take texts for one cell.
    fn wrapping(&self, fragments: Range<usize>) -> usize {
        let pairs = self.fragments[fragments].windows(2);
        let cost = |pair: &[Fragment]| {
            let is_near = pair[1].line <= pair[0].line + 3;
            let may_wrap = pair[0].wraps_into(&pair[1]) && is_near;
            let is_whole = pair[0].text().ends_with("指标");
            let whole = if is_whole { WHOLE } else { 0 };
            WRAPPED + whole + if may_wrap { 0 } else { NOT_FULL }
        };
        pairs.map(cost).sum()
    }

    fn each_cell(&self, mut take: impl FnMut(Merged, usize)) {
        for from in 0..self.fragments.len() {
            let most = (from + MOST_LINES).min(self.fragments.len());
            for to in from + 1..=most {
                let wrapping = self.wrapping(from..to);
                // A goal may have many lines, each of them full.
                if wrapping >= NOT_FULL + WRAPPED * (to - from) {
                    break;
                }
                for first in 0..self.rows.len() {
                    for last in first + 1..=self.rows.len() {
                        let cell = Merged {
                            fragments: from..to,
                            rows: first..last,
                        };
                        if self.off(&cell) <= FAR {
                            let cost = self.cost(&cell, wrapping);
                            take(cell, cost);
                        }
                    }
                }
            }
        }
    }

    fn forwards(&self, may_go_on: bool) -> Vec<Vec<Way>> {
        let none = Way {
            cost: NONE,
            from: (0, 0),
        };
        let mut ways = vec![vec![none; self.rows.len() + 1]; self.fragments.len() + 1];
        ways[0][0].cost = 0;
        if may_go_on {
            for way in ways[0].iter_mut().skip(1) {
                way.cost = GOES_ON;
            }
        }
        self.each_cell(|cell, cost| {
            let from = (cell.fragments.start, cell.rows.start);
            let cost = ways[from.0][from.1].cost.saturating_add(cost);
            let way = &mut ways[cell.fragments.end][cell.rows.end];
            if cost < way.cost {
                *way = Way { cost, from };
            }
        });
        ways
    }

    /// What is left from a number of texts and rows on.
    fn backwards(&self) -> Vec<Vec<usize>> {
        let mut cells: Vec<(Merged, usize)> = Vec::new();
        self.each_cell(|cell, cost| cells.push((cell, cost)));
        let mut left = vec![vec![NONE; self.rows.len() + 1]; self.fragments.len() + 1];
        left[self.fragments.len()][self.rows.len()] = 0;
        for (cell, cost) in cells.into_iter().rev() {
            let behind = left[cell.fragments.end][cell.rows.end].saturating_add(cost);
            let here = &mut left[cell.fragments.start][cell.rows.start];
            *here = behind.min(*here);
        }
        left
    }

    fn trace(&self, ways: &[Vec<Way>]) -> Vec<Merged> {
        let (mut text, mut row) = (self.fragments.len(), self.rows.len());
        let mut cells = Vec::new();
        while text > 0 {
            let (from_text, from_row) = ways[text][row].from;
            cells.push(Merged {
                fragments: from_text..text,
                rows: from_row..row,
            });
            (text, row) = (from_text, from_row);
        }
        cells.reverse();
        cells
    }
}

/// The levels, with those below them that belong to no other.
const LEVELS: [(&str, &[&str]); 4] = [
    ("产出", &["数量", "质量", "时效"]),
    ("效益", &["经济效益", "社会效益", "生态效益", "可持续影响"]),
    ("满意度", &["服务对象满意度", "满意度"]),
    ("成本", &["经济成本", "社会成本", "生态环境成本"]),
];

/// Whether a level belongs to another level than the one that is said to be above it.
fn belongs_elsewhere(label: &str, level: &str) -> bool {
    let short = |text: &str| text.strip_suffix("指标").unwrap_or(text).to_owned();
    let (label, level) = (short(label), short(level));
    let of = LEVELS
        .iter()
        .find(|(_, below)| below.contains(&label.as_str()));
    let is_level = LEVELS.iter().any(|(above, _)| *above == level);
    is_level && of.is_some_and(|(above, _)| *above != level)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::Cell;

    fn fragments(texts: &[(&str, usize)]) -> Vec<Fragment> {
        let room = texts.iter().map(|(text, _)| text.chars().count() * 2).max();
        let fragment = |&(text, line): &(&str, usize)| Fragment {
            cell: Cell {
                text: text.to_owned(),
                ..Cell::default()
            },
            line,
            room: room.unwrap_or(0),
        };
        texts.iter().map(fragment).collect()
    }

    fn rows(lines: &[(usize, usize)]) -> Vec<Unit> {
        let unit = |(row, &(top, bottom)): (usize, &(usize, usize))| Unit {
            row,
            extent: Extent { top, bottom },
            label: String::new(),
        };
        lines.iter().enumerate().map(unit).collect()
    }

    /// The last row of each cell.
    fn ends(texts: &[(&str, usize)], lines: &[(usize, usize)]) -> Option<Vec<usize>> {
        let cells = merged(&fragments(texts), &rows(lines), false)?;
        Some(cells.iter().map(|cell| cell.rows.end).collect())
    }

    #[test]
    fn levels_in_the_middle_of_their_rows() {
        let texts = [
            ("产出指标", 3),
            ("成本指标", 6),
            ("效益指标", 8),
            ("满意度指标", 10),
        ];
        let lines = [(0, 2), (4, 4), (5, 5), (6, 6), (7, 7), (9, 9), (10, 10)];
        assert_eq!(ends(&texts, &lines), Some(vec![3, 4, 6, 7]));
    }

    #[test]
    fn a_level_spans_those_that_belong_to_it() {
        let texts = fragments(&[("产出指标", 1), ("效益指标", 3)]);
        let mut units = rows(&[(0, 0), (1, 1), (2, 2), (3, 3)]);
        assert_eq!(merged(&texts, &units, false), None);
        let labels = ["数量指标", "质量指标", "时效指标", "社会效益指标"];
        for (unit, label) in units.iter_mut().zip(labels) {
            unit.label = label.to_owned();
        }
        let cells = merged(&texts, &units, false).unwrap_or_default();
        let ends: Vec<usize> = cells.iter().map(|cell| cell.rows.end).collect();
        assert_eq!(ends, [3, 4]);
    }
}
