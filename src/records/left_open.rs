/*!
Figures of a text whose columns are runs of blanks, where the blanks leave open what they are.

An amount beside a blank column may be that column's; a heading that the vocabulary lacks and whose
words stood on several lines may have been put together wrongly. Such figures are uncertain.
*/

use crate::budget::columns::{self, Column};
use crate::budget::{Figure, Measure, TableKind};
use crate::records::table::Part;
use crate::tables::LeftOpen;
use crate::tables::lines::squeeze;

const PLACE: &str = "旁边有空着的栏，文字的位置证明不了这个数在哪一栏之下";
const ROWS: &str =
    "从这里起的绩效指标，文字的位置证明不了哪些行是一个指标、属于哪一级，未收入，请看原件。";
const HEADING: &str = "栏名的字分在几行，拼得不一定对";

/// Makes the figures uncertain that are left open, and says so once a table and ground.
pub fn doubt(open: &LeftOpen, part: &mut Part) {
    let kind = part.table.kind.unwrap_or(TableKind::Other);
    let is_open = |figure: &Figure| open.amounts.contains(&figure.place);
    let is_torn = |figure: &Figure| is_torn(kind, figure, &open.headings);
    doubt_each(part, PLACE, is_open);
    doubt_each(part, HEADING, is_torn);
    for place in &open.rows {
        part.note(*place, "", ROWS);
    }
}

fn doubt_each(part: &mut Part, ground: &str, is_such: impl Fn(&Figure) -> bool) {
    let count = part.make_uncertain(ground, |_, figure| is_such(figure));
    if count > 0 {
        let (place, title) = (part.table.place, part.table.title.clone());
        let message = format!("读法存疑：{count} 个数{ground}，标为存疑，请看原件。");
        part.note(place, &title, &message);
    }
}

/// Whether a figure's measure is none of its kind's and its headings were put together, or stand over
/// each other in a way that only their places tell.
fn is_torn(kind: TableKind, figure: &Figure, torn: &[String]) -> bool {
    let (total, tree) = columns::of(kind);
    if kind.is_two_sided() || figure.measure == total || has(tree, figure.measure) {
        return false;
    }
    let path = figure.measure.path();
    let mut parts = path.split('/').map(squeeze);
    path.contains('/') || parts.any(|part| torn.contains(&part))
}

fn has(tree: &[Column], measure: Measure) -> bool {
    let is_measure =
        |column: &Column| column.measure == Some(measure) || has(column.parts, measure);
    tree.iter().any(is_measure)
}
