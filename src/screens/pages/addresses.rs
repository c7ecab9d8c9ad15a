/*!
Addresses of places, and the places of addresses.

| part | place |
|---|---|
| (none) | 功能分类, from its outermost level |
| 功能, 经济, 政府经济 | a code; with a figure its cell in that table |
| 项目 | a project, or the list |
| 收支, 三公, 表, 原文, 勾稽 | the page; a finding by its key |
*/

use crate::budget::{Address, Book, CodeLevel, Measure, Place, TableKind, parent_code};
use crate::library::{CatalogueEntry, DocumentId};
use crate::screens::model::catalogue::Catalogue;
use crate::screens::model::column_id::ColumnId;
use crate::screens::model::page_kind::Tab;
use crate::screens::model::places::{Page, Side, Stop};
use crate::screens::model::row_id::RowId;

/// The names of the parts, and the pages that they are.
const PARTS: [(&str, Tab); 9] = [
    ("功能", Tab::Functions),
    ("经济", Tab::Economics),
    ("政府经济", Tab::Economics),
    ("项目", Tab::Projects),
    ("收支", Tab::Balance),
    ("三公", Tab::ThreePublic),
    ("表", Tab::Tables),
    ("原文", Tab::Source),
    ("勾稽", Tab::Findings),
];

/// The address of a page of a budget, the cursor on a row.
pub fn of_page(entry: &CatalogueEntry, page: &Page, row: Option<&RowId>) -> Address {
    let code = |under: &Option<String>| {
        let row = row.and_then(RowId::code);
        let row = row.filter(|code| CodeLevel::of(code).is_some());
        row.map(str::to_owned).or_else(|| under.clone())
    };
    let economic = |side: &Side| match side {
        Side::Government => "政府经济",
        Side::Department | Side::Pairs => "经济",
    };
    let (part, thing) = match page {
        Page::Functions { under, .. } => ("功能", code(under)),
        Page::Function { code } => ("功能", Some(code.clone())),
        Page::Economics { side, under, .. } => (economic(side), code(under)),
        Page::EconomicClass { side, code } => (economic(side), Some(code.clone())),
        Page::Projects => ("项目", row.and_then(RowId::in_address)),
        Page::Project { name } => ("项目", name.clone()),
        Page::Finding { key } => ("勾稽", Some(key.clone())),
        Page::Findings => ("勾稽", row.and_then(RowId::in_address)),
        page => (page.kind().tab().map_or("功能", name_of), None),
    };
    Address {
        part: Some(part.to_owned()),
        thing,
        ..Address::of(entry.identity.clone())
    }
}

fn name_of(tab: Tab) -> &'static str {
    let part = PARTS.iter().find(|(_, known)| *known == tab);
    part.map_or("功能", |(name, _)| name)
}

/// The kind of table and the column of the figure at a place.
pub fn figure_at(book: &Book, place: Place) -> Option<(String, String)> {
    book.tables.iter().find_map(|table| {
        let figures = table.rows.iter().flat_map(|row| &row.figures);
        let figure = figures.clone().find(|figure| figure.place == place)?;
        Some((
            table.kind_name().to_owned(),
            figure.measure.path().to_owned(),
        ))
    })
}

/// The place of an address; why there is none, in words.
pub fn stop(address: &Address, catalogue: &Catalogue) -> Result<Stop, String> {
    let identity = &address.identity;
    let mut entries = catalogue.of_unit(&identity.unit);
    let Some(entry) = entries.find(|entry| entry.identity == *identity) else {
        return Err(format!("库中没有 {identity}"));
    };
    let id = entry.id;
    let Some(part) = &address.part else {
        return Ok(Stop::page(id, Tab::Functions.first_page()));
    };
    let Some((_, tab)) = PARTS.iter().find(|(name, _)| name == part) else {
        let names: Vec<&str> = PARTS.iter().map(|(name, _)| *name).collect();
        return Err(format!(
            "地址里的“{part}”不认识；可以写 {}",
            names.join("、")
        ));
    };
    let Some(thing) = &address.thing else {
        return Ok(Stop::page(id, tab.first_page()));
    };
    Ok(match tab {
        Tab::Functions | Tab::Economics => {
            if CodeLevel::of(thing).is_none() {
                return Err(format!("“{thing}”不是科目编码；编码是 3、5 或 7 位数字"));
            }
            of_code(id, address, part, thing)
        }
        Tab::Projects => Stop::page(
            id,
            Page::Project {
                name: Some(thing.clone()),
            },
        ),
        Tab::Findings => Stop::page(id, Page::Finding { key: thing.clone() }),
        tab => Stop {
            row: RowId::from_address(*tab, thing),
            ..Stop::page(id, tab.first_page())
        },
    })
}

/// The page of a code, or the cell of its figure in a table.
fn of_code(id: DocumentId, address: &Address, part: &str, code: &str) -> Stop {
    let side = match part {
        "政府经济" => Side::Government,
        _ => Side::Department,
    };
    let is_function = part == "功能";
    let table = address.figure.as_ref();
    let table = table.and_then(|(table, _)| TableKind::from_name(table));
    let code = code.to_owned();
    if table.is_none() && (code.len() == 7 || !is_function) {
        return match is_function {
            true => Stop::page(id, Page::Function { code }),
            false => Stop::page(id, Page::EconomicClass { side, code }),
        };
    }
    let under = parent_code(&code).map(str::to_owned);
    let page = match is_function {
        true => Page::Functions { table, under },
        false => Page::Economics { table, side, under },
    };
    let column = address
        .figure
        .as_ref()
        .map(|(_, column)| ColumnId::Measure(Measure::from_path(column)));
    Stop {
        column,
        ..Stop::page(id, page).on(RowId::Code(code))
    }
}
