/*!
明细: everything about one function code, beside the levels above it where there is room.
*/

use crate::budget::Classification;
use crate::screens::pages::function_sheet::{coded_tables, sheet};
use crate::screens::pages::functions::beside_levels;
use crate::screens::pages::levels::crumbs;
use crate::screens::pages::view::{Context, Opened, View};
use crate::screens::worker::shelf::Question;

/// The view of a code.
pub fn view(opened: Opened, code: &str, context: &Context) -> View {
    let mut view = beside_levels(opened, code, context)
        .unwrap_or_else(|| View::of(sheet(opened, code, context, true)));
    let coded = coded_tables(opened);
    if let Some((_, first)) = coded.first() {
        view.crumbs = crumbs(first, Some(code));
    }
    view.corner = format!("明细 · {}", context.money.name());
    view.many_units = true;
    let question = Question::Occurrences(Classification::Function, code.to_owned());
    if context
        .stock
        .occurrences_of(Classification::Function, code)
        .is_none()
    {
        view.wanted.push(question);
    }
    view
}
