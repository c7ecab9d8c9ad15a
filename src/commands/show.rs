/*!
`lkx show`: one level of the drill-down as a plain table.

类, or what stands under the code that is given. Of a 项, below which no level lies, it
shows the 明细: see [`show_item`].
*/

use super::delivery::Delivery;
use super::list::figure;
use super::narrowing::{Wanted, one_budget, unit_within};
use super::origins::origin;
use super::which_library::WhichLibrary;
use super::{Outcome, show_item};
use crate::budget::{
    Book, Classification, Drill, Measure, Node, Row, RowKind, Sum, Table, TableKind,
    classification_of, share,
};
use crate::cli::Show;
use crate::exports::ExportColumn;
use crate::surroundings::Surroundings;
use anyhow::{Context, bail};

pub(super) fn run(
    arguments: Show,
    which: &WhichLibrary,
    surroundings: &Surroundings,
) -> anyhow::Result<Outcome> {
    let delivery = Delivery::of(&arguments.output, surroundings, which.ruler)?;
    let library = which.open()?;
    let typed = match &arguments.narrowing.unit {
        Some(within) => unit_within(&library, within, &arguments.of)?,
        None => arguments.of.clone(),
    };
    // Stage and scope choose among the unit's budgets, so that a message can list the others.
    let wanted = Wanted::of(&arguments.narrowing);
    let entry = one_budget(&library, &typed, arguments.in_year, wanted)?;
    let book = library.book(entry.id)?;
    let code = arguments.code.as_deref();
    let official = which.year_lists().in_year(book.identity.year);
    let mut drilled = DrilledTable::of(&book, arguments.narrowing.table, code)?;
    drilled.drill = drilled.drill.named_by(official);
    let delivery = delivery.saying("下钻", &drilled.title(code), &[entry]);
    match code {
        Some(code) if drilled.drill.children(Some(code)).is_empty() => {
            show_item::write(&book, (drilled.classification, official), code, &delivery)?;
        }
        under => drilled.write(under, &delivery)?,
    }
    Ok(Outcome::Done)
}

/// A table of the book that can be drilled into.
struct DrilledTable<'b> {
    book: &'b Book,
    table: &'b Table,
    kind: TableKind,
    classification: Classification,
    drill: Drill<'b>,
}

impl<'b> DrilledTable<'b> {
    /// The table that is asked for, or the first by function that has the code.
    fn of(book: &'b Book, asked: Option<TableKind>, code: Option<&str>) -> anyhow::Result<Self> {
        let kinds: Vec<TableKind> = match asked {
            Some(kind) => vec![kind],
            None => TableKind::ALL
                .iter()
                .copied()
                .filter(|kind| kind.is_by_function())
                .collect(),
        };
        if let Some(kind) = asked.filter(|&kind| classification_of(kind).is_none()) {
            bail!(
                "{}不按科目分级；它的数见 lkx export facts --table {}",
                kind.name(),
                kind.name()
            );
        }
        let tables: Vec<Self> = kinds
            .iter()
            .flat_map(|&kind| Self::of_kind(book, kind))
            .collect();
        if tables.is_empty() {
            bail!("{}没有可以下钻的表", book.identity);
        }
        let Some(code) = code else {
            return tables.into_iter().next().context("没有表");
        };
        let near = near(&tables, code);
        tables
            .into_iter()
            .find(|drilled| drilled.drill.has(code))
            .with_context(|| format!("{}没有科目 {code}{near}", book.identity))
    }

    fn of_kind(book: &'b Book, kind: TableKind) -> Vec<Self> {
        let Some(classification) = classification_of(kind) else {
            return Vec::new();
        };
        book.tables_of(kind)
            .map(|table| Self {
                book,
                table,
                kind,
                classification,
                drill: Drill::of(table, classification, book.identity.year),
            })
            .filter(|drilled| !drilled.drill.is_empty())
            .collect()
    }

    fn write(&self, under: Option<&str>, delivery: &Delivery) -> anyhow::Result<()> {
        let nodes = self.drill.children(under);
        let total = self.total(under, &nodes);
        let measures = self.measures(&nodes);
        let mut columns = vec![
            ExportColumn::text("code", "编码"),
            ExportColumn::text("name", "名称"),
        ];
        for measure in &measures {
            let path = measure.path().to_owned();
            columns.push(ExportColumn::number(path.clone(), path));
        }
        let people = delivery.is_table();
        columns.push(ExportColumn::number("share", "占比"));
        if !people {
            // People have it in the title.
            columns.push(ExportColumn::text("money_unit", "金额单位"));
        }
        columns.push(ExportColumn::text("origin", "来历"));
        columns.push(ExportColumn::text("source", "出处"));
        delivery.deliver(&self.title(under), &columns, &|sink| {
            for node in nodes.iter().chain(&total) {
                let cells = self.cells(node, &measures, total.as_ref(), people);
                let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
                sink(&cells)?;
            }
            Ok(())
        })
    }

    /// 新乡市社会保险中心 2023 年单位预算 › 208 社会保障和就业支出 · 支出总表 · 万元
    fn title(&self, under: Option<&str>) -> String {
        let mut title = self.book.identity.to_string();
        let under = under.unwrap_or_default();
        for code in [3, 5, 7]
            .into_iter()
            .filter_map(|length| under.get(..length))
        {
            let node = self.drill.node(code);
            title.push_str(&format!(" › {} {}", node.code, node.name));
        }
        let unit = self.table.money_unit.name();
        format!("{title} · {} · {unit}", self.kind.name())
    }

    /// The outermost columns that have figures on this level, in the table's order.
    fn measures(&self, nodes: &[Node]) -> Vec<Measure> {
        self.table
            .measures
            .iter()
            .filter(|measure| measure.depth() == 0)
            .filter(|measure| nodes.iter().any(|node| node.sum(**measure).is_some()))
            .copied()
            .collect()
    }

    /// The total of the level: printed where it is the table's or the code's own row.
    fn total(&self, under: Option<&str>, nodes: &[Node]) -> Option<Node> {
        let mut total = match under {
            Some(code) => self.drill.node(code),
            None => match self
                .table
                .rows
                .iter()
                .find(|row| row.kind == RowKind::Total)
            {
                Some(row) => printed_total(row, self.book.identity.year),
                None => Node {
                    code: String::new(),
                    name: String::new(),
                    named_by_list: false,
                    sums: self.drill.total_of(nodes),
                    place: None,
                    has_children: true,
                },
            },
        };
        total.code = String::new();
        total.name = "合计".to_owned();
        total.named_by_list = false;
        (!nodes.is_empty()).then_some(total)
    }

    fn cells(
        &self,
        node: &Node,
        measures: &[Measure],
        total: Option<&Node>,
        people: bool,
    ) -> Vec<String> {
        let mut cells = vec![node.code.clone(), name(node, people)];
        for measure in measures {
            let sum = node.sum(*measure);
            cells.push(sum.map_or_else(String::new, |sum| figure(&sum.amount(), people)));
        }
        let whole = total.and_then(|total| total.sum(Measure::TOTAL));
        let part = node.sum(Measure::TOTAL).zip(whole);
        cells.push(part.map_or_else(String::new, |(part, whole)| {
            share(&part.amount(), &whole.amount())
        }));
        if !people {
            cells.push(self.table.money_unit.name().to_owned());
        }
        cells.push(origin(node, measures, people));
        cells.push(
            node.place
                .map_or_else(String::new, |place| self.book.source.name_of(place)),
        );
        cells
    }
}

/// The codes near one that is not there: those beside it, or the 类.
fn near(tables: &[DrilledTable], code: &str) -> String {
    let under = crate::budget::parent_code(code);
    let of = |under: Option<&str>| -> Vec<String> {
        let mut codes: Vec<String> = tables
            .iter()
            .flat_map(|table| table.drill.children(under))
            .map(|node| format!("  {} {}", node.code, node.name))
            .collect();
        codes.sort();
        codes.dedup();
        codes
    };
    let mut codes = of(under);
    if codes.is_empty() {
        codes = of(None);
    }
    format!("；有：\n{}", codes.join("\n"))
}

fn printed_total(row: &Row, year: u16) -> Node {
    Node {
        code: String::new(),
        name: row.name.clone(),
        named_by_list: false,
        sums: row
            .figures
            .iter()
            .filter(|figure| figure.year == year)
            .map(|figure| Sum::Printed(figure.clone()))
            .collect(),
        place: Some(row.place),
        has_children: true,
    }
}

/// The name; for people in brackets where it is not the document's.
fn name(node: &Node, people: bool) -> String {
    if people && node.named_by_list {
        format!("〔{}〕", node.name)
    } else {
        node.name.clone()
    }
}
