/*!
`lkx show` of a 项: every measure that the tables print for it, and the projects that
stand under it.
*/

use super::delivery::Delivery;
use super::list::figure;
use super::origins::origin_of;
use crate::budget::{
    Amount, Book, Classification, Drill, Measure, Official, Row, RowKind, Sum, TableKind,
    classification_of, share,
};
use crate::exports::ExportColumn;

/// A line of the 明细.
struct Detail<'b> {
    kind: &'static str,
    table: &'static str,
    name: &'b str,
    amount: Amount,
    share: String,
    origin: &'static str,
    source: String,
}

/// Writes the 明细 of a code.
pub(super) fn write(
    book: &Book,
    (classification, official): (Classification, Official),
    code: &str,
    delivery: &Delivery,
) -> anyhow::Result<()> {
    let columns = [
        ExportColumn::text("kind", "种类"),
        ExportColumn::text("table", "表"),
        ExportColumn::text("name", "口径、项目"),
        ExportColumn::number("amount", "金额"),
        ExportColumn::text("money_unit", "金额单位"),
        ExportColumn::number("share", "占比"),
        ExportColumn::text("origin", "来历"),
        ExportColumn::text("source", "出处"),
    ];
    let drills = drills(book, classification, code).into_iter();
    let drills: Vec<_> = drills
        .map(|(kind, drill)| (kind, drill.named_by(official)))
        .collect();
    let nodes: Vec<_> = drills
        .iter()
        .map(|(kind, drill)| (*kind, drill.node(code)))
        .collect();
    let mut details = Vec::new();
    for (kind, node) in &nodes {
        details.extend(measures(book, *kind, &node.sums));
    }
    if classification == Classification::Function {
        details.extend(projects(book, code));
    }
    let name = nodes.first().map_or("", |(_, node)| &node.name);
    let title = format!("{} › {code} {name}", book.identity);
    let people = delivery.is_table();
    delivery.deliver(&title, &columns, &|sink| {
        for detail in &details {
            sink(&[
                detail.kind,
                detail.table,
                detail.name,
                &figure(&detail.amount, people),
                detail.amount.unit().name(),
                &detail.share,
                origin_of(detail.origin, people),
                &detail.source,
            ])?;
        }
        Ok(())
    })
}

/// The tables of a classification that have the code.
fn drills<'b>(
    book: &'b Book,
    classification: Classification,
    code: &str,
) -> Vec<(TableKind, Drill<'b>)> {
    book.tables
        .iter()
        .filter_map(|table| {
            let kind = table.kind?;
            (classification_of(kind)? == classification)
                .then(|| (kind, Drill::of(table, classification, book.identity.year)))
        })
        .filter(|(_, drill)| drill.has(code))
        .collect()
}

fn measures<'b>(book: &'b Book, kind: TableKind, sums: &'b [Sum]) -> Vec<Detail<'b>> {
    let total = sums.iter().find(|sum| sum.measure() == Measure::TOTAL);
    let detail = |sum: &'b Sum| Detail {
        kind: "口径",
        table: kind.name(),
        name: sum.measure().path(),
        amount: sum.amount(),
        share: total.map_or_else(String::new, |total| share(&sum.amount(), &total.amount())),
        origin: sum.origin_name(),
        source: match sum {
            Sum::Printed(figure) => book.source.name_of(figure.place),
            Sum::Summed(..) => String::new(),
        },
    };
    sums.iter().map(detail).collect()
}

fn projects<'b>(book: &'b Book, code: &str) -> Vec<Detail<'b>> {
    let stands_under = |row: &&Row| {
        let by_details = row
            .project
            .as_ref()
            .is_some_and(|project| project.function_code == code);
        row.kind == RowKind::Project && (by_details || row.code == code)
    };
    let mut details = Vec::new();
    for table in &book.tables {
        for row in table.rows.iter().filter(stands_under) {
            let Some(figure) = row.figures.first() else {
                continue;
            };
            details.push(Detail {
                kind: "项目",
                table: table.kind_name(),
                name: &row.name,
                amount: figure.amount,
                share: String::new(),
                origin: figure.origin.name(),
                source: book.source.name_of(figure.place),
            });
        }
    }
    details
}
