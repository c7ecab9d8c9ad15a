/*!
Figures of a text whose columns are runs of blanks, where the blanks leave open what they are.

An amount beside a blank column may be that column's; a heading that the vocabulary lacks and whose
words stood on several lines may have been put together wrongly, and what it stands over only its place
tells, unless the sums of the rows do. Such figures are uncertain.
*/

use crate::budget::columns::{self, Column};
use crate::budget::{Classification, Figure, Measure, Table, TableKind, official_code};
use crate::records::context::Evidence;
use crate::records::table::Part;
use crate::records::{group_sums, told_elsewhere};
use crate::tables::LeftOpen;
use crate::tables::lines::squeeze;
use std::collections::HashSet;

const PLACE: &str = "旁边有空着的栏，文字的位置证明不了这个数在哪一栏之下";
const ROWS: &str =
    "从这里起的绩效指标，文字的位置证明不了哪些行是一个指标、属于哪一级，未收入，请看原件。";
const CODES: &str =
    "类、款的编码印在合并的格里，文字证明不了是哪些行的，各行的编码未收入，请看原件。";
const HEADING: &str = "栏名的字分在几行，拼得不一定对";

/// Makes the figures uncertain that are left open, and says so once a table and ground.
pub fn doubt(open: &LeftOpen, evidence: &Evidence, part: &mut Part) {
    let kind = part.table.kind.unwrap_or(TableKind::Other);
    let told = told_elsewhere::proven(&part.table, &evidence.income_by_source);
    part.doubt(PLACE, |_, figure| {
        open.amounts.contains(&figure.place) && !told.contains(&figure.measure)
    });
    let untold = untold(&part.table, kind, &open.headings);
    part.doubt(HEADING, |_, figure| untold.contains(&figure.measure));
    for place in &open.rows {
        part.note(*place, "", ROWS);
    }
    if let Some(place) = open.codes {
        part.note(place, "", CODES);
    }
}

/// The measures of a table whose headings nothing proves, or were put together.
fn untold(table: &Table, kind: TableKind, torn: &[String]) -> HashSet<Measure> {
    let proven = group_sums::proven(table, |heading| is_known(kind, heading));
    let is_told =
        |path: &str| !path.contains('/') || proven.contains(path) || names_its_row(table, path);
    let figures = table.rows.iter().flat_map(|row| &row.figures);
    let measures: HashSet<Measure> = figures.map(|figure| figure.measure).collect();
    let is_untold = |measure: &Measure| {
        let path = measure.path();
        is_end_of_heading(path)
            || !is_known(kind, *measure) && (!is_told(path) || is_torn(path, torn))
    };
    measures.into_iter().filter(is_untold).collect()
}

/// Whether a measure is one of its kind's.
fn is_known(kind: TableKind, measure: Measure) -> bool {
    let (total, tree) = columns::of(kind);
    // A final account prints the columns of its kind twice, as 预算数 and as 决算数.
    let (_, measure) = measure.in_column_group();
    kind.is_two_sided() || measure == total || has(tree, measure)
}

/// Whether a measure is called by the end of a heading that was torn: 营预算.
fn is_end_of_heading(path: &str) -> bool {
    const HEADINGS: [&str; 6] = [
        "一般公共预算",
        "政府性基金预算",
        "国有资本经营预算",
        "财政专户管理资金",
        "附属单位上缴收入",
        "上级补助收入",
    ];
    const WHOLE: [&str; 5] = ["预算", "公共预算", "基金预算", "资金", "收入"];
    let last = path.rsplit('/').next().unwrap_or(path);
    let is_end = |heading: &str| heading.ends_with(last) && heading != last;
    !WHOLE.contains(&last)
        && last.chars().count() > 1
        && HEADINGS.iter().any(|heading| is_end(heading))
}

/// Whether one of a measure's headings was put together. What makes the name of an economic class belongs together.
fn is_torn(path: &str, torn: &[String]) -> bool {
    let is_class = |part: &str| official_code(Classification::DepartmentEconomic, part).is_some();
    let mut parts = path.split('/').map(squeeze);
    parts.any(|part| torn.contains(&part) && !is_class(&part))
}

/// Whether the first part of a measure is no heading but the item of 三公 that its row names: such a row has no
/// other, and other rows have others.
fn names_its_row(table: &Table, path: &str) -> bool {
    let kinds = [TableKind::ThreePublic, TableKind::GovernmentFundThreePublic];
    if !table.kind.is_some_and(|kind| kinds.contains(&kind)) {
        return false;
    }
    let item = |figure: &Figure| {
        let path = figure.measure.path();
        path.split('/').next().unwrap_or(path)
    };
    let wanted = path.split('/').next();
    let mut of_others = false;
    let all_one = table.rows.iter().all(|row| {
        let mut items = row.figures.iter().map(item);
        let first = items.next();
        of_others |= first.is_some() && first != wanted;
        items.all(|item| Some(item) == first)
    });
    all_one && of_others
}

fn has(tree: &[Column], measure: Measure) -> bool {
    let is_measure =
        |column: &Column| column.measure == Some(measure) || has(column.parts, measure);
    tree.iter().any(is_measure)
}
