/*!
Subtotals of projects under the code that the projects repeat.

Where a table of projects prints the code of the 项 before each project, the row of the 项 itself has that
code too, and the catalogue may not know its name. The sums say which rows are those of the 项.
*/

use crate::budget::{Figure, Measure, Row, RowKind};
use std::collections::BTreeMap;
use std::ops::Range;

/// Makes the first row of each run of one code the row of the 项, where each is the sum of the rest of its run.
pub fn name_subtotals(rows: &mut [Row]) {
    let runs = runs(rows);
    let are_sums = !runs.is_empty() && runs.iter().all(|run| is_sum(&rows[run.clone()]));
    if !are_sums || !is_proven(rows, &runs) {
        return;
    }
    for run in runs {
        rows[run.start].kind = RowKind::Function;
        rows[run.start].project = None;
    }
}

/// Neighbouring rows of one 项.
fn runs(rows: &[Row]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, row) in rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.code.len() == 7)
    {
        match runs.last_mut() {
            Some(run) if run.end == at && rows[run.start].code == row.code => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

/// What rows print, by column and year.
fn sums<'r>(rows: impl IntoIterator<Item = &'r Row>) -> BTreeMap<(Measure, u16), i128> {
    let mut sums = BTreeMap::new();
    let figures = rows.into_iter().flat_map(|row| &row.figures);
    for Figure {
        measure,
        year,
        amount,
        ..
    } in figures
    {
        *sums.entry((*measure, *year)).or_default() += i128::from(amount.ten_thousandths());
    }
    sums.retain(|_, sum| *sum != 0);
    sums
}

fn is_sum(run: &[Row]) -> bool {
    run.split_first().is_some_and(|(first, rest)| {
        let sum = sums([first]);
        !sum.is_empty() && sum == sums(rest)
    })
}

/// Two projects of one amount are no subtotal and its part: the total of the table counts the first rows
/// alone, or a run has parts that only a sum explains.
fn is_proven(rows: &[Row], runs: &[Range<usize>]) -> bool {
    let total = rows.iter().find(|row| row.is_whole_total());
    match total {
        Some(total) => sums([total]) == sums(runs.iter().map(|run| &rows[run.start])),
        None => runs.len() > 1 && runs.iter().any(|run| run.len() > 2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::{Amount, MoneyUnit, Origin, Place};

    fn row(code: &str, amount: &str) -> Row {
        let amount = Amount::parse(amount, MoneyUnit::Wan).unwrap();
        Row {
            code: code.to_owned(),
            kind: match code {
                "" => RowKind::Total,
                _ => RowKind::Project,
            },
            figures: vec![Figure {
                measure: Measure::TOTAL,
                year: 2024,
                amount,
                origin: Origin::Printed,
                place: Place::line(1),
            }],
            ..Row::blank()
        }
    }

    fn subtotals(rows: &[(&str, &str)]) -> Vec<usize> {
        let mut rows: Vec<Row> = rows
            .iter()
            .map(|(code, amount)| row(code, amount))
            .collect();
        name_subtotals(&mut rows);
        let kinds = rows.iter().enumerate();
        let functions = kinds.filter(|(_, row)| row.kind == RowKind::Function);
        functions.map(|(at, _)| at).collect()
    }

    #[test]
    fn the_first_row_of_each_code_is_the_sum_of_the_rest() {
        let total = ("", "40.00");
        let (sum, parts) = (
            ("2080109", "30.00"),
            [("2080109", "10.00"), ("2080109", "20.00")],
        );
        let (other, part) = (("2080199", "10.00"), ("2080199", "10.00"));
        assert_eq!(
            subtotals(&[total, sum, parts[0], parts[1], other, part]),
            [1, 4]
        );
        assert_eq!(subtotals(&[sum, parts[0], parts[1], other, part]), [0, 3]);
    }

    #[test]
    fn rows_that_a_total_counts_or_that_print_nothing_are_projects() {
        let same = [("2080109", "10.00"), ("2080109", "10.00")];
        assert_eq!(subtotals(&[("", "20.00"), same[0], same[1]]), [0_usize; 0]);
        assert_eq!(subtotals(&same), [0_usize; 0]);
        let nothing = [("2080109", "0.00"), ("2080109", "0.00")];
        assert_eq!(
            subtotals(&[("", "0.00"), nothing[0], nothing[1]]),
            [0_usize; 0]
        );
    }
}
