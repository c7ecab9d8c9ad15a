/*!
What stands at the head and at the foot of pages that form feeds part: the name of the unit or of the document,
and the number of the page.

It follows the last row of a page as the end of a wrapped name does. That it is none the pages tell together: the same line
stands at the head of several, and there above a title as well as above rows; numbers count on from page to page.
*/

use super::lines::{Line, squeeze};
use super::title;
use super::{PREAMBLE, SECTION, TABLE_NUMBER, is_note, is_preamble};
use crate::pattern::regex;
use regex::Regex;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// Pages with the same line at their foot, or at their head where no title stands below one.
const MANY: usize = 3;
/// Numbers from here on are codes: 208, 301.
const HIGHEST: usize = 200;
/// The longest running line, in characters.
const LONGEST: usize = 60;
/// Lines that a page prints at one of its edges: a name, a number, a line of signs.
const DEEPEST: usize = 3;

/// The number of a page at the end or at the beginning of a line that says more.
static NUMBER_BESIDE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:[-－—–]? ?(?:第 ?)?\d{1,3}(?: ?页)?(?: ?[-－—–])?\s+)?(?P<text>.*?)(?:\s+[-－—–]? ?(?:第 ?)?\d{1,3}(?: ?页)?(?: ?[-－—–])?)?$",
    )
});

/// A caption: 部门：青岭市水利局   单位：万元.
static OWNER: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^(?:编制|填报|预算|公开)?(?:单位|部门)(?:名称)?[:：] ?(?P<name>\S{4,40})")
});

/// Words of which titles are made, one on two lines too: 2025年一般公共预算 / 基本支出预算表.
const OF_TITLE: [&str; 12] = [
    "一般公共",
    "政府性基金",
    "国有资本",
    "财政",
    "拨款",
    "收支",
    "支出",
    "收入",
    "经费",
    "项目",
    "绩效",
    "采购",
];

/// The lines that pages print around the text, to be blanked.
pub fn running(lines: &[Line]) -> Vec<usize> {
    let pages = pages(lines);
    let mut found: HashSet<usize> = HashSet::new();
    if pages.len() < 2 {
        return Vec::new();
    }
    for _ in 0..DEEPEST {
        let is_left = |at: &usize| !lines[*at].is_blank() && !found.contains(at);
        let heads: Vec<Option<usize>> = (pages.iter())
            .map(|page| page.clone().find(is_left))
            .collect();
        let feet: Vec<Option<usize>> = (pages.iter())
            .map(|page| page.clone().rev().find(is_left))
            .collect();
        let mut more = counted(lines, &heads);
        more.extend(counted(lines, &feet));
        more.extend(repeated_heads(lines, &heads, &found));
        more.extend(repeated_feet(lines, &feet));
        if more.is_empty() {
            break;
        }
        found.extend(more);
    }
    found.into_iter().collect()
}

/// Whether what stands between the last page break and a title is a heading of its page, and so is no part of the table
/// on the page before.
pub fn head_above(lines: &[Line], title: usize) -> Option<usize> {
    let from = (0..title).rev().find(|&at| lines[at].begins_page)?;
    let mut filled = lines[from..title].iter().filter(|line| !line.is_blank());
    let is_one = filled.clone().count() == 1;
    (is_one && filled.all(is_running_text)).then_some(from)
}

/// The pages: what stands between two form feeds.
fn pages(lines: &[Line]) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    starts.extend((1..lines.len()).filter(|&at| lines[at].begins_page));
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(from, to)| from..to)
        .collect()
}

/// The number that a line holds alone, as the number of a page may be.
pub fn bare_number(line: &Line) -> Option<usize> {
    let text = line.text.as_str();
    let is_number = !line.is_row()
        && (1..=3).contains(&text.len())
        && !text.starts_with('0')
        && text.bytes().all(|b| b.is_ascii_digit());
    let number = text.parse().ok();
    number.filter(|number| is_number && *number < HIGHEST)
}

/// The numbers at one edge that count on from one page to the next.
fn counted(lines: &[Line], edge: &[Option<usize>]) -> Vec<usize> {
    let number = |page: usize| bare_number(&lines[edge.get(page).copied().flatten()?]);
    let counts = |page: &usize| {
        number(*page).is_some_and(|this| {
            let before = page.checked_sub(1).and_then(number);
            before == this.checked_sub(1) && before.is_some() || number(page + 1) == Some(this + 1)
        })
    };
    let counting = (0..edge.len()).filter(counts);
    counting.filter_map(|page| edge[page]).collect()
}

/// The lines at the head of several pages, of which at least one stands above a title.
fn repeated_heads(lines: &[Line], heads: &[Option<usize>], found: &HashSet<usize>) -> Vec<usize> {
    let places = places(lines, heads);
    let is_left = |at: &usize| {
        let line = &lines[*at];
        !line.is_blank() && !found.contains(at) && !TABLE_NUMBER.is_match(&line.squeezed())
    };
    let below = |at: usize| (at + 1..lines.len()).find(is_left).map(|at| &lines[at]);
    let is_above_title = |at: &usize| below(*at).is_some_and(begins_part);
    let owners = owners(lines);
    // The unit's name above the headings of a page is no heading, though one page alone prints it.
    let is_named = |at: &usize| {
        let mut near = lines[at + 1..].iter().filter(|line| !line.is_blank());
        let is_wide = near
            .by_ref()
            .take(DEEPEST)
            .any(|line| line.text.contains("   "));
        is_wide && owners.contains(&text_of(&lines[*at]))
    };
    let is_running = |places: &Vec<usize>| {
        places.len() > 1 && places.iter().any(is_above_title) || places.iter().all(is_named)
    };
    let heads: Vec<Vec<usize>> = places.into_values().filter(is_running).collect();
    // Several names at the head of pages are those of whom the tables below are.
    let is_one = heads.len() == 1;
    let of_pages = heads.into_iter().flatten();
    // The document begins with its own name.
    of_pages
        .filter(|at| lines[..*at].iter().any(|line| !line.is_blank()))
        .filter(|at| is_one || !is_above_title(at))
        .collect()
}

/// Whose the tables are, as their captions say it.
fn owners(lines: &[Line]) -> HashSet<String> {
    let named = lines.iter().filter_map(|line| OWNER.captures(&line.text));
    named.map(|found| squeeze(&found["name"])).collect()
}

/// The lines at the foot of many pages.
fn repeated_feet(lines: &[Line], feet: &[Option<usize>]) -> Vec<usize> {
    let enough = (feet.len() / 2 + 1).max(MANY);
    let places = places(lines, feet);
    let many = places.into_values().filter(|places| places.len() >= enough);
    many.flatten().collect()
}

/// Where each text stands that may be a running one, among the lines at one edge.
fn places(lines: &[Line], edge: &[Option<usize>]) -> HashMap<String, Vec<usize>> {
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for &at in edge.iter().flatten() {
        if is_running_text(&lines[at]) {
            places.entry(text_of(&lines[at])).or_default().push(at);
        }
    }
    places
}

/// A running line as it is compared: without the number of the page.
fn text_of(line: &Line) -> String {
    let text = line.text.trim();
    let text = NUMBER_BESIDE.captures(text).map_or(text, |found| {
        found.name("text").map_or(text, |text| text.as_str())
    });
    squeeze(text)
}

/// Whether a line may be a running one: words that are no table's.
fn is_running_text(line: &Line) -> bool {
    const SHORTEST: usize = 4;
    let text = text_of(line);
    let characters = text.chars().count();
    let is_of_table = is_preamble(line)
        || super::blanks::is_caption(line)
        || PREAMBLE.is_match(&text)
        || TABLE_NUMBER.is_match(&text)
        || SECTION.is_match(&text)
        || is_note(&text)
        || OF_TITLE.iter().any(|word| text.contains(word));
    let is_words = text.chars().any(super::lines::is_chinese)
        && !text.contains(['。', '；', '：', ':'])
        && !line.text.split_whitespace().any(super::grid::is_money);
    let prints_cells = line.cells.iter().filter(|cell| !cell.is_empty()).count() > 1;
    (SHORTEST..=LONGEST).contains(&characters) && is_words && !is_of_table && !prints_cells
}

/// Whether a line begins a table or a part of the text, or is a sentence: no heading stands above such.
fn begins_part(line: &Line) -> bool {
    let text = line.squeezed();
    title::meaning(&line.text).is_some() || SECTION.is_match(&text) || text.contains('。')
}

#[cfg(test)]
mod tests {
    use crate::tables::pages::lines;

    fn left(text: &str) -> Vec<String> {
        let lines = lines(text);
        let filled = lines.iter().filter(|line| !line.is_blank());
        filled.map(|line| line.text.clone()).collect()
    }

    #[test]
    fn what_stands_at_the_head_of_pages_goes() {
        let text = "甲局 2024 年\n一、收支总表\n208\n1\n\u{c}甲局\n二、支出总表\n208\n2\n\u{c}\n甲市某局  3\n三、收入总表\n301\n\u{c}甲市某局  4\n302\n";
        let expected = [
            "甲局 2024 年",
            "一、收支总表",
            "208",
            "甲局",
            "二、支出总表",
            "208",
            "三、收入总表",
            "301",
            "302",
        ];
        assert_eq!(left(text), expected);
    }

    #[test]
    fn what_stands_at_the_foot_of_pages_goes() {
        let text = "行一\n某市某局\n\u{c}行二\n某市某局\n\u{c}行三\n某市某局\n";
        assert_eq!(left(text), ["行一", "行二", "行三"]);
    }

    #[test]
    fn headings_that_a_page_prints_again_stay() {
        let text = "支出总表\n经济分类科目\n编码 名称\n301\n\u{c}经济分类科目\n编码 名称\n302\n\u{c}经济分类科目\n编码 名称\n303\n";
        assert_eq!(left(text).len(), 10);
    }
}
