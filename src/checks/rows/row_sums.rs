/*!
Inside a row: what the columns of one line say of each other.

A table's columns form sums, declared once in [`SUMS`]. An equation is taken where the
row prints the whole and the table has the columns that make it complete; a blank cell is
an exact zero. A row that prints its whole alone says nothing about its parts.
*/

use crate::budget::{Severity, Table, TableKind};
use crate::checks::kernel::equation::{Equation, Part, Relation};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::rule::{Family, Rule};
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::kernel::term::{Term, Trust};
use TableKind::{
    EconomicSummary, Expenditure, FiscalAppropriation, FiscalByEconomicClass, GeneralBudget,
    GeneralBudgetBasic, GovernmentFund, GovernmentFundThreePublic, Income, IncomeAndExpenditure,
    ProjectPerformance, Projects, StateCapital, ThreePublic,
};

pub const FAMILY: Family = Family {
    title: "行内",
    rules: &[
        Rule::new(
            "R01",
            "支出行：合计＝基本支出＋项目支出（＋经营、上缴、补助支出）",
            Severity::Error,
            "一行支出按用途分为基本支出和项目支出，另有经营、上缴上级、对附属单位补助时一并计入。",
        ),
        Rule::new(
            "R02",
            "基本支出＝人员经费＋公用经费",
            Severity::Error,
            "基本支出由人员经费（工资福利支出、对个人和家庭的补助）和公用经费（商品和服务支出、资本性支出）构成。",
        ),
        Rule::new(
            "R03",
            "项目支出＝其他运转类＋特定目标类",
            Severity::Error,
            "项目按其他运转类、特定目标类划分时，两类之和应等于项目支出。",
        ),
        Rule::new(
            "R04",
            "收入行：总计＝本年收入＋上年结转，各等于其来源之和",
            Severity::Error,
            "收入按来源分列，各来源之和等于本年收入，再加上年结转等于总计。",
        ),
        Rule::new(
            "R05",
            "财政拨款支出：合计＝一般公共预算＋政府性基金＋国有资本经营预算",
            Severity::Error,
            "财政拨款支出按三本预算分列，三项之和等于合计。",
        ),
        Rule::new(
            "R06",
            "基本支出经济分类行：合计＝人员经费＋公用经费",
            Severity::Error,
            "每个经济分类科目的基本支出归人员经费或公用经费。",
        ),
        Rule::new(
            "R07",
            "经济分类汇总行：总计＝各资金来源之和（含上年结转）",
            Severity::Error,
            "支出经济分类汇总表按资金来源分列，各列之和等于总计。",
        ),
        Rule::new(
            "R08",
            "财政拨款支出（经济分类）行：总计＝当年＋上年结转，各本预算＝基本＋项目",
            Severity::Error,
            "差额等于文件里印出的上年结转时属口径不同，只作提示。",
        ),
        Rule::new(
            "R09",
            "一般公共预算行：合计＝当年财政拨款＋上年结转",
            Severity::Error,
            "表按当年安排和上年结转分列时，两列之和等于合计。",
        ),
        Rule::new(
            "R10",
            "三公行：合计＝因公出国＋公务用车＋公务接待；公务用车＝购置＋运行",
            Severity::Error,
            "三公经费由三项构成，公务用车又分购置费与运行费；空格按零。",
        ),
        Rule::new(
            "R11",
            "项目行：合计＝各资金来源之和",
            Severity::Error,
            "项目支出按资金来源（本年、结转、专户、单位资金）分列，各列之和等于合计。",
        ),
        Rule::new(
            "R12",
            "绩效行：资金总额＝政府预算资金＋财政专户＋单位资金（或财政拨款＋其他资金）",
            Severity::Error,
            "绩效目标表里项目的资金总额应等于所列来源之和。",
        ),
        Rule::new(
            "R13",
            "其中项不大于其总数",
            Severity::Error,
            "“其中：财政拨款”之类的部分不会大于它所属的整体。",
        ),
    ],
    check,
};

/// A sum of columns.
struct ColumnSum {
    rule: &'static str,
    kinds: &'static [TableKind],
    whole: &'static str,
    parts: &'static [&'static str],
    /// The columns that the table must have for the sum to be complete.
    needs: &'static [&'static str],
    words: &'static str,
    may_be_explained: bool,
}

const BY_FUNCTION: &[TableKind] = &[Expenditure, GeneralBudget, GovernmentFund, StateCapital];
const SOURCES: &[&str] = &[
    "一般公共预算",
    "政府性基金",
    "国有资本经营预算",
    "财政专户管理资金",
    "事业收入",
    "事业单位经营收入",
    "上级补助收入",
    "附属单位上缴收入",
    "其他收入",
    "财政拨款收入",
];

const fn sum(
    rule: &'static str,
    kinds: &'static [TableKind],
    whole: &'static str,
    parts: &'static [&'static str],
    needs: &'static [&'static str],
    words: &'static str,
) -> ColumnSum {
    ColumnSum {
        rule,
        kinds,
        whole,
        parts,
        needs,
        words,
        may_be_explained: false,
    }
}

const SUMS: &[ColumnSum] = &[
    sum(
        "R01",
        BY_FUNCTION,
        "合计",
        &[
            "基本支出",
            "项目支出",
            "事业单位经营支出",
            "上缴上级支出",
            "对附属单位补助支出",
        ],
        &["基本支出", "项目支出"],
        "合计＝基本支出＋项目支出",
    ),
    sum(
        "R01",
        &[IncomeAndExpenditure],
        "支出/合计",
        &[
            "支出/基本支出/人员经费",
            "支出/基本支出/公用经费",
            "支出/项目支出",
        ],
        &["支出/基本支出/人员经费", "支出/项目支出"],
        "合计＝人员经费＋公用经费＋项目支出",
    ),
    sum(
        "R02",
        BY_FUNCTION,
        "基本支出",
        &["基本支出/人员经费", "基本支出/公用经费"],
        &["基本支出/人员经费", "基本支出/公用经费"],
        "基本支出＝人员经费＋公用经费",
    ),
    sum(
        "R02",
        BY_FUNCTION,
        "基本支出",
        &[
            "基本支出/工资福利支出",
            "基本支出/对个人和家庭的补助",
            "基本支出/商品和服务支出",
            "基本支出/资本性支出",
        ],
        &["基本支出/工资福利支出", "基本支出/商品和服务支出"],
        "基本支出＝工资福利＋对个人和家庭的补助＋商品和服务＋资本性支出",
    ),
    sum(
        "R03",
        BY_FUNCTION,
        "项目支出",
        &["项目支出/其他运转类", "项目支出/特定目标类"],
        &["项目支出/其他运转类", "项目支出/特定目标类"],
        "项目支出＝其他运转类＋特定目标类",
    ),
    sum(
        "R05",
        &[FiscalAppropriation],
        "支出/合计",
        &[
            "支出/一般公共预算",
            "支出/政府性基金",
            "支出/国有资本经营预算",
        ],
        &["支出/一般公共预算"],
        "合计＝一般公共预算＋政府性基金＋国有资本经营预算",
    ),
    sum(
        "R06",
        &[GeneralBudgetBasic],
        "合计",
        &["人员经费", "公用经费"],
        &["人员经费", "公用经费"],
        "合计＝人员经费＋公用经费",
    ),
    sum(
        "R08",
        &[FiscalByEconomicClass],
        "合计",
        &["当年财政拨款", "上年结转"],
        &["当年财政拨款", "上年结转"],
        "总计＝当年财政拨款＋上年结转",
    ),
    ColumnSum {
        may_be_explained: true,
        ..sum(
            "R08",
            &[FiscalByEconomicClass],
            "当年财政拨款",
            &["一般公共预算", "政府性基金", "国有资本经营预算"],
            &["一般公共预算"],
            "当年财政拨款＝一般公共预算＋政府性基金＋国有资本经营预算",
        )
    },
    ColumnSum {
        may_be_explained: true,
        ..sum(
            "R08",
            &[FiscalByEconomicClass],
            "一般公共预算",
            &["一般公共预算/基本支出", "一般公共预算/项目支出"],
            &["一般公共预算/基本支出", "一般公共预算/项目支出"],
            "一般公共预算＝基本支出＋项目支出",
        )
    },
    sum(
        "R09",
        &[GeneralBudget],
        "合计",
        &["当年财政拨款", "上年结转"],
        &["当年财政拨款", "上年结转"],
        "合计＝当年财政拨款＋上年结转",
    ),
    sum(
        "R10",
        &[ThreePublic, GovernmentFundThreePublic],
        "合计",
        &["因公出国（境）费", "公务用车购置及运行费", "公务接待费"],
        &["公务用车购置及运行费", "公务接待费"],
        "三公合计＝因公出国（境）费＋公务用车购置及运行费＋公务接待费",
    ),
    sum(
        "R10",
        &[ThreePublic, GovernmentFundThreePublic],
        "公务用车购置及运行费",
        &["公务用车购置费", "公务用车运行费"],
        &["公务用车购置费", "公务用车运行费"],
        "公务用车购置及运行费＝购置费＋运行费",
    ),
    sum(
        "R11",
        &[Projects],
        "合计",
        &[
            "一般公共预算",
            "政府性基金预算",
            "国有资本经营预算",
            "结转/一般公共预算",
            "结转/政府性基金预算",
            "结转/国有资本经营预算",
            "财政专户管理资金",
            "单位资金",
        ],
        &["一般公共预算"],
        "项目合计＝各资金来源之和",
    ),
    sum(
        "R12",
        &[ProjectPerformance],
        "资金总额",
        &["政府预算资金", "财政专户管理资金", "单位资金"],
        &["政府预算资金"],
        "资金总额＝政府预算资金＋财政专户管理资金＋单位资金",
    ),
    sum(
        "R12",
        &[ProjectPerformance, TableKind::DepartmentPerformance],
        "资金总额",
        &["财政拨款", "其他资金"],
        &["财政拨款", "其他资金"],
        "资金总额＝财政拨款＋其他资金",
    ),
];

fn check(subject: &Subject, ledger: &mut Ledger) {
    for (table, printed) in subject.tables() {
        let Some(kind) = printed.kind else { continue };
        for sum in SUMS.iter().filter(|sum| sum.kinds.contains(&kind)) {
            declared(subject, ledger, table, printed, sum);
        }
        if kind == FiscalByEconomicClass && !has(printed, "", "上年结转") {
            without_carry_over(subject, ledger, table);
        }
        if kind == Income {
            income(subject, ledger, table, printed);
        }
        if kind == EconomicSummary {
            economic_summary(subject, ledger, table, printed);
        }
        parts_of_wholes(subject, ledger, table, printed);
    }
}

/// A table that prints no column of the carry-over: the total is this year's, or the gap is a
/// carry-over that is printed elsewhere.
fn without_carry_over(subject: &Subject, ledger: &mut Ledger, table: usize) {
    for at in subject.rows(table) {
        let (total, year) = (
            subject.measured(at, "合计"),
            subject.measured(at, "当年财政拨款"),
        );
        if let (Some(total), Some(year)) = (total, year) {
            add(ledger, "R08", total, vec![year], "总计＝当年财政拨款", true);
        }
    }
}

/// The groups of columns that a table prints: 预算数 and 决算数 each have their own.
fn column_groups(table: &Table) -> Vec<&'static str> {
    let mut groups: Vec<&'static str> = Vec::new();
    for measure in &table.measures {
        let (group, _) = measure.in_column_group();
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    groups
}

fn has(table: &Table, group: &str, column: &str) -> bool {
    table.measures.iter().any(|measure| {
        measure.in_column_group() == (group, column) || group.is_empty() && measure.path() == column
    })
}

/// The figure of a row under a column of a group.
fn under(subject: &Subject, at: RowAt, group: &str, column: &str, year: u16) -> Option<Term> {
    let index = at.row.figures.iter().position(|figure| {
        let (own, rest) = figure.measure.in_column_group();
        figure.year == year && own == group && rest == column
    })?;
    subject.term(at.table, at.index, index)
}

fn years(at: RowAt) -> Vec<u16> {
    let mut years: Vec<u16> = at.row.figures.iter().map(|figure| figure.year).collect();
    years.dedup();
    years.sort_unstable();
    years.dedup();
    years
}

fn declared(
    subject: &Subject,
    ledger: &mut Ledger,
    table: usize,
    printed: &Table,
    sum: &ColumnSum,
) {
    for group in column_groups(printed) {
        let complete = has(printed, group, sum.whole)
            && sum.needs.iter().all(|need| has(printed, group, need));
        if !complete {
            continue;
        }
        for at in subject.rows(table) {
            row_sum(subject, ledger, at, group, sum);
        }
    }
}

fn row_sum(subject: &Subject, ledger: &mut Ledger, at: RowAt, group: &str, sum: &ColumnSum) {
    for year in years(at) {
        let Some(whole) = under(subject, at, group, sum.whole, year) else {
            continue;
        };
        let parts: Vec<Term> = sum
            .parts
            .iter()
            .filter_map(|part| under(subject, at, group, part, year))
            .collect();
        add(
            ledger,
            sum.rule,
            whole,
            parts,
            sum.words,
            sum.may_be_explained,
        );
    }
}

fn add(
    ledger: &mut Ledger,
    rule: &'static str,
    whole: Term,
    parts: Vec<Term>,
    words: &str,
    may_be_explained: bool,
) {
    if parts.is_empty() {
        if whole.value != 0 {
            ledger.not_checkable(rule, "有的行只印合计，没有印其构成");
        }
        return;
    }
    let equation = Equation {
        may_be_explained,
        ..Equation::sum(rule, whole, parts, words)
    };
    // What the row forced cannot bear witness for the row.
    if equation.trust() == Trust::Derived {
        ledger.not_checkable(rule, "所据的数是由本行推算的");
    } else {
        ledger.equation(equation);
    }
}

/// 收入总表, whose columns vary: with or without 本年收入, with or without the funds of the
/// carry-over.
fn income(subject: &Subject, ledger: &mut Ledger, table: usize, printed: &Table) {
    let has_year = has(printed, "", "本年收入");
    let sources: Vec<&str> = SOURCES
        .iter()
        .copied()
        .filter(|source| has(printed, "", source))
        .collect();
    for at in subject.rows(table) {
        let column = |name: &str| subject.measured(at, name);
        let own: Vec<Term> = sources.iter().filter_map(|source| column(source)).collect();
        let carried = column("上年结转");
        if let Some(year) = column("本年收入") {
            add(
                ledger,
                "R04",
                year,
                own.clone(),
                "本年收入＝各来源之和",
                false,
            );
        }
        if let Some(total) = column("合计") {
            let parts: Vec<Term> = match (has_year, column("本年收入")) {
                (true, year) => year.into_iter().chain(carried).collect(),
                (false, _) => own.into_iter().chain(carried).collect(),
            };
            add(
                ledger,
                "R04",
                total,
                parts,
                "收入总计＝本年收入＋上年结转",
                false,
            );
        }
        if let Some(carried) = carried {
            let funds = children(subject, at, "上年结转");
            if !funds.is_empty() {
                add(ledger, "R04", carried, funds, "上年结转＝各资金之和", false);
            }
        }
    }
}

/// The figures of a row right under a measure.
fn children(subject: &Subject, at: RowAt, above: &str) -> Vec<Term> {
    let below = |path: &str| {
        path.strip_prefix(above)
            .and_then(|rest| rest.strip_prefix('/'))
            .is_some_and(|rest| !rest.contains('/'))
    };
    at.row
        .figures
        .iter()
        .enumerate()
        .filter(|(_, figure)| figure.year == subject.year() && below(figure.measure.path()))
        .filter_map(|(index, _)| subject.term(at.table, at.index, index))
        .collect()
}

fn economic_summary(subject: &Subject, ledger: &mut Ledger, table: usize, printed: &Table) {
    if printed.measures.len() < 2 {
        return;
    }
    for at in subject.rows(table) {
        let Some(total) = subject.measured(at, "合计") else {
            continue;
        };
        let funds: Vec<Term> = at
            .row
            .figures
            .iter()
            .enumerate()
            .filter(|(_, figure)| figure.measure.depth() == 0 && figure.measure.path() != "合计")
            .filter_map(|(index, _)| subject.term(table, at.index, index))
            .collect();
        add(ledger, "R07", total, funds, "总计＝各资金来源之和", false);
    }
}

/// Columns under a heading and 其中 rows: no part is greater than its whole.
fn parts_of_wholes(subject: &Subject, ledger: &mut Ledger, table: usize, printed: &Table) {
    for at in subject.rows(table) {
        for (index, figure) in at.row.figures.iter().enumerate() {
            let above = figure.measure.parent();
            let whole = above.and_then(|above| subject.measured_in(at, above.path(), figure.year));
            if let (Some(whole), Some(part)) = (whole, subject.term(table, at.index, index)) {
                ledger.equation(Equation::at_most("R13", part, whole, "其中项不大于其总数"));
            }
        }
        if at.row.name.starts_with("其中") && !at.row.under.is_empty() {
            part_row(subject, ledger, at, printed);
        }
    }
}

/// A row 其中：… and the row above that it is a part of.
fn part_row(subject: &Subject, ledger: &mut Ledger, at: RowAt, printed: &Table) {
    let above = printed
        .rows
        .iter()
        .enumerate()
        .take(at.index)
        .rev()
        .find(|(_, row)| row.side == at.row.side && row.name == at.row.under);
    let Some((index, row)) = above else { return };
    let whole_row = RowAt {
        table: at.table,
        index,
        row,
    };
    for (part_index, figure) in at.row.figures.iter().enumerate() {
        let whole = subject.measured_in(whole_row, figure.measure.path(), figure.year);
        if let (Some(whole), Some(part)) = (whole, subject.term(at.table, at.index, part_index)) {
            ledger.equation(Equation {
                relation: Relation::AtLeast,
                parts: vec![Part::plus(part)],
                ..Equation::sum("R13", whole, Vec::new(), "其中项不大于其总数")
            });
        }
    }
}
