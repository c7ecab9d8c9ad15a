/*!
What a note is about, worked out from where somebody pointed.
*/

use crate::budget::{Amount, Book, Figure, Identity, Origin, Place, Row, Side, Table};

/// Where somebody pointed, as a screen knows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pointed {
    /// The place of the figure, or else of the row; none for what was added up.
    pub place: Option<Place>,
    /// The figure, where there is one.
    pub amount: Option<Amount>,
    /// The heading of its column.
    pub column: String,
    /// What the row says of itself, for a row that no table prints.
    pub label: String,
}

/// A figure as it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// The amount as printed.
    pub amount: Amount,
    /// 推算 or 存疑 where the document does not print it there, else empty.
    pub mark: String,
}

impl Noted {
    /// A figure of a table.
    pub fn of(figure: &Figure) -> Self {
        let mark = match figure.origin {
            Origin::Printed => "",
            Origin::Derived(_) => SUMMED,
            Origin::Uncertain(_) => "存疑",
        };
        Self {
            amount: figure.amount,
            mark: mark.to_owned(),
        }
    }

    /// As exports have it: `4660.00 万元`.
    pub fn plain(&self) -> String {
        self.with(&self.amount.to_string())
    }

    /// For people, with thousands separators: `4,660.00 万元`.
    pub fn grouped(&self) -> String {
        self.with(&self.amount.grouped())
    }

    fn with(&self, digits: &str) -> String {
        let unit = self.amount.unit().name();
        if self.mark.is_empty() {
            format!("{digits} {unit}")
        } else {
            format!("{digits} {unit}（{}）", self.mark)
        }
    }
}

/// The mark of a figure that was inferred or added up.
const SUMMED: &str = "推算";

/// What a note is about, as it stood when it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Whose budget.
    pub identity: Identity,
    /// The table: its name in the vocabulary, else its printed title; empty for prose.
    pub table: String,
    /// The row's number in its table; 0 where no printed row was meant.
    pub ordinal: u32,
    /// The side of the table that it stands on.
    pub side: Side,
    /// Its code, or empty.
    pub code: String,
    /// Its name, or what was pointed at.
    pub name: String,
    /// The heading it stands under, or empty.
    pub under: String,
    /// The column, or empty.
    pub measure: String,
    /// The year of the figure; none for a figure that no table has.
    pub year: Option<u16>,
    /// The figure; none where the row has none, or none was meant.
    pub figure: Option<Noted>,
    /// The document's file name.
    pub document: String,
    /// Its SHA-256.
    pub sha256: String,
    /// The place as the exports name it: `budget.txt:215`; empty for what was added up.
    pub source: String,
    /// The place in that document's text.
    pub place: Option<Place>,
}

impl About {
    /// What is pointed at in a budget.
    pub fn of(book: &Book, pointed: &Pointed) -> Self {
        let mut about = Self::whole(book, pointed);
        if let Some((table, row, figure)) = pointed.place.and_then(|_| row_at(book, pointed)) {
            about.table = name_of(table).to_owned();
            about.take_row(row);
            match figure {
                Some(figure) => about.take_figure(figure),
                None => about.take_sum(pointed),
            }
        } else {
            about.take_sum(pointed);
        }
        about
    }

    /// A place of the budget, with the table around it, before anything is known of a row.
    fn whole(book: &Book, pointed: &Pointed) -> Self {
        let table = pointed.place.and_then(|place| table_around(book, place));
        Self {
            identity: book.identity.clone(),
            table: table.map_or_else(String::new, |table| name_of(table).to_owned()),
            ordinal: 0,
            side: Side::Only,
            code: String::new(),
            name: pointed.label.clone(),
            under: String::new(),
            measure: String::new(),
            year: None,
            figure: None,
            document: book.source.file_name.clone(),
            sha256: book.source.sha256.clone(),
            source: pointed
                .place
                .map_or_else(String::new, |place| book.source.name_of(place)),
            place: pointed.place,
        }
    }

    fn take_row(&mut self, row: &Row) {
        self.ordinal = row.ordinal;
        self.side = row.side;
        self.code = code_of(row).to_owned();
        self.name.clone_from(&row.name);
        self.under.clone_from(&row.under);
    }

    fn take_figure(&mut self, figure: &Figure) {
        self.measure = figure.measure.path().to_owned();
        self.year = Some(figure.year);
        self.figure = Some(Noted::of(figure));
    }

    /// A figure that a screen shows and no table has was added up there.
    fn take_sum(&mut self, pointed: &Pointed) {
        if let Some(amount) = pointed.amount {
            self.measure.clone_from(&pointed.column);
            self.figure = Some(Noted {
                amount,
                mark: SUMMED.to_owned(),
            });
        }
    }

    /// The row as the working paper names it: `3 2080506 机关事业单位职业年金缴费支出`.
    pub fn row(&self) -> String {
        let ordinal = match self.ordinal {
            0 => String::new(),
            ordinal => ordinal.to_string(),
        };
        let parts = [ordinal.as_str(), &self.code, &self.name];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }
}

/// The name of a table: the vocabulary's, else the printed title.
pub(super) fn name_of(table: &Table) -> &str {
    table.kind.map_or(table.title.as_str(), |kind| kind.name())
}

/// The code that a row is known by: its own, or its project's.
pub(super) fn code_of(row: &Row) -> &str {
    match &row.project {
        Some(project) if row.code.is_empty() => &project.code,
        _ => &row.code,
    }
}

fn table_around(book: &Book, place: Place) -> Option<&Table> {
    book.tables
        .iter()
        .find(|table| (table.place.line..=table.end_line).contains(&place.line))
}

/// The row that is pointed at, and its figure.
fn row_at<'b>(
    book: &'b Book,
    pointed: &Pointed,
) -> Option<(&'b Table, &'b Row, Option<&'b Figure>)> {
    let place = pointed.place?;
    let rows = || {
        let tables = book.tables.iter();
        tables.flat_map(|table| table.rows.iter().map(move |row| (table, row)))
    };
    if let Some(amount) = pointed.amount {
        let is_meant = |figure: &&Figure| figure.place == place && figure.amount == amount;
        let meant: Vec<_> = rows()
            .flat_map(|(table, row)| row.figures.iter().map(move |figure| (table, row, figure)))
            .filter(|(_, _, figure)| is_meant(figure))
            .collect();
        let in_column = |found: &&(&Table, &Row, &Figure)| found.2.measure.path() == pointed.column;
        let found = meant.iter().find(in_column).or(meant.first());
        if let Some(&(table, row, figure)) = found {
            return Some((table, row, Some(figure)));
        }
    }
    if let Some((table, row)) = rows().find(|(_, row)| row.place == place) {
        return Some((table, row, None));
    }
    let mut printed = rows().flat_map(|(table, row)| {
        let own = row.figures.iter().filter(|figure| figure.is_printed());
        own.map(move |figure| (table, row, figure))
    });
    // Somebody may know where a figure stands without knowing which it is.
    let is_span = place.start < place.end;
    if let Some((table, row, figure)) = printed.find(|found| is_span && found.2.place == place) {
        return Some((table, row, Some(figure)));
    }
    // A whole line of the document is its row, unless two stand side by side on it.
    let mut on_line = rows().filter(|(_, row)| row.place.line == place.line);
    match (place.start == place.end, on_line.next(), on_line.next()) {
        (true, Some((table, row)), None) => Some((table, row, None)),
        _ => None,
    }
}
