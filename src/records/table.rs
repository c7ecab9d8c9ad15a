/*!
A table under construction, and what every reader does alike: figures, notes, grounds.
*/

use crate::budget::{Amount, Figure, Indicator, Measure, Note, Origin, Place, Row, Table};
use crate::records::context::Context;
use crate::records::fitting::laid_row::LaidRow;
use crate::records::header::Figures;
use crate::records::header::shape::{Leaf, Shape, Sum};
use crate::tables::{Cell, Grid};

/// What reading one printed table gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The table.
    pub table: Table,
    /// Its indicators; their `table` is set when the book is put together.
    pub indicators: Vec<Indicator>,
    /// What could not be read.
    pub notes: Vec<Note>,
    /// Whether its columns are runs of blanks in a text.
    pub is_by_blanks: bool,
    /// Cells whose text is not read, and why: said once a table and reason.
    unread: Vec<(String, Place, String)>,
}

impl Part {
    /// A table of which nothing is read yet.
    pub fn new(table: Table) -> Self {
        Self {
            table,
            indicators: Vec::new(),
            notes: Vec::new(),
            is_by_blanks: false,
            unread: Vec::new(),
        }
    }

    /// Leaves a cell unread for a reason.
    pub fn leave(&mut self, cell: &Cell, why: impl Into<String>) {
        self.unread
            .push((why.into(), cell.place, cell.text.clone()));
    }

    /// Says what was left unread: each cell where they are few, and the first of many with one reason.
    pub fn tell_unread(&mut self) {
        let unread = std::mem::take(&mut self.unread);
        let mut told: Vec<&str> = Vec::new();
        for (why, place, text) in &unread {
            let alike = unread.iter().filter(|(other, _, _)| other == why).count();
            if alike <= FEW {
                self.note(*place, text, why);
            } else if !told.contains(&why.as_str()) {
                told.push(why);
                self.note(*place, text, &format!("{why}（本表共 {alike} 处）"));
            }
        }
    }

    /// Says what could not be read, and where.
    pub fn note(&mut self, place: Place, excerpt: &str, message: &str) {
        self.notes.push(Note {
            place,
            excerpt: shortened(excerpt),
            message: message.to_owned(),
        });
    }

    /// Makes the printed figures uncertain that are such, on that ground; how many there were.
    pub fn make_uncertain(
        &mut self,
        ground: &str,
        is_such: impl Fn(&Row, &Figure) -> bool,
    ) -> usize {
        let mut count = 0;
        for row in &mut self.table.rows {
            let which: Vec<usize> = (0..row.figures.len())
                .filter(|&at| row.figures[at].is_printed() && is_such(row, &row.figures[at]))
                .collect();
            count += which.len();
            for at in which {
                row.figures[at].origin = Origin::Uncertain(ground.to_owned());
            }
        }
        count
    }

    /// Makes the printed figures uncertain that are such, and says so once for the ground.
    pub fn doubt(&mut self, ground: &str, is_such: impl Fn(&Row, &Figure) -> bool) {
        let count = self.make_uncertain(ground, is_such);
        if count > 0 {
            let (place, title) = (self.table.place, self.table.title.clone());
            let message = format!("读法存疑：{count} 个数{ground}，标为存疑，请看原件。");
            self.note(place, &title, &message);
        }
    }

    /// Says that the header has another number of columns than the rows.
    pub fn doubt_header(&mut self, grid: &Grid, figures: &Figures) {
        let place = grid
            .header
            .first()
            .and_then(|row| row.first())
            .map_or(self.table.place, |cell| cell.place);
        let message = format!(
            "表头读出 {} 栏，与数据的栏数不符；{}对应，请核对。",
            figures.shape.len(),
            figures.ground.words()
        );
        self.note(Place::line(place.line), "", &message);
    }

    /// Takes the columns of a shape as the table's.
    pub fn measures_of(&mut self, shape: &Shape) {
        for leaf in shape.leaves.iter().filter(|leaf| !leaf.is_rate()) {
            if !self.table.measures.contains(&leaf.measure) {
                self.table.measures.push(leaf.measure);
            }
        }
    }

    /// Takes a measure as one of the table's columns.
    pub fn has_measure(&mut self, measure: Measure) {
        if !self.table.measures.contains(&measure) {
            self.table.measures.push(measure);
        }
    }
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(30).collect();
    if text.chars().count() > 30 {
        short.push('…');
    }
    short
}

/// So many cells left unread for one reason are each named.
const FEW: usize = 4;

/// An amount under no heading.
pub const NO_COLUMN: &str = "这个数字所在的栏在表头中找不到，未收入。";

/// The year that the heading of a measure names: 2023年决算数, two years before that of the budget.
fn year_named(measure: Measure) -> Option<u16> {
    let heading = measure.path().rsplit('/').next()?;
    heading.get(..heading.find('年')?)?.parse().ok()
}

/// A figure of a column.
pub fn figure(
    leaf: &Leaf,
    amount: Amount,
    place: Place,
    origin: Origin,
    context: &Context,
) -> Figure {
    let named = leaf.last_year.then(|| year_named(leaf.measure)).flatten();
    let year = named.unwrap_or(context.identity.year - u16::from(leaf.last_year));
    Figure {
        measure: leaf.measure,
        year,
        amount,
        origin,
        place,
    }
}

/// Printed where something decided the column of a figure, uncertain otherwise.
pub fn origin_of(laid: &LaidRow, figure: usize, shape: &Shape) -> Origin {
    if laid.decided[figure] {
        return Origin::Printed;
    }
    let column = laid.columns[figure];
    let measure = &shape.leaves[column].measure;
    Origin::Uncertain(format!(
        "原文丢失了栏位，各栏之和也不能确定；按常例归入“{measure}”"
    ))
}

/// The ground of a derived figure, as an equation in words.
pub fn in_words(sum: &Sum, column: usize, shape: &Shape) -> String {
    let name = |index: usize| shape.leaves[index].measure.leaf();
    let others: Vec<&str> = sum
        .parts
        .iter()
        .filter(|&&part| part != column)
        .map(|&part| name(part))
        .collect();
    if others.is_empty() {
        format!("{} = {}", name(column), name(sum.whole))
    } else {
        format!(
            "{} = {} − {}",
            name(column),
            name(sum.whole),
            others.join(" − ")
        )
    }
}
