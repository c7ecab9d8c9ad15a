/*!
Between tables: one figure in two places, and wholes whose parts stand elsewhere.

Only figures of one scope are compared; where scopes may differ (carry-over, other funds)
the equation may be explained by a printed figure of the difference.
*/

pub mod names;
pub mod project_goals;

mod by_function;
mod economic;
mod project_codes;
mod wholes;

use crate::budget::{Measure, RowKind, RuleCode, Severity, Side, TableKind};
use crate::checks::kernel::equation::Equation;
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::rule::{Family, Rule};
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::kernel::term::Term;
use crate::checks::wording::{Reason, SameTotals};

pub const FAMILY: Family = Family {
    title: "表间",
    rules: &[
        Rule::new(
            RuleCode::X01,
            "收支总表的支出＝支出总表合计",
            Severity::Error,
            "同一笔全部资金的支出，在收支总表和支出总表里应相同。",
        ),
        Rule::new(
            RuleCode::X02,
            "收支总表的收入＝收入总表总计，各来源也相同",
            Severity::Error,
            "收入总计、本年收入和各项来源在收支总表和收入总表里应相同。",
        ),
        Rule::new(
            RuleCode::X03,
            "收支总表的各类支出＝支出总表该类之和",
            Severity::Error,
            "收支总表按功能大类列支出，应等于支出总表里该类各行之和。",
        ),
        Rule::new(
            RuleCode::X04,
            "财政拨款收支总表与收支总表：没有其他资金时相等",
            Severity::Error,
            "没有专户、事业、经营、单位资金等收入时，财政拨款总额等于全部收支；差额若正是印出的结转或其他资金，只作提示。",
        ),
        Rule::new(
            RuleCode::X05,
            "财政拨款收支总表的一般公共预算＝一般公共预算支出表，各类也相同",
            Severity::Error,
            "同是一般公共预算支出，总额和各类应相同；一表含上年结转而另一表不含时，差额应是印出的结转。",
        ),
        Rule::new(
            RuleCode::X06,
            "一般公共预算支出表各项不大于支出总表该项",
            Severity::Error,
            "一般公共预算是全部资金的一部分；两表合计相同（没有其他资金）时，各项应相等。",
        ),
        Rule::new(
            RuleCode::X07,
            "支出表的基本支出＝一般公共预算基本支出表合计",
            Severity::Error,
            "基本支出的总额在功能分类表和经济分类表里应相同。",
        ),
        Rule::new(
            RuleCode::X08,
            "功能表的人员、公用等＝基本支出表相应类之和",
            Severity::Error,
            "工资福利支出等于基本支出表 301 各行之和，对个人和家庭的补助等于 303，商品和服务支出等于 302，资本性支出等于 310。",
        ),
        Rule::new(
            RuleCode::X09,
            "支出经济分类汇总表合计＝支出总表合计，各行不小于基本支出表",
            Severity::Error,
            "经济分类汇总表含基本支出和项目支出，合计等于支出总表；同一科目不小于基本支出表的数。",
        ),
        Rule::new(
            RuleCode::X10,
            "财政拨款支出（经济分类）的基本支出＝基本支出表，项目支出＝项目表合计",
            Severity::Error,
            "按部门经济分类列的基本支出逐科目等于基本支出表。",
        ),
        Rule::new(
            RuleCode::X11,
            "支出表的项目支出＝项目支出表合计，各项也相同",
            Severity::Error,
            "项目支出总额在支出总表、项目支出表、一般公共预算项目支出表里应相同；差额若是其他资金或结转，只作提示。",
        ),
        Rule::new(
            RuleCode::X12,
            "三公各项不小于基本支出表里的同名科目",
            Severity::Error,
            "基本支出表的因公出国（境）费用、公务接待费、公务用车运行维护费、公务用车购置是三公经费的一部分。",
        ),
        Rule::new(
            RuleCode::X15,
            "基金、国资表合计＝财政拨款收支总表该列合计",
            Severity::Error,
            "政府性基金、国有资本经营预算支出表的合计应等于财政拨款收支总表相应一列。",
        ),
        Rule::new(
            RuleCode::X17,
            "功能科目与经济科目对应：住房公积金、养老、医疗",
            Severity::Warning,
            "住房公积金（2210201）与 30113、基本养老保险缴费（2080505）与 30108、职业年金（2080506）与 30109、医疗（2101101、2101102）与 30110、公务员医疗补助（2101103）与 30111 是同一笔基本支出。",
        ),
    ],
    check,
};

fn check(subject: &Subject, ledger: &mut Ledger) {
    wholes::totals(subject, ledger);
    wholes::income_lines(subject, ledger);
    by_function::income_by_item(subject, ledger);
    wholes::other_funds(subject, ledger);
    by_function::classes_of_balance(subject, ledger);
    by_function::appropriation(subject, ledger);
    by_function::general_within_all(subject, ledger);
    by_function::projects(subject, ledger);
    project_codes::codes_of_projects(subject, ledger);
    economic::basic(subject, ledger);
    economic::economic(subject, ledger);
    economic::three_public(subject, ledger);
    economic::function_and_economic(subject, ledger);
}

/// A total of one side of 收支总表: 本年… or …总计.
fn balance_total(
    subject: &Subject,
    kind: TableKind,
    side: Side,
    measure: Measure,
    of_year: bool,
) -> Option<Term> {
    let (table, _) = subject.only(kind)?;
    // Beside 决算数 a column of no group is one whose heading was not read.
    let grouped = measure.under(Measure::OUTCOME);
    let measure = match subject.has_column(table, grouped) {
        true => grouped,
        false => measure,
    };
    let mut found: Vec<RowAt> = subject
        .rows(table)
        .filter(|at| at.row.side == side && at.row.kind == RowKind::Total)
        .filter(|at| at.row.name.starts_with("本年") == of_year)
        .filter(|at| measure != grouped || subject.measured(*at, measure).is_some())
        .collect();
    let at = found.pop()?;
    subject.measured(at, measure)
}
fn same(
    ledger: &mut Ledger,
    rule: RuleCode,
    left: Option<Term>,
    right: Option<Term>,
    totals: SameTotals,
) {
    match (left, right) {
        (Some(left), Some(right)) => ledger.equation(Equation::same(rule, left, right, totals)),
        _ => ledger.not_checkable(rule, Reason::WithoutASide(totals.into())),
    }
}

fn same_or_explained(
    ledger: &mut Ledger,
    rule: RuleCode,
    left: Option<Term>,
    right: Option<Term>,
    totals: SameTotals,
) {
    match (left, right) {
        (Some(left), Some(right)) => {
            ledger.equation(Equation::same(rule, left, right, totals).explainable());
        }
        _ => ledger.not_checkable(rule, Reason::WithoutASide(totals.into())),
    }
}
/// The one row of a code; none where several rows print it.
fn row_of<'b>(subject: &Subject<'b>, table: usize, code: &str) -> Option<RowAt<'b>> {
    let tree = subject.tree(table)?;
    let mut rows = subject
        .rows(table)
        .filter(|at| tree.code(at.index) == Some(code) && at.row.kind != RowKind::Project);
    let first = rows.next()?;
    rows.next().is_none().then_some(first)
}
