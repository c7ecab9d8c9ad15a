/*!
One finding: both its places in the source, beside each other where the screen is wide and
one under the other where it is not, with some lines around and the figures marked.
*/

use crate::budget::{Elsewhere, Evidence, Finding};
use crate::checks::rule;
use crate::screens::draw::widgets::sheet::{ColumnKind, Go, Sheet, SheetColumn, SheetRow};
use crate::screens::model::places::{Page, Stop};
use crate::screens::model::row_id::{FindingSide, RowId};
use crate::screens::pages::findings::{checked, judged, sentences};
use crate::screens::pages::source;
use crate::screens::pages::view::{Context, Opened, Pane, View};

/// From this width on the places stand side by side.
const WIDE: u16 = 120;
/// How many lines the words above the places may take.
const MOST_WORDS: usize = 8;
/// So many operands stand above the places on a narrow screen.
const FEW: usize = 2;
/// How many lines of the source stand around a place, side by side and one under the other.
const AROUND: (u32, u32) = (6, 2);

/// The view of a finding.
pub fn view(opened: Opened, key: &str, context: &Context) -> View {
    let checked = match checked(opened, context) {
        Ok(checked) => checked,
        Err(waiting) => return *waiting,
    };
    let Some(finding) = checked.findings.iter().find(|finding| finding.key == key) else {
        return View {
            says: Some("这处疑点已经没有了：文件或规则变了".to_owned()),
            ..View::default()
        };
    };
    let wide = context.width >= WIDE;
    let room = if wide {
        context.width / 2
    } else {
        context.width
    };
    let mut top = vec![format!(
        "{} {} {}",
        finding.severity.label(),
        finding.rule,
        rule(finding.rule).map_or("", |rule| rule.title)
    )];
    let sentences = [judged(opened, finding, context), sentences(finding)].concat();
    for sentence in sentences {
        top.extend(
            context
                .look
                .wrap(&sentence, usize::from(context.width.saturating_sub(2))),
        );
    }
    if top.len() > MOST_WORDS {
        top.truncate(MOST_WORDS - 1);
        top.push("…（全文见 lkx check）".to_owned());
    }
    let side = |side, evidence: &Evidence| place(opened, side, evidence, room, context);
    let left = side(FindingSide::Left, &finding.left);
    let operands = operands(opened, finding, room, context);
    let right = finding
        .right
        .as_ref()
        .map(|right| side(FindingSide::Right, right));
    // A short equation is read at one look; a long one leaves room for its places first.
    let (left, right) = match right {
        _ if !wide && finding.operands.len() <= FEW => ([operands, left].concat(), right),
        Some(right) if !wide => (left, Some([right, operands].concat())),
        right => ([left, operands].concat(), right),
    };
    let view = match right {
        Some(right) if wide => View {
            panes: vec![pane(left), pane(right)],
            ..View::default()
        },
        Some(right) => View::of(sheet(left.into_iter().chain(right).collect())),
        None => View::of(sheet(left)),
    };
    View {
        crumbs: vec![format!("{} {}", finding.rule, position(finding))],
        top,
        ..view
    }
}

fn position(finding: &Finding) -> String {
    finding.difference.map_or_else(String::new, |difference| {
        format!("差 {}", difference.grouped())
    })
}

fn pane(rows: Vec<SheetRow>) -> Pane {
    Pane {
        sheet: sheet(rows),
        cursor: None,
        weight: 1,
    }
}

fn sheet(rows: Vec<SheetRow>) -> Sheet {
    Sheet {
        columns: vec![
            SheetColumn::new("line", ColumnKind::Code).titled(""),
            SheetColumn::new("text", ColumnKind::Paper).titled(""),
        ],
        rows,
        ..Sheet::default()
    }
}

/// One place: its name, then the lines of the source around it.
fn place(
    opened: Opened,
    side: FindingSide,
    evidence: &Evidence,
    room: u16,
    context: &Context,
) -> Vec<SheetRow> {
    if let Some(other) = &evidence.elsewhere {
        return vec![elsewhere(side, evidence, other, context)];
    }
    let name = opened.book.source.name_of(evidence.place);
    let heading = SheetRow::heading(format!("{}：{} · {name}", side.name(), evidence.printed));
    let around = if context.width >= WIDE {
        AROUND.0
    } else {
        AROUND.1
    };
    let lines = source::excerpt(
        opened,
        (side, evidence.place),
        around,
        usize::from(room),
        context.look,
    );
    let mark = Page::Source {
        mark: Some(evidence.place),
    };
    let stop = opened.page(mark).on(RowId::line(evidence.place.line));
    let lines = lines.into_iter().map(|line| {
        line.leading(Go::to(stop.clone()))
            .at(opened.spot(evidence.place))
    });
    std::iter::once(heading).chain(lines).collect()
}

/// Every figure of an equation, each with its place.
fn operands(opened: Opened, finding: &Finding, room: u16, context: &Context) -> Vec<SheetRow> {
    let all = &finding.operands;
    if all.len() < 2 {
        return Vec::new();
    }
    let mut rows = vec![SheetRow::heading("各数".to_owned())];
    for (index, operand) in all.iter().enumerate() {
        let sign = match (index, operand.minus) {
            (0, _) => "　",
            (_, true) => "－",
            (1, false) if all.len() == 2 => "对",
            (1, false) => "＝",
            (_, false) => "＋",
        };
        let text = format!(
            "{sign} {} {} {}{} · {}",
            operand.printed,
            operand.unit_name(),
            operand.words,
            operand.label,
            opened.book.source.name_of(operand.place)
        );
        let mark = Page::Source {
            mark: Some(operand.place),
        };
        let stop = opened.page(mark).on(RowId::line(operand.place.line));
        let width = usize::from(room.saturating_sub(2));
        let lines = context.look.wrap(&text, width);
        rows.extend(lines.into_iter().enumerate().map(|(part, line)| {
            SheetRow::prose(RowId::Operand { index, part }, line)
                .leading(Go::to(stop.clone()))
                .at(opened.spot(operand.place))
        }));
    }
    rows
}

/// A place in another document of the library.
fn elsewhere(
    side: FindingSide,
    evidence: &Evidence,
    other: &Elsewhere,
    context: &Context,
) -> SheetRow {
    let entry = context
        .stock
        .catalogue
        .as_ref()
        .into_iter()
        .flat_map(|catalogue| catalogue.of_unit(&other.identity.unit))
        .find(|entry| entry.identity == other.identity);
    let text = format!(
        "{}：{} · {} · {}",
        side.name(),
        evidence.printed,
        other.identity,
        other.source
    );
    let line = SheetRow::prose(RowId::OtherDocument(side), text);
    match entry {
        Some(entry) => line.leading(Go::to(
            Stop::page(
                entry.id,
                Page::Source {
                    mark: Some(evidence.place),
                },
            )
            .on(RowId::line(evidence.place.line)),
        )),
        None => line.leading(Go::Nowhere("库里没有那份文件了")),
    }
}
