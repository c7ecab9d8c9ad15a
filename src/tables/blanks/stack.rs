/*!
A heading right over a column of blanks, and whether amounts may stand under it.
*/

use super::token::Token;
use super::words::{ends_complete, is_known_part, is_whole};
use crate::tables::lines::{Cell, squeeze};

/// A heading right over a column, its lines put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stack {
    /// The text and where its first line stands.
    pub cell: Cell,
    pub(super) left: usize,
    pub(super) right: usize,
    /// Where the first of its words begins that stand apart.
    pub(super) begins: Option<usize>,
    /// Whether one of its words stands a single blank behind another heading: the two are then
    /// spaced by their own words, and not by what stands below.
    pub(super) is_packed: bool,
    /// Whether nothing but one heading can be made of its words.
    pub(super) is_whole: bool,
    /// The header's line of its first word.
    pub(super) top: usize,
    /// And of its last.
    pub(super) bottom: usize,
    /// Its words: the header's line of each, and which of that line's it is.
    pub(super) words: Vec<(usize, usize)>,
}

/// Headings that begin right where another on another line ends are packed as on one line: both are of one
/// block of the page, and the second stands as near as its words let it.
pub fn pack(stacks: &mut [Stack]) {
    let ends: Vec<usize> = stacks.iter().map(|stack| stack.right).collect();
    for stack in stacks {
        stack.is_packed |=
            ends.contains(&stack.left) || ends.contains(&stack.left.saturating_sub(1));
    }
}

/// Tells which headings are whole: their words stand in the middle below each other with no other heading
/// near, and break off inside a word.
pub fn tell_whole(stacks: &mut [Stack], lines: &[Vec<Token>]) {
    const ASIDE: usize = 6;
    let extents: Vec<(usize, usize)> = stacks.iter().map(|s| (s.left, s.right)).collect();
    for (at, stack) in stacks.iter_mut().enumerate() {
        let words = stack.words.iter().rev();
        let words: Vec<&Token> = words
            .filter_map(|&(line, at)| lines.get(line)?.get(at))
            .collect();
        let goes_on = |pair: &[&Token]| {
            let (above, below) = (pair[0].text(), pair[1].text());
            let breaks_off = !ends_complete(above) && !is_known_part(below) || !is_whole(below);
            breaks_off && pair[0].middle().abs_diff(pair[1].middle()) <= ASIDE
        };
        let mut others = extents.iter().enumerate().filter(|(other, _)| *other != at);
        stack.is_whole = words.windows(2).all(goes_on)
            && !others.any(|(_, extent)| meet(*extent, (stack.left, stack.right)));
    }
}

/// Whether two stretches of columns overlap.
pub fn meet(first: (usize, usize), second: (usize, usize)) -> bool {
    first.0 < second.1 && second.0 < first.1
}

/// Whether a heading is one of labels, under which no amounts stand.
pub fn is_of_labels(stack: &Stack) -> bool {
    names_labels(&stack.cell.text)
}

/// Whether a heading is one of the three over the parts of a code: 类, 款, 项; 类号, 款号, 项号.
pub fn is_code_part(text: &str) -> bool {
    let text = squeeze(text);
    matches!(text.strip_suffix('号').unwrap_or(&text), "类" | "款" | "项")
}

/// Whether the words of a heading say that labels stand under it.
pub fn names_labels(text: &str) -> bool {
    const WITHIN: [&str; 3] = ["名称", "编码", "代码"];
    const ENDS: [&str; 10] = [
        "科目", "大类", "品目", "形式", "方式", "类型", "序号", "备注", "单位", "部门",
    ];
    let text = squeeze(text);
    // 科目编码款: words of two headings may have run together.
    WITHIN.iter().any(|word| text.contains(word))
        || ENDS.iter().any(|end| text.ends_with(end))
        || is_code_part(&text)
        || text == "项目"
}
