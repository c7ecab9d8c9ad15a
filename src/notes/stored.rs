/*!
A note as its file holds it. The file may be somebody else's: what the program would not have
written makes it a damaged one.
*/

use super::judgement::{Judgement, Status};
use super::note::{Note, NoteId};
use super::{About, Noted};
use crate::budget::{Amount, Identity, MoneyUnit, Place, Scope, Side, Stage};
use crate::sqlite::{Flaw, Record, quoted};
use rusqlite::Row;
use rusqlite::types::FromSql;

/// The columns beside the number.
pub(super) const COLUMNS: &str = "unit, year, stage, scope, printed_table, ordinal, side, code, name, under, \
     measure, figure_year, figure, money_unit, mark, document, sha256, source, line, \
     first_character, end_character, text, rule, finding, reason, noted_at, edited_at, \
     status, title, equation, difference, figures, author";

/// A row of notes, whose columns are asked for by name.
struct Stored<'r>(Record<'r, String>);

impl Stored<'_> {
    /// Where a column stands in `id, COLUMNS`.
    fn at(name: &str) -> usize {
        let columns = std::iter::once("id").chain(COLUMNS.split(',').map(str::trim));
        columns.take_while(|column| *column != name).count()
    }

    fn get<T: FromSql>(&self, name: &str) -> Result<T, Flaw> {
        self.0.get(Self::at(name))
    }

    fn word<T>(&self, name: &str, known: impl FnOnce(&str) -> Option<T>) -> Result<T, Flaw> {
        self.0.word(Self::at(name), known)
    }

    fn text(&self, name: &str) -> Result<String, Flaw> {
        self.get(name)
    }
}

pub(super) fn note_of(row: &Row) -> Result<Note, Flaw> {
    let id: i64 = row.get(0)?;
    let stored = Stored(Record::new(row, format!("编号为 {id} 的笔记")));
    let rule = stored.text("rule")?;
    let finding = if rule.is_empty() {
        None
    } else {
        Some(Judgement {
            status: stored.word("status", Status::from_name)?,
            rule,
            key: stored.text("finding")?,
            title: stored.text("title")?,
            equation: stored.text("equation")?,
            difference: stored.text("difference")?,
            figures: stored.text("figures")?,
        })
    };
    Ok(Note {
        id: NoteId(id),
        about: about_of(&stored)?,
        text: stored.text("text")?,
        finding,
        reason: stored.text("reason")?,
        author: stored.text("author")?,
        time: stored.text("noted_at")?,
        edited: stored.text("edited_at")?,
    })
}

fn about_of(stored: &Stored) -> Result<About, Flaw> {
    Ok(About {
        identity: Identity {
            unit: stored.text("unit")?,
            year: stored.get("year")?,
            stage: stored.word("stage", Stage::from_name)?,
            scope: stored.word("scope", Scope::from_name)?,
        },
        table: stored.text("printed_table")?,
        ordinal: stored.get("ordinal")?,
        side: stored.word("side", Side::from_name)?,
        code: stored.text("code")?,
        name: stored.text("name")?,
        under: stored.text("under")?,
        measure: stored.text("measure")?,
        year: stored.get("figure_year")?,
        figure: figure_of(stored)?,
        document: stored.text("document")?,
        sha256: stored.text("sha256")?,
        source: stored.text("source")?,
        place: place_of(stored)?,
    })
}

/// The figure with its unit and mark; where there is none all three are empty.
fn figure_of(stored: &Stored) -> Result<Option<Noted>, Flaw> {
    let (figure, mark) = (stored.text("figure")?, stored.text("mark")?);
    if figure.is_empty() {
        return Ok(None);
    }
    let unit = stored.word("money_unit", MoneyUnit::from_name)?;
    let amount = Amount::parse(&figure, unit).filter(|amount| amount.to_string() == figure);
    match amount {
        Some(amount) => Ok(Some(Noted { amount, mark })),
        None => {
            let what = format!("「{}」不是金额", quoted(&figure));
            Err(stored.0.strange(Stored::at("figure"), &what))
        }
    }
}

fn place_of(stored: &Stored) -> Result<Option<Place>, Flaw> {
    let Some(line) = stored.get("line")? else {
        return Ok(None);
    };
    let (start, end) = (stored.get("first_character")?, stored.get("end_character")?);
    if start > end {
        return Err(stored.0.strange(Stored::at("end_character"), "在开头之前"));
    }
    Ok(Some(Place::span(line, start, end)))
}
