/*!
Tables whose text lost its columns: cells wrapped over lines, figures in order.

A row is what stands between two runs of figures. Its words are put together again
into codes and names, and its figures are laid into the columns by the sums of the
table.
*/

use crate::budget::columns::words::concepts;
use crate::budget::{
    Amount, Figure, Origin, Place, ProjectDetails, Row, RowKind, TableKind, columns,
};
use crate::records::context::{Context, UnitColumn};
use crate::records::fitting::fit::broken_sums;
use crate::records::header::shape::{Leaf, Shape, from_words};
use crate::records::labels;
use crate::records::labels::row_of;
use crate::records::money::proof;
use crate::records::money::single_sided::{lay_loose, name_departments, name_project};
use crate::records::money::words::words;
use crate::records::table::{Part, figure};
use crate::tables::grid::{is_money, is_total_word};
use crate::tables::lines::{folded, is_dash, name};
use crate::tables::{Cell, Line};

/// Divides the lines of a table into header and body: the body begins with the first
/// figure or code.
pub fn divide(lines: &[Line]) -> (&[Line], &[Line]) {
    let body = lines.iter().position(|line| {
        let words = words(line);
        let is_code = words.first().is_some_and(|word| {
            word.text.len() >= 3 && word.text.bytes().all(|b| b.is_ascii_digit())
        });
        is_code || words.iter().any(|word| is_money(&word.text))
    });
    lines.split_at(body.unwrap_or(lines.len()))
}

/// Reads the columns that the words of a header name.
pub fn shape_of(kind: TableKind, header: &[Line]) -> Shape {
    let (total, tree) = columns::of(kind);
    let text = header_text(header);
    from_words(total, tree, &concepts(&text)).with_budget_and_outcome(|word| text.contains(word))
}

/// The words of a header as one text. Words beside each other are two cells, so that 项目 next
/// to 支出预算 is not 项目支出; words under each other may be one that was wrapped.
fn header_text(header: &[Line]) -> String {
    let lines = header
        .iter()
        .map(|line| line.text.split_whitespace().collect::<Vec<_>>().join("|"));
    lines.collect()
}

/// Reads the rows of a table whose labels stand before its figures.
pub fn read(lines: &[Line], context: &mut Context, part: &mut Part) {
    let (header, body) = divide(lines);
    let text: String = header.iter().map(|line| line.squeezed()).collect();
    let starts = text.char_indices().map(|(at, _)| &text[at..]);
    context.unit_column = UnitColumn::of(starts);
    context.take_header(&text);
    let shape = shape_of(context.kind, header);
    part.measures_of(&shape);
    let body = without_repeats(header, body);
    let mut loose = Vec::new();
    let mut has_total = part.table.rows.iter().any(|row| row.kind == RowKind::Total);
    for (ordinal, torn) in (1..).zip(torn_rows(&body, shape.len())) {
        let mut row = if torn.labels.is_empty() && has_total {
            row_of(labels::read(&[], context))
        } else {
            labelled(&torn.labels, context)
        };
        row.ordinal = ordinal;
        row.place = torn
            .labels
            .first()
            .or(torn.figures.first())
            .map_or(Place::default(), |word| word.place);
        if let Some(figures) = dashed(&torn.figures, &shape, context) {
            row.figures = figures;
        } else {
            let mut figures = torn.figures;
            figures.retain(|cell| !is_dash(&cell.text));
            if !figures.is_empty() {
                loose.push((part.table.rows.len(), figures));
            }
        }
        has_total |= row.kind == RowKind::Total;
        part.table.rows.push(row);
    }
    name_departments(&mut part.table.rows);
    lay_loose(loose, &shape, context, part);
    let keeps_sums = part.table.rows.iter().all(|row| keeps_sums(&shape, row));
    proof::doubt(lines, keeps_sums, part);
}

/// Whether a row's figures keep the sums of the columns.
fn keeps_sums(shape: &Shape, row: &Row) -> bool {
    let amount = |leaf: &Leaf| {
        let mut figures = row.figures.iter();
        let figure = figures.find(|figure| figure.measure == leaf.measure)?;
        Some(figure.amount.ten_thousandths())
    };
    let cells: Vec<Option<i64>> = shape.leaves.iter().map(amount).collect();
    broken_sums(shape, &cells, 1_000_000) == 0
}

/// The body without the headers that page breaks repeat in it.
pub fn without_repeats(header: &[Line], body: &[Line]) -> Vec<Line> {
    let header: Vec<String> = header.iter().map(Line::squeezed).collect();
    let mut kept = Vec::with_capacity(body.len());
    let mut index = 0;
    while index < body.len() {
        let here = &body[index..];
        let repeats = !header.is_empty()
            && here.len() >= header.len()
            && here
                .iter()
                .zip(&header)
                .all(|(line, header)| line.squeezed() == *header);
        if repeats {
            index += header.len();
        } else {
            kept.push(body[index].clone());
            index += 1;
        }
    }
    kept
}

/// The words of a row before it is put together.
#[derive(Debug, Default)]
struct TornRow {
    labels: Vec<Cell>,
    figures: Vec<Cell>,
}

fn torn_rows(body: &[Line], columns: usize) -> Vec<TornRow> {
    let mut rows: Vec<TornRow> = Vec::new();
    let mut here = TornRow::default();
    let words = body.iter().flat_map(|line| {
        let words = words(line);
        let figures = words.iter().filter(|word| is_money(&word.text)).count();
        words.into_iter().map(move |word| (word, figures))
    });
    for (word, more) in words {
        if is_figure(&word.text, &here) {
            // A line of figures under a line of figures is a row without a name, and so is one
            // that the row has no more room for.
            let is_full = here.figures.len() + more > columns || here.figures.len().min(more) > 1;
            let wraps = here
                .figures
                .last()
                .is_some_and(|last| last.place.line != word.place.line);
            if wraps && is_full {
                rows.push(std::mem::take(&mut here));
            }
            here.figures.push(word);
        } else {
            if !here.figures.is_empty() {
                rows.push(std::mem::take(&mut here));
            }
            here.labels.push(word);
        }
    }
    if here.figures.is_empty() {
        // What is left without figures ends the last row's name.
        give_back(&mut rows, std::mem::take(&mut here.labels));
    } else {
        rows.push(here);
    }
    return_leftovers(rows)
}

/// Money, or a dash among the figures of a row, which stands for a blank cell.
fn is_figure(word: &str, row: &TornRow) -> bool {
    is_money(word) || !row.figures.is_empty() && is_dash(word)
}

/// The figures of a row that prints a dash for every blank cell: they have their columns.
fn dashed(figures: &[Cell], shape: &Shape, context: &Context) -> Option<Vec<Figure>> {
    if figures.len() != shape.len() || !figures.iter().any(|cell| is_dash(&cell.text)) {
        return None;
    }
    let placed = shape.leaves.iter().zip(figures);
    let found = placed.filter_map(|(leaf, cell)| {
        let amount = Amount::parse(&cell.text, context.money_unit)?;
        Some(figure(leaf, amount, cell.place, Origin::Printed, context))
    });
    Some(found.collect())
}

/// A page break puts the end of a name after the figures of its row: words before the code
/// of a row belong to the row before.
fn return_leftovers(rows: Vec<TornRow>) -> Vec<TornRow> {
    let has_code = |row: &TornRow| row.labels.iter().any(|word| is_code(&word.text));
    let mut done: Vec<TornRow> = Vec::with_capacity(rows.len());
    for mut row in rows {
        let first_code = row.labels.iter().position(|word| is_code(&word.text));
        let leads = first_code.filter(|&at| at > 0 && !is_total_word(&row.labels[0].text));
        if let Some(at) = leads
            && done.last().is_some_and(has_code)
        {
            let mut leftovers: Vec<Cell> = row.labels.drain(..at).collect();
            // A row that names nothing behind its code has the last of them for its own name, which
            // wrapped above and below the line of its figures.
            if row.labels.iter().all(|word| is_code_part(&word.text)) {
                row.labels.extend(leftovers.pop());
            }
            give_back(&mut done, leftovers);
        }
        done.push(row);
    }
    done
}

/// Ends the names of the last row with leftover words: one each where there are as many
/// words as names.
fn give_back(rows: &mut [TornRow], leftovers: Vec<Cell>) {
    let Some(row) = rows.last_mut().filter(|_| !leftovers.is_empty()) else {
        return;
    };
    let ends: Vec<usize> = (0..row.labels.len())
        .filter(|&at| !is_code_part(&row.labels[at].text))
        .filter(|&at| {
            row.labels
                .get(at + 1)
                .is_none_or(|next| is_code_part(&next.text))
        })
        .collect();
    if ends.len() == leftovers.len() {
        for (end, word) in ends.into_iter().zip(leftovers).rev() {
            row.labels.insert(end + 1, word);
        }
    } else {
        row.labels.extend(leftovers);
    }
}

fn is_code_part(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
}

fn is_code(word: &str) -> bool {
    word.len() >= 3 && is_code_part(word)
}

fn labelled(labels: &[Cell], context: &Context) -> Row {
    if labels.is_empty() {
        return row_of(labels::read(&no_name(context.kind), context));
    }
    let cells = joined(labels);
    let texts: Vec<&str> = cells.iter().map(String::as_str).collect();
    if context.kind == TableKind::Projects && !is_code(texts[0]) && !is_total_word(texts[0]) {
        return project(&texts.concat(), context);
    }
    let mut row = row_of(labels::read(&texts, context));
    if context.kind == TableKind::GeneralBudgetProjects {
        name_project(&mut row);
    }
    row
}

/// A total that prints no name is 合计; the one row of 三公 that names nothing stays nameless.
fn no_name(kind: TableKind) -> Vec<&'static str> {
    if matches!(
        kind,
        TableKind::ThreePublic | TableKind::GovernmentFundThreePublic
    ) {
        Vec::new()
    } else {
        vec!["合计"]
    }
}

/// Joins the words of wrapped names; codes stay apart. Two digits are a code's part only
/// after a code.
fn joined(labels: &[Cell]) -> Vec<String> {
    let mut cells: Vec<String> = Vec::new();
    let mut after_code = false;
    for word in labels {
        let code =
            is_code(&word.text) || (is_code_part(&word.text) && word.text.len() == 2 && after_code);
        match cells.last_mut() {
            Some(text) if !code && !after_code => {
                text.push(' ');
                text.push_str(&word.text);
            }
            _ => cells.push(word.text.clone()),
        }
        after_code = code;
    }
    cells
}

/// `其他运转类 … 某市社会保险中心`: type first, the unit's name last, the project between.
fn project(text: &str, context: &Context) -> Row {
    const KINDS: &[&str] = &[
        "其他运转类",
        "特定目标类",
        "人员类",
        "公用经费类",
        "运转类",
        "部门项目",
        "专项业务类",
    ];
    let text = name(text);
    let compared = folded(&text);
    let kind = KINDS
        .iter()
        .find(|kind| compared.starts_with(**kind))
        .copied()
        .unwrap_or_default();
    let behind_kind = text.char_indices().nth(kind.chars().count());
    let rest = &text[behind_kind.map_or(text.len(), |(at, _)| at)..];
    let units = context.evidence.units.iter().map(String::as_str);
    let (project, unit) = units
        .chain([context.identity.unit.as_str()])
        .filter_map(|unit| Some((rest.strip_suffix(unit)?, unit)))
        .filter(|(project, _)| !project.is_empty())
        .max_by_key(|(_, unit)| unit.len())
        .unwrap_or((rest, ""));
    let mut row = Row::blank();
    row.kind = RowKind::Project;
    row.name = project.to_owned();
    row.unit = unit.to_owned();
    row.project = Some(ProjectDetails {
        kind: kind.to_owned(),
        ..ProjectDetails::default()
    });
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::pages::lines;

    #[test]
    fn figures_with_gaps_are_whole() {
        let line = &lines("合计 4, 675. 21 4,267. 66 407. 55 12. 2023年 3, 40")[0];
        let words = words(line);
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "合计", "4,675.21", "4,267.66", "407.55", "12.", "2023年", "3,", "40"
            ]
        );
        assert_eq!(words[1].place, Place::span(1, 3, 13));
    }
}
