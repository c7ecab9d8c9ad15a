/*! Tables that are promised, required, empty, coarse or cut (D01–D03, D07, D10). */

use crate::budget::{Place, RowKind, RuleCode, Severity, Table, TableKind, TableState};
use crate::checks::kernel::cluster::{self, Saying, Spot};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::subject::Subject;
use crate::checks::wording::{DisclosureReason, TableSetFault};
use crate::pattern::regex;
use regex::Regex;
use std::sync::LazyLock;

/// D01, the contents.
pub fn promised(subject: &Subject, ledger: &mut Ledger) {
    // The explanation was published apart, and its tables are in another file.
    if subject.tables().next().is_none() {
        ledger.not_checkable(RuleCode::D01, DisclosureReason::TextAlone);
        return;
    }
    for (index, table) in subject.book.tables.iter().enumerate() {
        if table.state != TableState::Missing {
            ledger.holds(RuleCode::D01);
            continue;
        }
        ledger.remark(Remark {
            fault: TableSetFault::PromisedTable.into(),
            severity: Severity::Warning,
            table: Some(index),
            row: None,
            left: (table.title.clone(), table.place),
            right: None,
        });
    }
}

const STATUTORY: [TableKind; 9] = [
    TableKind::IncomeAndExpenditure,
    TableKind::Income,
    TableKind::Expenditure,
    TableKind::FiscalAppropriation,
    TableKind::GeneralBudget,
    TableKind::GeneralBudgetBasic,
    TableKind::ThreePublic,
    TableKind::GovernmentFund,
    TableKind::StateCapital,
];

/// D02; a table that the contents promise is D01's.
pub fn statutory(subject: &Subject, ledger: &mut Ledger) {
    let tables = &subject.book.tables;
    for kind in STATUTORY {
        if tables.iter().any(|table| table.kind == Some(kind)) {
            ledger.holds(RuleCode::D02);
            continue;
        }
        let place = tables
            .first()
            .map_or_else(Place::default, |table| table.place);
        ledger.remark(Remark {
            fault: TableSetFault::StatutoryTable { kind }.into(),
            severity: Severity::Note,
            table: None,
            row: None,
            left: (format!("没有{}", kind.name()), place),
            right: None,
        });
    }
}

static NOTE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"空表|没有|无数据|[本此该]表[为是]?空|无此|为零|为\s*0|[：:]\s*无|(?:无|未|不)[\p{Han}0-9“”（）]{0,20}(?:支出|收入|安排|预算|经费|拨款|项目|内容|数据|涉及|发生)|不涉及",
    )
});
static SAYS_EMPTY: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?:本表|此表|该表)[为是]?(?:空表|空|无数据|没有数据)|空表说明|无此项内容")
});

/// A template's hint: what to write if the table were empty.
static HINT: LazyLock<Regex> = LazyLock::new(|| regex(r"(?:如果?|若|倘若)\p{Han}{0,8}$"));

/// Whether a line says that its table is empty.
fn says_empty(line: &str) -> bool {
    SAYS_EMPTY.find_iter(line).any(|found| {
        let (before, after) = (&line[..found.start()], &line[found.end()..]);
        !HINT.is_match(before) && !after.starts_with(['的', '时'])
    })
}

/// Within so many lines below a table, a note of another table was put there by mistake.
const BELOW: u32 = 12;

/// D03.
pub fn notes(subject: &Subject, ledger: &mut Ledger) {
    for (index, table) in subject.tables() {
        let end = subject.before_next_table(table.place.line);
        match table.state {
            TableState::Empty if !is_surely_empty(subject, table, end) => {
                ledger.not_checkable(
                    RuleCode::D03,
                    DisclosureReason::UnreadTable {
                        table: table.title.clone(),
                    },
                );
            }
            TableState::Empty => {
                let around: Vec<(u32, &str)> =
                    subject.lines_within(table.place.line, end).collect();
                if around
                    .iter()
                    .any(|(number, line)| *number <= table.end_line && ZERO_TOTAL.is_match(line))
                {
                    ledger.holds(RuleCode::D03);
                    continue;
                }
                empty_table(subject, ledger, index, table, &around);
            }
            TableState::Filled => {
                let last = table.end_line.saturating_add(4).min(end);
                let said = subject
                    .lines_within(table.place.line, last)
                    .find(|(_, line)| says_empty(line));
                match said {
                    Some((number, line)) => filled_table(ledger, index, table, (number, line)),
                    None => ledger.holds(RuleCode::D03),
                }
            }
            _ => {}
        }
    }
}

static AMOUNT: LazyLock<Regex> =
    LazyLock::new(|| regex(r"[1-9][0-9,]*\.[0-9]{2}|[1-9][0-9]{0,2}(?:,[0-9]{3})+"));

/// A total of nothing that is printed says what a note would say.
static ZERO_TOTAL: LazyLock<Regex> = LazyLock::new(|| regex(r"合\s*计[\s|]*0(?:\.0+)?(?:[\s|]|$)"));

/// Within so many lines below a table's title stands its money unit.
const UNIT_WITHIN: u32 = 3;

/// A title that the vocabulary lacks may be a cover's, or that of a table whose form was not read:
/// a table has a money unit, and an empty one no amounts.
fn is_surely_empty(subject: &Subject, table: &Table, end: u32) -> bool {
    if subject.may_hide_figures(table) {
        return false;
    }
    if table.kind.is_some_and(|kind| kind != TableKind::Other) {
        return true;
    }
    let has_unit = |line: &str| {
        line.contains('元') && ["单位：", "单位:"].iter().any(|word| line.contains(word))
    };
    let below_title = table.place.line.saturating_add(UNIT_WITHIN).min(end);
    let mut head = subject.lines_within(table.place.line, below_title);
    let mut lines = subject.lines_within(table.place.line, end);
    head.any(|(_, line)| has_unit(line)) && !lines.any(|(_, line)| AMOUNT.is_match(line))
}

fn empty_table(
    subject: &Subject,
    ledger: &mut Ledger,
    index: usize,
    table: &Table,
    around: &[(u32, &str)],
) {
    let mut notes = around.iter().filter(|(_, line)| NOTE.is_match(line));
    if notes
        .clone()
        .any(|(_, line)| !is_of_another(table.kind, line))
    {
        ledger.holds(RuleCode::D03);
        return;
    }
    let near = table.end_line.saturating_add(BELOW);
    let remark = match notes.find(|(number, _)| *number <= near) {
        None => without_note(subject, index, table),
        Some((number, line)) => Remark {
            fault: TableSetFault::NoteOfAnother.into(),
            severity: Severity::Warning,
            table: Some(index),
            row: None,
            left: (line.trim().to_owned(), Place::line(*number)),
            right: Some((table.title.clone(), table.place)),
        },
    };
    ledger.remark(remark);
}

/// An empty table without a note; what the prose says of its fund is named, and weighs less.
fn without_note(subject: &Subject, index: usize, table: &Table) -> Remark {
    let told = says_nil(table.kind).and_then(|says| {
        let mut prose = subject.prose();
        prose.find_map(|(number, line)| {
            let found = says.find(line)?;
            let place = Subject::piece(number, line, found.range());
            Some((found.as_str().to_owned(), place))
        })
    });
    let (fault, severity) = match told {
        Some(_) => (TableSetFault::EmptyNotedElsewhere, Severity::Note),
        None => (TableSetFault::EmptyWithoutNote, Severity::Warning),
    };
    Remark {
        fault: fault.into(),
        severity,
        table: Some(index),
        row: None,
        left: (table.title.clone(), table.place),
        right: told,
    }
}

static NIL_FUND: LazyLock<Regex> = LazyLock::new(|| nil("政府性基金"));
static NIL_CAPITAL: LazyLock<Regex> = LazyLock::new(|| nil("国有资本经营"));

/// Words that say of a fund that there is none: 本单位没有政府性基金预算支出, 政府性基金拨款支出预算为0.
fn nil(fund: &str) -> Regex {
    regex(&format!(
        r"(?:没有|未有|无|未安排|未使用|不涉及)[\p{{Han}}0-9“”]{{0,12}}{fund}[\p{{Han}}]{{0,16}}|{fund}[\p{{Han}}]{{0,16}}(?:为零|为无|[为是]?0(?:\.0+)?(?:万?元|[，。；]|$))"
    ))
}

/// The words that say a table's money is none.
fn says_nil(kind: Option<TableKind>) -> Option<&'static Regex> {
    match kind {
        Some(TableKind::GovernmentFund) => Some(&NIL_FUND),
        Some(TableKind::StateCapital) => Some(&NIL_CAPITAL),
        _ => None,
    }
}

/// Whether a note names the other fund and not its own table's.
fn is_of_another(kind: Option<TableKind>, note: &str) -> bool {
    let (fund, capital) = (note.contains("基金"), note.contains("国有资本"));
    match kind {
        Some(TableKind::GovernmentFund) => capital && !fund,
        Some(TableKind::StateCapital) => fund && !capital,
        _ => false,
    }
}

fn filled_table(ledger: &mut Ledger, index: usize, table: &Table, (number, line): (u32, &str)) {
    ledger.remark(Remark {
        fault: TableSetFault::FilledSaidEmpty.into(),
        severity: Severity::Warning,
        table: Some(index),
        row: None,
        left: (line.trim().to_owned(), Place::line(number)),
        right: Some((table.title.clone(), table.place)),
    });
}

/// D07.
pub fn levels(subject: &Subject, ledger: &mut Ledger) {
    let by_function = [TableKind::Expenditure, TableKind::GeneralBudget];
    for (kinds, kind, digits, fault) in [
        (
            &by_function[..],
            RowKind::Function,
            7,
            TableSetFault::FunctionsTooCoarse,
        ),
        (
            &[TableKind::GeneralBudgetBasic][..],
            RowKind::DepartmentEconomic,
            5,
            TableSetFault::EconomicTooCoarse,
        ),
    ] {
        for (index, table) in kinds.iter().flat_map(|kind| subject.tables_of(*kind)) {
            depth(ledger, index, table, (kind, digits), &fault);
        }
    }
    for (index, table) in subject.tables_of(TableKind::ThreePublic) {
        cars(ledger, index, table);
    }
}

fn depth(
    ledger: &mut Ledger,
    index: usize,
    table: &Table,
    (kind, digits): (RowKind, usize),
    fault: &TableSetFault,
) {
    let mut codes = table
        .rows
        .iter()
        .filter(|row| row.kind == kind && !row.code.is_empty())
        .peekable();
    if table.state != TableState::Filled || codes.peek().is_none() {
        return;
    }
    if codes.any(|row| row.code.len() >= digits) {
        ledger.holds(RuleCode::D07);
        return;
    }
    ledger.remark(Remark {
        fault: fault.clone().into(),
        severity: Severity::Warning,
        table: Some(index),
        row: None,
        left: (table.title.clone(), table.place),
        right: None,
    });
}

fn cars(ledger: &mut Ledger, index: usize, table: &Table) {
    // A heading that is divided again (运行维护费: 加油, 维修, 保险) is no column, yet it is printed.
    let heading = |word: &str, without: &str| {
        table
            .measures
            .iter()
            .flat_map(|measure| measure.path().split('/'))
            .any(|heading| heading.contains(word) && !heading.contains(without))
    };
    let named = |word: &str, without: &str| {
        table
            .rows
            .iter()
            .any(|row| row.name.contains(word) && !row.name.contains(without))
    };
    let buying = heading("购置", "运行") || named("购置", "运行");
    let running = heading("运行", "购置") || named("运行", "购置");
    // 加油, 维修 and 保险 are what running a car costs; a unit's name may have such a word too.
    let running = running
        || ["加油", "维修", "保险"]
            .iter()
            .any(|word| heading(word, "购置"));
    match (buying, running) {
        (true, true) => ledger.holds(RuleCode::D07),
        (false, false) => ledger.not_checkable(RuleCode::D07, DisclosureReason::NoVehicleColumns),
        _ => ledger.remark(Remark {
            fault: if buying {
                TableSetFault::WithoutRunning
            } else {
                TableSetFault::WithoutBuying
            }
            .into(),
            severity: Severity::Warning,
            table: Some(index),
            row: None,
            left: (table.title.clone(), table.place),
            right: None,
        }),
    }
}

/// D10.
pub fn cut(subject: &Subject, ledger: &mut Ledger) {
    let mut spots = Vec::new();
    for (index, table) in subject.tables() {
        if table.state == TableState::Cut {
            spots.push(Spot::in_table(table.title.clone(), table.place, index));
        } else {
            ledger.holds(RuleCode::D10);
        }
    }
    let saying = Saying {
        fault: TableSetFault::CutTable.into(),
        severity: Severity::Note,
    };
    cluster::remark(subject, ledger, saying, &spots);
}
