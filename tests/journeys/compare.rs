//! 对比: marking budgets and walking down what they have in common.
//!
//! The figures are those of the sample documents; differences were worked out by hand.

use crate::journey::{Journey, journey_over_all};
use crate::shelf::Samples;
use lkx::budget::{Amount, Book, MoneyUnit, Stage, TableKind};

/// 新乡 2023 as the base, 濮阳 2024 beside it.
fn compared() -> Journey {
    journey_over_all().press("end space k space c")
}

#[test]
fn budgets_are_marked_and_compared() {
    journey_over_all()
        .press("c")
        .sees("先用 Space 标记要对比的预算，至少两份")
        .press("end space")
        .sees("标记：①新乡市社会保险中心 2023 年单位预算")
        .sees("11,436.06√")
        .sees("再标记一份，然后按 c 对比")
        .press("c")
        .sees("只标记了一份")
        .press("k space")
        .sees("②濮阳市社会保险中心 2024 年单位预算")
        .sees("已标记 2 份；按 c 对比")
        .press("space")
        .sees("不再标记 濮阳市社会保险中心 2024 年单位预算")
        .sees_no("②")
        // One that is marked is compared with the one under the cursor.
        .press("c")
        .path("对比 › 2 份预算")
        .sees("① 新乡市社会保险中心 2023 年单位预算（基期）")
        .sees("② 濮阳市社会保险中心 2024 年单位预算")
        .press("esc")
        .cursor_on("濮阳市")
        .sees("标记：①新乡市");
}

#[test]
fn down_to_the_item_and_to_its_source() {
    compared()
        .sees("208 〔社会保障和就业支出〕  11,144.72* 3,804.95* -7,339.77* -65.86%")
        .sees("合计                    11,436.06  3,943.95  -7,492.11  -65.51%")
        .press("enter j enter")
        .path("对比 › 2 份预算 › 208 〔社会保障和就业支出〕 › 20805 〔行政事业单位养老支出〕")
        .cursor_on("2080501 行政单位离退休                    338.57    118.80    -219.77  -64.91%")
        .press("j")
        .cursor_on("2080502 事业单位离退休                         —     74.20      74.20     独有")
        .press("j j")
        .cursor_on("2080506 机关事业单位职业年金缴费支出    4,660.00         —  -4,660.00     没有")
        .press("o")
        .sees("xinxiang-2023.txt")
        .cursor_on("机关事业单位职业年金缴费支出")
        .press("esc")
        .cursor_on("2080506")
        // The other budget has nothing there, and a difference stands nowhere.
        .press("L o")
        .sees("这里没有印出的数")
        .press("k o")
        .sees("puyang-2024.txt")
        .press("esc L o")
        .sees("这里没有印出的数")
        .press("esc")
        .cursor_on("20805")
        .press("esc esc")
        .path("类款项  单位×年度");
}

#[test]
fn along_everything_that_a_budget_shows() {
    compared()
        .press("2")
        .sees("[经济]")
        .sees("301 〔工资福利支出〕        3,937.53* 3,241.26*   -696.27* -17.68%")
        .press("t")
        .sees("经济汇总 · 万元")
        .press("3")
        .sees("[项目]")
        .cursor_on("信息系统维护费                             72.00         —     -72.00     没有")
        .sees("合计                                    6,760.85    293.49  -6,467.36  -95.66%")
        .press("tab")
        .sees("[收支]")
        .sees("社会保障和就业  11,144.72  3,804.95  -7,339.77  -65.86%")
        .press("5")
        .sees("公务用车运行费            5.20      6.00  0.80  +15.38%")
        .press("6")
        .sees("对比只有 1 到 5")
        .press("tab")
        .sees("[功能]")
        .press("shift-tab")
        .sees("[三公]")
        // The pages of a comparison are one place on the way up.
        .press("esc")
        .path("类款项  单位×年度");
}

#[test]
fn filtered_sorted_copied_and_in_another_unit() {
    compared()
        .press("3 L L s")
        .sees("按 ②比①/差额 从大到小")
        .press("home")
        .cursor_on("社会保险扩面、待遇支付、稽核工作")
        .press("f")
        .types("4660")
        .press("enter")
        .cursor_on("职业年金虚账记实资金")
        .press("y")
        .copied("职业年金虚账记实资金\t4,660.00\t\t-4,660.00\t没有")
        .press("u")
        .sees("46,600,000.00")
        .sees("项目支出 · 元");
}

/// 新乡 again, a year later, as a change of its book.
fn next_year(book: &Book) -> Book {
    let mut next = book.clone();
    next.identity.year += 1;
    for row in next.tables.iter_mut().flat_map(|table| &mut table.rows) {
        for figure in &mut row.figures {
            figure.year += 1;
        }
    }
    next
}

/// The same money in 元, as another province prints it.
fn in_yuan(mut book: Book) -> Book {
    let figures = book
        .tables
        .iter_mut()
        .flat_map(|table| &mut table.rows)
        .flat_map(|row| &mut row.figures);
    for figure in figures {
        figure.amount = figure.amount.in_unit(MoneyUnit::Yuan, 2).0;
    }
    book
}

#[test]
fn years_of_one_unit_stand_in_their_order_whatever_the_unit_of_money() {
    let samples = Samples::of(&["xinxiang-2023"]);
    let mut next = in_yuan(next_year(&samples.books()[0]));
    let table = next
        .tables
        .iter_mut()
        .find(|table| table.kind == Some(TableKind::Expenditure))
        .unwrap();
    let row = table
        .rows
        .iter_mut()
        .find(|row| row.code == "2080801")
        .unwrap();
    // One 分 less than the 1.82 万元 of the year before.
    row.figures[0].amount = Amount::parse("18199.99", MoneyUnit::Yuan).unwrap();
    let shelf = samples.and(vec![next]);
    Journey::on(shelf, 80, 24)
        .press("space H space")
        .sees("标记：①新乡市社会保险中心 2023 年单位预算 ②新乡市社会保险中心 2024 年")
        .press("c")
        .path("对比 › 新乡市社会保险中心")
        .press("enter j j enter")
        .cursor_on("2080801 死亡抚恤      1.82     ~1.82  ~0.00  0.00%")
        .press("u")
        .sees("18,200.00  18,199.99  -0.01");
}

#[test]
fn a_cell_with_several_budgets_asks_which_to_mark() {
    let samples = Samples::of(&["xinxiang-2023"]);
    let mut account = samples.books()[0].as_ref().clone();
    account.identity.stage = Stage::Final;
    let shelf = samples.and(vec![account]);
    Journey::on(shelf, 80, 24)
        .press("space")
        .sees("有几份预算，标记哪一份")
        .sees("Enter 标记")
        .press("j enter")
        .sees("①新乡市社会保险中心 2023 年单位决算")
        .press("space enter c")
        // The budget goes before its final account.
        .sees("① 新乡市社会保险中心 2023 年单位预算（基期）")
        .sees("② 新乡市社会保险中心 2023 年单位决算")
        .sees("0.00%");
}

#[test]
fn what_one_side_does_not_print_is_not_gone() {
    let samples = Samples::of(&["xinxiang-2023"]);
    let mut next = next_year(&samples.books()[0]);
    next.tables.retain(|table| {
        !table.kind.is_some_and(|kind| kind.lists_projects())
            && table.kind != Some(TableKind::ThreePublic)
    });
    let shelf = samples.and(vec![next]);
    Journey::on(shelf, 80, 24)
        .press("space H space c 3")
        .sees("注：新乡市社会保险中心 2024 年单位预算没有项目支出表，不作比较")
        .sees("72.00      不详")
        .sees("不可比")
        .sees_no("消失")
        .press("5")
        .sees("没有三公经费表，不作比较");
}

/// A year that prints 20805 as one row does not lose what stands under it.
#[test]
fn what_is_not_split_is_not_gone() {
    let samples = Samples::of(&["xinxiang-2023"]);
    let mut next = next_year(&samples.books()[0]);
    let table = next
        .tables
        .iter_mut()
        .find(|table| table.kind == Some(TableKind::Expenditure))
        .unwrap();
    let first = table
        .rows
        .iter()
        .position(|row| row.code == "2080501")
        .unwrap();
    table
        .rows
        .retain(|row| !["2080505", "2080506"].contains(&row.code.as_str()));
    table.rows[first].code = "20805".to_owned();
    let shelf = samples.and(vec![next]);
    Journey::on(shelf, 80, 24)
        .press("space H space c enter j enter")
        .sees("2024 年单位预算的 20805 没有再分，其下不可比")
        .cursor_on("2080501")
        .sees("338.57      不详")
        .sees_no("消失");
}

#[test]
fn three_budgets_each_against_the_first() {
    journey_over_all()
        .press("end space k space k space c")
        .sees("①")
        .sees("② 濮阳市社会保险中心 2024 年单位预算")
        .sees("③ 南充市职工社会保险事业管理局 2024 年部门预算")
        .press("L L L L L L")
        .sees("③比①")
        .sees("-92.68%");
    Journey::on(Samples::all(), 160, 45)
        .press("end space k space k space c")
        .sees("②比①")
        .sees("③比①")
        .sees("独有");
}
