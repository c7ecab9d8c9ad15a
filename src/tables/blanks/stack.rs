/*!
A heading right over a column of blanks, and whether amounts may stand under it.
*/

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
    /// The header's line of its first word.
    pub(super) top: usize,
    /// And of its last.
    pub(super) bottom: usize,
    /// Its words: the header's line of each, and which of that line's it is.
    pub(super) words: Vec<(usize, usize)>,
}

/// Whether two stretches of columns overlap.
pub fn meet(first: (usize, usize), second: (usize, usize)) -> bool {
    first.0 < second.1 && second.0 < first.1
}

/// Whether a heading is one of labels, under which no amounts stand.
pub fn is_of_labels(stack: &Stack) -> bool {
    names_labels(&stack.cell.text)
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
        || matches!(text.as_str(), "类" | "款" | "项" | "项目")
}
