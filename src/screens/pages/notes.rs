/*!
笔记: what the auditor noted, with the figure then and now; Enter goes to the row.
*/

use crate::notes::{Note, Noted, Now};
use crate::screens::draw::widgets::sheet::{Cell, ColumnKind, Go, Sheet, SheetColumn, SheetRow};
use crate::screens::model::money::{Mark, Shown};
use crate::screens::model::noting::Listed;
use crate::screens::model::page_kind::PageKind;
use crate::screens::model::row_id::RowId;
use crate::screens::pages::view::{Context, View, edition};
use crate::screens::worker::shelf::Question;

/// From this width on there is room for the time and the budget of each note.
const WITH_ALL: u16 = 140;

/// The view of the list.
pub fn view(context: &Context) -> View {
    let notes = &context.stock.notes;
    let question = Question::Notes { compared: true };
    let crumbs = vec![PageKind::Notes.name().to_owned()];
    let Some(listed) = notes.listed.as_ref().filter(|_| notes.compared) else {
        return View {
            crumbs,
            ..View::waiting(question, context.stock)
        };
    };
    let changed = listed.iter().filter(|listed| has_changed(listed)).count();
    let corner = match changed {
        0 => format!("{} 条", listed.len()),
        changed => format!("{} 条 · {changed} 条有变动", listed.len()),
    };
    let sheet = Sheet {
        columns: columns(context.width),
        rows: rows(listed),
        says: "还没有笔记；在任何一行上按 m 记一条".to_owned(),
        ..Sheet::default()
    };
    View {
        crumbs,
        corner,
        ..View::of(sheet)
    }
}

/// The notes under the headings of their budgets, which name the unit where the screen has no
/// room for its column.
fn rows(listed: &[Listed]) -> Vec<SheetRow> {
    let budgets =
        listed.chunk_by(|first, next| first.note.about.identity == next.note.about.identity);
    let mut rows = Vec::new();
    for notes in budgets {
        rows.push(SheetRow::heading(notes[0].note.about.identity.to_string()));
        rows.extend(notes.iter().map(line));
    }
    rows
}

fn columns(width: u16) -> Vec<SheetColumn> {
    let mut columns = vec![
        SheetColumn::new("note", ColumnKind::Name).titled("笔记"),
        SheetColumn::new("row", ColumnKind::Text).titled("记在"),
        SheetColumn::new("noted", ColumnKind::Figure).titled("当时"),
        SheetColumn::new("now", ColumnKind::Figure)
            .titled("现在")
            .passed_over(),
    ];
    if width >= WITH_ALL {
        columns.push(SheetColumn::new("time", ColumnKind::Text).titled("记于"));
        columns.push(SheetColumn::new("unit", ColumnKind::Text).titled("单位"));
        columns.push(SheetColumn::new("budget", ColumnKind::Text).titled("预算"));
    }
    columns
}

fn has_changed(listed: &Listed) -> bool {
    matches!(
        listed.now,
        Some(Now::Changed(_) | Now::FigureGone | Now::RowGone)
    )
}

fn line(listed: &Listed) -> SheetRow {
    let note = &listed.note;
    let noted = note.about.figure.as_ref();
    let cells = vec![
        Cell::text(words(note)),
        Cell::text(whereabouts(note)),
        Cell::figure(noted.map(|noted| Shown {
            spot: listed.spot,
            ..shown(noted)
        })),
        now(listed),
        // Also where they are not shown the rows are filtered by them.
        Cell::text(note.time.get(..16).unwrap_or(&note.time)),
        Cell::text(note.about.identity.unit.clone()),
        Cell::text(edition(&note.about.identity)),
    ];
    let go = match (&listed.stop, &listed.now) {
        (Some(stop), _) => Go::to(stop.clone()),
        (None, Some(Now::NoBudget)) => Go::Nowhere("库中没有这份预算"),
        (None, Some(Now::Nothing)) => Go::Nowhere("记的不是印出的行，没有可以去的地方"),
        (None, _) => Go::Nowhere("现在的文件里已没有这一行"),
    };
    SheetRow::new(RowId::Note(note.id), cells)
        .leading(go)
        .at(listed.spot)
}

/// What was written; in front of the reason of a judgement, what it is and of which rule.
fn words(note: &Note) -> String {
    match &note.finding {
        Some(judged) if note.reason.is_empty() => {
            format!("{} {}", judged.status.label(), judged.rule)
        }
        Some(judged) => format!("{} {}：{}", judged.status.label(), judged.rule, note.reason),
        None => note.text.clone(),
    }
}

/// The row and the column of it.
fn whereabouts(note: &Note) -> String {
    let about = &note.about;
    let row = about.row();
    let parts = [about.table.as_str(), &row, &about.measure];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// A figure with its unit; the rows are of many tables.
fn shown(noted: &Noted) -> Shown {
    let mark = match noted.mark.as_str() {
        "" => Mark::None,
        "存疑" => Mark::Uncertain,
        _ => Mark::Derived,
    };
    Shown {
        text: format!("{}{}", noted.amount.grouped(), noted.amount.unit().name()),
        ..Shown::plain(noted.amount).marked(mark)
    }
}

fn now(listed: &Listed) -> Cell {
    match &listed.now {
        Some(Now::Changed(noted)) => Cell::Figure(shown(noted)),
        Some(Now::NoBudget) => Cell::text("库中无"),
        Some(Now::Same(_)) => Cell::text("未变"),
        Some(Now::FigureGone | Now::RowGone) => Cell::text("已不在"),
        Some(Now::Nothing) | None => Cell::Blank,
    }
}
