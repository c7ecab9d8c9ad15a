/*!
原文: the document as text with the numbers of its lines, tables as tables, and
what makes a figure evidence: the file's name, its SHA-256 and when it was imported.
*/

use crate::budget::{Book, Figure, Measure, Place, RowKind, Source, Summary, TableKind};
use crate::narrow::narrow;
use crate::screens::draw::look::Look;
use crate::screens::draw::widgets::sheet::{Cell, ColumnKind, Go, Sheet, SheetColumn, SheetRow};
use crate::screens::model::places::{Page, Stop};
use crate::screens::model::row_id::{FindingSide, RowId};
use crate::screens::pages::view::{Context, Opened, View};

/// Between two cells of a table.
const BETWEEN: usize = 2;
/// No cell of a table is laid out wider than this; what is longer goes on to the right.
const WIDEST: usize = 48;

/// The view of the document.
pub fn view(opened: Opened, mark: Option<Place>, context: &Context) -> View {
    let source = &opened.book.source;
    let lines: Vec<&str> = source.text.lines().collect();
    let digits = lines.len().to_string().len();
    let room = usize::from(context.width).saturating_sub(digits + 4);
    let paper = Paper {
        opened,
        side: None,
        mark,
        look: context.look,
        room,
        digits,
    };
    let mut rows = Vec::with_capacity(lines.len());
    let mut at = 0;
    while at < lines.len() {
        let count = lines[at..]
            .iter()
            .take_while(|line| line.contains('\t'))
            .count();
        if count == 0 {
            paper.prose(at, lines[at], &mut rows);
            at += 1;
        } else {
            paper.table(at, &lines[at..at + count], &mut rows);
            at += count;
        }
    }
    let sheet = Sheet {
        columns: vec![
            SheetColumn::new("line", ColumnKind::Code).titled(""),
            SheetColumn::new("text", ColumnKind::Paper).titled(""),
        ],
        rows,
        says: "这份文件是空的".to_owned(),
        ..Sheet::default()
    };
    let imported = context
        .stock
        .entry(opened.id)
        .map_or("", |entry| entry.imported_at.as_str());
    let mut top = files(source, mark, lines.len(), imported);
    // The lines are ours where the file has none: what counts there is its page or cell.
    let location = mark.and_then(|mark| source.location(mark));
    top.extend(location.map(|location| format!("出处 {}", location.in_words())));
    top.extend(mark.and_then(|mark| figure_at(opened, mark)));
    View {
        top,
        corner: match (mark, location) {
            (Some(mark), None) => format!("出处：第 {} 行", source.line_in_file(mark)),
            _ => String::new(),
        },
        ..View::of(sheet)
    }
}

/// What the marked figure is: its table, row and column, whose headings may be far above.
fn figure_at(opened: Opened, mark: Place) -> Option<String> {
    opened.book.tables.iter().find_map(|table| {
        let (row, figure) = table.rows.iter().find_map(|row| {
            let figure = row.figures.iter().find(|figure| figure.place == mark)?;
            Some((row, figure))
        })?;
        let label = format!("{} {}", row.code, row.name);
        let column = figure.measure.path().replace('/', " · ");
        let parts = [table.title.as_str(), label.trim(), &column];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Some(format!(
            "{}（{}）",
            parts.join(" › "),
            table.money_unit.name()
        ))
    })
}

/// What makes the text evidence: the file of the place that is shown, or else all files.
fn files(source: &Source, mark: Option<Place>, lines: usize, imported: &str) -> Vec<String> {
    // The samples say how they came in words of their own.
    let imported = match imported.starts_with(|c: char| c.is_ascii_digit()) {
        true => format!("导入于 {imported}"),
        false => imported.to_owned(),
    };
    if let Some(file) = mark.and_then(|mark| source.file_of(mark)) {
        let others = source.files.len() - 1;
        return vec![
            format!("{} · 另有 {others} 个文件 · {imported}", file.file_name),
            format!("SHA-256 {}", file.sha256),
        ];
    }
    let mut top = vec![format!("{} · {lines} 行 · {imported}", source.file_name)];
    if source.files.is_empty() {
        top.push(format!("SHA-256 {}", source.sha256));
    }
    let each = source.files.iter();
    top.extend(each.map(|file| format!("{} SHA-256 {}", file.file_name, file.sha256)));
    top
}

/// The lines around a place, as the document's own page shows them, moved sideways so that
/// the marked figure is in view.
pub fn excerpt(
    opened: Opened,
    (side, place): (FindingSide, Place),
    around: u32,
    room: usize,
    look: &Look,
) -> Vec<SheetRow> {
    let lines: Vec<&str> = opened.book.source.text.lines().collect();
    let digits = lines.len().to_string().len();
    let room = room.saturating_sub(digits + 6);
    let paper = Paper {
        opened,
        side: Some(side),
        mark: Some(place),
        look,
        room,
        digits,
    };
    let at = (place.line.max(1) - 1) as usize;
    let from = at.saturating_sub(around as usize);
    let to = (at + around as usize + 1).min(lines.len());
    let is_row = |index: usize| lines.get(index).is_some_and(|line| line.contains('\t'));
    let mut rows = Vec::new();
    let mut index = from;
    while index < to {
        let count = (index..to).take_while(|&row| is_row(row)).count();
        if count == 0 {
            paper.prose(index, lines[index], &mut rows);
            index += 1;
        } else {
            paper.table(index, &lines[index..index + count], &mut rows);
            index += count;
        }
    }
    let end = rows.iter().filter_map(marked_end).max().unwrap_or(0);
    let left = (end + 2).saturating_sub(room);
    rows.into_iter()
        .map(|row| pointed_at(moved(row, left, look)))
        .collect()
}

/// A line with a star behind its number where it is the marked one: colour alone says nothing
/// on a terminal without.
fn pointed_at(mut line: SheetRow) -> SheetRow {
    let is_marked = line.cells.iter().any(|cell| {
        matches!(
            cell,
            Cell::Paper {
                marked: Some(_),
                ..
            }
        )
    });
    if let Some(number) = line.cells.first_mut() {
        let star = if is_marked { "*" } else { " " };
        *number = Cell::text(format!("{}{star}", number.plain()));
    }
    line
}

fn marked_end(line: &SheetRow) -> Option<usize> {
    line.cells.iter().find_map(|cell| match cell {
        Cell::Paper {
            marked: Some((_, to)),
            scrolls: true,
            ..
        } => Some(*to),
        _ => None,
    })
}

/// A line of a table without its first columns.
fn moved(line: SheetRow, left: usize, look: &Look) -> SheetRow {
    let cells = line.cells.into_iter().map(|cell| match cell {
        Cell::Paper {
            text,
            marked,
            scrolls: true,
        } if left > 0 => {
            let mut gone = 0;
            let rest: String = text
                .chars()
                .skip_while(|c| {
                    let out = gone < left;
                    gone += if out {
                        look.width(c.encode_utf8(&mut [0; 4]))
                    } else {
                        0
                    };
                    out
                })
                .collect();
            let marked =
                marked.map(|(from, to)| (from.saturating_sub(gone), to.saturating_sub(gone)));
            Cell::Paper {
                text: rest,
                marked,
                scrolls: false,
            }
        }
        other => other,
    });
    SheetRow {
        cells: cells.collect(),
        ..line
    }
}

/// Where the total expenditure stands that 单位×年度 shows.
pub fn total_of(opened: Opened) -> Stop {
    let place = total_figure(opened.book).map(|figure| figure.place);
    let stop = opened.page(Page::Source { mark: place });
    match place {
        Some(place) => stop.on(RowId::line(place.line)),
        None => stop,
    }
}

/// The figure that the summary takes for the total expenditure.
pub fn total_figure(book: &Book) -> Option<&Figure> {
    let total = Summary::of(book).expenditure?;
    let kinds = [TableKind::IncomeAndExpenditure, TableKind::Expenditure];
    kinds
        .into_iter()
        .flat_map(|kind| book.tables_of(kind))
        .flat_map(|table| table.rows.iter().rev())
        .filter(|row| row.kind == RowKind::Total)
        .flat_map(|row| &row.figures)
        .find(|figure| figure.amount == total && !figure.measure.is_within(Measure::INCOME))
}

struct Paper<'a> {
    opened: Opened<'a>,
    /// The side of the finding that it stands around.
    side: Option<FindingSide>,
    mark: Option<Place>,
    look: &'a Look,
    room: usize,
    digits: usize,
}

impl Paper<'_> {
    /// The number of a line in its file; none for the line with a file's name.
    fn number(&self, at: usize) -> String {
        let source = &self.opened.book.source;
        let line = u32::try_from(at + 1).unwrap_or(u32::MAX);
        if source.is_between_files(line) {
            return String::new();
        }
        source.line_in_file(Place::line(line)).to_string()
    }

    /// A row of a line; the rows that it is wrapped into have its number once.
    fn line(
        &self,
        (at, part): (usize, usize),
        text: String,
        marked: Option<(usize, usize)>,
        scrolls: bool,
    ) -> SheetRow {
        let label = if part == 0 {
            format!("{:>width$}", self.number(at), width = self.digits)
        } else {
            String::new()
        };
        let cells = vec![
            Cell::text(label),
            Cell::Paper {
                text,
                marked,
                scrolls,
            },
        ];
        let line = narrow::<u32>(at) + 1;
        let id = RowId::SourceLine {
            side: self.side,
            line,
            part,
        };
        SheetRow::new(id, cells)
            .leading(Go::Nowhere("这就是原文"))
            .at(self.opened.spot(Place::line(line)))
    }

    fn marked_in(&self, at: usize) -> Option<(usize, usize)> {
        let mark = self.mark?;
        (mark.line as usize == at + 1).then_some((mark.start as usize, mark.end as usize))
    }

    /// A line of text, wrapped; the columns of the mark in each part of it.
    fn prose(&self, at: usize, text: &str, rows: &mut Vec<SheetRow>) {
        let parts = self.look.wrap(text, self.room);
        let marked = self.marked_in(at).map(|(start, end)| {
            if start == end {
                (0, usize::MAX)
            } else {
                self.columns(text, start, end)
            }
        });
        let mut passed = 0;
        for (part, text) in parts.into_iter().enumerate() {
            let width = self.look.width(&text);
            let here = marked.and_then(|(from, to)| {
                let from = from.max(passed) - passed;
                let to = to.saturating_sub(passed).min(width);
                (from < to).then_some((from, to))
            });
            passed += width;
            rows.push(self.line((at, part), text, here, false));
        }
    }

    /// The columns that characters `start..end` of a text take.
    fn columns(&self, text: &str, start: usize, end: usize) -> (usize, usize) {
        let width_to = |count: usize| {
            let part: String = text.chars().take(count).collect();
            self.look.width(&part)
        };
        (width_to(start), width_to(end))
    }

    /// Lines of tab-separated cells, laid out as columns.
    fn table(&self, first: usize, lines: &[&str], rows: &mut Vec<SheetRow>) {
        let mut widths: Vec<usize> = Vec::new();
        for line in lines {
            for (index, cell) in line.split('\t').enumerate() {
                let width = self.look.width(cell.trim()).min(WIDEST);
                match widths.get_mut(index) {
                    Some(widest) => *widest = width.max(*widest),
                    None => widths.push(width),
                }
            }
        }
        for (offset, line) in lines.iter().enumerate() {
            let at = first + offset;
            let (text, marked) = self.cells(line, &widths, self.marked_in(at));
            rows.push(self.line((at, 0), text, marked, true));
        }
    }

    /// One line of a table, its cells padded, and the columns of the mark in it.
    fn cells(
        &self,
        line: &str,
        widths: &[usize],
        mark: Option<(usize, usize)>,
    ) -> (String, Option<(usize, usize)>) {
        let mut text = String::new();
        let mut column = 0;
        let mut characters = 0;
        let mut marked = mark
            .filter(|(start, end)| start == end)
            .map(|_| (0, usize::MAX));
        for (index, cell) in line.split('\t').enumerate() {
            let shown = self.look.spell(cell.trim());
            let width = self.look.ruler.width(&shown);
            let pad = widths[index].saturating_sub(width);
            let (before, after) = if is_number(cell) { (pad, 0) } else { (0, pad) };
            let length = cell.chars().count();
            if let Some((start, end)) = mark
                && start < end
                && start < characters + length
                && characters < end
            {
                let from = column + before;
                let (_, to) = marked.unwrap_or((from, from));
                marked = Some((marked.map_or(from, |(from, _)| from), to.max(from + width)));
            }
            text.push_str(&" ".repeat(before));
            text.push_str(&shown);
            text.push_str(&" ".repeat(after + BETWEEN));
            column += before + width + after + BETWEEN;
            characters += length + 1;
        }
        let text = text.trim_end().to_owned();
        let end = self.look.ruler.width(&text);
        (text, marked.map(|(from, to)| (from, to.min(end))))
    }
}

fn is_number(cell: &str) -> bool {
    let cell = cell.trim();
    cell.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        && cell
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '-' | ' ' | '%'))
}
