/*!
What storing a budget comes to: whether it is new, a part that completes what is there, or another
version of it.
*/

use super::book::book as stored_book;
use super::{Stored, Storing};
use crate::budget::{Book, Identity, PublishedPart, apart, is_new_version, joined};
use rusqlite::{Connection, OptionalExtension, params};

/// What is to be done with a budget.
pub(super) struct Plan {
    /// What it comes to.
    pub outcome: Stored,
    /// The document that the budget is read from so far.
    pub before: Option<i64>,
    /// What to store, where that is more than the budget of this file: the parts joined.
    pub whole: Option<Book>,
    /// The files of what is there that stay.
    pub stays: Vec<String>,
}

impl Plan {
    fn of(outcome: Stored, before: Option<i64>) -> Self {
        Self {
            outcome,
            before,
            whole: None,
            stays: Vec::new(),
        }
    }
}

/// A file is unchanged where each of its budgets is read from it already. What a former program
/// read out of it as one unit's is stored anew, fewer figures or not.
pub(super) fn plans(
    connection: &Connection,
    books: &[Book],
    storing: Storing,
) -> rusqlite::Result<Vec<Plan>> {
    let mut there = 0;
    for book in books {
        let alone = books.len() == 1 && !storing.named;
        there += usize::from(is_there(connection, book, alone)?);
    }
    if there == books.len() {
        let unchanged = |_: &Book| Plan::of(Stored::Unchanged, None);
        return Ok(books.iter().map(unchanged).collect());
    }
    books
        .iter()
        .map(|book| plan(connection, book, storing.replace))
        .collect()
}

/// Whether the library reads a budget from this very file; where the file holds no other, under
/// whatever identity.
fn is_there(connection: &Connection, book: &Book, alone: bool) -> rusqlite::Result<bool> {
    let Identity {
        unit,
        year,
        stage,
        scope,
    } = &book.identity;
    connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM documents WHERE current = 1
            AND (sha256 = ?1 OR number IN (SELECT document FROM parts WHERE sha256 = ?1))
            AND (?2 OR (unit = ?3 AND year = ?4 AND stage = ?5 AND scope = ?6)))",
        params![
            book.source.sha256,
            alone,
            unit,
            year,
            stage.name(),
            scope.name()
        ],
        |row| row.get(0),
    )
}

fn plan(connection: &Connection, book: &Book, replace: bool) -> rusqlite::Result<Plan> {
    let Some(before) = current(connection, book)? else {
        return Ok(Plan::of(Stored::Imported, None));
    };
    let facts = |books: &[Book]| books.iter().map(Book::fact_count).sum::<usize>();
    // What cannot be read any more is replaced as a whole.
    let Ok(Some(there)) = stored_book(connection, before) else {
        return Ok(Plan::of(Stored::Replaced, Some(before)));
    };
    let unit = there.identity.unit.clone();
    let same_file = |part: &Book| part.source.sha256 == book.source.sha256;
    let (old, stay): (Vec<Book>, Vec<Book>) = apart(there)
        .into_iter()
        .partition(|part| same_file(part) || is_new_version(book, part));
    let (was, now) = (facts(&old), book.fact_count());
    let outcome = if old.is_empty() {
        Stored::Completed
    } else if old.iter().any(same_file) {
        match was == now {
            true => Stored::Unchanged,
            false => Stored::Replaced,
        }
    } else if !replace && now < was.div_ceil(2) {
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Stored::Refused {
            before: count(was),
            now: count(now),
        }
    } else {
        Stored::Replaced
    };
    let mut plan = Plan::of(outcome, Some(before));
    plan.stays = stay.iter().map(|part| part.source.sha256.clone()).collect();
    if !stay.is_empty() {
        let mut whole = joined(stay.into_iter().chain([book.clone()]).collect());
        if let Some(whole) = &mut whole {
            whole.identity = Identity {
                unit: longer(&unit, &book.identity.unit).to_owned(),
                ..book.identity.clone()
            };
        }
        plan.whole = whole;
    }
    Ok(plan)
}

fn longer<'u>(one: &'u str, other: &'u str) -> &'u str {
    if other.chars().count() > one.chars().count() {
        other
    } else {
        one
    }
}

/// The document that the budget of an identity is read from.
pub(super) fn current_of(
    connection: &Connection,
    identity: &Identity,
) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached(
            "SELECT id FROM documents
             WHERE unit = ?1 AND year = ?2 AND stage = ?3 AND scope = ?4 AND current = 1",
        )?
        .query_row(
            params![
                identity.unit,
                identity.year,
                identity.stage.name(),
                identity.scope.name()
            ],
            |row| row.get(0),
        )
        .optional()
}

/// The document that a budget is read from so far. Where one file is prose alone, it may name the
/// unit without its region or rank: 某省委办公厅, and in the tables 中共某省委办公厅.
fn current(connection: &Connection, book: &Book) -> rusqlite::Result<Option<i64>> {
    let identity = &book.identity;
    let exact = current_of(connection, identity)?;
    if exact.is_some() || identity.unit.chars().count() < SHORTEST_NAME {
        return Ok(exact);
    }
    // Two questions, so that each has its index.
    let sql = match PublishedPart::of(book) {
        PublishedPart::Text => {
            "SELECT id, unit FROM documents
             WHERE year = ?1 AND stage = ?2 AND scope = ?3 AND current = 1"
        }
        PublishedPart::Whole | PublishedPart::Tables => {
            "SELECT id, unit FROM documents
             WHERE year = ?1 AND stage = ?2 AND scope = ?3 AND current = 1
                AND table_count = 0 AND facts = 0"
        }
    };
    let mut select = connection.prepare_cached(sql)?;
    let terms = params![identity.year, identity.stage.name(), identity.scope.name(),];
    let found = select.query_map(terms, |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
    })?;
    let mut alike = Vec::new();
    for candidate in found {
        let (id, unit) = candidate?;
        let is_alike = unit.ends_with(&identity.unit) || identity.unit.ends_with(&unit);
        if is_alike && unit.chars().count() >= SHORTEST_NAME {
            alike.push(id);
        }
    }
    // Of several nobody knows which is meant.
    Ok(match alike.as_slice() {
        [only] => Some(*only),
        _ => None,
    })
}

/// A shorter name ends too many others.
const SHORTEST_NAME: usize = 5;
