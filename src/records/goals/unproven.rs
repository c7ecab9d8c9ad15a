/*!
Indicators of a text without lines whose cells contradict their headings, or their levels each other.

One such row says that the rows beside it may be laid out as wrongly, so all below the same heading
are left out, and said.
*/

use super::indicator_headings::{Columns, cell_at};
use super::indicator_level::{Levels, first_of_second, is_first};
use super::project_form::{is_remark, project_of};
use crate::records::table::Part;
use crate::tables::grid::Grid;
use crate::tables::lines::Cell;

/// The grid without the rows that are contradicted.
pub fn without_contradicted(grid: &Grid, part: &mut Part) -> Grid {
    let rows: Vec<Vec<Cell>> = grid.rows().into_iter().cloned().collect();
    let is_heading = |at: usize| {
        let next = rows.get(at + 1).map(Vec::as_slice);
        Columns::of_form(&rows[at], next)
    };
    let mut contradicted = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        let Some(columns) = is_heading(at) else {
            at += 1;
            continue;
        };
        let from = at + columns.heading_rows;
        let to = (from..rows.len())
            .find(|&at| is_heading(at).is_some() || project_of(&rows[at]).is_some())
            .unwrap_or(rows.len());
        let body = rows.get(from..to).unwrap_or_default();
        if let Some(row) = contradiction(body, &columns)
            && let Some(cell) = row.iter().find(|cell| !cell.is_empty())
        {
            part.note(
                cell.place,
                &cell.text,
                "这一行与指标的表头或级别对不上，同一表头下的指标未收入，请看原件。",
            );
            contradicted.extend(body.iter().cloned());
        }
        at = to.max(at + 1);
    }
    grid.without_rows(&contradicted)
}

fn contradiction<'r>(body: &'r [Vec<Cell>], columns: &Columns) -> Option<&'r Vec<Cell>> {
    let mut levels = Levels::default();
    let mut rows = body.iter().filter(|row| !is_remark(row));
    rows.find(|row| {
        let text = |column| cell_at(row, column).map(|cell| cell.text.as_str());
        let second = text(columns.second);
        if let Some(first) = text(columns.first) {
            levels.take(Some(first), None);
        }
        let is_anothers = second.is_some_and(|second| belongs_elsewhere(second, &levels.first));
        !columns.fit(row) || is_anothers
    })
}

/// Whether a 二级指标 is one of another 一级指标 than the one that it was laid under. Satisfaction and
/// costs stand under several.
fn belongs_elsewhere(second: &str, first: &str) -> bool {
    let owner = first_of_second(second);
    let is_told = owner.is_some_and(|owner| matches!(owner, "产出指标" | "效益指标"));
    is_told && is_first(first) && owner != Some(first) && first != "效果指标"
}
