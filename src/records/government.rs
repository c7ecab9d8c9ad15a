/*!
The budget of a government (全市, 全区, 本级), which is no unit's disclosure.

It is told by what only a government prints: taxes among its income, titles that begin with a
region, 预算草案 on the cover. That a department speaks of 全市 in its prose says nothing.
*/

use super::identity;
use crate::pattern::regex;
use crate::tables::lines::squeeze;
use crate::tables::title::strip_ordinal;
use crate::tables::{Line, Printed};
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What no unit has for income.
const TAXES: &[&str] = &[
    "增值税",
    "企业所得税",
    "个人所得税",
    "资源税",
    "城市维护建设税",
    "房产税",
    "印花税",
    "城镇土地使用税",
    "土地增值税",
    "车船税",
    "耕地占用税",
    "契税",
    "烟叶税",
    "环境保护税",
];
const ENOUGH_TAXES: usize = 3;

/// 2024年青阳湖区一般公共预算支出表, 全市政府性基金收入表, 区本级国有资本经营预算收支表.
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:\d{4}年度?)?(?:全[省市县区州旗]|\p{Han}{0,10}[省市县区州旗盟镇乡](?:本级)?)(?:\d{4}年度?)?(?:本级)?(?:地方)?(?:一般公共预算|政府性基金|国有资本经营|社会保险基金|(?:政府)?(?:一般|专项)?债务)",
    )
});
/// Lines of a document without tables that may be its cover.
const COVER_LINES: usize = 20;
static COVER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"预算草案|财政(?:总)?[预决]算|政府[预决]算|(?:全[省市县区州旗]|本级)[^，。]{0,6}(?:预算|决算)",
    )
});

/// Whether the document is a government's.
pub fn is_government(printed: &Printed) -> bool {
    if taxes(printed) >= ENOUGH_TAXES {
        return true;
    }
    if is_of_unit(&printed.lines) {
        return false;
    }
    let titles = printed.sections.iter().filter(|section| {
        let title = squeeze(&printed.lines[section.lines.start].text);
        TITLE.is_match(strip_ordinal(&title))
    });
    let first = printed.sections.first();
    let end = first.map_or(COVER_LINES, |section| section.lines.start);
    let cover = &printed.lines[..end.min(printed.lines.len())];
    let is_on_cover = |line: &Line| {
        let text = line.squeezed();
        text.chars().count() <= 40 && !text.contains('。') && COVER.is_match(&text)
    };
    titles.count() >= 2 || cover.iter().any(is_on_cover)
}

/// The taxes that rows are called.
fn taxes(printed: &Printed) -> usize {
    let rows = printed
        .sections
        .iter()
        .flat_map(|section| &printed.lines[section.lines.clone()]);
    let labels = rows.flat_map(|line| {
        let cells = line.cells.iter().map(|cell| squeeze(&cell.text));
        // Text that lost its cells has the label before the first gap.
        let word = line.text.split_whitespace().next().map(squeeze);
        cells.chain(word)
    });
    let found: BTreeSet<&str> = labels
        .filter_map(|label| {
            let bare = strip_ordinal(&label);
            TAXES.iter().copied().find(|tax| *tax == bare)
        })
        .collect();
    found.len()
}

/// Whether a heading says 部门 or 单位, or a caption names an organisation.
fn is_of_unit(lines: &[Line]) -> bool {
    let is_organisation = |name: String| !name.ends_with(identity::REGIONS);
    lines.iter().any(|line| {
        let heading = identity::of_heading(line);
        heading.is_some_and(|heading| heading.scope.is_some())
            || identity::of_caption(&line.text).is_some_and(is_organisation)
    })
}
