/*!
政府采购: the total against its table and against what it is paid from (X19), the part for
small firms against the total (P07).
*/

use crate::budget::TableKind::{Expenditure, GeneralBudgetBasic, Procurement};
use crate::budget::{Measure, RuleCode};
use crate::checks::kernel::equation::{Equation, Relation, SignedTerm};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::kernel::term::Term;
use crate::checks::prose::reading::Mention;
use crate::checks::wording::{BetweenReason, SameTotals, Sentences, Told};
use crate::pattern::regex;
use regex::Regex;
use std::sync::LazyLock;

static TOTAL: LazyLock<Regex> = LazyLock::new(|| {
    regex("政府采购(?:支出)?(?:年初)?(?:预算)?(?:总额|金额|数|安排|总计|合计)?(?:为|共|是)?$")
});
static SMALL_FIRMS: LazyLock<Regex> = LazyLock::new(|| regex("(?:中小|小微)企业"));

pub fn check(subject: &Subject, mentions: &[Mention], ledger: &mut Ledger) {
    against_its_sources(subject, ledger);
    let table = subject.total(Procurement, Measure::TOTAL);
    let mut total: Option<&Mention> = None;
    for mention in mentions {
        let Some(stated) = mention.money() else {
            continue;
        };
        if mention.is_change()
            || mention.is_of_another_year(subject.year())
            || mention.is_of_another_stage(subject)
        {
            continue;
        }
        if let Some(part) = bought(subject, mention) {
            ledger.equation(Equation::same(
                RuleCode::X19,
                stated,
                part,
                Told::Procurement,
            ));
        }
        if TOTAL.is_match(mention.label) {
            total = Some(mention);
            if let Some(table) = table {
                let told = Told::Procurement;
                ledger.equation(Equation::same(RuleCode::X19, stated, table, told));
            }
        } else if SMALL_FIRMS.is_match(mention.label) {
            let of_section = total.filter(|total| total.section == mention.section);
            if let Some(whole) = of_section.and_then(Mention::money) {
                let part = Sentences::SmallFirms;
                ledger.equation(Equation::at_most(RuleCode::P07, stated, whole, part));
            }
        }
    }
}

static KIND: LazyLock<Regex> = LazyLock::new(|| {
    regex("政府采购(货物|工程|服务)(?:类)?(?:支出)?(?:预算)?(?:金额|数)?(?:为|共|是)?$")
});

/// What the procurement table prints in its one row of goods, works or services, where it is by these.
fn bought(subject: &Subject, mention: &Mention) -> Option<Term> {
    let kind = KIND.captures(mention.label)?.get(1)?.as_str();
    let (table, _) = subject.only(Procurement)?;
    let is_of_kind = |at: &RowAt| at.row.name.trim_end_matches('类') == kind;
    let mut rows = subject.rows(table).filter(is_of_kind);
    let (row, next) = (rows.next()?, rows.next());
    subject
        .measured(row, Measure::TOTAL)
        .filter(|_| next.is_none())
}

/// X19: what is bought is paid from projects and running costs.
fn against_its_sources(subject: &Subject, ledger: &mut Ledger) {
    let Some(bought) = subject.total(Procurement, Measure::TOTAL) else {
        return ledger.not_applicable(RuleCode::X19, BetweenReason::NoProcurement);
    };
    let (Some(projects), Some(running)) = (
        subject.total(Expenditure, Measure::PROJECT),
        subject.total(GeneralBudgetBasic, Measure::RUNNING),
    ) else {
        return ledger.not_checkable(RuleCode::X19, BetweenReason::NoProjectsOrRunning);
    };
    let within = SameTotals::ProcurementWithinSources;
    ledger.equation(Equation {
        relation: Relation::AtLeast,
        parts: vec![SignedTerm::plus(bought), SignedTerm::minus(running)],
        ..Equation::sum(RuleCode::X19, projects, Vec::new(), within)
    });
}
