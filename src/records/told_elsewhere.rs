/*!
Columns of 收入总表 that 收支总表 tells: the sum of a source of income stands in both.

In a text an amount beside a blank column may be that column's. Where 收支总表 prints for the source that stands over
the amounts what they come to, and for none of the blank columns, no other reading is left.
*/

use crate::budget::columns;
use crate::budget::columns::words::concept;
use crate::budget::{Measure, Row, RowKind, Table, TableKind};
use std::collections::{HashMap, HashSet};

/// What 收支总表 prints for each source of income, by the column of 收入总表 that it is; amounts in
/// ten-thousandths of 元.
pub type IncomeBySource = HashMap<Measure, i128>;

/// Takes from 收支总表 what it prints for each source.
pub fn income_by_source(table: &Table) -> IncomeBySource {
    let mut amounts = IncomeBySource::new();
    let mut twice: HashSet<Measure> = HashSet::new();
    for row in table.rows.iter().filter(|row| row.kind != RowKind::Total) {
        let source =
            concept(&row.name).and_then(|concept| columns::measure_of(TableKind::Income, concept));
        let figures = row.figures.iter();
        let mut income = figures.filter(|f| f.measure == Measure::INCOME && f.is_printed());
        if let (Some(source), Some(figure)) = (source, income.next()) {
            let amount = i128::from(figure.amount.ten_thousandths());
            if amounts.insert(source, amount).is_some() {
                twice.insert(source);
            }
        }
    }
    amounts.retain(|source, amount| *amount != 0 && !twice.contains(source));
    amounts
}

/// The columns of a 收入总表 whose sums are those of their sources.
pub fn proven(table: &Table, told: &IncomeBySource) -> HashSet<Measure> {
    if table.kind != Some(TableKind::Income) || told.is_empty() {
        return HashSet::new();
    }
    let sums: HashMap<Measure, i128> = table
        .measures
        .iter()
        .map(|&measure| (measure, sum(&table.rows, measure)))
        .collect();
    let is_blank_elsewhere = |amount: i128| {
        let mut told = told.iter();
        told.any(|(source, printed)| *printed == amount && sums.get(source) == Some(&0))
    };
    let is_told = |measure: &&Measure| {
        let sum = sums.get(measure).copied().unwrap_or(0);
        let classes = sum_of_classes(&table.rows, **measure);
        // A total in its place says nothing of a class that slipped below another heading.
        let classes_agree = classes.is_none_or(|classes| classes == sum);
        sum != 0 && classes_agree && told.get(measure) == Some(&sum) && !is_blank_elsewhere(sum)
    };
    table.measures.iter().filter(is_told).copied().collect()
}

/// What a column comes to: its total, or else what its classes add up to.
fn sum(rows: &[Row], measure: Measure) -> i128 {
    let of_total = sum_of(rows, measure, |row| row.kind == RowKind::Total);
    of_total
        .or_else(|| sum_of_classes(rows, measure))
        .unwrap_or(0)
}

/// What the classes of a column add up to, where the rows have any.
fn sum_of_classes(rows: &[Row], measure: Measure) -> Option<i128> {
    const CLASS: usize = 3;
    sum_of(rows, measure, |row| {
        row.kind == RowKind::Function && row.code.len() == CLASS
    })
}

fn sum_of(rows: &[Row], measure: Measure, is_such: impl Fn(&Row) -> bool) -> Option<i128> {
    let mut such = rows.iter().filter(|row| is_such(row)).peekable();
    such.peek()?;
    Some(such.map(|row| row.sum_in(measure)).sum())
}

#[cfg(test)]
mod tests {
    use crate::records::read;
    use crate::tables::find;

    #[test]
    fn a_source_tells_its_column() {
        let text = "甲市水利局2024年部门预算\n收支总表\n单位：万元\n收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n\
                    一般公共预算拨款收入\t20.00\t农林水支出\t25.00\n政府性基金预算拨款收入\t\t\t\n事业收入\t5.00\t\t\n\
                    收入总计\t25.00\t支出总计\t25.00\n\
                    收入总表\n\
                    单位：万元\n\
                    \u{20}                        一般公共预  政府性基金  国有资本经           其他收\n\
                    科目编码  科目名称     合计                                   事业收入\n\
                    \u{20}                         算拨款     预算拨款   营预算拨款           入\n\
                    合计                 25.00    20.00                          5.00\n\
                    213     农林水支出     25.00    20.00                          5.00\n";
        let printed = find(text);
        let source = crate::budget::Source::default();
        let book = read(source, &printed, Vec::new()).expect("a budget");
        let income = book.tables.iter().find(|table| table.title == "收入总表");
        let figures = income.into_iter().flat_map(|table| &table.rows);
        let all: Vec<bool> = figures
            .flat_map(|row| &row.figures)
            .map(crate::budget::Figure::is_printed)
            .collect();
        assert_eq!(all, [true; 6]);
    }
}
