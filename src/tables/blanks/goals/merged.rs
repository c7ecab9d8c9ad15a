/*!
Which rows a merged cell takes, where no line is drawn around it.

Its text stands in the middle of its rows. The cells of a column follow each other and leave no
row out, so the first begins with the first row, where its middle stands tells its last, and so on;
that the last cell ends with the last row is the proof. Where another division fits nearly as well,
nothing is proven.
*/

use super::Fragment;
use super::columns::begins_value;
use crate::tables::grid::is_money;
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
/// What it costs that the last cell of a page belongs to the next page too.
const CUT: usize = 3;
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

/// Which sides of a page its table goes over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PageEdges {
    /// Whether the first rows may belong to the last cell of the page before.
    pub goes_on: bool,
    /// Whether the last cell may have more rows on the next page: its text then stands at the top of those here.
    pub is_cut: bool,
}

/// The cells of a column over its rows; none where nothing proves them.
pub fn merged(fragments: &[Fragment], rows: &[Unit], page: PageEdges) -> Option<Vec<Merged>> {
    if fragments.is_empty() {
        return (page.goes_on || rows.is_empty()).then(Vec::new);
    }
    let table = MergedTable {
        fragments,
        rows,
        page,
    };
    let before = table.forwards();
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
    page: PageEdges,
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

    /// What it costs where a cell's text stands; none where it stands too far from the middle.
    fn standing(&self, cell: &Merged) -> Option<usize> {
        let off = self.off(cell);
        let in_middle = (off <= FAR).then_some(if off > 1 { off * 2 } else { off });
        // A cell that the page cuts has its text at the top, as far as it fits.
        let is_last =
            cell.rows.end == self.rows.len() && cell.fragments.end == self.fragments.len();
        let top = self.rows[cell.rows.start].extent.top;
        let is_at_top = self.fragments[cell.fragments.start].line == top;
        let at_top = (self.page.is_cut && is_last && is_at_top).then_some(CUT);
        in_middle.into_iter().chain(at_top).min()
    }

    /// What a cell costs; none where it cannot be one.
    fn cost(&self, cell: &Merged, wrapping: usize) -> Option<usize> {
        if self.holds_two_levels(cell) {
            return None;
        }
        let standing = self.standing(cell)?;
        let of_others = self.of_others(cell);
        // Only a text right in the middle says against its own meaning which rows are its.
        if of_others > 0 && standing > 1 {
            return None;
        }
        let broken = BROKEN * (self.within_sentence(cell) + of_others);
        Some(wrapping + broken + self.again(&cell.rows)? + standing)
    }

    /// Whether a cell's text ends where a sentence goes on, before the texts of the next.
    fn within_sentence(&self, cell: &Merged) -> usize {
        let is_last = cell.fragments.end == self.fragments.len();
        let text = self.fragments[cell.fragments.end - 1].text();
        usize::from(!is_last && text.ends_with(['，', '、', '；', '：', '（', '《', ',', ';']))
    }

    /// Whether a cell goes on behind a first level in full: 效益指标满意度指标.
    fn holds_two_levels(&self, cell: &Merged) -> bool {
        let lines = &self.fragments[cell.fragments.clone()];
        lines.len() > 1
            && (1..lines.len()).any(|end| {
                let text: String = lines[..end].iter().map(|line| name(line.text())).collect();
                is_first_level(&text)
            })
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

    /// What it costs that a cell spans a label, another, and the first again; none where that is
    /// 产出指标, which begins anew with the next project.
    fn again(&self, rows: &Range<usize>) -> Option<usize> {
        let rows = &self.rows[rows.clone()];
        let begins = |at: &usize| *at == 0 || rows[*at].label != rows[*at - 1].label;
        let is_again = |at: &usize| rows[..*at].iter().any(|row| row.label == rows[*at].label);
        let again = (0..rows.len()).filter(begins).filter(is_again);
        let again: Vec<&str> = again
            .map(|at| rows[at].label.as_str())
            .filter(|label| !label.is_empty())
            .collect();
        let is_project = again.iter().any(|label| is_first_level(label));
        let is_turned = rows
            .windows(2)
            .any(|pair| is_turned(&pair[0].label, &pair[1].label));
        (!is_project && !is_turned).then_some(again.len() * AGAIN)
    }

    /// What it costs to take texts for one cell.
    fn wrapping(&self, fragments: Range<usize>) -> usize {
        let pairs = self.fragments[fragments].windows(2);
        let cost = |pair: &[Fragment]| {
            let is_near = pair[1].line <= pair[0].line + 3;
            let may_wrap = pair[0].wraps_into(&pair[1]) && is_near && !are_two(pair);
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
                        if let Some(cost) = self.cost(&cell, wrapping) {
                            take(cell, cost);
                        }
                    }
                }
            }
        }
    }

    fn forwards(&self) -> Vec<Vec<Way>> {
        let none = Way {
            cost: NONE,
            from: (0, 0),
        };
        let mut ways = vec![vec![none; self.rows.len() + 1]; self.fragments.len() + 1];
        ways[0][0].cost = 0;
        if self.page.goes_on {
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

/// Whether two lines are two cells whatever room they had: two levels, two amounts, or a value behind another.
fn are_two(pair: &[Fragment]) -> bool {
    let both = |is: &dyn Fn(&str) -> bool| pair.iter().all(|line| is(line.text()));
    both(&is_first_level) || both(&is_money) || begins_value(pair[1].text())
}

/// Whether a text is a first level, in full.
fn is_first_level(text: &str) -> bool {
    let level = text.strip_suffix("指标");
    level.is_some_and(|level| LEVELS.iter().any(|(name, _)| *name == level))
}

/// Whether 产出指标 stands below a level that follows it in every project.
fn is_turned(above: &str, below: &str) -> bool {
    matches!(above, "效益指标" | "满意度指标") && below == "产出指标"
}

/// The levels, with those below them; 成本指标 is one of either.
const LEVELS: [(&str, &[&str]); 4] = [
    ("产出", &["数量", "质量", "时效", "成本"]),
    ("效益", &["经济效益", "社会效益", "生态效益", "可持续影响"]),
    ("满意度", &["服务对象满意度", "满意度"]),
    ("成本", &["成本", "经济成本", "社会成本", "生态环境成本"]),
];

/// Whether a level belongs to another level than the one that is said to be above it.
fn belongs_elsewhere(label: &str, level: &str) -> bool {
    let short = |text: &str| text.strip_suffix("指标").unwrap_or(text).to_owned();
    let (label, level) = (short(label), short(level));
    let has = |(_, below): &&(&str, &[&str])| below.contains(&label.as_str());
    let is_level = LEVELS.iter().any(|(above, _)| *above == level);
    is_level
        && LEVELS.iter().any(|of| has(&of))
        && !LEVELS.iter().filter(has).any(|(above, _)| *above == level)
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
        let cells = merged(&fragments(texts), &rows(lines), PageEdges::default())?;
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
        assert_eq!(merged(&texts, &units, PageEdges::default()), None);
        let labels = ["数量指标", "质量指标", "时效指标", "社会效益指标"];
        for (unit, label) in units.iter_mut().zip(labels) {
            unit.label = label.to_owned();
        }
        let cells = merged(&texts, &units, PageEdges::default()).unwrap_or_default();
        let ends: Vec<usize> = cells.iter().map(|cell| cell.rows.end).collect();
        assert_eq!(ends, [3, 4]);
    }
}
