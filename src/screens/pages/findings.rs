/*!
勾稽: the findings (疑点) of a budget, and what was checked.

The list is worst first; the panel below says the finding under the cursor in whole
sentences. Enter lays both its places beside each other. A rule that did not run is never
a pass, so the other side of the page lists every rule with what came of it.
*/

use crate::budget::{Finding, Severity, Verdict};
use crate::checks::{Checked, rule};
use crate::notes::{Sign, Status};
use crate::screens::draw::widgets::sheet::{Cell, ColumnKind, Go, Sheet, SheetColumn, SheetRow};
use crate::screens::model::page_kind::PageKind;
use crate::screens::model::places::{At, Page};
use crate::screens::model::row_id::RowId;
use crate::screens::pages::view::{Context, Opened, View};
use crate::screens::worker::brief::Brief;
use crate::screens::worker::shelf::Question;

/// The lines of the panel.
const PANEL: u16 = 5;

/// What the checks say of the budget, or the view that waits for it.
pub(super) fn checked<'a>(opened: Opened, context: &'a Context) -> Result<&'a Checked, Box<View>> {
    match context.stock.checked.get(&opened.id) {
        Some(checked) => Ok(checked.as_ref()),
        None => Err(Box::new(View::waiting(
            Question::Checked(opened.id),
            context.stock,
        ))),
    }
}

/// The view of the findings.
pub fn view(opened: Opened, context: &Context) -> View {
    let checked = match checked(opened, context) {
        Ok(checked) => checked,
        Err(waiting) => return *waiting,
    };
    let rows = checked
        .findings
        .iter()
        .map(|finding| line(opened, finding, context))
        .collect();
    let sheet = Sheet {
        columns: columns(),
        rows,
        says: "运行的规则没有发现疑点；按 t 看运行了哪些规则".to_owned(),
        ..Sheet::default()
    };
    let explanations = checked.findings.iter();
    let explanations = explanations
        .map(|finding| [judged(opened, finding, context), sentences(finding)].concat())
        .collect();
    View {
        corner: counts(opened, checked, context),
        next_table: Some(At::Budget(opened.id, Page::Checks)),
        panel: PANEL,
        explanations,
        ..View::of(sheet)
    }
}

/// The columns of a list of findings.
pub(super) fn columns() -> Vec<SheetColumn> {
    vec![
        SheetColumn::new("severity", ColumnKind::Code).titled("程度"),
        SheetColumn::new("rule", ColumnKind::Code).titled("规则"),
        // Before the columns that a narrow window leaves out.
        SheetColumn::new("judged", ColumnKind::Code).titled("核"),
        SheetColumn::new("what", ColumnKind::Name).titled("疑点"),
        SheetColumn::new("left", ColumnKind::Figure)
            .titled("左")
            .passed_over(),
        SheetColumn::new("right", ColumnKind::Figure)
            .titled("右")
            .passed_over(),
        SheetColumn::new("差额", ColumnKind::Figure),
        SheetColumn::new("结果", ColumnKind::Text),
    ]
}

/// A finding in these columns.
pub(super) fn cells(brief: &Brief, status: Status) -> Vec<Cell> {
    vec![
        Cell::text(brief.severity.label()),
        Cell::text(brief.rule.name()),
        Cell::text(mark(status)),
        Cell::text(brief.what.clone()),
        Cell::text(brief.left.clone()),
        Cell::text(brief.right.clone()),
        Cell::text(brief.difference.clone()),
        Cell::text(brief.verdict.label()),
    ]
}

/// 1错 7警 9提示; where some are set aside, 1错 7警 搁置 2, for both find no room.
fn counts(opened: Opened, checked: &Checked, context: &Context) -> String {
    let identity = &opened.book.identity;
    let notes = &context.stock.notes;
    let is_aside = |finding: &&Finding| {
        notes.has_judged(identity) && notes.is_aside(identity, &Sign::of(finding))
    };
    let aside = checked.findings.iter().filter(is_aside);
    let count = |severity| {
        let of_severity = aside.clone().filter(|finding| finding.severity == severity);
        checked.count(severity).saturating_sub(of_severity.count())
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    match aside.clone().count() {
        0 => format!("{errors}错 {warnings}警 {}提示", count(Severity::Note)),
        some => format!("{errors}错 {warnings}警 搁置 {some}"),
    }
}

/// What was decided of the finding, why and by whom.
pub(super) fn judged(opened: Opened, finding: &Finding, context: &Context) -> Vec<String> {
    let notes = &context.stock.notes;
    let standing = notes.standing(&opened.book.identity, &Sign::of(finding));
    let words = standing.map(|standing| standing.in_words());
    words.into_iter().collect()
}

fn line(opened: Opened, finding: &Finding, context: &Context) -> SheetRow {
    let brief = Brief::of(opened.book, finding);
    let notes = &context.stock.notes;
    let status = notes.status(&opened.book.identity, &brief.sign);
    let cells = cells(&brief, status);
    let page = opened.page(Page::Finding {
        key: brief.sign.key.clone(),
    });
    SheetRow::new(RowId::Finding(brief.sign.key), cells)
        .leading(Go::to(page.on(RowId::left_line(brief.place.line))))
        .at(opened.spot(brief.place))
}

/// What was decided, in one character; nothing where it is still to be.
fn mark(status: Status) -> &'static str {
    match status {
        Status::Unjudged => "",
        Status::Confirmed => "认",
        Status::Pending => "待",
        Status::Aside => "搁",
    }
}

/// The finding in whole sentences: what is wrong, the equation, the largest gap that rounding
/// explains.
pub(super) fn sentences(finding: &Finding) -> Vec<String> {
    let mut lines = vec![finding.message.clone()];
    if !finding.equation.is_empty() {
        lines.push(finding.equation.clone());
    }
    if let (Some(bound), Some(unit)) = (finding.bound, finding.money_unit) {
        lines.push(format!(
            "四舍五入至多相差 {} {}",
            bound.grouped(),
            unit.name()
        ));
    }
    lines
}

/// The view of what was checked.
pub fn outcomes(opened: Opened, context: &Context) -> View {
    let checked = match checked(opened, context) {
        Ok(checked) => checked,
        Err(waiting) => return *waiting,
    };
    let rows = checked
        .outcomes
        .iter()
        .map(|outcome| {
            let title = rule(outcome.rule).map_or("", |rule| rule.title);
            let cells = vec![
                Cell::text(outcome.rule.name()),
                Cell::text(title),
                Cell::text(outcome.verdict.label()),
                Cell::text(outcome.times.to_string()),
                Cell::text(outcome.why.clone()),
            ];
            SheetRow::new(RowId::Rule(outcome.rule), cells)
                .leading(Go::Nowhere("规则的说明在下方；疑点按 t"))
        })
        .collect();
    let sheet = Sheet {
        columns: vec![
            SheetColumn::new("rule", ColumnKind::Code).titled("规则"),
            SheetColumn::new("title", ColumnKind::Name).titled("应当如此"),
            SheetColumn::new("结果", ColumnKind::Text),
            SheetColumn::new("次数", ColumnKind::Figure),
            SheetColumn::new("说明", ColumnKind::Text),
        ],
        rows,
        ..Sheet::default()
    };
    let explanations = checked
        .outcomes
        .iter()
        .map(|outcome| {
            let why = rule(outcome.rule).map_or("", |rule| rule.why);
            vec![why.to_owned(), outcome.why.clone()]
        })
        .collect();
    View {
        crumbs: vec![PageKind::Checks.name().to_owned()],
        corner: format!("{} 条规则", checked.outcomes.len()),
        top: vec![verdicts(checked)],
        next_table: Some(At::Budget(opened.id, Page::Findings)),
        panel: PANEL,
        explanations,
        ..View::of(sheet)
    }
}

/// 不符 1，尾差 2，…
fn verdicts(checked: &Checked) -> String {
    let counts: Vec<String> = Verdict::ALL
        .iter()
        .map(|verdict| {
            let outcomes = checked
                .outcomes
                .iter()
                .filter(|outcome| outcome.verdict == *verdict);
            (verdict, outcomes.count())
        })
        .filter(|(_, count)| *count > 0)
        .map(|(verdict, count)| format!("{} {count}", verdict.label()))
        .collect();
    counts.join("，")
}
