/*!
Whose budget a document is: read from its cover, its headings and its tables.
*/

use crate::budget::{Given, Identity, Scope, Stage};
use crate::pattern::regex;
use crate::records::context::is_organisation_name;
use crate::records::owners::names::Owner;
use crate::tables::lines::{Line, squeeze};
use crate::tables::title::strip_ordinal;
use regex::Regex;
use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::LazyLock;

mod doubts;
mod first_lines;
mod scope;

pub use doubts::in_words as doubts_in_words;

/// `某市社会保险中心2024年度单位预算`, the unit before the year.
static UNIT_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?P<unit>[^：:，。；|]{2,40}?)(?P<year>(?:19|20)\d{2})年度?(?P<scope>部门|单位)?(?P<stage>预算|决算)",
    )
});
/// `2024年度某市社会保险中心单位预算`, the year first.
static YEAR_UNIT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?P<year>(?:19|20)\d{2})年度?(?P<unit>[^：:，。；|]{2,40}?)?(?P<scope>部门|单位)(?P<stage>预算|决算)",
    )
});
static LABELLED_UNIT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:单位名称|部门名称|单位|部门|预算单位|填报单位|编制单位)(?:（单位）|（盖章）)?[:：](?:[\[【（(]?\d{3,9}[\]】）)]?[-－—_＿]?)?(?P<unit>[^：:，。；|]{4,40}?)(?:(?:19|20)\d{2}年|截止|截至|金额|单位[:：]|填报|编制日期|$)",
    )
});
/// An amount: no year is taken from a line that prints one.
static YEARLESS: LazyLock<Regex> = LazyLock::new(|| regex(r"\d[.．]\d|\d[,，]\d{3}"));
static YEAR: LazyLock<Regex> = LazyLock::new(|| regex(r"((?:19|20)\d{2})年"));

/// What the lines do not say of the document's identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unidentified {
    /// No line names the unit.
    Unit,
    /// No line names the year.
    Year,
}

/// Makes an identity of what is known of it.
pub fn complete(known: Given) -> Result<Identity, Unidentified> {
    Ok(Identity {
        unit: known.unit.ok_or(Unidentified::Unit)?,
        year: known.year.ok_or(Unidentified::Year)?,
        stage: known.stage.unwrap_or(Stage::Budget),
        scope: known.scope.unwrap_or(Scope::Unit),
    })
}

/// What the lines say of the identity, and where they leave a doubt.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Read {
    /// What they say.
    pub known: Given,
    /// The unit of the cover and that of the captions, where these are two.
    pub rivals: Option<(String, String)>,
    /// Whether the year stands in the file's name alone.
    pub year_of_name: bool,
    /// Whether titles say 预算 and 决算 alike.
    pub two_stages: bool,
}

/// Reads of the identity what the lines say.
pub fn read(lines: &[Line], file_name: &str) -> Read {
    let squeezed: Vec<String> = lines
        .iter()
        .map(|line| with_digits(line.squeezed()))
        .filter(|text| !text.is_empty())
        .collect();
    let headings = headings(&squeezed);
    let (unit, rivals) = unit(&squeezed, &headings);
    let printed_year = vote(headings.iter().map(|heading| heading.year).collect())
        .or_else(|| year_of_titles(&squeezed));
    // The goals that a final account reports on are those of the budget.
    let stages = |of_goals: bool| {
        let headings = headings.iter();
        let stages = headings.filter(|heading| heading.of_goals == of_goals);
        vote(stages.map(|heading| heading.stage).collect())
    };
    let stage = stages(false).or_else(|| stages(true));
    let (budgets, finals) = stages_of_titles(&squeezed);
    let of_titles = match (budgets, finals) {
        (0, 0) => None,
        (budgets, finals) if finals > budgets => Some(Stage::Final),
        _ => Some(Stage::Budget),
    };
    Read {
        known: Given {
            unit,
            year: printed_year.or_else(|| year_in(file_name)),
            stage: stage.or(of_titles),
            scope: vote(
                headings
                    .iter()
                    .filter_map(|heading| heading.scope)
                    .collect(),
            )
            .or_else(|| scope::of_words(&squeezed)),
        },
        rivals,
        year_of_name: printed_year.is_none(),
        two_stages: stage.is_none() && budgets > 0 && budgets == finals,
    }
}

/// The unit by its witnesses: the cover, captions, headings, a line of the cover, the first lines.
/// Beside it those of cover and captions, where they contradict each other.
fn unit(lines: &[String], headings: &[TitleHeading]) -> (Option<String>, Option<(String, String)>) {
    let caption = vote(labelled_units(lines));
    let cover = cover(lines).iter().find_map(|line| unit_of_cover(line));
    if let (Some(cover), Some(caption)) = (&cover, &caption)
        && cover != caption
    {
        // The cover puts the region in front.
        if cover.ends_with(caption.as_str()) {
            return (Some(caption.clone()), None);
        }
        let are_rivals = !Owner::of(cover).may_be(&Owner::of(caption));
        let rivals = are_rivals.then(|| (cover.clone(), caption.clone()));
        return (Some(cover.clone()), rivals);
    }
    let of_headings = || {
        let units = headings.iter().filter_map(|heading| heading.unit.clone());
        vote(units.collect())
    };
    let unit = caption
        .or_else(of_headings)
        .or_else(|| alone_on_cover(lines))
        .or_else(|| first_lines::unit(lines));
    (unit, None)
}

/// The unit of a line of the cover that says all: `某市档案馆2024年部门预算`.
fn unit_of_cover(line: &str) -> Option<String> {
    if line.chars().count() > LONGEST_HEADING {
        return None;
    }
    let heading = heading(strip_section(line))?;
    let unit = heading.unit.filter(|_| heading.scope.is_some())?;
    let is_name =
        unit.chars().all(|c| is_han(c) || "（）()".contains(c)) && is_organisation_name(&unit);
    is_name.then_some(unit)
}

/// The lines before the first title and the first sentence.
fn cover(lines: &[String]) -> &[String] {
    let is_over = |line: &String| line.contains('。') || line.ends_with('表');
    let end = lines.iter().take(COVER).position(is_over);
    &lines[..end.unwrap_or(lines.len().min(COVER))]
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// How many titles of tables say 预算 and how many 决算.
fn stages_of_titles(lines: &[String]) -> (usize, usize) {
    let titles = || {
        lines
            .iter()
            .filter(|line| line.ends_with('表') && line.chars().count() <= 40)
            .filter(|line| !line.contains("绩效"))
    };
    // 一般公共预算 is the name of a fund, 部门预算经济分类 that of a classification.
    let says_budget = |line: &String| {
        let bare = line
            .replace("一般公共预算", "")
            .replace("基金预算", "")
            .replace("经营预算", "");
        bare.contains("预算") && !bare.contains("预算经济") && !bare.contains("预算支出经济")
    };
    (
        titles()
            .filter(|line| says_budget(line) && !line.contains("决算"))
            .count(),
        titles().filter(|line| line.contains("决算")).count(),
    )
}

/// What a line says as the heading of a unit's budget: `某市档案馆2024年单位预算`.
pub fn of_heading(line: &Line) -> Option<Given> {
    let text = with_digits(line.squeezed());
    if text.chars().count() > LONGEST_HEADING || text.contains('。') {
        return None;
    }
    let heading = heading(strip_section(&text))?;
    Some(Given {
        unit: heading.unit,
        year: Some(heading.year),
        stage: Some(heading.stage),
        scope: heading.scope,
    })
}

/// The unit that the caption of a table names: `单位名称：某市档案馆`.
pub fn of_caption(text: &str) -> Option<String> {
    labelled_unit(&squeeze(text))
}

/// 二〇二四年 and ２０２４年 as 2024年.
fn with_digits(text: String) -> String {
    static WRITTEN: LazyLock<Regex> = LazyLock::new(|| {
        regex("[一二２2][〇○◯零ＯOo０0九９9][〇○◯零ＯOo０0一二三四五六七八九０-９0-9]{2}年")
    });
    const DIGITS: &str = "〇一二三四五六七八九";
    const WIDE: &str = "０１２３４５６７８９";
    let digit = |c: char| match c {
        '○' | '◯' | '零' | 'Ｏ' | 'O' | 'o' => '0',
        c => [DIGITS, WIDE]
            .iter()
            .flat_map(|digits| digits.chars().zip('0'..='9'))
            .find_map(|(written, digit)| (written == c).then_some(digit))
            .unwrap_or(c),
    };
    let in_digits = |found: &regex::Captures| found[0].chars().map(digit).collect::<String>();
    match WRITTEN.replace_all(&text, in_digits) {
        Cow::Borrowed(_) => text,
        Cow::Owned(text) => text,
    }
}

/// A unit whose name has a line of the cover for itself.
fn alone_on_cover(lines: &[String]) -> Option<String> {
    static UNIT: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^(?:\p{Han}{1,8}[省市县区州旗盟]|国家|中国|中华)[\p{Han}（）]{2,24}(?:局|委|委员会|办公室|厅|部|院|馆|校|中学|小学|大学|幼儿园|所|站|队|处|署|会|中心|社|台|政府)$",
        )
    });
    let cover = cover(lines);
    let says_what =
        |line: &str| year_in(line).is_some() || line.contains("预算") || line.contains("决算");
    cover.iter().enumerate().find_map(|(at, line)| {
        let mut beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        let is_named = UNIT.is_match(line)
            && beside.any(|beside| cover.get(beside).is_some_and(|line| says_what(line)));
        is_named.then(|| line.clone())
    })
}

/// How many lines of a document may be its cover.
const COVER: usize = 40;

/// A longer line is no heading.
const LONGEST_HEADING: usize = 60;

/// What a region's name ends with.
pub(super) const REGIONS: [char; 7] = ['省', '市', '县', '区', '州', '旗', '盟'];

/// Whether a line and the unit below it are one name that wrapped: the region stands in the line.
fn is_rest_of_unit(line: &str, unit: &str) -> bool {
    let is_name = line.chars().all(is_han);
    is_name && line.contains(REGIONS) && !unit.contains(REGIONS)
}

#[derive(Debug, Clone)]
struct TitleHeading {
    unit: Option<String>,
    year: u16,
    scope: Option<Scope>,
    stage: Stage,
    /// Whether it is the title of a table of goals.
    of_goals: bool,
}

/// Short lines, and pairs of them (a cover wraps its title), that say unit, year and stage.
fn headings(lines: &[String]) -> Vec<TitleHeading> {
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if line.chars().count() > LONGEST_HEADING || line.contains('。') {
            continue;
        }
        let bare = strip_section(line);
        let own = heading(bare);
        let wrapped = lines
            .get(index + 1)
            .filter(|_| own.is_none() && index < COVER)
            .and_then(|next| {
                let next = strip_section(next);
                if next.chars().count() > 40 || bare.chars().count() > 40 {
                    return None;
                }
                // The line below may say all: then this one is something else.
                let own_unit = heading(next).and_then(|heading| heading.unit);
                if own_unit.is_some_and(|unit| !is_rest_of_unit(bare, &unit)) {
                    return None;
                }
                heading(&format!("{bare}{next}"))
            });
        found.extend(own.or(wrapped));
    }
    found
}

/// The line without 第二部分, 附件： and the like in front.
fn strip_section(line: &str) -> &str {
    static SECTION: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"^(?:[-#*]*)(?:第[一二三四五六七八九十]+部分|附件[0-9一二三四]*[:：]?)")
    });
    let rest = SECTION
        .find(line)
        .map_or(line, |found| &line[found.end()..]);
    strip_ordinal(rest)
}

/// What a sentence says before it names the unit: 关于公开某市档案馆2024年部门预算的说明.
static INTRODUCES: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(?:关于(?:公开|公布|编报|印发|做好|批复)?|现将|现就)"));

fn heading(text: &str) -> Option<TitleHeading> {
    let text = INTRODUCES
        .find(text)
        .map_or(text, |found| &text[found.end()..]);
    let found = UNIT_YEAR
        .captures(text)
        .or_else(|| YEAR_UNIT.captures(text))?;
    // The header of a table names years too: 科目名称 2023年预算数.
    let after = found.get(0).map_or("", |whole| &text[whole.end()..]);
    let before = found.name("unit").map_or("", |unit| unit.as_str());
    if after.starts_with('数')
        || after.starts_with("经济")
        || after.starts_with("支出经济")
        || ["科目", "项目名称"]
            .iter()
            .any(|word| before.contains(word))
    {
        return None;
    }
    let printed = found.name("unit").map(|unit| unit.as_str());
    let unit = printed.map(first_lines::without_rank);
    // 某市档案馆部门2024年预算
    let rank = printed
        .zip(unit)
        .and_then(|(printed, unit)| Scope::from_name(printed.strip_prefix(unit)?));
    let scope = found
        .name("scope")
        .and_then(|scope| Scope::from_name(scope.as_str()))
        .or(rank);
    let unit = unit.map(str::to_owned).filter(|unit| is_unit(unit));
    Some(TitleHeading {
        unit,
        year: found["year"].parse().ok()?,
        scope,
        stage: Stage::from_name(&found["stage"])?,
        of_goals: after.contains("绩效"),
    })
}

/// Words that stand before a year without being a unit.
fn is_unit(text: &str) -> bool {
    ![
        "省级",
        "市级",
        "县级",
        "本级",
        "关于",
        "截至",
        "概况",
        "省本级",
    ]
    .contains(&text)
        && text.chars().count() >= 4
}

fn labelled_units(lines: &[String]) -> Vec<String> {
    lines
        .iter()
        .filter_map(|line| labelled_unit(line))
        .collect()
}

fn labelled_unit(line: &str) -> Option<String> {
    if line.chars().count() > 80 {
        return None;
    }
    static SEAL: LazyLock<Regex> = LazyLock::new(|| regex(r"[(（](?:盖章|公章|签章|章)[)）]?$"));
    let found = LABELLED_UNIT.captures(line)?;
    let unit = SEAL.replace(&squeeze(&found["unit"]), "").into_owned();
    (!is_money_unit(&unit)).then_some(unit)
}

/// 万元, 人民币元, 元人民币: the unit of money has the same label, alone or among others (万元、平方米、辆).
fn is_money_unit(text: &str) -> bool {
    let text = text.replace("人民币", "");
    text.split(['、', '，', ',', '/', '；'])
        .any(|part| matches!(part, "元" | "千元" | "万元" | "亿元"))
}

/// The most frequent value; among equals the first.
fn vote<T: Eq + Hash + Clone>(values: Vec<T>) -> Option<T> {
    let mut counts: HashMap<&T, usize> = HashMap::new();
    for value in &values {
        *counts.entry(value).or_default() += 1;
    }
    let most = counts.values().copied().max()?;
    values.iter().find(|value| counts[value] == most).cloned()
}

/// The year that most table titles and headings name.
fn year_of_titles(lines: &[String]) -> Option<u16> {
    let mut counts: HashMap<u16, usize> = HashMap::new();
    // A line that begins with digits or prints a money amount is a row of a table.
    let is_row = |line: &str| YEARLESS.is_match(line);
    for line in lines
        .iter()
        .filter(|line| line.chars().count() < 40 && !is_row(line))
    {
        if let Some(year) = budget_year_in(line) {
            *counts.entry(year).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .max_by_key(|&(year, count)| (count, year))
        .map(|(year, _)| year)
}

/// The year whose budget a line is of: where it names several, the last, and one beside 本年预算
/// is the year before.
fn budget_year_in(line: &str) -> Option<u16> {
    let years = YEAR
        .captures_iter(line)
        .filter_map(|found| found[1].parse().ok());
    let last: u16 = years.max().or_else(|| year_in(line))?;
    Some(last + u16::from(line.contains("本年预算") && !line.contains("上年")))
}

fn year_in(text: &str) -> Option<u16> {
    if let Some(found) = YEAR.captures(text) {
        return found[1].parse().ok();
    }
    static DIGITS: LazyLock<Regex> =
        LazyLock::new(|| regex(r"(?:^|[^\d.,，])(20\d{2})(?:[^\d.,，]|$)"));
    DIGITS
        .captures(text)
        .and_then(|found| found[1].parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::pages::lines;

    fn identify(text: &str) -> String {
        complete(read(&lines(text), "a.txt").known).map_or_else(
            |missing| format!("{missing:?}"),
            |identity| identity.to_string(),
        )
    }

    #[test]
    fn covers_of_many_kinds() {
        for (text, expected) in [
            (
                "2023 年度\n甲市社会保险中心单位预算\n单位名称：甲市社会保险中心\n单位：万元",
                "甲市社会保险中心 2023 年单位预算",
            ),
            (
                "甲市社会保险服务局\n2024年部门预算\n部门名称：甲市社会保险服务局",
                "甲市社会保险服务局 2024 年部门预算",
            ),
            (
                "附件：甲市社会保险中心 2024 年单位预算表\n单位名称： 甲市社会保险中心 单位：万元",
                "甲市社会保险中心 2024 年单位预算",
            ),
            (
                "单位：316002-甲县社会保险事务中心\n## 甲县社会保险事务中心 2023 年单位预算表",
                "甲县社会保险事务中心 2023 年单位预算",
            ),
            (
                "甲区商务委员会2025年度部门决算",
                "甲区商务委员会 2025 年部门决算",
            ),
            (
                "单位名称：甲市第101中学\n2024年单位预算",
                "甲市第101中学 2024 年单位预算",
            ),
            (
                "单位名称：甲\u{1b}[31m市中心\n2024年单位预算",
                "甲\u{1b}[31m市中心 2024 年单位预算",
            ),
        ] {
            assert_eq!(identify(text), expected);
        }
    }

    #[test]
    fn neither_is_what_is_said_of_it() {
        for text in [
            "关于公开青石市水利局2024年部门预算的说明\n支出总表\n单位：万元",
            "2024年度部门预算公开\n编制部门：青石市水利局（盖章） 单位：万元",
            "青石市水利局部门2024年预算公开情况说明\n支出总表\n单位：万元",
        ] {
            assert_eq!(identify(text), "青石市水利局 2024 年部门预算", "{text}");
        }
    }

    #[test]
    fn what_stands_around_a_name_is_none_of_it() {
        for (text, expected) in [
            (
                "2024年部门收入总表\n部门：甲市统计局\n科目编码\t科目名称\t2023年预算数\t2024年预算数",
                "甲市统计局 2024 年部门预算",
            ),
            (
                "部门支出总表\n部门：甲市统计局\n科目编码\t科目名称\t2023年预算数\t本年预算数",
                "甲市统计局 2024 年部门预算",
            ),
            (
                "首页 > 预决算公开\n甲市档案馆2025年单位预算",
                "甲市档案馆 2025 年单位预算",
            ),
            (
                "甲市人力资源和社会保障局\n社会保险中心2025年单位预算",
                "甲市人力资源和社会保障局社会保险中心 2025 年单位预算",
            ),
            (
                "2024年部门预算\n编制单位：[601001]甲市档案馆　编制日期：2024年2月1日　单位：万元",
                "甲市档案馆 2024 年部门预算",
            ),
            (
                "甲市档案局2024年部门预算\n金额单位：人民币元",
                "甲市档案局 2024 年部门预算",
            ),
            (
                "2024年度\n甲市档案馆\n单位预算\n支出总表\n单位：万元",
                "甲市档案馆 2024 年单位预算",
            ),
            (
                "二〇二四年部门预算\n甲市档案局\n二○二四年二月",
                "甲市档案局 2024 年部门预算",
            ),
            (
                "青石市环城公路段财政拨款“三公”经费预算2014年情况如下:\n一、因公出国(境)经费",
                "青石市环城公路段 2014 年单位预算",
            ),
            (
                "青石市水利局2024年部门预算\n单位名称：青石市水利局本级",
                "青石市水利局 2024 年部门预算",
            ),
            (
                "二O二四年部门预算\n甲市档案局\n收入２０２３年",
                "甲市档案局 2024 年部门预算",
            ),
            (
                "2024年度收入决算表\n部门：甲市档案局\n2024年度支出决算表",
                "甲市档案局 2024 年部门决算",
            ),
            ("没有", "Unit"),
        ] {
            assert_eq!(identify(text), expected);
        }
    }
}
