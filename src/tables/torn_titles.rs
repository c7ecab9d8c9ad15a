/*!
Titles that a narrow page tears: the last words of a long title stand alone on the next line.

Of lines that hold nothing but words, one that is no title and becomes one with the line below is
the first half of a title. Both halves are taken only where neither alone says something.
*/

use super::lines::{Line, squeeze};
use super::{is_preamble, title};

/// Longest second half, in characters: what is longer is a line of its own.
const LONGEST_REST: usize = 16;

/// Puts torn titles together: the line of the second half becomes blank.
pub fn join(lines: &mut [Line]) {
    for index in 1..lines.len() {
        if let Some(text) = joined(&lines[index - 1], &lines[index]) {
            lines[index].text.clear();
            lines[index].cells.clear();
            let first = &mut lines[index - 1];
            if let Some(cell) = first.cells.first_mut() {
                cell.text.clone_from(&text);
            }
            first.text = text;
        }
    }
}

/// The title that a line and the one below it print; none where they are anything else.
fn joined(first: &Line, rest: &Line) -> Option<String> {
    let are_words = !first.is_row() && !rest.is_row() && !first.is_blank() && !rest.is_blank();
    let is_torn = |text: &str| {
        let (opened, closed) = (text.matches(['（', '(']), text.matches(['）', ')']));
        opened.count() > closed.count() || !text.ends_with(['）', ')', '表', '：', ':'])
    };
    if !are_words
        || rest.begins_page
        || first.text.contains("   ")
        || rest.text.contains("   ")
        || rest.text.chars().count() > LONGEST_REST
        || !is_torn(&first.text)
        || is_preamble(rest)
        || title::meaning(&rest.text).is_some()
        || title::kind_by_words(&rest.text).is_some()
    {
        return None;
    }
    let text = format!("{}{}", first.text, rest.text);
    let is_title = |text: &str| title::meaning(text).is_some();
    let ends = squeeze(&rest.text).ends_with(['表', '）', ')']);
    (ends && !is_title(&first.text) && is_title(&text)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::pages::lines;

    fn texts(text: &str) -> Vec<String> {
        let mut lines = lines(text);
        join(&mut lines);
        lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn two_halves_are_one_title() {
        for (first, rest) in [
            (
                "  2024 年一般公共预算基本支出预算表（部门预算支出经济分",
                "       类）",
            ),
            (
                "  2024 年青石市社会保险基金管理局一般公共预算财政拨款支出",
                "    预算表",
            ),
        ] {
            let whole = format!("{}{}", first.trim(), rest.trim());
            assert_eq!(texts(&format!("{first}\n{rest}")), [whole.as_str(), ""]);
        }
    }

    #[test]
    fn what_stands_below_each_other_is_no_title() {
        for text in [
            "收支总表\n支出总表",
            "一般公共预算支出\n单位：万元",
            "青石市财政局2024年部门预算\n收支总表",
            "详见附件中的一般公共预算，其支出\n预算表",
        ] {
            let lines: Vec<&str> = text.split('\n').collect();
            assert_eq!(texts(text), lines);
        }
    }
}
