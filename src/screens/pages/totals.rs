/*!
汇总: the codes of one level, added over all budgets, year by year.
*/

use crate::budget::{Stage, parent_code};
use crate::screens::draw::widgets::sheet::{Cell, ColumnKind, Go, Sheet, SheetColumn, SheetRow};
use crate::screens::model::column_id::ColumnId;
use crate::screens::model::money::{Shown, share, sum};
use crate::screens::model::page_kind::PageKind;
use crate::screens::model::places::{At, Stop};
use crate::screens::model::row_id::RowId;
use crate::screens::model::survey::{Survey, Surveyed, Surveying, What};
use crate::screens::pages::surveyed;
use crate::screens::pages::view::{Context, View};
use crate::survey::{CodeTotal, Topic};
use std::collections::{BTreeMap, BTreeSet};

/// A year and 预算 or 决算, the earliest first.
type YearStage = (u16, &'static str);

/// The view of what stands under a code.
pub fn view(under: Option<&str>, context: &Context) -> View {
    let survey = Survey {
        what: What::Totals(under.map(str::to_owned)),
        narrowed: context.stop.filter.clone(),
    };
    let mut crumbs = vec![PageKind::Totals.name().to_owned()];
    crumbs.extend(way(under));
    let stock = context.stock;
    let Some(report) = surveyed::report(&survey, stock) else {
        return View {
            crumbs,
            ..surveyed::waiting(survey, stock)
        };
    };
    let totals = match &*report.found {
        Surveyed::Totals(totals) => totals.as_slice(),
        _ => &[],
    };
    let sheet = Sheet {
        says: surveyed::nothing(report, "没有可以相加的数"),
        ..Sums::of(totals, context).sheet()
    };
    View {
        crumbs,
        top: counted(totals, context),
        corner: format!("{}{}", report.progress(), context.money.name()),
        many_units: true,
        wanted: surveyed::wanted(survey, stock),
        ..View::of(sheet)
    }
}

/// The codes above.
fn way(under: Option<&str>) -> Vec<String> {
    let mut codes = Vec::new();
    let mut code = under;
    while let Some(here) = code {
        let name = crate::budget::official_name(crate::budget::Classification::Function, here);
        codes.insert(
            0,
            format!("{here} {}", name.unwrap_or_default())
                .trim_end()
                .to_owned(),
        );
        code = parent_code(here);
    }
    codes
}

/// How many budgets of each year are in the sums, and that no money is in them twice.
fn counted(totals: &[CodeTotal], context: &Context) -> Vec<String> {
    let groups: BTreeSet<(u16, &str, usize)> = totals
        .iter()
        .map(|total| (total.year, total.stage.name(), total.of))
        .collect();
    if groups.is_empty() {
        return Vec::new();
    }
    let named = groups.iter().rev();
    let named = named.map(|(year, stage, of)| format!("{year} 年{stage} {of} 份"));
    let named: Vec<String> = named.collect();
    let text = format!("相加的预算：{}（部门在库时不再加其单位）", named.join("、"));
    let cols = usize::from(context.width.saturating_sub(2));
    context.look.wrap(&text, cols)
}

/// The sums by code and group.
struct Sums<'a> {
    groups: Vec<YearStage>,
    codes: BTreeMap<&'a str, BTreeMap<YearStage, &'a CodeTotal>>,
    context: &'a Context<'a>,
}

impl<'a> Sums<'a> {
    fn of(totals: &'a [CodeTotal], context: &'a Context<'a>) -> Self {
        let mut codes: BTreeMap<&str, BTreeMap<YearStage, &CodeTotal>> = BTreeMap::new();
        for total in totals {
            let groups = codes.entry(&total.code).or_default();
            groups.insert((total.year, total.stage.name()), total);
        }
        let groups: BTreeSet<YearStage> =
            codes.values().flat_map(BTreeMap::keys).copied().collect();
        Self {
            groups: groups.into_iter().collect(),
            codes,
            context,
        }
    }

    fn sheet(&self) -> Sheet {
        let mut columns = vec![
            SheetColumn::new("code", ColumnKind::Code).titled("编码"),
            SheetColumn::new("name", ColumnKind::Name).titled("名称"),
        ];
        columns.extend(self.groups.iter().map(|(year, stage)| {
            let id = match *stage == Stage::Budget.name() {
                true => ColumnId::Year(*year),
                false => ColumnId::Titled(format!("{year}年{stage}")),
            };
            SheetColumn::new(id, ColumnKind::Figure)
        }));
        columns.push(SheetColumn::new("占比", ColumnKind::Figure).passed_over());
        columns.push(SheetColumn::new("印有", ColumnKind::Figure).passed_over());
        let mut rows: Vec<SheetRow> = self.codes.keys().map(|code| self.row(code)).collect();
        let has_total = rows.len() > 1;
        if has_total {
            rows.push(self.total());
        }
        Sheet {
            columns,
            rows,
            pinned: usize::from(has_total),
            dashes: true,
            is_filtered: true,
            main: (!self.groups.is_empty()).then_some(self.groups.len() + 1),
            ..Sheet::default()
        }
    }

    /// The sum of all codes in a group.
    fn whole(&self, group: &YearStage) -> Option<crate::budget::Amount> {
        let amounts = self.codes.values().filter_map(|groups| groups.get(group));
        let amounts: Option<Vec<_>> = amounts.map(|total| total.amount).collect();
        sum(amounts?.iter())
    }

    fn row(&self, code: &str) -> SheetRow {
        let totals = &self.codes[code];
        let name = totals
            .values()
            .last()
            .map_or("", |total| total.name.as_str());
        let mut cells = vec![Cell::text(code), Cell::text(name)];
        cells.extend(self.groups.iter().map(|group| {
            let amount = totals.get(group).and_then(|total| total.amount);
            Cell::figure(
                amount.map(|amount| {
                    Shown::summed(amount, "各份预算之和").in_money(self.context.money)
                }),
            )
        }));
        let latest = self.groups.last();
        let total = latest.and_then(|group| totals.get(group));
        let whole = latest.and_then(|group| self.whole(group));
        let part = total.and_then(|total| total.amount).zip(whole);
        cells.push(Cell::text(
            part.map_or_else(String::new, |(part, whole)| share(&part, &whole)),
        ));
        let printed = total.map(|total| format!("{}/{}", total.having, total.of));
        cells.push(Cell::text(printed.unwrap_or_default()));
        let what = match code.len() {
            0..7 => What::Totals(Some(code.to_owned())),
            _ => What::Across(Topic::Codes(vec![code.to_owned()])),
        };
        let stop = Stop {
            filter: self.context.stop.filter.clone(),
            ..Stop::at(At::Survey(Surveying::of(what)))
        };
        SheetRow::new(RowId::Code(code.to_owned()), cells).leading(Go::to(stop))
    }

    fn total(&self) -> SheetRow {
        let mut cells = vec![Cell::Blank, Cell::text("合计（推算）")];
        cells.extend(self.groups.iter().map(|group| {
            Cell::figure(
                self.whole(group)
                    .map(|amount| Shown::summed(amount, "各科目之和").in_money(self.context.money)),
            )
        }));
        cells.extend([Cell::text(""), Cell::text("")]);
        SheetRow::new(RowId::Total, cells)
            .total()
            .leading(Go::Nowhere("这是各科目之和，没有下一层"))
    }
}
