/*!
Titles on two lines: a narrow page tears the last words off, or the fund stands above the rest.

Of lines that hold nothing but words, one that is no title and becomes one with the line below is
the first half of a title. Where the second half is a title by itself, the first is taken only if the contents promise
both as one, or if it makes it that of another table.
*/

use super::lines::{Line, squeeze};
use super::{is_preamble, single_text, title};
use std::collections::HashSet;

/// Longest second half, in characters: what is longer is a line of its own.
const LONGEST_REST: usize = 16;

/// Puts torn titles together: the line of the second half becomes blank.
pub fn join(lines: &mut [Line]) {
    let promised = promised(lines);
    for index in 1..lines.len() {
        let (first, rest) = (&lines[index - 1], &lines[index]);
        let text = promised_title(first, rest, &promised).or_else(|| joined(first, rest));
        if let Some(text) = text {
            lines[index].text.clear();
            lines[index].cells.clear();
            let first = &mut lines[index - 1];
            if let Some(cell) = first.cells.iter_mut().find(|cell| !cell.is_empty()) {
                cell.text.clone_from(&text);
            }
            if !first.is_row() {
                first.text = text;
            }
        }
    }
}

/// The titles that the contents promise, without their ordinals: 三、2025年一般公共预算基本支出预算表.
fn promised(lines: &[Line]) -> HashSet<String> {
    let entries = lines.iter().filter(|line| !line.is_row());
    entries
        .filter_map(|line| {
            let text = line.squeezed();
            let (ordinal, title) = text.split_once(['、', '.', '．'])?;
            let is_ordinal = !ordinal.is_empty()
                && ordinal
                    .chars()
                    .all(|c| c.is_ascii_digit() || "一二三四五六七八九十（）()".contains(c));
            let is_title = title.ends_with('表') && title::meaning(title).is_some();
            (is_ordinal && is_title).then(|| title.to_owned())
        })
        .collect()
}

/// Two lines that are a title of the contents together: 2025年一般公共预算 above 基本支出预算表. The second may be one
/// too: 财政拨款 above 收入支出决算总表.
fn promised_title(first: &Line, rest: &Line, promised: &HashSet<String>) -> Option<String> {
    let are_words = !first.is_row() && !rest.is_row() && !first.is_blank() && !rest.is_blank();
    let (above, below) = (first.squeezed(), rest.squeezed());
    let is_promised = are_words
        && !promised.contains(&above)
        && promised.contains(&[above.as_str(), &below].concat());
    is_promised.then(|| format!("{}{}", first.text.trim_end(), rest.text.trim_start()))
}

/// The title that a line and the one below it print; none where they are anything else.
fn joined(first: &Line, rest: &Line) -> Option<String> {
    if rest.begins_page || is_preamble(rest) {
        return None;
    }
    let is_alone = |line: &Line| line.cells.iter().filter(|cell| !cell.is_empty()).count() == 1;
    let (first, rest) = (
        single_text(first)?,
        single_text(rest).filter(|_| is_alone(rest))?,
    );
    let is_torn = |text: &str| {
        let (opened, closed) = (text.matches(['（', '(']), text.matches(['）', ')']));
        opened.count() > closed.count() || !text.ends_with(['）', ')', '表', '：', ':'])
    };
    if first.contains("   ")
        || rest.contains("   ")
        || rest.chars().count() > LONGEST_REST
        || ends_cover(first)
        || !is_torn(first)
    {
        return None;
    }
    let text = format!("{first}{rest}");
    let is_title = |text: &str| title::meaning(text).is_some();
    let ends = squeeze(rest).ends_with(['表', '）', ')']);
    let is_half = if is_title(rest) || title::kind_by_words(rest).is_some() {
        says_whose(first, rest)
    } else {
        ends && is_title(&text)
    };
    (is_half && !is_title(first)).then_some(text)
}

/// Whether a line is the end of what a cover says: 预算及“三公”经费预算公开.
fn ends_cover(text: &str) -> bool {
    let text = squeeze(text);
    ["公开", "说明", "草案", "报告", "文本", "资料"]
        .iter()
        .any(|end| text.ends_with(end))
}

/// Whether the line above a title says of which money it is, and so makes it that of another table: 一般公共预算财政拨款 /
/// 支出决算表. Where the two are no table of the vocabulary the line above may be anything.
fn says_whose(first: &str, title: &str) -> bool {
    let whole = title::kind_of(&format!("{first}{title}"));
    whole.is_some() && whole != title::kind_of(title) && title::strip_ordinal(first) == first
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
            ("  2024 年一般公共预算", "    支出表"),
            ("  财政拨款", "收入支出决算总表"),
            ("  2025 年一般公共预算财政", "  拨款支出预算表"),
        ] {
            let whole = format!("{}{}", first.trim(), rest.trim());
            assert_eq!(texts(&format!("{first}\n{rest}")), [whole.as_str(), ""]);
        }
    }

    #[test]
    fn the_contents_say_what_is_one_title() {
        let contents = "三、2025年一般公共预算基本支出预算表\n四、收支总表\n";
        let torn = format!("{contents}2025年一般公共预算\n基本支出预算表");
        assert_eq!(texts(&torn)[2..], ["2025年一般公共预算基本支出预算表", ""]);
        let whole = format!("{contents}2025年一般公共预算\n收支总表");
        assert_eq!(texts(&whole)[2..], ["2025年一般公共预算", "收支总表"]);
    }

    #[test]
    fn what_stands_below_each_other_is_no_title() {
        for text in [
            "收支总表\n支出总表",
            "青石市气象局\n2024年部门收支总表",
            "预算及“三公”经费预算公开\n部门收支总表",
            "三、一般公共预算\n支出总表",
            "一般公共预算人员经费\n支出总表",
            "一般公共预算支出\n单位：万元",
            "青石市财政局2024年部门预算\n收支总表",
            "详见附件中的一般公共预算，其支出\n预算表",
        ] {
            let lines: Vec<&str> = text.split('\n').collect();
            assert_eq!(texts(text), lines);
        }
    }
}
