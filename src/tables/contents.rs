/*!
The tables that a document's own contents promise.
*/

use super::lines::{Line, name};
use super::title::{kind_of, strip_ordinal, title_part};
use crate::budget::{Place, TableKind};

/// A table that the contents name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Which table.
    pub kind: TableKind,
    /// Its title there, without ordinal and table number.
    pub title: String,
    /// Where it is promised.
    pub place: Place,
}

/// The promises between the heading 目录 and the first table.
pub fn promises(lines: &[Line], first_table: usize) -> Vec<Promise> {
    let Some(start) = lines[..first_table]
        .iter()
        .position(|line| line.squeezed() == "目录")
    else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for line in &lines[start + 1..first_table] {
        if line.text.contains('。') {
            break;
        }
        let text = without_leader(&line.text);
        if let Some(kind) = kind_of(text) {
            let title = name(title_part(without_table_number(strip_ordinal(text))));
            // A sheet is named as its table is, behind the sheet of the contents.
            let is_again = strip_ordinal(text) == text
                && found.iter().any(|promise: &Promise| promise.title == title);
            if is_again {
                continue;
            }
            found.push(Promise {
                kind,
                title,
                place: Place::line(line.number),
            });
        }
    }
    found
}

/// The entry without dot leader and page number: `一、收支总表 ........ 12`.
fn without_leader(text: &str) -> &str {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let dots = digits.trim_end_matches(['.', '…', '·', ' ', '\t', '-', '—']);
    if dots.len() + 2 <= digits.len() {
        dots
    } else {
        text
    }
}

/// The title without a trailing （表 1-1）.
fn without_table_number(title: &str) -> &str {
    let Some(open) = title.rfind(['（', '(']) else {
        return title;
    };
    let inside = title[open..].trim_start_matches(['（', '(']).trim_start();
    let is_number = inside
        .strip_prefix('表')
        .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    if is_number {
        title[..open].trim_end()
    } else {
        title
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::pages::lines;

    #[test]
    fn entries_become_promises() {
        let all = lines(
            "目 录\n第一部分 概况\n- 一、部门收支总表（表 1）\n二、收入总表 ........ 12\n- 三、名词解释\n正文。\n一、支出总表",
        );
        let found = promises(&all, all.len());
        let titles: Vec<_> = found.iter().map(|promise| promise.title.as_str()).collect();
        assert_eq!(titles, ["部门收支总表", "收入总表"]);
    }

    #[test]
    fn the_name_of_a_sheet_is_no_promise() {
        let all = lines("目录\n一、部门收支总表\n二、部门支出总表\n部门收支总表");
        let titles = promises(&all, all.len());
        let titles: Vec<_> = titles
            .iter()
            .map(|promise| promise.title.as_str())
            .collect();
        assert_eq!(titles, ["部门收支总表", "部门支出总表"]);
    }
}
