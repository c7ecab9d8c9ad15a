/*!
What says whose a table is: its caption, its title, the heading above it, the table before.
*/

use super::names::{Owner, printed};
use crate::pattern::regex;
use crate::records::context::is_organisation_name;
use crate::records::identity;
use crate::tables::lines::squeeze;
use crate::tables::{Line, Printed, Section, is_preamble, title};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Lines under a title that may be its caption.
const CAPTION: usize = 8;
/// Lines over a title in which a name that stands alone is a heading.
const NEAR: usize = 4;

/// `某市养护中心2024年单位支出总表`, `2024年某市养护中心支出总表`: the name in front.
static IN_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:(?:19|20)\d{2}年度?)?(?P<unit>\p{Han}[\p{Han}（）()]{3,30}?)(?:(?:19|20)\d{2}年度?|部门|单位|收支|收入|支出|财政|财务|一般公共|政府性|国有资本|“|项目|预算|决算|基本)",
    )
});
/// `第三部分某市信息中心2022年单位预算情况说明`, `三、某市信息中心预算说明`.
static IN_PROSE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:第[一二三四五六七八九十]+部分|[（(]?[一二三四五六七八九十]+[）)、.．])?(?:(?:19|20)\d{2}年度?)?(?P<unit>\p{Han}[\p{Han}（）()]{3,30}?)(?:(?:19|20)\d{2}年度?)?(?:部门|单位)?(?:收支|收入|支出)?(?:预算|决算).*说明$",
    )
});
static PART: LazyLock<Regex> = LazyLock::new(|| regex(r"^第[一二三四五六七八九十]+部分"));
static OF_DEPARTMENT: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(?:预算|编制|填报|公开)?部门(?:名称)?[:：]"));

/// What the lines of a document say of whose its tables are.
#[derive(Debug, Default)]
pub struct Witnesses {
    owners: Vec<Owner>,
    /// Every printed spelling, and whose it is.
    spellings: Vec<(usize, String)>,
    /// How often the words of an owner's tables say 部门, less how often they say 单位.
    departments: Vec<i32>,
    /// Whose each of the document's tables is.
    pub of_sections: Vec<Option<usize>>,
    /// Whose each line is; nobody's are the cover and what belongs to all.
    pub of_lines: Vec<Option<usize>>,
}

impl Witnesses {
    /// Looks through a document.
    pub fn of(printed: &Printed) -> Self {
        let lines = &printed.lines;
        let mut witnesses = Self {
            of_lines: vec![None; lines.len()],
            ..Self::default()
        };
        let mut before: Option<usize> = None;
        let mut is_chapter = false;
        let mut from = 0;
        for section in &printed.sections {
            let start = section.lines.start;
            let gap = from..start;
            let heading = heading_in(&lines[gap.clone()]);
            let caption = caption(lines, section, gap.clone());
            let of_heading = heading.as_ref().map(|heading| Owner::of(&heading.name));
            let named = caption
                .or_else(|| name_in_title(&lines[start]))
                .or_else(|| {
                    let names_one = of_heading
                        .as_ref()
                        .is_some_and(|owner| !owner.is_nameless());
                    heading
                        .as_ref()
                        .filter(|_| names_one)
                        .map(|heading| heading.name.clone())
                });
            let begins = heading.as_ref().map(|heading| gap.start + heading.at);
            is_chapter = heading.is_some() || is_chapter && named.is_none();
            let owner = named
                .map(|name| witnesses.owner(name, of_heading.as_ref()))
                .or(before);
            let begins = begins.unwrap_or_else(|| start - short_lines_at_end(&lines[gap.clone()]));
            witnesses.give_prose(lines, gap.start..begins, before, is_chapter);
            witnesses.of_lines[begins..section.lines.end].fill(owner);
            if let Some(owner) = owner {
                witnesses.weigh(owner, lines, section);
            }
            witnesses.of_sections.push(owner);
            before = owner;
            from = section.lines.start + end_of_rows(&lines[section.lines.clone()]);
        }
        witnesses.give_prose(lines, from..lines.len(), before, is_chapter);
        witnesses.give_chapters(printed);
        witnesses
    }

    /// Prose under a heading that names one of the units is that unit's, wherever its tables stand: up
    /// to the next such heading, the next part or the next table.
    fn give_chapters(&mut self, printed: &Printed) {
        let mut of_table = vec![false; printed.lines.len()];
        for section in &printed.sections {
            let rows = end_of_rows(&printed.lines[section.lines.clone()]);
            of_table[section.lines.start..section.lines.start + rows].fill(true);
        }
        // Whose the chapter is; a part behind chapters that names nobody is nobody's.
        let mut chapter: Option<Option<usize>> = None;
        for (at, line) in printed.lines.iter().enumerate() {
            if of_table[at] {
                chapter = None;
            } else if let Some(named) = self.owner_in_heading(line) {
                chapter = Some(Some(named));
            } else if chapter.is_some() && PART.is_match(&line.squeezed()) {
                chapter = Some(None);
            }
            if let Some(owner) = chapter {
                self.of_lines[at] = owner;
            }
        }
    }

    /// Which unit a heading of prose names: 第三部分 某市信息中心 2022 年单位预算情况说明.
    fn owner_in_heading(&self, line: &Line) -> Option<usize> {
        const LONGEST: usize = 50;
        let text = line.squeezed();
        if line.is_row() || text.contains('。') || text.chars().count() > LONGEST {
            return None;
        }
        let named = IN_PROSE.captures(&text)?;
        let named = Owner::of(&named["unit"]);
        self.owners.iter().position(|owner| *owner == named)
    }

    /// Everybody named.
    pub fn owners(&self) -> Vec<Owner> {
        self.owners.clone()
    }

    /// How a name is printed, each time.
    pub fn spellings_of(&self, owner: usize) -> impl Iterator<Item = &str> {
        let of_owner = move |(of, _): &&(usize, String)| *of == owner;
        let spellings = self.spellings.iter().filter(of_owner);
        spellings.map(|(_, name)| name.as_str())
    }

    /// Whether the tables of an owner say that they are a department's.
    pub fn is_department(&self, owner: usize) -> bool {
        self.owners[owner].is_whole() || self.departments[owner] > 0
    }

    fn owner(&mut self, name: String, heading: Option<&Owner>) -> usize {
        let owner = Owner::of(&name);
        let owner = match heading {
            Some(heading) => owner.under(heading),
            None => owner,
        };
        let known = self.owners.iter().position(|known| *known == owner);
        let at = known.unwrap_or_else(|| {
            self.owners.push(owner);
            self.departments.push(0);
            self.owners.len() - 1
        });
        self.spellings.push((at, name));
        at
    }

    /// Prose behind a table is its owner's, up to the next part of the document. In a chapter of the
    /// owner's the parts are the chapter's.
    fn give_prose(
        &mut self,
        lines: &[Line],
        range: Range<usize>,
        owner: Option<usize>,
        is_chapter: bool,
    ) {
        let is_part = |line: &Line| !is_chapter && PART.is_match(&line.squeezed());
        let part = lines[range.clone()].iter().position(is_part);
        let end = part.map_or(range.end, |at| range.start + at);
        self.of_lines[range.start..end].fill(owner);
        self.of_lines[end..range.end].fill(None);
    }

    fn weigh(&mut self, owner: usize, lines: &[Line], section: &Section) {
        let title = squeeze(title::title_part(&lines[section.lines.start].text));
        let says = |word: &str| {
            title.match_indices(word).any(|(at, _)| {
                !title[at..].starts_with("部门预算经济") && !title[at..].starts_with("部门经济")
            })
        };
        let under = lines[section.lines.clone()].iter().skip(1).take(CAPTION);
        let captions = under
            .clone()
            .filter(|line| OF_DEPARTMENT.is_match(&line.squeezed()));
        self.departments[owner] += i32::from(says("部门")) - i32::from(says("单位"));
        self.departments[owner] += i32::from(captions.count() > 0);
    }
}

/// A heading and the first of its lines.
struct WitnessHeading {
    name: String,
    at: usize,
}

/// The heading between two tables that says whose the next is. Of several the last counts, from the
/// first on that says the same.
fn heading_in(gap: &[Line]) -> Option<WitnessHeading> {
    let near = {
        let filled = gap
            .iter()
            .enumerate()
            .rev()
            .filter(|(_, line)| !line.is_blank());
        filled.take(NEAR).last().map_or(gap.len(), |(at, _)| at)
    };
    let name = |at: usize| {
        let line = &gap[at];
        let full = identity::of_heading(line).and_then(|heading| heading.unit);
        full.filter(|_| !line.is_row())
            .or_else(|| (at >= near).then(|| name_alone(line)).flatten())
    };
    let named: Vec<(usize, String)> = (0..gap.len())
        .filter_map(|at| Some((at, name(at)?)))
        .collect();
    let (_, last) = named.last()?;
    let owner = Owner::of(last);
    let first = named.iter().find(|(_, name)| Owner::of(name) == owner)?;
    Some(WitnessHeading {
        name: last.clone(),
        at: first.0,
    })
}

/// A line that holds nothing but the name of an organisation, such as the name of a sheet.
fn name_alone(line: &Line) -> Option<String> {
    let mut filled = line.cells.iter().filter(|cell| !cell.is_empty());
    let text = squeeze(&filled.next()?.text);
    if filled.next().is_some() {
        return None;
    }
    let name = printed(&text);
    let is_name = (4..=30).contains(&name.chars().count())
        && name
            .chars()
            .all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || "（）()".contains(c));
    let stem = name.trim_end_matches(['）', ')']);
    let names_one = is_organisation_name(stem) || stem.ends_with("汇总");
    let says_part =
        ["汇总", "汇总表", "部门汇总", "本级", "机关本级", "单位本级"].contains(&name.as_str());
    (is_name && names_one || says_part).then(|| name.trim_end_matches('表').to_owned())
}

/// The name in a table's caption, under its title or over it.
fn caption(lines: &[Line], section: &Section, gap: Range<usize>) -> Option<String> {
    let under = lines[section.lines.clone()].iter().skip(1).take(CAPTION);
    let above = lines[gap].iter().rev().take(NEAR);
    let mut captions = under
        .take_while(|line| line.is_blank() || is_preamble(line))
        .chain(above.filter(|line| is_preamble(line)));
    captions.find_map(named_in)
}

fn named_in(line: &Line) -> Option<String> {
    let mut cells = line.cells.iter().filter(|cell| !cell.is_empty());
    cells
        .find_map(|cell| identity::of_caption(&cell.text))
        .or_else(|| identity::of_caption(&line.text))
        .map(|name| printed(&name))
}

fn name_in_title(line: &Line) -> Option<String> {
    let title = squeeze(title::strip_ordinal(title::title_part(&line.text)));
    let found = IN_TITLE.captures(&title)?;
    let name = &found["unit"];
    is_organisation_name(name).then(|| name.to_owned())
}

/// How many lines from a section's first on are its rows; what stands behind the last row is no
/// part of them. Where no cells are left, all are.
fn end_of_rows(section: &[Line]) -> usize {
    let last = section.iter().rposition(|line| {
        line.is_row() && line.cells.iter().filter(|cell| !cell.is_empty()).count() > 1
    });
    last.map_or(section.len(), |at| at + 1)
}

/// The lines at the end of a gap that belong to the title below: its number, the name of a sheet.
fn short_lines_at_end(gap: &[Line]) -> usize {
    let is_short = |line: &&Line| line.text.chars().count() <= 20 && !line.text.contains('。');
    let run = gap.iter().rev().take(NEAR).take_while(is_short);
    run.count()
}
