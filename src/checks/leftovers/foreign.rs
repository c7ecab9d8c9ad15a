/*!
Another unit's name, another level's words (L04).

The surest sign is the unit's own kind of body under another region's name: 某市社会保险中心
in the document of another city's 社会保险中心. In a table or its title that is an error,
unless the region is above the unit's: a project or a cell may mean the superior unit, and
is a warning. In prose it may be a neighbour or a superior, and is a warning where it cannot
be either.
*/

use crate::budget::{RuleCode, Severity};
use crate::checks::kernel::cluster::{self, Saying, Spot};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;
use crate::checks::regions::superiors::{is_above, is_listed_region};
use crate::checks::regions::{Named, RegionLevel, level, listed_suffix, named};
use crate::checks::wording::{LeftoverFault, ProseReason};
use crate::pattern::regex;
use regex::Regex;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// Fewer characters than this are no name of a body: 财政局 stands in anybody's text.
pub const LEAST_BODY: usize = 4;
/// So many are one where they stand alone, behind a region of the lists.
const SHORTEST_BODY: usize = 3;

/// Where a name was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NamePlace {
    Title,
    /// A cell of a table or a header's label, and nothing else in it.
    Cell,
    /// Among other words.
    Prose,
}

/// The unit's own kind of body with a region before it.
struct Mention<'l> {
    /// The region right before the body.
    region: &'l str,
    /// The region before that, where it cannot be above the unit's own; empty else.
    wider: &'l str,
    /// The bytes of the whole name in its line.
    range: Range<usize>,
    standing: NamePlace,
    /// Whether a sentence begins with it that speaks of the document's own unit.
    is_subject: bool,
}

impl<'l> Mention<'l> {
    /// The name around a body that begins at a byte of a line; none where no region stands before it.
    fn of(unit: &Named, line: &'l str, at: usize, is_in_table: bool) -> Option<Self> {
        let end = at + unit.body.len();
        let region = region_before(&line[..at]);
        if region.is_empty() {
            return None;
        }
        let start = at - region.len();
        let wider = listed_suffix(&line[..start])
            .filter(|wider| is_of_another_place(unit, wider))
            .unwrap_or_default();
        let range = start - wider.len()..end;
        Some(Self {
            region,
            wider,
            standing: standing(line, range.clone(), is_in_table),
            is_subject: begins_clause(&line[..range.start]) && OWN_WORDS.is_match(&line[end..]),
            range,
        })
    }
}

/// What only the document's own unit has said of it: 某局概况, 某局内设, 某局2024年收入预算. A superior's 某局2024年下达 is
/// another thing.
static OWN_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"^\s*(?:（本级）|\(本级\)|本级|机关|部门|单位)*\s*(?:概况|基本情况|主要职[能责]|机构设置|内设|是主管|本年|",
        r"预算(?:收入|支出|收支|总|公开|情况)|决算(?:收入|支出|收支|总|公开|情况)|",
        r"20[0-9]{2}\s*年度?[^，。；：下批拨要通]{0,12}",
        r"(?:预算|决算|收入|支出|收支|总))"
    ))
});

/// Whether a clause begins behind a text.
fn begins_clause(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty()
        || before.ends_with(['。', '；', '：', ':', '>', '．'])
        || before.ends_with("部分")
}

/// Whether a region cannot be above the unit's own: 遵义市 before 普陀区.
fn is_of_another_place(unit: &Named, wider: &str) -> bool {
    let Some((last, above)) = unit.regions.split_last() else {
        return false;
    };
    let of_same_level = above.iter().find(|own| level(own) == level(wider));
    match of_same_level {
        Some(own) => own != &wider,
        None => level(wider) > level(last) && is_above(wider, last) == Some(false),
    }
}

/// L04, names.
pub fn units(subject: &Subject, ledger: &mut Ledger) {
    let unit = named(&subject.book.identity.unit);
    let is_short = unit.body.chars().count() < LEAST_BODY;
    if unit.regions.is_empty() || unit.body.chars().count() < SHORTEST_BODY {
        ledger.not_checkable(RuleCode::L04, ProseReason::NoRegionInName);
        return;
    }
    let mut tables: BTreeMap<&str, Vec<Spot>> = BTreeMap::new();
    let mut prose: BTreeMap<&str, Vec<Spot>> = BTreeMap::new();
    let in_tables: Vec<(u32, u32, usize)> = subject
        .tables()
        .map(|(index, table)| (table.place.line, table.end_line, index))
        .collect();
    let known = listed_units(subject);
    for (number, line, at) in subject.places_of(unit.body) {
        let table = in_tables
            .iter()
            .find(|(first, last, _)| (*first..=*last).contains(&number))
            .map(|(.., index)| *index);
        let Some(name) = Mention::of(&unit, line, at, table.is_some()) else {
            continue;
        };
        let whole = &line[name.range.clone()];
        let is_alone = name.standing != NamePlace::Prose && is_listed_region(name.region);
        if known.contains(whole) || is_short && !is_alone {
            ledger.holds(RuleCode::L04);
            continue;
        }
        let place = Subject::piece(number, line, name.range.clone());
        let spot = Spot {
            table,
            ..Spot::in_prose(whole, place)
        };
        match verdict(&unit, &name) {
            Some(Severity::Error) => tables.entry(whole).or_default().push(spot),
            Some(_) => prose.entry(whole).or_default().push(spot),
            None => ledger.holds(RuleCode::L04),
        }
    }
    // What is wrong in a table is no second fault in the prose.
    for (name, spots) in &mut tables {
        spots.extend(prose.remove(name).unwrap_or_default());
    }
    for (found, severity) in [(tables, Severity::Error), (prose, Severity::Warning)] {
        for (name, spots) in found {
            let fault = LeftoverFault::NamesAnother {
                unit: subject.book.identity.unit.clone(),
                other: name.to_owned(),
            };
            let saying = Saying {
                fault: fault.into(),
                severity,
            };
            cluster::remark(subject, ledger, saying, &spots);
        }
    }
}

/// Where a name stands, in a line of a table or of the prose.
fn standing(line: &str, name: Range<usize>, is_in_table: bool) -> NamePlace {
    if is_in_table {
        match is_whole_cell(line, name.start, name.end) {
            true => NamePlace::Cell,
            false => NamePlace::Prose,
        }
    } else if is_title(line) {
        NamePlace::Title
    } else if is_of_caption(line, name.start, name.end) {
        NamePlace::Cell
    } else {
        NamePlace::Prose
    }
}

/// The units that belong to the department: those of the rows whose code is known.
fn listed_units<'b>(subject: &Subject<'b>) -> HashSet<&'b str> {
    subject
        .tables()
        .flat_map(|(table, _)| subject.rows(table))
        .filter(|at| at.row.kind.is_organisation())
        .filter(|at| !at.row.code.is_empty())
        .map(|at| at.row.name.as_str())
        .collect()
}

/// The region that a text ends with; empty where it ends with none, or with the likes of 各县.
fn region_before(text: &str) -> &str {
    if let Some(listed) = listed_suffix(text) {
        return listed;
    }
    let start = text
        .char_indices()
        .rev()
        .take_while(|(_, c)| ('\u{4e00}'..='\u{9fff}').contains(c))
        .last()
        .map_or(text.len(), |(at, _)| at);
    let run = &text[start..];
    let follows_digit = text[..start].ends_with(|c: char| c.is_ascii_digit());
    let run = match run.strip_prefix('年') {
        Some(rest) if follows_digit => rest,
        _ => run,
    };
    let run = run.strip_prefix("中共").unwrap_or(run);
    let apart = named_run(run);
    match apart.regions.last() {
        Some(region) if apart.body.is_empty() => region,
        _ => "",
    }
}

/// A run of characters that is nothing but regions.
fn named_run(run: &str) -> Named<'_> {
    // A region that is the whole name is no name for `named`: one character is lent to it.
    let lent = format!("{run}局");
    let found = named(&lent);
    let mut regions = Vec::new();
    let mut at = 0;
    for region in &found.regions {
        regions.push(&run[at..at + region.len()]);
        at += region.len();
    }
    Named {
        regions,
        body: &run[at..],
    }
}

fn verdict(unit: &Named, name: &Mention) -> Option<Severity> {
    let (region, standing) = (name.region, name.standing);
    // 2024年清河市, 中共清河市: the words before a name are no part of it.
    let is_same = |last: &&str| region.ends_with(*last);
    if unit.regions.last().is_some_and(is_same) {
        return match standing {
            _ if name.wider.is_empty() => None,
            NamePlace::Prose => Some(Severity::Warning),
            _ => Some(Severity::Error),
        };
    }
    let unit_level = unit
        .regions
        .last()
        .map_or(RegionLevel::County, |last| level(last));
    let is_below = level(region) < unit_level;
    if is_below {
        return verdict_below(unit, name);
    }
    let may_be_superior = may_be_above(region, unit);
    match standing {
        NamePlace::Title => Some(Severity::Error),
        NamePlace::Cell if may_be_superior => Some(Severity::Warning),
        NamePlace::Cell => Some(Severity::Error),
        NamePlace::Prose if name.is_subject => Some(Severity::Warning),
        NamePlace::Prose if may_be_superior || !reads_as_name(region) => None,
        NamePlace::Prose if level(region) == RegionLevel::Province => None,
        NamePlace::Prose => Some(Severity::Warning),
    }
}

/// A region of a lower level may be the unit's own to care for, unless the lists say whose it is.
fn verdict_below(unit: &Named, name: &Mention) -> Option<Severity> {
    let is_elsewhere = unit
        .regions
        .last()
        .is_some_and(|last| is_above(last, name.region) == Some(false));
    match name.standing {
        NamePlace::Title if is_elsewhere => Some(Severity::Error),
        // A project's money may go there.
        NamePlace::Cell if is_elsewhere => Some(Severity::Warning),
        NamePlace::Prose if is_elsewhere && name.is_subject => Some(Severity::Warning),
        _ => None,
    }
}

/// Whether a region is, or for all that is known may be, above the unit's own.
fn may_be_above(region: &str, unit: &Named) -> bool {
    let Some((last, above)) = unit.regions.split_last() else {
        return true;
    };
    // What the unit's name says of its superiors leaves no other of their level.
    let of_same_level = above
        .iter()
        .find(|superior| level(superior) == level(region))
        .copied();
    if let Some(superior) = of_same_level {
        return superior == region;
    }
    let contradicts = |upper: &str, lower: &str| is_above(upper, lower) == Some(false);
    level(region) > level(last)
        && !contradicts(region, last)
        && !above.iter().any(|superior| {
            level(superior) > level(region) && contradicts(superior, region)
                || level(superior) < level(region) && contradicts(region, superior)
        })
}

/// Whether a region is a name also amid a sentence, where 接受上级市 ends in 市 as well.
fn reads_as_name(region: &str) -> bool {
    const WORDS: &str = "级各上下受由为在和与全我该某其是对到向的等及";
    if level(region) != RegionLevel::County {
        return true;
    }
    region.chars().count() <= 4
        && region.ends_with(['县', '区', '旗'])
        && !region.contains(|c| WORDS.contains(c))
}

/// Whether no word stands right before or after a piece of a line: a project's name may quote
/// another unit's notice.
fn is_whole_cell(line: &str, start: usize, end: usize) -> bool {
    let is_word = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    // The department above may be of another region.
    if line.contains("主管") {
        return false;
    }
    let before = line[..start].chars().next_back();
    let after = line[end..].chars().next();
    !before.is_some_and(is_word) && !after.is_some_and(|c| is_word(c) || "（(《".contains(c))
}

/// Whether a name is all that a line says, or stands behind 编制单位： in the caption of a table.
fn is_of_caption(line: &str, start: usize, end: usize) -> bool {
    const LABELS: [&str; 4] = ["单位", "部门", "单位名称", "部门名称"];
    if !is_whole_cell(line, start, end) {
        return false;
    }
    let before = line[..start].trim_end();
    let is_labelled = before
        .strip_suffix(['：', ':'])
        .is_some_and(|label| LABELS.iter().any(|known| label.trim_end().ends_with(known)));
    let is_alone = before.is_empty() && line[end..].trim().is_empty();
    is_labelled || is_alone
}

/// A short line that is the title of tables.
fn is_title(line: &str) -> bool {
    let text = line.trim();
    text.chars().count() <= 40
        && !text.contains(['。', '，', '；'])
        && ["预算表", "决算表", "预算公开表", "绩效目标表", "总表"]
            .iter()
            .any(|end| text.ends_with(end))
}

/// Words that only the budget's own level can stand in.
static LEVEL_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(中央|省|市|区|县)级(?:部门预算|单位预算|预算主管部门|财政有经费领拨关系|财政当年拨付的资金|财政预算管理)",
    )
});
static DECLARED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(省|市|区|县)级(?:部门|单位|预算单位)?(?:预算|决算)"));
/// Words after which another level's is meant on purpose.
const OF_OTHERS: [&str; 14] = [
    "指导", "汇总", "监督", "审核", "编制", "管理", "和", "及", "、", "各", "省", "市", "区", "县",
];

/// L04, levels.
pub fn levels(subject: &Subject, ledger: &mut Ledger) {
    let Some((levels, is_sure)) = own_level(subject) else {
        ledger.not_checkable(RuleCode::L04, ProseReason::NoLevel);
        return;
    };
    let mut found: BTreeMap<String, (Severity, Vec<Spot>)> = BTreeMap::new();
    for (number, line) in subject.lines() {
        for piece in LEVEL_WORDS.captures_iter(line) {
            let (Some(whole), Some(word)) = (piece.get(0), piece.get(1)) else {
                continue;
            };
            if levels.contains(&word.as_str()) {
                ledger.holds(RuleCode::L04);
                continue;
            }
            let before = &line[..whole.start()];
            if OF_OTHERS.iter().any(|end| before.ends_with(end)) {
                continue;
            }
            let table = subject
                .tables()
                .find(|(_, table)| (table.place.line..=table.end_line).contains(&number))
                .map(|(index, _)| index);
            // 财政拨款收入：是市级预算主管部门… explains a word, and was copied with the glossary.
            let explains_a_word = before.contains(['：', ':']);
            let is_definition = !explains_a_word
                && ["是", "指", "纳入", "与"]
                    .iter()
                    .any(|end| before.ends_with(end));
            let is_table_title = subject
                .tables()
                .any(|(_, table)| table.place.line == number);
            // A project of a lower level may be about the superior's money.
            let is_in_table = table.is_some() && !is_table_title;
            let certain =
                is_sure && !is_in_table && (is_table_title || is_title(line) || is_definition);
            let severity = if certain {
                Severity::Error
            } else {
                Severity::Warning
            };
            let place = Subject::piece(number, line, whole.range());
            let spot = Spot {
                table,
                ..Spot::in_prose(whole.as_str(), place)
            };
            let (worst, spots) = found
                .entry(format!("{}级", word.as_str()))
                .or_insert((severity, Vec::new()));
            *worst = (*worst).min(severity);
            spots.push(spot);
        }
    }
    say_levels(subject, ledger, &levels, found);
}

/// One finding a word, for all its places.
fn say_levels(
    subject: &Subject,
    ledger: &mut Ledger,
    levels: &[&'static str],
    found: BTreeMap<String, (Severity, Vec<Spot>)>,
) {
    for (printed, (severity, spots)) in found {
        let fault = LeftoverFault::OtherLevel {
            levels: levels.to_vec(),
            printed,
        };
        let saying = Saying {
            fault: fault.into(),
            severity,
        };
        cluster::remark(subject, ledger, saying, &spots);
    }
}

/// How many lines of a document are its cover.
const COVER: usize = 12;

/// The words for the budget's own level, and whether they are beyond doubt: those on the
/// cover, else those that the unit's name implies.
fn own_level(subject: &Subject) -> Option<(Vec<&'static str>, bool)> {
    let word = |text: &str| {
        ["省", "市", "区", "县"]
            .into_iter()
            .find(|known| *known == text)
    };
    let cover = subject.prose().map(|(_, line)| line);
    let declared = cover
        .filter(|line| !line.trim().is_empty())
        .take(COVER)
        .find_map(|line| DECLARED.captures(line)?.get(1));
    if let Some(declared) = declared {
        return Some((vec![word(declared.as_str())?], true));
    }
    let unit = &subject.book.identity.unit;
    let name = named(unit);
    let region = name.regions.last()?;
    let is_organ = ["局", "委员会", "办公室", "中心", "政府", "委", "院"]
        .iter()
        .any(|end| unit.ends_with(end));
    let words = match (level(region), region.chars().next_back()) {
        (RegionLevel::Province, _) => vec!["省"],
        (RegionLevel::Prefecture, Some('市')) => vec!["市"],
        (RegionLevel::County, Some('县' | '旗')) => vec!["县"],
        (RegionLevel::County, Some('区')) => vec!["区"],
        // 州, 盟 and cities of a prefecture's county are called by more than one word.
        _ => return None,
    };
    let is_municipality = ["北京市", "天津市", "上海市", "重庆市"].contains(region);
    Some((words, is_organ && !is_municipality))
}
