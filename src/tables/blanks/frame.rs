/*!
A header over the columns of its page, and where the columns of another page stand under it.
*/

use super::columns::{BlankColumn, Columns, Holds};
use super::heads::{self, BlankHeader};
use super::stack::Stack;
use super::token::Token;
use super::{BlankPage, bounds, line_of, matching, series, stack};
use crate::tables::lines::{Cell, Line, squeeze};

/// A header over the columns of its page.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The headings.
    pub header: BlankHeader,
    /// The words of the header, and how it was read before it was laid over columns.
    printed: (Vec<Vec<String>>, BlankHeader),
    /// For each place of the table the heading and the column that stand there.
    pub pairs: Vec<(Option<usize>, Option<usize>)>,
    /// The columns of the page.
    pub columns: Vec<BlankColumn>,
    /// The places in the table over which another heading might stand as well.
    pub doubted: Vec<usize>,
}

impl Frame {
    /// Lays the header of a page over its columns; none where a column of amounts has no heading. What the page
    /// before prints in the same words is read as it was there.
    pub fn of(page: &BlankPage, columns: &mut Columns, before: Option<&Frame>) -> Option<Self> {
        let lines: Vec<Vec<Token>> = page.header.iter().map(|row| row.words.clone()).collect();
        let texts: Vec<Vec<String>> = lines.iter().map(|line| texts_of(line)).collect();
        let same = before
            .map(|frame| &frame.printed)
            .filter(|(printed, _)| *printed == texts);
        let mut header = match same {
            Some((_, header)) => header.moved(&lines)?,
            None => series::read(&lines, columns),
        };
        let printed = (texts, header.clone());
        header.place_by(&page.counters);
        while columns.merge_amounts(header.headings_of_amounts()) {}
        let mut pairs = matching::matched(&header, &columns.all)?;
        while columns.merge_without_heading(&pairs) {
            pairs = matching::matched(&header, &columns.all)?;
        }
        let rows = || page.body.iter().map(|row| row.words.as_slice());
        while columns.merge_dashes(rows(), &pairs) {
            pairs = matching::matched(&header, &columns.all)?;
        }
        while header.lift(&pairs) {
            pairs = matching::matched(&header, &columns.all)?;
        }
        let bounds = bounds::bounds(&header.stacks, &columns.all);
        let is_open =
            |column: usize| header.has_lost || bounds[column].start() != bounds[column].end();
        let doubted = (0..pairs.len()).filter(|&at| pairs[at].1.is_some_and(is_open));
        Some(Self {
            doubted: doubted.collect(),
            header,
            printed,
            pairs,
            columns: columns.all.clone(),
        })
    }

    /// The header as rows of cells.
    pub fn header_lines(&self, under: &[Line], page: &BlankPage) -> Vec<Line> {
        let number = page.header.first().map_or(0, |row| under[row.at].number);
        heads::rows(&self.header, &self.pairs)
            .into_iter()
            .map(|cells| line_of(number, cells))
            .collect()
    }

    /// Where one heading stands over two columns of words, the first holds labels of several rows,
    /// set in their middle: beside a name they name no row, but for the 小计 of their rows.
    pub fn place_outer_labels(&self, lines: &mut [Line]) {
        let is_words = |at: usize| {
            let column = self.pairs.get(at).and_then(|pair| pair.1);
            column.is_some_and(|column| self.columns[column].holds == Holds::Words)
        };
        let is_pair = |at: &usize| {
            is_words(*at)
                && is_words(at + 1)
                && (self.pairs[*at].0.is_none() || self.pairs[at + 1].0.is_none())
        };
        let first_amounts = self.columns.iter().position(|c| c.holds == Holds::Amounts);
        let ends_with_amounts = first_amounts.is_some_and(|first| {
            self.columns[first..]
                .iter()
                .all(|c| c.holds == Holds::Amounts)
        });
        for at in (0..self.pairs.len())
            .filter(is_pair)
            .filter(|_| ends_with_amounts)
        {
            let totals = totals_of_labels(lines, at);
            let labels: Vec<Cell> = (totals.iter())
                .map(|(label, _)| lines[*label].cells[at].clone())
                .collect();
            for line in lines
                .iter_mut()
                .filter(|line| !line.cells[at + 1].is_empty())
            {
                line.cells[at] = Cell::default();
            }
            for (label, (from, to)) in labels.into_iter().zip(totals) {
                lines[from].cells[at] = Cell::default();
                lines[to].cells[at] = label;
            }
        }
    }

    /// Puts codes that have no heading before the names that have one: 201 一般公共服务支出 in one cell.
    pub fn join_codes(&self, lines: &mut [Line]) {
        let holds = |at: usize, holds: Holds| {
            let column = self.pairs.get(at).and_then(|pair| pair.1);
            column.is_some_and(|column| self.columns[column].holds == holds)
        };
        let is_such = |at: &usize| {
            holds(*at, Holds::Codes)
                && self.pairs[*at].0.is_none()
                && holds(at + 1, Holds::Words)
                && self.pairs[at + 1].0.is_some()
        };
        for at in (0..self.pairs.len()).filter(is_such) {
            for cells in lines.iter_mut().map(|line| &mut line.cells) {
                let is_whole = !cells[at].is_empty() && !cells[at + 1].is_empty();
                if is_whole && cells[at].place.line == cells[at + 1].place.line {
                    let code = std::mem::take(&mut cells[at]);
                    let name = &mut cells[at + 1];
                    name.text = format!("{} {}", code.text, name.text);
                    name.place.start = code.place.start;
                }
            }
        }
    }

    /// For each column of the page its place in the table.
    pub fn column_places(&self) -> Vec<usize> {
        let filled = self.pairs.iter().enumerate();
        filled
            .filter(|(_, pair)| pair.1.is_some())
            .map(|(at, _)| at)
            .collect()
    }

    /// Which of the headings of amounts have columns, by their texts.
    fn headings_taken(&self) -> Vec<String> {
        let taken = self.pairs.iter().filter_map(|pair| pair.1.and(pair.0));
        let texts = taken.map(|stack| &self.header.stacks[stack]);
        let of_amounts = texts.filter(|stack| !stack::is_of_labels(stack));
        of_amounts.map(|stack| squeeze(&stack.cell.text)).collect()
    }

    /// The places of the columns of a page without a header: it fills the same ones, or all of
    /// the amounts and fewer of the labels before them.
    pub fn places_of(&self, columns: &mut Columns) -> Option<Vec<usize>> {
        let kinds = |columns: &[BlankColumn]| columns.iter().map(|c| c.holds).collect::<Vec<_>>();
        let places = self.column_places();
        while columns.merge_onto(&self.columns) {}
        for holds in [Holds::Words, Holds::Codes] {
            let count = self.columns.iter().filter(|c| c.holds == holds).count();
            while columns.count(holds) > count && columns.merge_labels(holds, |_| true) {}
        }
        if kinds(&self.columns) == kinds(&columns.all) {
            return Some(places);
        }
        let amounts = |columns: &[BlankColumn]| {
            let first = columns.iter().position(|c| c.holds == Holds::Amounts)?;
            let is_amounts = |column: &BlankColumn| column.holds == Holds::Amounts;
            let is_end = columns[first..].iter().all(is_amounts);
            is_end.then_some((first, columns.len() - first))
        };
        let (whole_first, whole_count) = amounts(&self.columns)?;
        let (first, count) = amounts(&columns.all)?;
        if count != whole_count || first > whole_first {
            return None;
        }
        let mut found = nearest(&self.columns[..whole_first], &columns.all[..first])?;
        for at in &mut found {
            *at = places[*at];
        }
        found.extend(&places[whole_first..]);
        Some(found)
    }

    /// The heading that is the same as one of another page: of several that say the same, 项目 over each side, the one
    /// in its turn.
    fn same_heading(&self, page: &[Stack], at: usize) -> Option<usize> {
        let text = squeeze(&page[at].cell.text);
        let alike = |stacks: &[Stack]| -> Vec<usize> {
            let is_alike = |at: &usize| squeeze(&stacks[*at].cell.text) == text;
            (0..stacks.len()).filter(is_alike).collect()
        };
        let (own, others) = (alike(&self.header.stacks), alike(page));
        let turn = others.iter().position(|&other| other == at)?;
        if own.len() == others.len() {
            own.get(turn).copied()
        } else {
            self.header.same(page, at)
        }
    }

    /// The places of the columns of a page that prints the header again.
    pub fn places_in(&self, page: &Frame) -> Option<Vec<usize>> {
        if self.header.texts() != page.header.texts() {
            return None;
        }
        // The headings of labels may be put together otherwise on another page.
        let kinds = |frame: &Frame| frame.columns.iter().map(|c| c.holds).collect::<Vec<_>>();
        if kinds(self) == kinds(page) && self.headings_taken() == page.headings_taken() {
            return Some(self.column_places());
        }
        let mut places = Vec::new();
        for pair in page.pairs.iter().filter(|pair| pair.1.is_some()) {
            let place = match pair.0 {
                Some(stack) => {
                    let same = self.same_heading(&page.header.stacks, stack)?;
                    self.pairs.iter().position(|pair| pair.0 == Some(same))
                }
                // A column without a heading stands where it stood before.
                None => {
                    let from: usize = places.last().map_or(0, |last| last + 1);
                    let rest = self.pairs.get(from..)?;
                    rest.iter()
                        .position(|pair| pair.0.is_none())
                        .map(|at| from + at)
                }
            };
            places.push(place?);
        }
        places.is_sorted().then_some(places)
    }
}

/// For each label of several rows its line and that of the 小计 with which these begin; none where the labels and the
/// totals do not take turns.
fn totals_of_labels(lines: &[Line], at: usize) -> Vec<(usize, usize)> {
    let lines_with = |is_such: &dyn Fn(&Line) -> bool| -> Vec<usize> {
        (0..lines.len())
            .filter(|&line| is_such(&lines[line]))
            .collect()
    };
    let labels = lines_with(&|line| !line.cells[at].is_empty());
    let totals = lines_with(&|line| squeeze(&line.cells[at + 1].text) == "小计");
    let is_within = |(index, label): (usize, &usize)| {
        totals[index] <= *label && totals.get(index + 1).is_none_or(|next| label < next)
    };
    let take_turns = labels.len() == totals.len() && labels.iter().enumerate().all(is_within);
    if take_turns {
        labels.into_iter().zip(totals).collect()
    } else {
        Vec::new()
    }
}

fn texts_of(line: &[Token]) -> Vec<String> {
    line.iter().map(|token| squeeze(token.text())).collect()
}

/// For each of fewer columns of labels the one of another page that begins nearest, in order.
fn nearest(whole: &[BlankColumn], few: &[BlankColumn]) -> Option<Vec<usize>> {
    const FAR: usize = 12;
    let mut found: Vec<usize> = Vec::with_capacity(few.len());
    for (at, column) in few.iter().enumerate() {
        let from = found.last().map_or(0, |last| last + 1);
        let to = (whole.len() + at + 1).checked_sub(few.len())?;
        let alike = (from..to).filter(|&at| whole[at].holds == column.holds);
        let apart = |at: &usize| whole[*at].left.abs_diff(column.left);
        let place = alike.min_by_key(apart)?;
        // A total in the middle is a word like any other.
        let is_only = whole.iter().filter(|c| c.holds == column.holds).count() == 1;
        if !is_only && apart(&place) > FAR {
            return None;
        }
        found.push(place);
    }
    Some(found)
}
