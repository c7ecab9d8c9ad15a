/*!
Lines of indicators under their levels (一级指标, 二级指标, 三级指标), where no lines draw the cells.

Levels and projects are cells over several rows there, whose texts stand between the lines of other
columns, and nearly every cell may wrap. So their lines are not put together to rows here: they are
written as they stand, and read where the words of their headings are known.
*/

use super::super::running;
use super::regions::TextLine;
use regex::Regex;
use std::sync::LazyLock;

/// Lines of a page that follow each other.
pub enum Stretch {
    /// Indicators with what stands above them in their form.
    Levels(Vec<TextLine>),
    /// Whatever else.
    Others(Vec<TextLine>),
}

/// The title of a table, what stands between it and the table, and a note below.
#[expect(
    clippy::expect_used,
    reason = "the pattern is a constant that the tests compile"
)]
static APART: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:注|备注|说明)[：:]|^(?:填报|编制|预算|填表)?(?:单位|部门)(?:名称|（[^）]*）)?[：:]|单位[：:].*元|^第.{1,3}部分|[总情明预决支采目效评]\S{0,4}表(?:（[^）]*）)?$|^(?:公开|预算|附)\S*表|^表\S{1,6}$|^附件|续表")
        .expect("a valid pattern")
});

/// The lines divided into those of indicators and others. On a page that goes on the first are the
/// indicators'.
pub fn apart(lines: Vec<TextLine>, goes_on: bool) -> Vec<Stretch> {
    let mut is_of: Vec<bool> = vec![false; lines.len()];
    if goes_on && lines.first().is_some_and(|line| line.words.len() > 1) {
        mark_down(&lines, 0, &mut is_of);
    }
    for at in 0..lines.len() {
        if heads_levels(&lines[at]) && !is_of[at] {
            mark_up(&lines, at, &mut is_of);
            mark_down(&lines, at, &mut is_of);
        }
    }
    if let Some(at) = form_alone(&lines).filter(|at| !is_of[*at]) {
        mark_down(&lines, at, &mut is_of);
    }
    if let [.., above, last] = lines.as_slice()
        && numbers_page(above, last)
    {
        is_of[lines.len() - 1] = false;
    }
    let mut stretches: Vec<Stretch> = Vec::new();
    for (line, is_of_levels) in lines.into_iter().zip(is_of) {
        match (stretches.last_mut(), is_of_levels) {
            (Some(Stretch::Levels(lines)), true) | (Some(Stretch::Others(lines)), false) => {
                lines.push(line);
            }
            (_, true) => stretches.push(Stretch::Levels(vec![line])),
            (_, false) => stretches.push(Stretch::Others(vec![line])),
        }
    }
    stretches
}

/// Whether a line heads levels of indicators and their names or values.
pub fn heads_levels(line: &TextLine) -> bool {
    let texts = || line.words.iter().map(|word| word.text.replace(' ', ""));
    let is_first = |text: String| text == "一级指标";
    let is_rest =
        |text: String| text == "三级指标" || text.starts_with("指标") || text.ends_with('值');
    line.words.len() > 2 && texts().any(is_first) && texts().any(is_rest)
}

/// The first line of a form whose indicators stand on the next page.
fn form_alone(lines: &[TextLine]) -> Option<usize> {
    const LABELS: &[&str] = &[
        "主管部门",
        "实施单位",
        "项目类别",
        "项目类型",
        "项目属性",
        "项目编码",
        "资金情况",
        "项目资金",
        "年度资金总额",
    ];
    let begins = |line: &TextLine| {
        let first = line.words.first();
        line.words.len() > 1 && first.is_some_and(|word| word.text == "项目名称")
    };
    let is_label = |line: &TextLine| {
        let first = line.words.first();
        first.is_some_and(|word| LABELS.iter().any(|label| word.text.starts_with(label)))
    };
    let at = lines.iter().rposition(begins)?;
    let below = lines.get(at + 1..)?;
    let is_form = below.iter().take(4).any(is_label);
    (is_form && !below.iter().any(heads_levels)).then_some(at)
}

fn mark_up(lines: &[TextLine], heading: usize, is_of: &mut [bool]) {
    is_of[heading] = true;
    for at in (0..heading).rev() {
        if is_of[at] || is_apart(&lines[at]) || !is_near(&lines[at], &lines[at + 1]) {
            return;
        }
        is_of[at] = true;
    }
}

fn mark_down(lines: &[TextLine], first: usize, is_of: &mut [bool]) {
    is_of[first] = true;
    for at in first + 1..lines.len() {
        let line = &lines[at];
        let is_sentence = line.words.len() == 1 && line.width() > line.size() * 24;
        if is_apart(line) || is_sentence || !is_near(&lines[at - 1], line) {
            return;
        }
        is_of[at] = true;
    }
}

/// Whether a line stands above or below a table.
fn is_apart(line: &TextLine) -> bool {
    line.words.len() <= 3 && line.words.iter().any(|word| APART.is_match(&word.text))
}

/// Whether the last line of a page is its number: it stands apart from the table above it.
fn numbers_page(above: &TextLine, last: &TextLine) -> bool {
    let text: String = last.words.iter().map(|word| word.text.as_str()).collect();
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    last.top() - above.bottom() > last.size() / 2 && running::is_page_number(&text)
}

fn is_near(above: &TextLine, below: &TextLine) -> bool {
    below.top() - above.bottom() <= 4 * above.size().max(below.size())
}
