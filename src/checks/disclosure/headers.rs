/*! What stands above and over the columns of each table (D05, D06). */

use crate::budget::{Place, RuleCode, Severity, Table, TableState};
use crate::checks::kernel::cluster::{self, Saying, Spot};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::subject::Subject;
use crate::checks::regions::named;
use crate::checks::wording::{DisclosureReason, SectionFault};
use crate::pattern::regex;
use regex::Regex;
use std::collections::HashSet;
use std::sync::LazyLock;

/// How many lines above and below its title a table's header may take.
const ABOVE: u32 = 6;
const BELOW: u32 = 24;

/// D05.
pub fn money_units(subject: &Subject, ledger: &mut Ledger) {
    let mut spots = Vec::new();
    let mut declared: HashSet<usize> = HashSet::new();
    for (index, table) in subject.tables() {
        let first = table.place.line.saturating_sub(ABOVE);
        let last = table.end_line.min(table.place.line.saturating_add(BELOW));
        let declares = table.title.contains('元')
            || subject
                .lines_within(first, last.max(table.place.line + 4))
                .any(|(_, line)| line.contains('元'));
        // What goes on under a heading of its own in the same table has the unit above.
        let goes_on = index.checked_sub(1).is_some_and(|before| {
            let end = subject.book.tables[before].end_line;
            let mut between = subject.lines_within(end + 1, table.place.line.saturating_sub(1));
            declared.contains(&before) && between.all(|(_, line)| line.trim().is_empty())
        });
        if declares || goes_on {
            declared.insert(index);
        }
        if declares || goes_on || table.rows.is_empty() {
            ledger.holds(RuleCode::D05);
        } else {
            spots.push(Spot::in_table(table.title.clone(), table.place, index));
        }
    }
    let saying = Saying {
        fault: SectionFault::WithoutMoneyUnit.into(),
        severity: Severity::Warning,
    };
    cluster::remark(subject, ledger, saying, &spots);
}

static YEAR: LazyLock<Regex> = LazyLock::new(|| regex(r"(20[0-9]{2})\s*年"));
static YEAR_OF_TABLE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"[（(]\s*(20[0-9]{2})\s*年度?\s*[）)]"));
static ANY_YEAR: LazyLock<Regex> = LazyLock::new(|| regex(r"20[0-9]{2}"));
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:单位名称|部门名称|填报单位|编制单位|编制部门|填报部门|公开部门|公开单位|预算单位|部门|单位)\s*[：:]\s*(?:[0-9]+\s*[-—－]?\s*)?(\p{Han}[\p{Han}（）()]{4,40})",
    )
});

/// D06.
pub fn titles(subject: &Subject, ledger: &mut Ledger) {
    for (index, table) in subject.tables().filter(|(_, table)| table.kind.is_some()) {
        year(subject, ledger, index, table);
        header_year(subject, ledger, (index, table));
        year_above(subject, ledger, (index, table));
    }
    units(subject, ledger);
}

fn year(subject: &Subject, ledger: &mut Ledger, index: usize, table: &Table) {
    let budget_year = subject.year();
    // A title may name the year it is compared with, or the year in which it was published.
    let is_of_budget = |printed: &str| printed.parse() == Ok(budget_year);
    if ANY_YEAR
        .find_iter(&table.title)
        .any(|found| is_of_budget(found.as_str()))
    {
        ledger.holds(RuleCode::D06);
        return;
    }
    let Some(printed) = YEAR.captures(&table.title).and_then(|found| found.get(1)) else {
        return;
    };
    let behind = &table.title[printed.end()..];
    if is_stock_of_last_year(printed.as_str(), behind, budget_year) {
        ledger.holds(RuleCode::D06);
        return;
    }
    let fault = SectionFault::YearOfTitle {
        printed: printed.as_str().to_owned(),
        year: budget_year,
    };
    ledger.remark(Remark {
        fault: fault.into(),
        severity: Severity::Error,
        table: Some(index),
        row: None,
        left: (table.title.clone(), table.place),
        right: Some((format!("{budget_year} 年"), Place::line(table.place.line))),
    });
}

/// Whether a year and what stands behind it say what there was at the end of the year before: 2024 年末
/// 固定资产情况表, 截止时间：2024年12月31日.
fn is_stock_of_last_year(printed: &str, behind: &str, budget_year: u16) -> bool {
    const ENDS: [&str; 5] = ["年末", "年底", "年期末", "年12月31日", "年度末"];
    let behind: String = behind.chars().filter(|c| !c.is_whitespace()).collect();
    printed.parse() == Ok(budget_year - 1) && ENDS.iter().any(|end| behind.starts_with(end))
}

/// The years between the title and the first row: where a header names years, one of them is
/// the budget's. Over goals other years may stand, but not as the year of the whole table.
fn header_year(subject: &Subject, ledger: &mut Ledger, (index, table): (usize, &Table)) {
    let budget_year = subject.year();
    let is_goals = table.kind.is_some_and(|kind| kind.is_performance());
    let pattern = if is_goals { &*YEAR_OF_TABLE } else { &*YEAR };
    let rows = table.rows.iter().map(|row| row.place.line);
    let goals = subject.book.indicators.iter();
    let goals = goals
        .filter(|indicator| indicator.table == index)
        .map(|indicator| indicator.place.line);
    let last = rows
        .chain(goals)
        .min()
        .map_or(table.end_line, |row| row.saturating_sub(1));
    let printed: Vec<(&str, Place)> = subject
        .lines_within(table.place.line + 1, last)
        .flat_map(|(number, line)| {
            pattern.captures_iter(line).filter_map(move |found| {
                let year = found.get(1)?;
                let is_stock =
                    is_stock_of_last_year(year.as_str(), &line[year.end()..], budget_year);
                let place = Subject::piece(number, line, year.range());
                (!is_stock).then_some((year.as_str(), place))
            })
        })
        .collect();
    let Some((year, place)) = printed.first() else {
        return;
    };
    if printed
        .iter()
        .any(|(year, _)| year.parse() == Ok(budget_year))
    {
        return ledger.holds(RuleCode::D06);
    }
    // Where the text lost its columns, the budget's own year may stand somewhere else: among figures that are
    // uncertain, or of which none could be read.
    let mut figures = table.rows.iter().flat_map(|row| &row.figures).peekable();
    let is_unread = figures.peek().is_none() && table.state != TableState::Empty;
    if is_unread || figures.any(|figure| !figure.is_printed()) {
        return ledger.not_checkable(
            RuleCode::D06,
            DisclosureReason::UncertainTable {
                table: table.title.clone(),
            },
        );
    }
    let fault = SectionFault::YearOfHeader {
        table: table.title.clone(),
        printed: (*year).to_owned(),
        year: budget_year,
    };
    ledger.remark(Remark {
        fault: fault.into(),
        severity: Severity::Error,
        table: Some(index),
        row: None,
        left: ((*year).to_owned(), *place),
        right: Some((format!("{budget_year} 年"), table.place)),
    });
}

static ONLY_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^(?:附?表\s*[0-9一二三四五六七八九十]{0,3}\s*[：:]?)?\s*(20[0-9]{2})\s*年度?$")
});

/// A line above the title that says its number and the year alone: 附表7：2022年度.
fn year_above(subject: &Subject, ledger: &mut Ledger, (index, table): (usize, &Table)) {
    let last = table.place.line.saturating_sub(1);
    let above = subject
        .lines_within(last.saturating_sub(1), last)
        .filter(|(_, line)| !line.trim().is_empty())
        .last();
    let Some((number, line)) = above else { return };
    let found = ONLY_YEAR.captures(line.trim_matches(['#', '*', ' ', '　']));
    let Some(year) = found.and_then(|found| Some(found.get(1)?.as_str().to_owned())) else {
        return;
    };
    if year.parse() == Ok(subject.year()) {
        return ledger.holds(RuleCode::D06);
    }
    let fault = SectionFault::YearOfHeader {
        table: table.title.clone(),
        printed: year.clone(),
        year: subject.year(),
    };
    let at = line.find(&year).unwrap_or(0);
    ledger.remark(Remark {
        fault: fault.into(),
        severity: Severity::Error,
        table: Some(index),
        row: None,
        left: (
            year.clone(),
            Subject::piece(number, line, at..at + year.len()),
        ),
        right: Some((format!("{} 年", subject.year()), table.place)),
    });
}

fn units(subject: &Subject, ledger: &mut Ledger) {
    let known = known_names(subject);
    let mut odd = Vec::new();
    let mut right = 0;
    for (index, table) in subject.tables() {
        let first = table.place.line.saturating_sub(2);
        let last = table
            .end_line
            .min(table.place.line.saturating_add(6))
            .max(table.place.line + 4);
        let found = subject
            .lines_within(first, last)
            .find_map(|(number, line)| {
                let name = LABEL.captures(line)?.get(1)?;
                (!name.as_str().contains('元'))
                    .then(|| (name.as_str(), Subject::piece(number, line, name.range())))
            });
        let Some((name, place)) = found else { continue };
        if is_known(&known, name) {
            right += 1;
            ledger.holds(RuleCode::D06);
        } else if !is_elsewhere(subject, name) {
            odd.push(Spot::in_table(name, place, index));
        }
    }
    // Where most headers say another name, it is the document's way of naming its unit.
    if right < 2 || odd.len() > right {
        return;
    }
    let saying = Saying {
        fault: SectionFault::UnitOfHeader.into(),
        severity: Severity::Warning,
    };
    cluster::remark(subject, ledger, saying, &odd);
}

/// The unit's own name, and those of the units and departments in the tables.
fn known_names<'b>(subject: &Subject<'b>) -> HashSet<&'b str> {
    let rows = subject
        .tables()
        .flat_map(|(table, _)| subject.rows(table))
        .filter(|at| at.row.kind.is_organisation())
        .map(|at| at.row.name.as_str());
    rows.chain([subject.book.identity.unit.as_str()])
        .filter(|name| !name.is_empty())
        .collect()
}

fn is_known(known: &HashSet<&str>, name: &str) -> bool {
    known.contains(name)
        || known
            .iter()
            .any(|known_name| known_name.contains(name) || name.contains(known_name))
}

/// Whether a name says another region: that is L04's.
fn is_elsewhere(subject: &Subject, name: &str) -> bool {
    let unit = named(&subject.book.identity.unit);
    let other = named(name);
    !other.regions.is_empty() && other.regions != unit.regions
}
