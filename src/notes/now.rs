/*!
What has become of a noted figure in the budget that the library holds today.
*/

use super::about::{About, Noted, code_of, name_of};
use crate::budget::{Book, Measure, Row};

/// The figure of today beside the one that was noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Now {
    /// Nothing to follow: no figure was noted, or one that was added up on the screen.
    Nothing,
    /// It stands as it was noted.
    Same(Noted),
    /// Another figure stands there.
    Changed(Noted),
    /// The row stands there, the figure does not.
    FigureGone,
    /// The row is gone, or there are several that could be meant.
    RowGone,
    /// The library has no such budget.
    NoBudget,
}

impl Now {
    /// Looks the noted row and figure up in the budget as it is now.
    pub fn of(about: &About, book: Option<&Book>) -> Self {
        let Some(book) = book else {
            return Now::NoBudget;
        };
        if about.ordinal == 0 {
            return Now::Nothing;
        }
        let Some((table, row)) = row_of(about, book) else {
            return Now::RowGone;
        };
        let (Some(noted), Some(year)) = (&about.figure, about.year) else {
            return Now::Nothing;
        };
        let measure = Measure::from_path(about.measure.clone());
        let row = book.tables.get(table).and_then(|table| table.rows.get(row));
        match row.and_then(|row| row.figure(measure, year)) {
            None => Now::FigureGone,
            Some(figure) => {
                let now = Noted::of(figure);
                let same = now.amount.ten_thousandths() == noted.amount.ten_thousandths();
                if same && now.mark == noted.mark {
                    Now::Same(now)
                } else {
                    Now::Changed(now)
                }
            }
        }
    }

    /// As exports have it: the figure, or why there is none.
    pub fn plain(&self) -> String {
        match self {
            Now::Same(now) | Now::Changed(now) => now.plain(),
            other => other.says().to_owned(),
        }
    }

    /// For people: whether anything has changed.
    pub fn in_words(&self) -> String {
        match self {
            Now::Changed(now) => format!("现为 {}", now.grouped()),
            other => other.says().to_owned(),
        }
    }

    fn says(&self) -> &'static str {
        match self {
            Now::Nothing => "",
            Now::Same(_) => "未变",
            Now::Changed(_) => "已变",
            Now::FigureGone => "此数已不在",
            Now::RowGone => "此行已不在",
            Now::NoBudget => "库中没有这份预算",
        }
    }
}

/// The noted row in a budget: indices of its table and its row. It is known by code and name,
/// and among rows of the same name by its number; where that leaves a doubt there is none.
pub fn row_of(about: &About, book: &Book) -> Option<(usize, usize)> {
    let is_named = |row: &Row| {
        row.side == about.side
            && code_of(row) == about.code
            && row.name == about.name
            && row.under == about.under
    };
    let mut alike = Vec::new();
    for (table_index, table) in book.tables.iter().enumerate() {
        if name_of(table) != about.table {
            continue;
        }
        for (row_index, row) in table.rows.iter().enumerate() {
            if is_named(row) {
                alike.push((table_index, row_index, row.ordinal == about.ordinal));
            }
        }
    }
    let mut numbered = alike.iter().filter(|(_, _, numbered)| *numbered);
    match (alike.as_slice(), numbered.next(), numbered.next()) {
        ([only], _, _) => Some((only.0, only.1)),
        (_, Some(one), None) => Some((one.0, one.1)),
        _ => None,
    }
}
