/*!
Tables of goals by where their words stand.

Such a table prints few amounts and many texts: names and values that wrapped in narrow cells, and
levels, projects and goals in cells that were merged over rows and stand in the middle of them.
[`columns`] lays the words under their headings, [`bands`] finds which lines are one indicator,
[`merged`](mod@merged) which indicators a level or a project spans, or [`at_top`] where texts stand at the top of
their cells; [`pairs`](mod@pairs) reads tables whose levels stand
beside each other. What nothing proves is left out and said.
*/

mod at_top;
mod bands;
mod columns;
mod head;
mod merged;
mod page;
mod pairs;

use super::token::{Ruler, Token, tokens};
use super::{Blanks, is_behind_table, line_of};
use crate::budget::Place;
use crate::tables::grid::{Grid, is_money};
use crate::tables::lines::{Cell, Line, name, squeeze};
use crate::tables::{LeftOpen, TABLE_NUMBER, is_preamble};
use columns::Columns;
use merged::PageEdges;
use page::GoalPage;
use std::collections::HashSet;
use std::ops::Range;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A line of the table and its number among the lines under the title.
#[derive(Debug, Clone)]
struct GoalRow {
    at: usize,
    words: Vec<Token>,
    begins_page: bool,
}

/// A text in a column, one line of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Fragment {
    cell: Cell,
    /// Which of its page's lines it stands on.
    line: usize,
    /// The room that its column has at least.
    room: usize,
}

impl Fragment {
    fn text(&self) -> &str {
        &self.cell.text
    }

    /// Whether this line had no room for the beginning of the next.
    fn wraps_into(&self, next: &Fragment) -> bool {
        let mut begin = next.text().chars();
        let first = begin.next().map_or(0, |c| c.width().unwrap_or(0));
        let is_latin = |c: &char| c.is_ascii_alphanumeric() || ".%".contains(*c);
        let word = next.text().chars().take_while(is_latin).count();
        // A sign that may begin no line takes the character before it along.
        self.text().width() + first.max(word) + 2 > self.room
    }
}

/// A heading with what stands above it, that says whose indicators they are, and below it.
#[derive(Debug, Default)]
struct FormPart {
    head: Vec<GoalRow>,
    columns: Columns,
    heading: Vec<GoalRow>,
    body: Vec<GoalRow>,
}

impl FormPart {
    /// Whether its first rows may belong to what the page before began.
    fn goes_on(&self) -> bool {
        let first = self.heading.first().or(self.body.first());
        let begins_page = |row: &GoalRow| row.begins_page;
        self.head.is_empty()
            && (first.is_some_and(begins_page) || self.body.first().is_some_and(begins_page))
    }

    /// Whether its heading lost those of the projects, which the page before prints.
    fn lacks_lead_of(&self, before: &Self) -> bool {
        self.goes_on() && before.columns.has_lead() && !self.columns.has_lead()
    }

    fn place(&self) -> Option<Place> {
        let first = self.heading.iter().chain(&self.body).next();
        Some(first?.words.first()?.cell.place)
    }

    /// Whether it goes on with the rows of the part before, under the same headings.
    fn continues(&self, before: &Self) -> bool {
        self.goes_on() && self.columns.texts() == before.columns.texts()
    }
}

/// Reads the lines under a title; none where they head no levels of indicators.
pub fn read(under: &[Line]) -> Option<Blanks> {
    by_levels(under).or_else(|| pairs::read(under))
}

/// Reads a table whose levels stand before the names of its indicators.
fn by_levels(under: &[Line]) -> Option<Blanks> {
    let (parts, taken) = by_better_ruler(under, columns::heads, parts, |part| &part.body)?;
    let mut lines: Vec<Line> = Vec::new();
    let mut lost: Vec<Place> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        lines.extend(head::lines(&part.head, under));
        if part.columns.all.is_empty() {
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| parts.get(at));
        if before.is_some_and(|before| part.lacks_lead_of(before)) {
            lost.extend(part.place());
            continue;
        }
        let continues = |next: &FormPart| next.continues(part);
        let goes_on = at
            .checked_sub(1)
            .is_some_and(|at| part.continues(&parts[at]));
        // A page that prints the headings again goes on with the rows of the page before.
        if !goes_on {
            lines.extend(headings(part, under));
        }
        let edges = PageEdges {
            goes_on: before.is_some() && part.goes_on(),
            is_cut: parts.get(at + 1).is_some_and(continues),
        };
        lines.extend(indicators(part, edges, &mut lost));
    }
    let grid = Grid::of(&lines);
    let open = LeftOpen {
        rows: lost,
        ..LeftOpen::default()
    };
    Some(Blanks { grid, taken, open })
}

/// The parts of a table under the ruler by which its words begin in fewer columns, and how many of the lines under the
/// title they take.
fn by_better_ruler<P>(
    under: &[Line],
    heads: fn(&[Token]) -> bool,
    parts: fn(Vec<GoalRow>) -> Option<Vec<P>>,
    body: fn(&P) -> &Vec<GoalRow>,
) -> Option<(Vec<P>, usize)> {
    let by = |ruler| {
        let (rows, taken) = rows(under, ruler, heads)?;
        let parts = parts(rows)?;
        Some((edges(parts.iter().flat_map(body)), parts, taken))
    };
    let rulers = [Ruler::Characters, Ruler::Display];
    let readings = rulers.into_iter().filter_map(by);
    let (_, parts, taken) = readings.min_by_key(|(edges, ..)| *edges)?;
    Some((parts, taken))
}

/// The lines that may belong to the table, and how many of the lines under the title those are.
fn rows(
    under: &[Line],
    ruler: Ruler,
    heads: fn(&[Token]) -> bool,
) -> Option<(Vec<GoalRow>, usize)> {
    let mut rows: Vec<GoalRow> = Vec::new();
    let mut begins_page = false;
    let mut has_heading = false;
    for (at, line) in under.iter().enumerate() {
        begins_page |= line.begins_page;
        if line.is_blank() || TABLE_NUMBER.is_match(&line.squeezed()) {
            continue;
        }
        if begins_page {
            rows.pop_if(|row| is_page_number(row));
        }
        if is_preamble(line) {
            continue;
        }
        let Some(words) = tokens(line, ruler, true) else {
            // A row of cells is none of this table's.
            if has_heading {
                break;
            }
            return None;
        };
        if words
            .iter()
            .all(|word| crate::tables::is_about_table(&word.cell))
        {
            continue;
        }
        // The rest of a goal may stand alone on its line, but not at the margin.
        let is_inside = words
            .first()
            .is_some_and(|word| word.left > 8 && word.cell.text.width() < 80);
        if is_behind_table(line, has_heading) && !is_inside {
            break;
        }
        // What all indicators scored stands below them, under some of their columns.
        if has_heading && words.first().is_some_and(is_score) {
            continue;
        }
        has_heading |= heads(&words);
        rows.push(GoalRow {
            at,
            words,
            begins_page: std::mem::take(&mut begins_page),
        });
    }
    rows.pop_if(|row| is_page_number(row));
    let taken = rows.last()?.at + 1;
    has_heading.then_some((rows, taken))
}

/// Whether a text begins the line of the scores of all indicators.
fn is_score(word: &Token) -> bool {
    matches!(
        squeeze(word.text()).as_str(),
        "总分" | "合计得分" | "总得分"
    )
}

/// Whether a line holds a short number alone.
fn is_page_number(row: &GoalRow) -> bool {
    let [word] = row.words.as_slice() else {
        return false;
    };
    word.text().len() <= 3 && word.text().bytes().all(|b| b.is_ascii_digit())
}

/// The rows divided at their headings and where another form begins.
fn parts(rows: Vec<GoalRow>) -> Option<Vec<FormPart>> {
    let mut parts: Vec<FormPart> = vec![FormPart::default()];
    let mut rows = rows.into_iter().peekable();
    while let Some(row) = rows.next() {
        let part = parts.last_mut()?;
        if columns::heads(&row.words) {
            let (mut part, upper) = match part.heading.is_empty() {
                true => {
                    let mut part = parts.pop()?;
                    let upper = above_heading(&mut part.head, &row);
                    (part, upper)
                }
                false => {
                    let upper = again_above(part, &row);
                    (FormPart::default(), upper)
                }
            };
            let mut lower: Vec<GoalRow> = Vec::new();
            let is_lower = |below: &GoalRow| {
                is_beside_heading(below, &row)
                    || below.at == row.at + 1
                        && (columns::divides_values(&below.words, &row.words)
                            || columns::ends_headings(&below.words, &row.words))
            };
            while let Some(below) = rows.next_if(is_lower) {
                lower.push(below);
            }
            part.columns = Columns::of(&upper, &row, &lower);
            part.heading = upper;
            part.heading.push(row);
            part.heading.extend(lower);
            parts.push(part);
        } else if part.heading.is_empty() {
            part.head.push(row);
        } else if head::begins_form(&row) {
            parts.push(FormPart {
                head: vec![row],
                ..FormPart::default()
            });
        } else {
            part.body.push(row);
        }
    }
    for part in &mut parts {
        part.columns.drop_label(&part.body);
    }
    Some(parts)
}

/// Takes the lines above a heading that are part of it.
fn above_heading(rows: &mut Vec<GoalRow>, heading: &GoalRow) -> Vec<GoalRow> {
    let mut upper: Vec<GoalRow> = Vec::new();
    while let Some(above) = rows.pop_if(|above| is_beside_heading(above, heading)) {
        upper.insert(0, above);
    }
    upper
}

/// Takes the lines above a heading that a page prints again: all between it and the rows of the page
/// before, for there the end of a name may stand beside its words.
fn again_above(part: &mut FormPart, heading: &GoalRow) -> Vec<GoalRow> {
    let text = |word: &Token| squeeze(word.text());
    let known: HashSet<String> = part
        .heading
        .iter()
        .flat_map(|row| &row.words)
        .map(text)
        .collect();
    let is_known = |row: &GoalRow| row.words.iter().all(|word| known.contains(&text(word)));
    let rows = &mut part.body;
    let first = rows.iter().rposition(|row| row.begins_page);
    let page = first.map_or(&[][..], |first| &rows[first..]);
    let is_heading = |row: &GoalRow| is_known(row) || is_beside_heading(row, heading);
    match first.filter(|_| page.iter().all(is_heading)) {
        Some(first) => rows.split_off(first),
        None => Vec::new(),
    }
}

/// Whether a line next to a heading is part of it: it prints nothing above or below its words but
/// what all of them are of.
fn is_beside_heading(row: &GoalRow, heading: &GoalRow) -> bool {
    let is_over = |word: &Token| {
        let mut words = heading.words.iter();
        words.any(|other| columns::touch(other, word))
    };
    let may_stand = |word: &Token| columns::is_of_all(word, &heading.words) || !is_over(word);
    row.at.abs_diff(heading.at) <= 2
        && row.words.iter().all(|word| {
            may_stand(word) && word.text().chars().count() <= 8 && !is_money(word.text())
        })
}

/// How many columns of the text words begin in: under the right ruler they stand under each other.
fn edges<'r>(rows: impl Iterator<Item = &'r GoalRow>) -> usize {
    let lefts: HashSet<usize> = rows
        .flat_map(|row| row.words.iter().map(|word| word.left))
        .collect();
    lefts.len()
}

/// The rows of a heading.
fn headings(part: &FormPart, under: &[Line]) -> Vec<Line> {
    let number = part.heading.first().map_or(0, |row| under[row.at].number);
    let width = part.columns.all.len();
    let mut rows = Vec::new();
    if !part.columns.over.is_empty() {
        let mut cells = vec![Cell::default(); width];
        for (at, word) in &part.columns.over {
            cells[*at] = word.cell.clone();
        }
        rows.push(line_of(number, cells));
    }
    let cell = |column: &columns::GoalColumn| Cell {
        text: column.text(),
        place: column
            .heading
            .first()
            .map_or(Place::line(number), |word| word.cell.place),
    };
    rows.push(line_of(number, part.columns.all.iter().map(cell).collect()));
    rows
}

/// The rows of a part's body that are proven, page by page. Adds where the first stands of a page of which
/// some are not.
fn indicators(part: &FormPart, edges: PageEdges, lost: &mut Vec<Place>) -> Vec<Line> {
    let all: Vec<&GoalRow> = part.body.iter().collect();
    let mut columns = part.columns.clone();
    let mut places = columns.place(&all);
    let mut body = part.body.clone();
    divide(&mut body, &mut places, &columns);
    let mut lines = Vec::new();
    // Rows that may belong to what begins on a page that is lost.
    let mut is_behind_lost = edges.goes_on && !lost.is_empty();
    for (number, rows) in pages(&body).into_iter().enumerate() {
        let is_cut = edges.is_cut || rows.end < body.len();
        let page = GoalPage {
            rows: &body[rows.clone()],
            places: &places[rows],
            columns: &columns,
            edges: PageEdges {
                goes_on: number > 0 || edges.goes_on,
                is_cut,
            },
        };
        let rows = page.read().filter(|rows| !page.begins_broken(rows));
        let Some(mut rows) = rows else {
            lost.push(page.place());
            is_behind_lost = true;
            continue;
        };
        if is_behind_lost {
            let first = columns.owner();
            let begins = |row: &Line| row.cells.get(first).is_some_and(|cell| !cell.is_empty());
            let begin = rows.iter().position(begins);
            if begin != Some(0) {
                lost.push(page.place());
            }
            rows.drain(..begin.unwrap_or(rows.len()));
            is_behind_lost = begin.is_none();
        }
        // A page may end within a row, whose value then stands on the next.
        if let Some(broken) = rows.pop_if(|row| is_cut && !page.has_value(row)) {
            lost.push(Place::line(broken.number));
            is_behind_lost = true;
        }
        lines.extend(rows);
    }
    lines
}

/// The rows of each page.
fn pages(body: &[GoalRow]) -> Vec<Range<usize>> {
    let starts = (0..body.len()).filter(|&at| at == 0 || body[at].begins_page);
    let starts: Vec<usize> = starts.chain([body.len()]).collect();
    starts.windows(2).map(|ends| ends[0]..ends[1]).collect()
}

/// Divides words that stand over two columns without a blank between: where the second is a text
/// that its column prints elsewhere.
fn divide(rows: &mut [GoalRow], places: &mut [Vec<Option<usize>>], columns: &Columns) {
    let printed: Vec<(usize, String)> = rows
        .iter()
        .zip(places.iter())
        .flat_map(|(row, places)| row.words.iter().zip(places))
        .filter_map(|(word, place)| Some(((*place)?, word.text().to_owned())))
        .collect();
    for (row, places) in rows.iter_mut().zip(places) {
        for at in (0..row.words.len()).rev() {
            let Some(column) = places[at] else { continue };
            let next = column + 1;
            let is_free = next < columns.all.len() && !places.contains(&Some(next));
            if !is_free || row.words[at].right <= columns.all[next].left + 1 {
                continue;
            }
            let known = printed.iter().filter(|(place, _)| *place == next);
            let end = known
                .filter(|(_, text)| {
                    text.chars().count() > 1 && row.words[at].text().ends_with(text.as_str())
                })
                .map(|(_, text)| text.chars().count())
                .max();
            if let Some(second) = end.and_then(|end| split_off(&mut row.words[at], end)) {
                row.words.insert(at + 1, second);
                places.insert(at + 1, Some(next));
            }
        }
    }
}

/// The last characters of a word as a word of their own.
fn split_off(word: &mut Token, count: usize) -> Option<Token> {
    let whole = word.text().chars().count();
    let at = whole.checked_sub(count).filter(|at| *at > 0)?;
    let text: String = word.text().chars().skip(at).collect();
    let place = word.cell.place;
    let middle = place.end - u32::try_from(count).ok()?;
    let mut second = word.clone();
    word.cell.text = word.text().chars().take(at).collect();
    word.cell.place = Place::span(place.line, place.start, middle);
    second.cell.text = text;
    second.cell.place = Place::span(place.line, middle, place.end);
    Some(second)
}

/// The lines of a cell as one text.
fn joined<'f>(mut lines: impl Iterator<Item = &'f Fragment>) -> Cell {
    let Some(first) = lines.next() else {
        return Cell::default();
    };
    let mut cell = first.cell.clone();
    for line in lines {
        cell.text.push(' ');
        cell.text.push_str(line.text());
    }
    cell.text = name(&cell.text);
    cell
}
