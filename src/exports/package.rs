/*!
The open data as a Fiscal Data Package: what each file and column is, for programs that read such packages.

The description follows Fiscal Data Package 0.3 (its `model`) on top of a tabular data package, whose profile every reader has
at hand: amounts are a measure in 元, since a measure has one currency and no unit. `row_code` is of the classification that `row_kind` names, and a dimension is of one: the facts of a
package have a column for each of the three.
*/

use super::column::{COUNTS, YEARS};
use super::{DATASETS, Dataset};
use crate::budget::{Amount, MoneyUnit, RowKind};
use crate::library::CatalogueEntry;
use serde_json::{Value, json};

/// The name on the command line.
pub const NAME: &str = "package";
/// What it is, for the help.
pub const SAYS: &str = "以上各种，作为财政数据包（Fiscal Data Package）写进一个文件夹";
/// The file that describes the others.
pub const DESCRIPTION: &str = "datapackage.json";
/// What a package adds to the facts: the code of each classification, and the amount in 元.
pub const ADDED: [&str; 4] = ["function_code", "economic_code", "government_code", YUAN];
const YUAN: &str = "amount_yuan";

/// The documents, a row each.
pub const DOCUMENTS: (&str, &[&str]) = (
    "documents",
    &[
        "unit",
        "document_year",
        "stage",
        "scope",
        "file_name",
        "sha256",
        "imported_at",
    ],
);

/// The datasets of a package: what documents say and what is wrong with it. A clue is neither.
pub fn datasets() -> impl Iterator<Item = &'static Dataset> {
    DATASETS.iter().filter(|dataset| !dataset.is_of_clues())
}

/// Whether a dataset is given the columns that a package adds.
pub fn is_added_to(dataset: &Dataset) -> bool {
    dataset.name == super::facts::DATASET.name
}

/// What a package adds to a fact.
pub fn added(cells: &[&str]) -> [String; ADDED.len()] {
    let columns = super::facts::DATASET.columns;
    let cell = |name: &str| {
        let place = columns.iter().position(|column| *column == name);
        place
            .and_then(|place| cells.get(place))
            .copied()
            .unwrap_or_default()
    };
    let code_of = |kind: RowKind| match cell("row_kind") == kind.name() {
        true => cell("row_code").to_owned(),
        false => String::new(),
    };
    let government = match cell("row_code2") {
        "" => code_of(RowKind::GovernmentEconomic),
        paired => paired.to_owned(),
    };
    [
        code_of(RowKind::Function),
        code_of(RowKind::DepartmentEconomic),
        government,
        in_yuan(cell("amount"), cell("money_unit")),
    ]
}

/// A printed amount in 元, exact to the ten-thousandth; empty where nothing is printed.
fn in_yuan(amount: &str, money_unit: &str) -> String {
    const DECIMALS: u32 = 4;
    let parsed = MoneyUnit::from_name(money_unit).and_then(|unit| Amount::parse(amount, unit));
    parsed.map_or_else(String::new, |amount| {
        let whole = amount.ten_thousandths();
        Amount::from_ten_thousandths(whole, MoneyUnit::Yuan, DECIMALS).to_string()
    })
}

/// The row of a document.
pub fn document(entry: &CatalogueEntry) -> [String; 7] {
    [
        entry.identity.unit.clone(),
        entry.identity.year.to_string(),
        entry.identity.stage.name().to_owned(),
        entry.identity.scope.name().to_owned(),
        entry.file_name.clone(),
        entry.sha256.clone(),
        entry.imported_at.clone(),
    ]
}

/// The columns of a dataset as a package has them.
pub fn columns(dataset: &Dataset) -> Vec<&'static str> {
    let added: &[&str] = if is_added_to(dataset) { &ADDED } else { &[] };
    dataset.columns.iter().chain(added).copied().collect()
}

/// A file of a package.
#[derive(Debug)]
pub struct Resource {
    /// Its name; the file is that with `.csv`.
    pub name: &'static str,
    /// The meaning of a row.
    pub says: &'static str,
    /// Its columns.
    pub columns: Vec<&'static str>,
    /// The SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: usize,
}

/// The description of a package.
pub fn description(resources: &[Resource], made_at: &str) -> Value {
    json!({
        "profile": "tabular-data-package",
        "name": "lkx",
        "title": "预算公开数据",
        "description": format!("由 lkx {} 导出于 {made_at}（当地时间）。amount 是所印的字，单位在 money_unit；\
            {YUAN} 是同一个数，单位元。function_code、economic_code、government_code 是功能、部门经济、政府经济分类的编码。\
            合计与分项、各张表都在其中，相加前先选定一张表（table）、一栏（measure）、一级编码。origin：printed 印数，derived、summed 推算，uncertain 存疑。source 是出处。",
            env!("CARGO_PKG_VERSION")),
        "countryCode": "CN",
        "resources": resources.iter().map(resource).collect::<Vec<_>>(),
        "model": model(),
    })
}

fn resource(resource: &Resource) -> Value {
    json!({
        "name": resource.name,
        "path": format!("{}.csv", resource.name),
        "title": resource.says,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": resource.bytes,
        "hash": format!("sha256:{}", resource.sha256),
        "schema": {
            "fields": resource.columns.iter().map(|column| field(column)).collect::<Vec<_>>(),
            "missingValues": [""],
        },
    })
}

/// Only what is sure to be a number is one: what is printed may be any text.
fn field(column: &str) -> Value {
    let kind = match column {
        YUAN => "number",
        whole if YEARS.contains(&whole) || COUNTS.contains(&whole) => "integer",
        _ => "string",
    };
    json!({"name": column, "type": kind})
}

fn model() -> Value {
    let source = |column: &str| json!({"source": column, "resource": "facts"});
    let classification = |kind: &str, columns: &[(&str, &str)]| {
        let attributes: serde_json::Map<String, Value> = columns
            .iter()
            .map(|(name, column)| ((*name).to_owned(), source(column)))
            .collect();
        json!({
            "dimensionType": "classification",
            "classificationType": kind,
            "primaryKey": [columns.first().map(|(name, _)| *name)],
            "attributes": attributes,
        })
    };
    json!({
        "measures": {
            "amount": {"source": YUAN, "resource": "facts", "currency": "CNY"},
        },
        "dimensions": {
            "unit": classification("administrative", &[("unit", "unit"), ("row_unit", "row_unit")]),
            "function": classification("functional", &[("function", "function_code"), ("name", "row_name")]),
            "economic": classification("economic", &[("economic", "economic_code"), ("name", "row_name")]),
            "government": classification("economic", &[("government", "government_code")]),
            "year": {
                "dimensionType": "datetime",
                "primaryKey": ["year"],
                "attributes": {"year": source("year"), "document_year": source("document_year")},
            },
            "column": {
                "dimensionType": "other",
                "primaryKey": ["table", "measure"],
                "attributes": {"table": source("table"), "measure": source("measure")},
            },
            "phase": {
                "dimensionType": "other",
                "primaryKey": ["stage"],
                "attributes": {"stage": source("stage"), "scope": source("scope")},
            },
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_the_same_in_yuan() {
        assert_eq!(in_yuan("11436.06", "万元"), "114360600.0000");
        assert_eq!(in_yuan("-0.5", "亿元"), "-50000000.0000");
        assert_eq!(in_yuan("139.00", "元"), "139.0000");
        assert_eq!(in_yuan("", "万元"), "");
    }
}
