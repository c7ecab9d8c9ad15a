/*!
Indicators under their levels whose rows are ruled from left to right.

The lines that cross a column end its cells, those merged over rows among them: where the columns
are known by their headings, the cells are as if all their borders were drawn. Where lines are left
out between rows, the texts of a cell show it: a line that wrapped is full.
*/

use super::super::drawing::{Length, Rule};
use super::super::grid::{Grid, grid_of};
use super::super::page;
use super::super::parts::{PageTable, TableRow};
use super::super::rulings::Rulings;
use super::super::words::Word;
use super::drawn;
use super::heads::Laid;
use super::levels::heads_levels;
use super::regions::TextLine;
use super::stretches::{self, Stretch, borders};

/// Lines of indicators as the cells that the lines across them end; none where these do not say it.
/// A page that goes on with a table may print no heading.
pub fn table(lines: &[TextLine], horizontal: &[Rule]) -> Option<PageTable> {
    let rules = rules_of(lines, horizontal)?;
    let left = rules.iter().map(|rule| rule.from).min()?;
    let right = rules.iter().map(|rule| rule.to).max()?;
    let begins = first_of_rows(lines, &rules, (left, right))?;
    let is_head = |line: &TextLine| line.bottom() <= begins + line.size() / 4;
    let (head, body): (Vec<TextLine>, Vec<TextLine>) = lines.iter().cloned().partition(is_head);
    let bands_above = rules.iter().filter(|rule| rule.at < begins).count();
    if bands_above > HEADER_ROWS || head.iter().any(TextLine::prints_amount) {
        return None;
    }
    let Laid { columns, rows, .. } = headed_columns((&head, &rules), &body)?;
    let xs = outer(snapped(&columns, &rules), left, right);
    let below = rules.into_iter().filter(|rule| rule.at >= begins);
    let grid = grid_of(&walled(&xs, below.collect())?)?;
    let words: Vec<Word> = body.into_iter().flat_map(|line| line.words).collect();
    let mut holds = words
        .iter()
        .map(|word| grid.holds(word.center(), word.middle()));
    if grid.xs.len() != xs.len() || !holds.all(|holds| holds) || !every_row_is_ruled(&grid, &words)
    {
        return None;
    }
    let table = page::table(&grid, words).ok()?;
    let head = rows.into_iter().map(|row| drawn(row, &xs));
    let rows: Vec<TableRow> = head.chain(table.rows).collect();
    Some(PageTable {
        rows,
        top: lines.first()?.top(),
        stretches: columns,
        xs,
        lists_indicators: true,
        ..table
    })
}

/// The lines across that stand among some lines of text, or right above and below them.
fn rules_of(lines: &[TextLine], horizontal: &[Rule]) -> Option<Vec<Rule>> {
    let (first, last) = (lines.first()?, lines.last()?);
    let reach = first.size() * 2;
    let heights = first.top() - reach..=last.bottom() + reach;
    let among = horizontal.iter().filter(|rule| heights.contains(&rule.at));
    Some(among.copied().collect())
}

/// Where the rows begin: the line as wide as the table below its headings, or its first.
fn first_of_rows(
    lines: &[TextLine],
    rules: &[Rule],
    (left, right): (Length, Length),
) -> Option<Length> {
    let slack = lines.first()?.size();
    let below = match lines.iter().rposition(heads_levels) {
        Some(heading) => lines[heading].bottom() - slack / 4,
        None => Length::MIN,
    };
    let is_whole = |rule: &&Rule| rule.from - left < slack && right - rule.to < slack;
    let whole = rules.iter().filter(is_whole).map(|rule| rule.at);
    whole.filter(|at| *at >= below).min()
}

/// More lines above the rows are those of a form.
const HEADER_ROWS: usize = 3;

/// The columns and the headings over them; none where a column has no heading.
fn headed_columns((head, rules): (&[TextLine], &[Rule]), body: &[TextLine]) -> Option<Laid> {
    let head: Vec<TextLine> = head.iter().map(TextLine::gathered).collect();
    let head: Vec<&TextLine> = head.iter().collect();
    let columns = stretches::of(body);
    if head.is_empty() {
        let rows = Vec::new();
        return Some(Laid {
            off: 0,
            columns,
            rows,
        });
    }
    let laid = super::laid((&head, rules), columns, body);
    laid.columns
        .iter()
        .all(|column| laid.heads(column))
        .then_some(laid)
}

/// The borders of columns, where a line ends between two of them, there.
fn snapped(columns: &[Stretch], rules: &[Rule]) -> Vec<Length> {
    let mut xs = borders(columns);
    for (border, pair) in xs.iter_mut().skip(1).zip(columns.windows(2)) {
        let ends = rules.iter().flat_map(|rule| [rule.from, rule.to]);
        let mut between = ends.filter(|end| pair[0].1 <= *end && *end <= pair[1].0);
        *border = between.next().unwrap_or(*border);
    }
    xs
}

/// The borders from the left end of the lines to the right one.
fn outer(mut xs: Vec<Length>, left: Length, right: Length) -> Vec<Length> {
    if let Some(first) = xs.first_mut() {
        *first = left.min(*first);
    }
    if let Some(last) = xs.last_mut() {
        *last = right.max(*last);
    }
    xs
}

/// The lines with walls at the borders of the columns.
fn walled(xs: &[Length], horizontal: Vec<Rule>) -> Option<Rulings> {
    let from = horizontal.iter().map(|rule| rule.at).min()?;
    let to = horizontal.iter().map(|rule| rule.at).max()?;
    let wall = |x: &Length| Rule {
        horizontal: false,
        at: *x,
        from,
        to,
    };
    Some(Rulings {
        vertical: xs.iter().map(wall).collect(),
        horizontal,
    })
}

/// Whether lines end all rows: of several lines in a cell of one row all but the last leave no room
/// for what begins the next.
fn every_row_is_ruled(grid: &Grid, words: &[Word]) -> bool {
    let mut inside: Vec<Vec<&Word>> = vec![Vec::new(); grid.cells.len()];
    for word in words {
        if let Some(cell) = grid.cell_at(word.center(), word.middle()) {
            inside[cell].push(word);
        }
    }
    let cells = grid.cells.iter().zip(inside);
    let mut single = cells.filter(|(cell, _)| cell.rows == 1);
    single.all(|(cell, mut words)| {
        words.sort_by_key(|word| (word.baseline, word.left));
        let width = grid.xs[cell.column + cell.columns] - grid.xs[cell.column];
        words.windows(2).all(|pair| {
            let is_next_line = pair[1].baseline - pair[0].baseline > pair[0].size / 2;
            let from = words
                .iter()
                .filter(|word| word.baseline == pair[0].baseline)
                .map(|word| word.left)
                .min();
            let filled = pair[0].right - from.unwrap_or(pair[0].left);
            !is_next_line || (filled + pair[0].size * 2) * 4 >= width * 3
        })
    })
}
