/*!
The figures of codes and of 三公 in all budgets, asked of one table and not of each budget.
*/

use super::stored::{Spot, Stored, amount, place};
use super::{DocumentId, Library, LibraryError};
use crate::budget::{Origin, TableKind};
use crate::compare::{Along, Held, Item};
use crate::sqlite::Flaw;
use rusqlite::Connection;
use rusqlite::types::Value;

/// A figure of one of the budgets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summed {
    /// The budget.
    pub document: DocumentId,
    /// The figure.
    pub item: Item,
    /// Where it is printed, as the exports name it; empty where it was added up.
    pub source: String,
}

/// What figures stand along, by their numbers in the library.
const ALONG: [Along; 3] = [Along::Functions, Along::Economics, Along::ThreePublic];

/// The number of what figures stand along; none of what has no sums.
pub(super) fn number_of(along: Along) -> Option<i64> {
    let number = ALONG.iter().position(|numbered| *numbered == along)?;
    i64::try_from(number).ok()
}

/// The level of the codes under one: the number of its digits.
pub(super) fn level_under(code: Option<&str>) -> i64 {
    i64::try_from(code.map_or(0, str::len)).unwrap_or(i64::MAX)
}

/// The codes from `first` to `last` of one level.
struct Asked<'c> {
    along: Along,
    under: Option<&'c str>,
    first: &'c str,
    last: &'c str,
}

impl Library {
    /// The figures of a code that stands right under another, in all budgets; of the empty code the
    /// totals of the tables. Those of a budget come by the rank of their tables.
    pub fn sums_of(
        &self,
        along: Along,
        under: Option<&str>,
        code: &str,
    ) -> Result<Vec<Summed>, LibraryError> {
        self.sums(&Asked {
            along,
            under,
            first: code,
            last: code,
        })
    }

    /// The figures of all codes right under a code, or of the outermost, in all budgets.
    pub fn sums_under(
        &self,
        along: Along,
        under: Option<&str>,
    ) -> Result<Vec<Summed>, LibraryError> {
        let under = under.filter(|code| !code.is_empty());
        // The codes are those from here to the last character of all; the total has none.
        let last = format!("{}\u{10FFFF}", under.unwrap_or_default());
        self.sums(&Asked {
            along,
            under,
            first: under.unwrap_or("\u{1}"),
            last: &last,
        })
    }

    fn sums(&self, asked: &Asked) -> Result<Vec<Summed>, LibraryError> {
        read(self.database.asked(), asked).map_err(|flaw| self.flawed(flaw, None))
    }
}

fn read(connection: &Connection, asked: &Asked) -> Result<Vec<Summed>, Flaw> {
    let mut select = connection.prepare_cached(
        "SELECT documents.id, file_name, code, rank, kinds.text, names.text, printed, money_unit, origin,
            grounds.text, line, start, stop, source
         FROM sums JOIN documents ON number = document
            LEFT JOIN names AS kinds ON kinds.id = sums.kind
            LEFT JOIN names ON names.id = sums.name
            LEFT JOIN names AS grounds ON grounds.id = sums.ground
         WHERE along = ?1 AND level = ?2 AND code BETWEEN ?3 AND ?4 AND current = 1
         ORDER BY document, rank, code",
    )?;
    let level = level_under(asked.under);
    let mut rows = select.query((number_of(asked.along), level, asked.first, asked.last))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        found.push(summed(&Stored::new(row, Spot::Document(id)), id, asked)?);
    }
    Ok(found)
}

fn summed(stored: &Stored, id: i64, asked: &Asked) -> Result<Summed, Flaw> {
    let ground: Option<String> = stored.get(9)?;
    let held = Held {
        amount: amount(stored, 6, 7)?,
        origin: match stored.get::<Option<String>>(8)? {
            None => Origin::Printed.name(),
            Some(_) => stored.word(8, Held::origin_of)?,
        },
        ground: ground.unwrap_or_default(),
        place: match stored.get::<Option<i64>>(10)? {
            None => None,
            Some(_) => Some(place(stored, 10)?),
        },
    };
    let rank: u8 = stored.get(3)?;
    Ok(Summed {
        document: DocumentId(id),
        source: source(stored, &held)?,
        item: Item {
            along: asked.along,
            kind: stored.word(4, TableKind::from_name)?,
            rank: rank.into(),
            under: asked.under.map(str::to_owned),
            code: stored.get(2)?,
            name: stored.get(5)?,
            held,
        },
    })
}

/// The place as the exports name it.
fn source(stored: &Stored, held: &Held) -> Result<String, Flaw> {
    let Some(place) = held.place else {
        return Ok(String::new());
    };
    let file_name: String = stored.get(1)?;
    Ok(match stored.get(13)? {
        Value::Null => in_lines(&file_name, place.line),
        Value::Integer(page) => on_page(&file_name, page),
        _ => stored.get(13)?,
    })
}

/// A line of a text.
pub(super) fn in_lines(file_name: &str, line: u32) -> String {
    format!("{file_name}:{line}")
}

/// A page of a PDF.
pub(super) fn on_page(file_name: &str, page: i64) -> String {
    format!("{file_name}#p{page}")
}
