/*!
Between tables: one figure in two places, and wholes whose parts stand elsewhere.

Only figures of one scope are compared; where scopes may differ (carry-over, other funds)
the equation may be explained by a printed figure of the difference.
*/

use super::equation::Equation;
use super::ledger::Ledger;
use super::rule::{Family, Rule};
use super::subject::{RowAt, Subject};
use super::term::Term;
use super::tree::alike;
use crate::budget::{Classification, RowKind, Severity, Side, TableKind, official_name};
use TableKind::{
    EconomicSummary, Expenditure, FiscalAppropriation, FiscalByEconomicClass, GeneralBudget,
    GeneralBudgetBasic, GeneralBudgetProjects, GovernmentFund, Income, IncomeAndExpenditure,
    Projects, StateCapital, ThreePublic,
};

macro_rules! rule {
    ($code:literal, $severity:ident, $title:literal, $why:literal) => {
        Rule {
            code: $code,
            title: $title,
            why: $why,
            severity: Severity::$severity,
        }
    };
}

pub(super) const FAMILY: Family = Family {
    title: "表间",
    rules: &[
        rule!(
            "X01",
            Error,
            "收支总表的支出＝支出总表合计",
            "同一笔全部资金的支出，在收支总表和支出总表里应相同。"
        ),
        rule!(
            "X02",
            Error,
            "收支总表的收入＝收入总表总计，各来源也相同",
            "收入总计、本年收入和各项来源在收支总表和收入总表里应相同。"
        ),
        rule!(
            "X03",
            Error,
            "收支总表的各类支出＝支出总表该类之和",
            "收支总表按功能大类列支出，应等于支出总表里该类各行之和。"
        ),
        rule!(
            "X04",
            Error,
            "财政拨款收支总表与收支总表：没有其他资金时相等",
            "没有专户、事业、经营、单位资金等收入时，财政拨款总额等于全部收支；差额若正是印出的结转或其他资金，只作提示。"
        ),
        rule!(
            "X05",
            Error,
            "财政拨款收支总表的一般公共预算＝一般公共预算支出表，各类也相同",
            "同是一般公共预算支出，总额和各类应相同；一表含上年结转而另一表不含时，差额应是印出的结转。"
        ),
        rule!(
            "X06",
            Error,
            "一般公共预算支出表各项不大于支出总表该项",
            "一般公共预算是全部资金的一部分；两表合计相同（没有其他资金）时，各项应相等。"
        ),
        rule!(
            "X07",
            Error,
            "支出表的基本支出＝一般公共预算基本支出表合计",
            "基本支出的总额在功能分类表和经济分类表里应相同。"
        ),
        rule!(
            "X08",
            Error,
            "功能表的人员、公用等＝基本支出表相应类之和",
            "工资福利支出等于基本支出表 301 各行之和，对个人和家庭的补助等于 303，商品和服务支出等于 302，资本性支出等于 310。"
        ),
        rule!(
            "X09",
            Error,
            "支出经济分类汇总表合计＝支出总表合计，各行不小于基本支出表",
            "经济分类汇总表含基本支出和项目支出，合计等于支出总表；同一科目不小于基本支出表的数。"
        ),
        rule!(
            "X10",
            Error,
            "财政拨款支出（经济分类）的基本支出＝基本支出表，项目支出＝项目表合计",
            "按部门经济分类列的基本支出逐科目等于基本支出表。"
        ),
        rule!(
            "X11",
            Error,
            "支出表的项目支出＝项目支出表合计，各项也相同",
            "项目支出总额在支出总表、项目支出表、一般公共预算项目支出表里应相同；差额若是其他资金或结转，只作提示。"
        ),
        rule!(
            "X12",
            Error,
            "三公各项不小于基本支出表里的同名科目",
            "基本支出表的因公出国（境）费用、公务接待费、公务用车运行维护费、公务用车购置是三公经费的一部分。"
        ),
        rule!(
            "X15",
            Error,
            "基金、国资表合计＝财政拨款收支总表该列合计",
            "政府性基金、国有资本经营预算支出表的合计应等于财政拨款收支总表相应一列。"
        ),
        rule!(
            "X17",
            Warning,
            "功能科目与经济科目对应：住房公积金、养老、医疗",
            "住房公积金（2210201）与 30113、基本养老保险缴费（2080505）与 30108、职业年金（2080506）与 30109、医疗（2101101、2101102）与 30110、公务员医疗补助（2101103）与 30111 是同一笔基本支出。"
        ),
    ],
    check,
};

fn check(subject: &Subject, ledger: &mut Ledger) {
    totals(subject, ledger);
    income_lines(subject, ledger);
    classes_of_balance(subject, ledger);
    appropriation(subject, ledger);
    general_within_all(subject, ledger);
    basic(subject, ledger);
    economic(subject, ledger);
    projects(subject, ledger);
    three_public(subject, ledger);
    other_funds(subject, ledger);
    function_and_economic(subject, ledger);
}

/// A total of one side of 收支总表: 本年… or …总计.
fn balance_total(
    subject: &Subject,
    kind: TableKind,
    side: Side,
    measure: &str,
    of_year: bool,
) -> Option<Term> {
    let (table, _) = subject.only(kind)?;
    let mut found: Vec<RowAt> = subject
        .rows(table)
        .filter(|at| at.row.side == side && at.row.kind == RowKind::Total)
        .filter(|at| at.row.name.starts_with("本年") == of_year)
        .collect();
    let at = found.pop()?;
    subject.measured(at, measure)
}

/// The expenditure of 收支总表 without what is carried into the next year.
fn spent(subject: &Subject) -> Option<Term> {
    let of = |of_year| {
        ["支出/合计", "支出"].iter().find_map(|measure| {
            balance_total(
                subject,
                IncomeAndExpenditure,
                Side::Expenditure,
                measure,
                of_year,
            )
        })
    };
    of(true).or_else(|| of(false))
}

fn same(
    ledger: &mut Ledger,
    rule: &'static str,
    left: Option<Term>,
    right: Option<Term>,
    words: &str,
) {
    match (left, right) {
        (Some(left), Some(right)) => ledger.equation(Equation::same(rule, left, right, words)),
        _ => ledger.not_checkable(rule, format!("缺一边：{words}")),
    }
}

fn same_or_explained(
    ledger: &mut Ledger,
    rule: &'static str,
    left: Option<Term>,
    right: Option<Term>,
    words: &str,
) {
    match (left, right) {
        (Some(left), Some(right)) => {
            ledger.equation(Equation::same(rule, left, right, words).explainable());
        }
        _ => ledger.not_checkable(rule, format!("缺一边：{words}")),
    }
}

/// X01, X02 and X04: the totals.
fn totals(subject: &Subject, ledger: &mut Ledger) {
    same(
        ledger,
        "X01",
        spent(subject),
        subject.total(Expenditure, "合计"),
        "收支总表支出＝支出总表合计",
    );
    let income =
        |of_year| balance_total(subject, IncomeAndExpenditure, Side::Income, "收入", of_year);
    if let Some(total) = subject.total(Income, "合计") {
        same(
            ledger,
            "X02",
            income(false),
            Some(total),
            "收支总表收入总计＝收入总表总计",
        );
    }
    if let Some(of_year) = subject.total(Income, "本年收入") {
        same(
            ledger,
            "X02",
            income(true),
            Some(of_year),
            "收支总表本年收入＝收入总表本年收入",
        );
    }
    let fiscal = ["支出/合计", "支出/一般公共预算"]
        .iter()
        .find_map(|measure| {
            balance_total(
                subject,
                FiscalAppropriation,
                Side::Expenditure,
                measure,
                false,
            )
        });
    let all = balance_total(
        subject,
        IncomeAndExpenditure,
        Side::Expenditure,
        "支出",
        false,
    )
    .or_else(|| {
        balance_total(
            subject,
            IncomeAndExpenditure,
            Side::Expenditure,
            "支出/合计",
            false,
        )
    });
    match (fiscal, all) {
        (Some(fiscal), Some(all)) if has_other_income(subject) => {
            ledger.equation(Equation::at_most(
                "X04",
                fiscal,
                all,
                "财政拨款不大于全部收支",
            ));
        }
        _ => same_or_explained(
            ledger,
            "X04",
            fiscal,
            all,
            "财政拨款收支总表总计＝收支总表总计",
        ),
    }
}

/// Whether 收支总表 prints income that is no appropriation.
fn has_other_income(subject: &Subject) -> bool {
    const OTHER: [&str; 8] = [
        "专户",
        "事业",
        "经营收入",
        "其他收入",
        "单位资金",
        "上级补助",
        "附属单位",
        "结转和结余",
    ];
    let Some((table, _)) = subject.only(IncomeAndExpenditure) else {
        return false;
    };
    subject.rows(table).any(|at| {
        at.row.side == Side::Income
            && at.row.kind != RowKind::Total
            && OTHER.iter().any(|word| at.row.name.contains(word))
            && subject
                .measured(at, "收入")
                .is_some_and(|term| term.value != 0)
    })
}

/// X02: the sources.
fn income_lines(subject: &Subject, ledger: &mut Ledger) {
    let (Some((balance, _)), Some((income, _))) =
        (subject.only(IncomeAndExpenditure), subject.only(Income))
    else {
        return;
    };
    let Some(total) = subject.total_row(income) else {
        return;
    };
    for at in subject
        .rows(balance)
        .filter(|at| at.row.side == Side::Income && at.row.kind != RowKind::Total)
    {
        let Some(column) = source_column(&at.row.name) else {
            continue;
        };
        if let (Some(line), Some(cell)) = (
            subject.measured(at, "收入"),
            subject.measured(total, column),
        ) {
            ledger.equation(Equation::same(
                "X02",
                line,
                cell,
                "收支总表一项收入＝收入总表该列合计",
            ));
        }
    }
}

/// The column of 收入总表 that a line of 收支总表 is.
fn source_column(name: &str) -> Option<&'static str> {
    let name = name.trim_end_matches("收入").trim_end_matches("拨款");
    match name {
        "一般公共预算" => Some("一般公共预算"),
        "政府性基金" | "政府性基金预算" => Some("政府性基金"),
        "国有资本经营预算" => Some("国有资本经营预算"),
        "财政" => Some("财政拨款收入"),
        "事业" => Some("事业收入"),
        "事业单位经营" | "经营" => Some("事业单位经营收入"),
        "上级补助" => Some("上级补助收入"),
        "附属单位上缴" => Some("附属单位上缴收入"),
        "其他" => Some("其他收入"),
        "上年结转" | "上年结转结余" => Some("上年结转"),
        _ => None,
    }
}

/// The 类 of a table whose name is a line's: its printed row, or its leaves.
fn class_sum(subject: &Subject, table: usize, name: &str, measure: &str) -> Option<Vec<Term>> {
    let tree = subject.tree(table)?;
    let is_named = |at: &RowAt| {
        tree.code(at.index)
            .is_some_and(|code| code.len() == 3 && alike(&at.row.name, name))
    };
    if let Some(at) = subject.rows(table).find(is_named) {
        return subject.measured(at, measure).map(|term| vec![term]);
    }
    let class = subject.rows(table).find_map(|at| {
        let class = tree.code(at.index)?.get(..3)?;
        official_name(Classification::Function, class).filter(|official| alike(official, name))?;
        Some(class)
    })?;
    subject.leaves_by(table, measure, 3).remove(class)
}

/// X03 and X05: the classes on the expenditure side.
fn classes_of_balance(subject: &Subject, ledger: &mut Ledger) {
    for (kind, own, other, rule, words) in [
        (
            IncomeAndExpenditure,
            "支出",
            Expenditure,
            "X03",
            "收支总表一类支出＝支出总表该类之和",
        ),
        (
            IncomeAndExpenditure,
            "支出/合计",
            Expenditure,
            "X03",
            "收支总表一类支出＝支出总表该类之和",
        ),
        (
            FiscalAppropriation,
            "支出/一般公共预算",
            GeneralBudget,
            "X05",
            "财政拨款收支总表一类＝一般公共预算支出表该类之和",
        ),
    ] {
        let (Some((balance, _)), Some((table, _))) = (subject.only(kind), subject.only(other))
        else {
            continue;
        };
        for at in subject.rows(balance).filter(|at| {
            at.row.side == Side::Expenditure && at.row.kind == RowKind::IncomeOrExpenditure
        }) {
            let Some(line) = subject.measured(at, own) else {
                continue;
            };
            if line.value == 0
                || at.row.name.starts_with("本年")
                || at.row.name.contains("结转")
                || at.row.name.contains("结余")
            {
                continue;
            }
            match class_sum(subject, table, &at.row.name, "合计") {
                Some(parts) => {
                    ledger.equation(Equation::sum(rule, line, parts, words).explainable())
                }
                None => ledger.not_checkable(
                    rule,
                    format!("{} 里找不到“{}”这一类", other.name(), at.row.name),
                ),
            }
        }
    }
}

/// X05: the general budget's total.
fn appropriation(subject: &Subject, ledger: &mut Ledger) {
    let own = balance_total(
        subject,
        FiscalAppropriation,
        Side::Expenditure,
        "支出/一般公共预算",
        true,
    )
    .or_else(|| {
        balance_total(
            subject,
            FiscalAppropriation,
            Side::Expenditure,
            "支出/一般公共预算",
            false,
        )
    })
    .or_else(|| {
        let year = subject.line(FiscalAppropriation, |row| {
            row.side == Side::Expenditure && row.name == "本年支出"
        })?;
        subject.measured(year, "支出/一般公共预算")
    });
    same_or_explained(
        ledger,
        "X05",
        own,
        subject.total(GeneralBudget, "合计"),
        "财政拨款收支总表一般公共预算＝一般公共预算支出表合计",
    );
}

/// X06: item by item, as equal where the totals are equal.
fn general_within_all(subject: &Subject, ledger: &mut Ledger) {
    let (Some((general, _)), Some((all, _))) =
        (subject.only(GeneralBudget), subject.only(Expenditure))
    else {
        return ledger.not_applicable("X06", "没有一般公共预算支出表或支出总表");
    };
    let totals = (
        subject.total(GeneralBudget, "合计"),
        subject.total(Expenditure, "合计"),
    );
    let is_all = matches!(totals, (Some(one), Some(other)) if one.value == other.value);
    for measure in ["合计", "基本支出", "项目支出"] {
        if !subject.has_column(general, measure) || !subject.has_column(all, measure) {
            continue;
        }
        for at in subject.rows(general) {
            let Some(code) = subject.tree(general).and_then(|tree| tree.code(at.index)) else {
                continue;
            };
            let Some(own) = subject.measured(at, measure) else {
                continue;
            };
            let Some(other) =
                row_of(subject, all, code).and_then(|row| subject.measured(row, measure))
            else {
                continue;
            };
            ledger.equation(if is_all {
                Equation::same(
                    "X06",
                    own,
                    other,
                    "没有其他资金：一般公共预算该项＝支出总表该项",
                )
            } else {
                Equation::at_most("X06", own, other, "一般公共预算该项不大于支出总表该项")
            });
        }
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

/// X07 and X08: basic expenditure by function and by economic class.
fn basic(subject: &Subject, ledger: &mut Ledger) {
    let total = subject.total(GeneralBudgetBasic, "合计");
    for kind in [GeneralBudget, Expenditure] {
        let Some(own) = subject.total(kind, "基本支出") else {
            continue;
        };
        same_or_explained(
            ledger,
            "X07",
            Some(own),
            total,
            "支出表基本支出＝基本支出表合计",
        );
    }
    let Some((table, _)) = subject.only(GeneralBudgetBasic) else {
        return;
    };
    for (measure, class) in [
        ("基本支出/工资福利支出", "301"),
        ("基本支出/商品和服务支出", "302"),
        ("基本支出/对个人和家庭的补助", "303"),
        ("基本支出/资本性支出", "310"),
    ] {
        let own = subject.total(GeneralBudget, measure);
        let parts = subject.leaves_by(table, "合计", 3).remove(class);
        match (own, parts) {
            (Some(own), Some(parts)) => {
                ledger.equation(Equation::sum(
                    "X08",
                    own,
                    parts,
                    "功能表一列＝基本支出表该类之和",
                ));
            }
            (Some(own), None) if own.value != 0 => {
                ledger.not_checkable("X08", format!("基本支出表没有 {class} 类"));
            }
            _ => {}
        }
    }
    for measure in ["人员经费", "公用经费"] {
        let own = subject.total(GeneralBudget, &format!("基本支出/{measure}"));
        if let (Some(own), Some(other)) = (own, subject.total(GeneralBudgetBasic, measure)) {
            ledger.equation(Equation::same(
                "X08",
                own,
                other,
                "功能表人员、公用经费＝基本支出表合计",
            ));
        }
    }
}

/// X09 and X10: the tables by economic class.
fn economic(subject: &Subject, ledger: &mut Ledger) {
    if let Some(total) = subject.total(EconomicSummary, "合计") {
        same(
            ledger,
            "X09",
            Some(total),
            subject.total(Expenditure, "合计"),
            "经济分类汇总表合计＝支出总表合计",
        );
    }
    let basic = subject.only(GeneralBudgetBasic);
    if let (Some((summary, _)), Some((basic, _))) = (subject.only(EconomicSummary), basic) {
        for at in subject.rows(basic) {
            let pair = |row: &crate::budget::Row| {
                row.kind == at.row.kind
                    && row.code == at.row.code
                    && row.code2 == at.row.code2
                    && !row.code.is_empty()
            };
            let mut wholes = subject.rows(summary).filter(|other| pair(other.row));
            let (Some(whole), None) = (wholes.next(), wholes.next()) else {
                continue;
            };
            if let (Some(part), Some(whole)) = (
                subject.measured(at, "合计"),
                subject.measured(whole, "合计"),
            ) {
                ledger.equation(Equation::at_most(
                    "X09",
                    part,
                    whole,
                    "基本支出表该科目不大于经济分类汇总表",
                ));
            }
        }
    }
    if let (Some((fiscal, _)), Some((basic, _))) = (subject.only(FiscalByEconomicClass), basic) {
        for at in subject.rows(fiscal) {
            let code = subject.tree(fiscal).and_then(|tree| tree.code(at.index));
            let other = code.and_then(|code| row_of(subject, basic, code));
            let (Some(own), Some(other)) = (
                subject.measured(at, "一般公共预算/基本支出"),
                other.and_then(|row| subject.measured(row, "合计")),
            ) else {
                continue;
            };
            ledger.equation(
                Equation::same(
                    "X10",
                    own,
                    other,
                    "财政拨款基本支出该科目＝基本支出表该科目",
                )
                .explainable(),
            );
        }
    }
    if let Some(own) = subject.total(FiscalByEconomicClass, "一般公共预算/项目支出") {
        same_or_explained(
            ledger,
            "X10",
            Some(own),
            subject.total(GeneralBudgetProjects, "合计"),
            "财政拨款项目支出＝一般公共预算项目支出表合计",
        );
    }
}

/// X11: projects.
fn projects(subject: &Subject, ledger: &mut Ledger) {
    let by_function = subject.total(Expenditure, "项目支出");
    for kind in [Projects, GeneralBudgetProjects] {
        if let Some(own) = subject.total(kind, "合计") {
            same_or_explained(
                ledger,
                "X11",
                by_function,
                Some(own),
                "支出总表项目支出＝项目表合计",
            );
        }
    }
    let (Some((table, _)), Some((all, _))) = (
        subject.only(GeneralBudgetProjects),
        subject.only(Expenditure),
    ) else {
        return;
    };
    let same_total = match (subject.total(GeneralBudgetProjects, "合计"), by_function) {
        (Some(own), Some(all)) => own.value == all.value,
        _ => false,
    };
    if !same_total {
        return;
    }
    for at in subject
        .rows(table)
        .filter(|at| at.row.kind == RowKind::Function)
    {
        let code = subject.tree(table).and_then(|tree| tree.code(at.index));
        let other = code.and_then(|code| row_of(subject, all, code));
        if let (Some(own), Some(other)) = (
            subject.measured(at, "合计"),
            other.and_then(|row| subject.measured(row, "项目支出")),
        ) {
            ledger.equation(Equation::same(
                "X11",
                own,
                other,
                "项目表该项＝支出总表该项的项目支出",
            ));
        }
    }
}

/// X12: what the basic table prints of the three public expenses.
fn three_public(subject: &Subject, ledger: &mut Ledger) {
    let (Some((table, _)), Some((basic, _))) =
        (subject.only(ThreePublic), subject.only(GeneralBudgetBasic))
    else {
        return;
    };
    for (measure, codes) in [
        ("因公出国（境）费", &["30212"][..]),
        ("公务接待费", &["30217"]),
        ("公务用车运行费", &["30231"]),
        ("公务用车购置费", &["31013", "30913"]),
    ] {
        let whole = subject.rows(table).find_map(|at| {
            subject
                .measured(at, measure)
                .or_else(|| subject.measured(at, &format!("预算数/{measure}")))
        });
        let parts: Vec<Term> = codes
            .iter()
            .filter_map(|code| {
                row_of(subject, basic, code).and_then(|row| subject.measured(row, "合计"))
            })
            .collect();
        match (whole, parts.as_slice()) {
            (Some(whole), [part]) => {
                ledger.equation(Equation::at_most(
                    "X12",
                    *part,
                    whole,
                    "基本支出表该科目不大于三公该项",
                ));
            }
            (None, [part]) if part.value != 0 => {
                ledger.not_checkable("X12", format!("三公表没有印{measure}"));
            }
            _ => {}
        }
    }
}

/// X15: funds and state capital.
fn other_funds(subject: &Subject, ledger: &mut Ledger) {
    for (kind, fund) in [
        (GovernmentFund, "支出/政府性基金"),
        (StateCapital, "支出/国有资本经营预算"),
    ] {
        let own = subject.total(kind, "合计");
        let column = balance_total(subject, FiscalAppropriation, Side::Expenditure, fund, true)
            .or_else(|| {
                balance_total(subject, FiscalAppropriation, Side::Expenditure, fund, false)
            });
        if let (Some(own), Some(column)) = (own, column) {
            ledger.equation(
                Equation::same("X15", own, column, "专表合计＝财政拨款收支总表该列").explainable(),
            );
        }
    }
}

/// X17: one payment, seen by function and by economic class.
fn function_and_economic(subject: &Subject, ledger: &mut Ledger) {
    let Some((basic, _)) = subject.only(GeneralBudgetBasic) else {
        return ledger.not_applicable("X17", "没有一般公共预算基本支出表");
    };
    let by_function = [GeneralBudget, Expenditure]
        .into_iter()
        .filter_map(|kind| subject.only(kind))
        .find(|(table, _)| subject.has_column(*table, "基本支出"));
    let Some((table, _)) = by_function else {
        return ledger.not_checkable("X17", "功能分类表没有基本支出一列");
    };
    for (functions, class) in [
        (&["2210201"][..], "30113"),
        (&["2080505"], "30108"),
        (&["2080506"], "30109"),
        (&["2101101", "2101102"], "30110"),
        (&["2101103"], "30111"),
    ] {
        let parts: Vec<Term> = functions
            .iter()
            .filter_map(|code| row_of(subject, table, code))
            .filter_map(|row| subject.measured(row, "基本支出"))
            .collect();
        let own = class_total(subject, basic, class);
        match (own.as_slice(), parts.is_empty()) {
            ([own], false) => ledger.equation(
                Equation::sum("X17", *own, parts, "经济科目＝对应功能科目的基本支出").explainable(),
            ),
            _ => ledger.not_checkable("X17", format!("{class} 与其功能科目没有都印出")),
        }
    }
}

/// The rows of an economic class: the one that is its sum, or the only one.
fn class_total(subject: &Subject, table: usize, class: &str) -> Vec<Term> {
    let Some(tree) = subject.tree(table) else {
        return Vec::new();
    };
    subject
        .rows(table)
        .filter(|at| tree.code(at.index) == Some(class))
        .filter_map(|at| subject.measured(at, "合计"))
        .collect()
}
