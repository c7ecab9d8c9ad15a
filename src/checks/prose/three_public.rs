/*!
三公 and the running costs of offices: totals, items and changes against their tables.

The table may print last year's figures beside this year's; then a change is this year's
minus last year's, whatever its sentence calls it.
*/

use crate::budget::TableKind::GeneralBudgetBasic;
use crate::budget::columns::is_reckoned;
use crate::budget::{Measure, Origin, RowKind, RuleCode, Severity, Stage};
use crate::checks::kernel::equation::{Equation, SignedTerm};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::likely_slip::{Likeness, likeness};
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::kernel::term::Term;
use crate::checks::prose::changes::own_name;
use crate::checks::prose::claim::quote;
use crate::checks::prose::reading::Mention;
use crate::checks::prose::spoken::Spoken;
use crate::checks::prose::three_public_items::{END, item_of};
use crate::checks::wording::{BetweenReason, ChangeFault, ItemReason, OutcomeReason, Told};
use crate::pattern::regex;
use regex::Regex;
use std::sync::LazyLock;

static RUNNING: LazyLock<Regex> =
    LazyLock::new(|| regex(&format!("(?:机关|机构|单位|局|中心)(?:运行|运转)经费{END}")));

/// A label of a rise.
pub static RISE: LazyLock<Regex> = LazyLock::new(|| regex("(?:增加|增长)$"));
/// A label of a fall.
pub static FALL: LazyLock<Regex> = LazyLock::new(|| regex("(?:减少|下降)$"));

pub fn check(subject: &Subject, mentions: &[Mention], ledger: &mut Ledger) {
    let row = subject.three_public_row();
    rise(subject, row, ledger);
    let mut spoken = Spoken::<Option<Measure>>::default();
    let mut statement = usize::MAX;
    for mention in mentions {
        let Some(stated) = mention.money() else {
            continue;
        };
        if statement != mention.statement {
            spoken.forget();
            statement = mention.statement;
        }
        if mention.is_in_reason() {
            continue;
        }
        if RUNNING.is_match(mention.label) && !mention.is_of_another_stage(subject) {
            running(subject, mention, stated, ledger);
            continue;
        }
        if !mention.is_of_three_public() || mention.is_of_another_year(subject.year()) {
            continue;
        }
        if mention.is_change() {
            let named = item_of(own_name(mention.label));
            if let (Some(measure), Some(row)) = (named.or(*spoken.at(mention)), row) {
                change(subject, row, measure, mention, stated, ledger);
            }
            continue;
        }
        let Some(measure) = item_of(mention.label) else {
            continue;
        };
        *spoken.at(mention) = Some(measure);
        match row {
            Some(row) => amount(subject, row, measure, mention, stated, ledger),
            None => ledger.not_checkable(RuleCode::P05, BetweenReason::NoThreePublic),
        }
    }
}

/// What the table says was planned of the item that a label names.
pub fn planned_in_table(subject: &Subject, label: &str) -> Option<Term> {
    let measure = item_of(label)?;
    let row = subject.three_public_row()?;
    subject.measured(row, measure.under(Measure::BUDGETED))
}

/// P05: what a final account says was planned and spent, each against its own column: 预算为7.87万元，支出决算为6.74万元.
pub fn of_final(subject: &Subject, label: &str, [plan, outcome]: [Term; 2], ledger: &mut Ledger) {
    let Some(measure) = item_of(label) else {
        return;
    };
    let Some(row) = subject.three_public_row() else {
        return ledger.not_checkable(RuleCode::P05, BetweenReason::NoThreePublic);
    };
    for (stated, group) in [(plan, Measure::BUDGETED), (outcome, Measure::OUTCOME)] {
        let printed = subject.measured_in(row, measure.under(group), subject.year());
        if let Some(printed) = printed {
            let name = name_of(measure).to_owned();
            let told = Told::ThreePublic { name };
            quote(
                ledger,
                RuleCode::P05,
                stated,
                vec![vec![printed]],
                told,
                false,
            );
        }
    }
}

/// Y09: this year's total against last year's, where the table prints both.
fn rise(subject: &Subject, row: Option<RowAt>, ledger: &mut Ledger) {
    let total = |year| row.and_then(|row| measured(subject, row, Measure::TOTAL, year));
    let (Some(now), Some(then)) = (total(subject.year()), total(subject.year() - 1)) else {
        return ledger.not_checkable(RuleCode::Y09, ItemReason::NoLastYear);
    };
    if now.value <= then.value {
        return ledger.holds(RuleCode::Y09);
    }
    let book = subject.book;
    let side = |term: Term| (term.cell.printed(book), term.cell.place(book));
    let by = now.printed_like(book, now.value - then.value);
    ledger.remark(Remark {
        fault: ChangeFault::ThreePublicRise { by }.into(),
        severity: Severity::Note,
        table: row.map(|row| row.table),
        row: row.map(|row| row.row.ordinal),
        left: side(now),
        right: Some(side(then)),
    });
}

/// The measure as the table has it, with the column group of the document's stage.
fn measured(subject: &Subject, row: RowAt, measure: Measure, year: u16) -> Option<Term> {
    let grouped = match subject.book.identity.stage {
        Stage::Final => measure.under(Measure::OUTCOME),
        Stage::Budget => measure.under(Measure::BUDGETED),
    };
    // Beside 会议费 and 培训费 合计 counts them in; the total of the three is 小计 under 三公.
    if measure == Measure::TOTAL && counts_meetings(row) {
        let figure = row
            .row
            .figures
            .iter()
            .position(|figure| figure.year == year && figure.measure.leaf().contains("三公"))?;
        return subject.term(row.table, row.index, figure);
    }
    let in_row = |at: RowAt| {
        subject
            .measured_in(at, grouped, year)
            .or_else(|| subject.measured_in(at, measure, year))
    };
    in_row(row).or_else(|| {
        // Items printed as rows: each row has a column of its own.
        let mut found = subject
            .rows(row.table)
            .filter(|at| at.row.kind != RowKind::Unit && at.index != row.index)
            .filter_map(in_row);
        let first = found.next()?;
        (is_one_item(row) && found.next().is_none()).then_some(first)
    })
}

/// Whether a row of 三公 has columns for what is none of the three.
fn counts_meetings(at: RowAt) -> bool {
    let mut leaves = at.row.figures.iter().map(|figure| figure.measure.leaf());
    leaves.any(|leaf| {
        [Measure::MEETINGS, Measure::TRAINING]
            .map(Measure::path)
            .contains(&leaf)
            || leaf.contains("三公")
    })
}

/// Whether a row of 三公 prints its total alone.
fn is_one_item(at: RowAt) -> bool {
    let measures = at.row.figures.iter().map(|figure| figure.measure);
    // By how much the total differs from last year's is no item.
    let mut items = measures.filter(|measure| !is_reckoned(measure.leaf()));
    // What the total is made of is none either: 合计/一般公共预算拨款.
    items.all(|item| {
        let leaf = item.leaf();
        leaf == Measure::TOTAL.path() || leaf.contains("三公") || item.is_within(Measure::TOTAL)
    })
}

fn amount(
    subject: &Subject,
    row: RowAt,
    measure: Measure,
    mention: &Mention,
    stated: Term,
    ledger: &mut Ledger,
) {
    if mention.is_of_another_stage(subject) {
        return;
    }
    match measured(subject, row, measure, subject.year()) {
        Some(term) => {
            let told = Told::ThreePublic {
                name: name_of(measure).to_owned(),
            };
            quote(ledger, RuleCode::P05, stated, vec![vec![term]], told, false);
        }
        None if stated.value == 0 => ledger.holds(RuleCode::P05),
        None => unprinted(subject, row, measure, stated, ledger),
    }
}

/// An amount of an item that the table prints no figure of.
fn unprinted(subject: &Subject, row: RowAt, measure: Measure, stated: Term, ledger: &mut Ledger) {
    let is_printed = |measure: Measure| subject.has_column(row.table, measure);
    let is_part_of_cars = matches!(
        measure,
        Measure::CARS | Measure::CAR_PURCHASE | Measure::CAR_RUNNING
    ) && !is_printed(measure);
    let column = if is_part_of_cars {
        Measure::CARS
    } else {
        measure
    };
    let printed = measured(subject, row, column, subject.year());
    if let Some(whole) = printed {
        let name = name_of(measure).to_owned();
        let part = Told::ThreePublicPart { name };
        ledger.equation(Equation::at_most(RuleCode::P05, stated, whole, part));
    } else if measure == Measure::TOTAL || !is_printed(column) {
        ledger.not_checkable(
            RuleCode::P05,
            ItemReason::NoThreePublicColumn {
                name: name_of(measure).to_owned(),
            },
        );
    } else if has_uncertain_figures(subject, row.table) {
        ledger.not_checkable(RuleCode::P05, OutcomeReason::UncertainFigures);
    } else {
        // A blank cell is nothing.
        let name = name_of(column).to_owned();
        let blank = Told::ThreePublicBlank { name };
        ledger.equation(Equation::sum(RuleCode::P05, stated, Vec::new(), blank));
    }
}

fn name_of(measure: Measure) -> &'static str {
    match measure {
        Measure::TOTAL => "三公经费",
        item => item.path(),
    }
}

/// Whether the columns of a table are in doubt: then nothing says which of its cells are blank.
fn has_uncertain_figures(subject: &Subject, table: usize) -> bool {
    let mut figures = subject.rows(table).flat_map(|at| &at.row.figures);
    figures.any(|figure| matches!(figure.origin, Origin::Uncertain(_)))
}

/// A change against last year's figure in the table.
fn change(
    subject: &Subject,
    row: RowAt,
    measure: Measure,
    mention: &Mention,
    stated: Term,
    ledger: &mut Ledger,
) {
    let has_last_year = subject
        .rows(row.table)
        .flat_map(|at| &at.row.figures)
        .any(|figure| figure.year + 1 == subject.year());
    let rises = RISE.is_match(mention.label);
    if !has_last_year || !rises && !FALL.is_match(mention.label) {
        return;
    }
    let now = measured(subject, row, measure, subject.year());
    let then = measured(subject, row, measure, subject.year() - 1);
    let mut parts = Vec::new();
    if let Some(now) = now {
        parts.push(SignedTerm {
            minus: !rises,
            term: now,
        });
    }
    if let Some(then) = then {
        parts.push(SignedTerm {
            minus: rises,
            term: then,
        });
    }
    if parts.is_empty() {
        ledger.holds(RuleCode::P05);
        return;
    }
    let mut equation = Equation::sum(
        RuleCode::P05,
        stated,
        Vec::new(),
        Told::ThreePublicChange {
            name: name_of(measure).to_owned(),
        },
    );
    equation.parts = parts;
    ledger.equation(equation);
}

/// Whether a smaller figure is that of some of the unit's offices, and no slip of the hand.
fn is_part(stated: Term, public: Term) -> bool {
    stated.value < public.value - public.ulp
        && likeness(stated.value, public.value, public.ulp) != Likeness::Slip
}

/// P06: 机关运行经费 is the table's, else 公用经费 where the whole of the unit is an office.
fn running(subject: &Subject, mention: &Mention, stated: Term, ledger: &mut Ledger) {
    if mention.is_change() || mention.is_of_another_year(subject.year()) {
        return;
    }
    let printed = subject
        .three_public_row()
        .and_then(|row| measured(subject, row, Measure::OFFICE_RUNNING, subject.year()));
    let public = subject.total(GeneralBudgetBasic, Measure::RUNNING);
    match (printed, public) {
        (Some(term), _) => {
            quote(
                ledger,
                RuleCode::P06,
                stated,
                vec![vec![term]],
                Told::OfficeRunning,
                false,
            );
        }
        // Only offices and the like have 机关运行经费; other units' 公用经费 is not part of it.
        (None, Some(public)) if is_part(stated, public) => {
            ledger.not_checkable(RuleCode::P06, ItemReason::OfficesAlone);
        }
        (None, Some(public)) => {
            quote(
                ledger,
                RuleCode::P06,
                stated,
                vec![vec![public]],
                Told::OfficeRunningAsRunning,
                false,
            );
        }
        (None, None) => ledger.not_checkable(RuleCode::P06, ItemReason::NoRunning),
    }
}
