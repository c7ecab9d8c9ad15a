/*!
对比: budgets beside each other, row by row, each compared with the first.

The base stands in the lines above the rows and in the headings: ①. What is new or gone says
so in a word where the per cent would stand; what cannot be compared says that too.
*/

use crate::budget::{Book, Classification, Scope, Stage, TableKind, official_name};
use crate::compare::{Along, Comparison, ComparisonRow, Held, Holding, Rank, compare};
use crate::library::{CatalogueEntry, DocumentId};
use crate::narrow::narrow;
use crate::screens::draw::widgets::sheet::{Cell, ColumnKind, Go, Sheet, SheetColumn, SheetRow};
use crate::screens::model::catalogue::Catalogue;
use crate::screens::model::money::{Mark, MoneyChoice, Shown, Spot, in_money};
use crate::screens::model::page_kind::PageKind;
use crate::screens::model::places::{At, Compared, Stop};
use crate::screens::model::row_id::RowId;
use crate::screens::pages::functions::next;
use crate::screens::pages::view::{Context, View};

/// The number that a budget goes by: ① is the base.
pub fn sign(index: u32) -> char {
    char::from_u32(u32::from('①') + index).unwrap_or('○')
}

/// The budgets as they are compared: those of one unit by year, 预算 before 决算; others as
/// they were marked.
pub fn in_order(marked: &[DocumentId], catalogue: &Catalogue) -> Vec<DocumentId> {
    let mut entries: Vec<&CatalogueEntry> = marked
        .iter()
        .filter_map(|id| catalogue.entry(*id))
        .collect();
    let unit = entries.first().map(|entry| &entry.identity.unit);
    if entries
        .iter()
        .all(|entry| Some(&entry.identity.unit) == unit)
    {
        entries.sort_by_key(|entry| {
            let identity = &entry.identity;
            (
                identity.year,
                identity.stage == Stage::Final,
                identity.scope == Scope::Unit,
            )
        });
    }
    entries.into_iter().map(|entry| entry.id).collect()
}

/// The view of a comparison whose budgets are all there.
pub fn view(compared: &Compared, context: &Context) -> View {
    let books: Vec<&Book> = compared
        .documents
        .iter()
        .filter_map(|id| context.stock.books.get(id))
        .map(|book| &**book)
        .collect();
    let rows = compare(
        &books,
        compared.along,
        compared.table,
        compared.under.as_deref(),
    );
    let page = ComparePage {
        compared,
        books: &books,
        money: context.money,
    };
    let mut top = page.budgets(context);
    for note in &rows.notes {
        let cols = usize::from(context.width.saturating_sub(2));
        top.extend(context.look.wrap(&format!("注：{note}"), cols));
    }
    View {
        crumbs: page.crumbs(),
        along: Some(compared.along),
        corner: format!("{} · {}", table_names(&rows), context.money.name()),
        top,
        many_units: true,
        next_table: page.next_table(&rows),
        ..View::of(page.sheet(&rows))
    }
}

/// The kinds of tables that the figures are from.
fn table_names(rows: &Comparison) -> String {
    let mut names: Vec<&str> = Vec::new();
    for kind in rows.tables.iter().flatten() {
        if !names.contains(&kind.short_name()) {
            names.push(kind.short_name());
        }
    }
    names.join("、")
}

struct ComparePage<'a> {
    compared: &'a Compared,
    books: &'a [&'a Book],
    money: MoneyChoice,
}

impl ComparePage<'_> {
    /// 对比 › 208 社会保障和就业支出 › 20805 …
    fn crumbs(&self) -> Vec<String> {
        let unit = &self.books[0].identity.unit;
        let of_one = self.books.iter().all(|book| book.identity.unit == *unit);
        let whose = if of_one {
            unit.clone()
        } else {
            format!("{} 份预算", self.books.len())
        };
        let mut crumbs = vec![PageKind::Compare.name().to_owned(), whose];
        let under = self.compared.under.as_deref().unwrap_or_default();
        // A code of a library need not be digits.
        for code in [3, 5].into_iter().filter_map(|length| under.get(..length)) {
            crumbs.push(match self.name_of(code) {
                Some(name) => format!("{code} {name}"),
                None => code.to_owned(),
            });
        }
        crumbs
    }

    /// The name of a code, as a budget prints it or the classification has it.
    fn name_of(&self, code: &str) -> Option<String> {
        let above = crate::budget::parent_code(code);
        let level = compare(self.books, self.compared.along, self.compared.table, above);
        let row = level.rows.into_iter().find(|row| row.code == code);
        let classification = match self.compared.along {
            Along::Economics => Classification::DepartmentEconomic,
            _ => Classification::Function,
        };
        row.map(|row| shown_name(&row))
            .or_else(|| official_name(classification, code).map(str::to_owned))
    }

    /// Which budgets they are, in one line where they fit.
    fn budgets(&self, context: &Context) -> Vec<String> {
        let named: Vec<String> = (0..)
            .zip(self.books)
            .map(|(index, book)| {
                let base = if index == 0 { "（基期）" } else { "" };
                format!("{} {}{base}", sign(index), book.identity)
            })
            .collect();
        let line = named.join("  ");
        if context.look.width(&line) + 2 <= usize::from(context.width) {
            vec![line]
        } else {
            named
        }
    }

    /// The next kind of table that all the budgets have.
    fn next_table(&self, rows: &Comparison) -> Option<At> {
        let here: Option<TableKind> = rows.tables.iter().flatten().next().copied();
        let table = next(&rows.choices, here?)?;
        Some(At::Compare(Compared {
            table: Some(table),
            ..self.compared.along(self.compared.along)
        }))
    }

    fn sheet(&self, rows: &Comparison) -> Sheet {
        let mut columns = vec![SheetColumn::new("name", ColumnKind::Name).titled("名称")];
        if self.compared.along.has_levels() {
            columns.insert(0, SheetColumn::new("code", ColumnKind::Code).titled(""));
        }
        for (index, book) in (0..).zip(self.books) {
            let identity = &book.identity;
            let title = format!("{}/{}{}", sign(index), identity.year, identity.stage.name());
            columns.push(SheetColumn::new(title, ColumnKind::Figure));
        }
        for index in 1..narrow::<u32>(self.books.len()) {
            let group = format!("{}比{}", sign(index), sign(0));
            columns.push(SheetColumn::new(
                format!("{group}/差额"),
                ColumnKind::Figure,
            ));
            columns.push(SheetColumn {
                // With two budgets it is always in view; of more the cursor brings it there.
                stops: self.books.len() > 2,
                ..SheetColumn::new(format!("{group}/增减"), ColumnKind::Figure)
            });
        }
        let mut lines: Vec<SheetRow> = rows.rows.iter().map(|row| self.line(row)).collect();
        lines.extend(rows.total.iter().map(|row| self.line(row)));
        Sheet {
            columns,
            rows: lines,
            pinned: usize::from(rows.total.is_some()),
            dashes: true,
            says: format!("这几份预算没有可以按{}对比的表", self.compared.along.name()),
            ..Sheet::default()
        }
    }

    fn line(&self, row: &ComparisonRow) -> SheetRow {
        if row.rank == Rank::Heading {
            return SheetRow::heading(row.name.clone());
        }
        let mut cells = vec![Cell::text(shown_name(row))];
        if self.compared.along.has_levels() {
            cells.insert(0, Cell::text(row.code.clone()));
        }
        let holdings = self.compared.documents.iter().zip(&row.holdings);
        cells.extend(holdings.map(|(id, holding)| self.holding(*id, holding)));
        for index in 1..self.books.len() {
            cells.push(Cell::figure(self.difference(row, index)));
            cells.push(Cell::text(self.change_or_word(row, index)));
        }
        let id = match (self.compared.along.has_levels(), row.rank) {
            (true, Rank::Total) => RowId::Total,
            (true, _) => RowId::Code(row.code.clone()),
            (false, _) => RowId::Compared(row.id.clone()),
        };
        let line = SheetRow::new(id, cells);
        if row.rank == Rank::Total {
            return line.total();
        }
        if row.has_children {
            let under = Compared {
                under: Some(row.code.clone()),
                ..self.compared.clone()
            };
            return line.leading(Go::to(Stop::at(At::Compare(under))));
        }
        line
    }

    /// The change, or what one of the two lacks.
    fn change_or_word(&self, row: &ComparisonRow, index: usize) -> String {
        let unit = |index: usize| &self.books[index].identity.unit;
        row.change_or_word(0, index, unit(0) == unit(index))
    }

    fn holding(&self, document: DocumentId, holding: &Holding) -> Cell {
        match holding {
            Holding::Figure(held) => Cell::Figure(shown(held, document).in_money(self.money)),
            Holding::Nothing => Cell::Blank,
            Holding::Unknown => Cell::text("不详"),
        }
    }

    /// The difference to the base; marked where a side of it is not printed.
    fn difference(&self, row: &ComparisonRow, index: usize) -> Option<Shown> {
        let amount = row.difference(0, index)?;
        let shown = Shown {
            text: in_money(&amount, self.money),
            ..Shown::plain(amount)
        };
        if row.is_printed(0, index) {
            return Some(shown);
        }
        let origins = [0, index].map(|side| row.holdings.get(side).and_then(Holding::held));
        let uncertain = origins
            .iter()
            .flatten()
            .any(|held| held.origin == "uncertain");
        Some(Shown {
            ground: "两边的数不都是印出来的".to_owned(),
            mark: if uncertain {
                Mark::Uncertain
            } else {
                Mark::Derived
            },
            ..shown
        })
    }
}

fn shown_name(row: &ComparisonRow) -> String {
    if row.named_by_list {
        format!("〔{}〕", row.name)
    } else {
        row.name.clone()
    }
}

/// A figure with its mark and its place.
fn shown(held: &Held, document: DocumentId) -> Shown {
    Shown {
        mark: match held.origin {
            "printed" => Mark::None,
            "uncertain" => Mark::Uncertain,
            _ => Mark::Derived,
        },
        ground: held.ground.clone(),
        spot: held.place.map(|place| Spot { document, place }),
        ..Shown::plain(held.amount)
    }
}
