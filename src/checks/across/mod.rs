/*!
Against other budgets of the library: an earlier version of the same document, the unit's
other years and its final account, the department and its units. Without such a budget the
rules are not checkable.
*/

mod codes;
mod department;
mod indicators;
mod other;
mod versions;
mod years;

use crate::budget::{Book, Kin, RuleCode, Severity, Stage};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::rule::{Family, Rule};
use crate::checks::kernel::subject::Subject;
use crate::checks::wording::AcrossReason;

pub const FAMILY: Family = Family {
    title: "跨年度、跨单位",
    rules: &[
        Rule::new(
            RuleCode::Y05,
            "上年数一列＝上年那份预算的本年数",
            Severity::Error,
            "三公经费表印出的上年数，应等于库中上一年度同一单位预算的数。",
        ),
        Rule::new(
            RuleCode::Y08,
            "比上年变动超过 30% 且超过 10 万元的类",
            Severity::Note,
            "库中有上一年度预算时，列出变动大的支出总额和项目支出，供询问。",
        ),
        Rule::new(
            RuleCode::Y10,
            "上年结转＝上年那份文件的结转下年",
            Severity::Warning,
            "本年印出的上年结转应等于上一年度印出的结转下年。",
        ),
        Rule::new(
            RuleCode::U01,
            "重新公开的文件与前一版逐数相同",
            Severity::Warning,
            "同一单位同一年度的文件重新公开时，改动的数应有说明；库中留有前一版时逐数对照。",
        ),
        Rule::new(
            RuleCode::U02,
            "部门支出总表里所属单位的数＝该单位的支出总表",
            Severity::Error,
            "部门的支出由所属单位汇总而来：部门表里一个单位的合计等于库中该单位文件的合计，各单位之和不大于部门的合计。",
        ),
        Rule::new(
            RuleCode::U03,
            "单位编码逐年不变",
            Severity::Warning,
            "同一单位在各年度文件里的编码应相同。",
        ),
        Rule::new(
            RuleCode::U04,
            "项目编码与项目名称逐年对应",
            Severity::Note,
            "同一项目编码在各年度是同一个项目；编码沿用而改名，或名称沿用而换编码的，列出供询问。",
        ),
        Rule::new(
            RuleCode::U05,
            "绩效指标没有原样照抄上年的日期",
            Severity::Warning,
            "库中上一年度文件的指标连同其中的年份原样出现在本年，多是照抄未改。",
        ),
        Rule::new(
            RuleCode::U07,
            "决算的年初预算数＝预算",
            Severity::Error,
            "三公经费支出决算表的预算数应等于库中当年预算的数。",
        ),
    ],
    check,
};

fn check(subject: &Subject, ledger: &mut Ledger) {
    let identity = &subject.book.identity;
    let same_unit = |candidate: &&&Book| {
        candidate.identity.unit == identity.unit && candidate.identity.scope == identity.scope
    };
    let last_year = subject
        .neighbours
        .iter()
        .filter(same_unit)
        .find(|candidate| {
            candidate.identity.year + 1 == identity.year
                && candidate.identity.stage == identity.stage
        });
    match last_year {
        Some(book) => {
            let before = Subject::of(book, &[]);
            years::check(subject, ledger, &before);
            codes::check(subject, ledger, book);
            indicators::check(subject, ledger, book);
        }
        None => {
            for rule in [
                RuleCode::Y05,
                RuleCode::Y08,
                RuleCode::Y10,
                RuleCode::U03,
                RuleCode::U04,
                RuleCode::U05,
            ] {
                ledger.not_checkable(rule, AcrossReason::NoLastYear);
            }
        }
    }
    let budget = subject
        .neighbours
        .iter()
        .filter(same_unit)
        .find(|candidate| {
            candidate.identity.year == identity.year && candidate.identity.stage == Stage::Budget
        });
    match (identity.stage, budget) {
        (Stage::Final, Some(budget)) => years::final_account(subject, ledger, budget),
        (Stage::Final, None) => ledger.not_checkable(RuleCode::U07, AcrossReason::NoBudget),
        (Stage::Budget, _) => ledger.not_applicable(RuleCode::U07, AcrossReason::NotFinal),
    }
    let earlier = subject
        .neighbours
        .iter()
        .find(|candidate| candidate.identity == *identity);
    match earlier {
        Some(earlier) => versions::check(subject, ledger, &Subject::of(earlier, &[])),
        None => ledger.not_checkable(RuleCode::U01, AcrossReason::NoFormerVersion),
    }
    department::check(subject, ledger);
}

/// Whether the first budget's unit stands under the second's.
fn is_unit_of(unit: &Book, department: &Book) -> bool {
    let kin = Kin {
        identity: &unit.identity,
        department: &unit.department,
    };
    kin.stands_under(&department.identity)
}
