//! Parquet, read back as programs read it.

use super::place::Place;
use parquet::basic::LogicalType;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use std::fs::File;

const DATASETS: [&str; 7] = [
    "facts",
    "projects",
    "indicators",
    "tables",
    "findings",
    "checks",
    "clues",
];

fn opened(place: &Place, file: &str) -> SerializedFileReader<File> {
    SerializedFileReader::new(File::open(place.path(file)).unwrap()).unwrap()
}

/// The rows, each as the names of its columns and what stands there.
fn rows(place: &Place, file: &str) -> Vec<Vec<(String, Field)>> {
    let file = opened(place, file);
    let rows = file.get_row_iter(None).unwrap();
    rows.map(|row| row.unwrap().into_columns()).collect()
}

/// A cell as CSV has it.
fn printed(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Int(number) => number.to_string(),
        Field::Long(number) => number.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_dataset_has_the_cells_of_its_csv() {
    let place = Place::new();
    for dataset in DATASETS {
        let csv = place.lkx(&["export", dataset, "--sample"]).well();
        let file = format!("{dataset}.parquet");
        place
            .lkx(&["export", dataset, "--sample", "-o", &file])
            .well();
        let keys: Vec<&str> = csv.header().split(',').collect();
        let rows = rows(&place, &file);
        assert_eq!(rows.len(), csv.rows().len(), "{dataset}");
        for (own, of_csv) in rows.iter().zip(csv.rows()) {
            let own = own.iter().filter(|(key, _)| !key.ends_with("_yuan"));
            let own: Vec<(&str, String)> = own.map(|(key, at)| (&**key, printed(at))).collect();
            let of_csv: Vec<(&str, String)> = keys.iter().copied().zip(of_csv).collect();
            assert_eq!(own, of_csv, "{dataset}");
        }
    }
}

#[test]
fn an_amount_is_a_decimal_in_yuan_beside_what_is_printed() {
    let place = Place::new();
    place
        .lkx(&["export", "facts", "--sample", "-o", "a.parquet"])
        .well();
    let file = opened(&place, "a.parquet");
    let schema = file.metadata().file_metadata().schema_descr_ptr();
    let yuan = schema.columns().iter();
    let yuan = yuan.filter(|column| column.name() == "amount_yuan");
    let types: Vec<Option<LogicalType>> = yuan
        .map(|column| column.logical_type_ref().cloned())
        .collect();
    assert_eq!(types, [Some(LogicalType::decimal(4, 18))]);
    // 2080506 机关事业单位职业年金缴费支出 4,660.00 万元
    let place_of_it = Field::Str("xinxiang-2023.txt:192".to_owned());
    let rows = rows(&place, "a.parquet");
    let row = rows.iter().find(|row| {
        row.contains(&("source".to_owned(), place_of_it.clone()))
            && row.contains(&("measure".to_owned(), Field::Str("合计".to_owned())))
    });
    let amount = row.unwrap().iter().find(|(key, _)| key == "amount_yuan");
    assert_eq!(amount.unwrap().1.to_string(), "46600000.0000");
}

#[test]
fn a_pipe_takes_it_and_headings_stay_keys() {
    let place = Place::new();
    let mut command = place.command();
    command.args(["list", "--sample", "--format", "parquet"]);
    let out = command.output().unwrap().stdout;
    assert!(out.starts_with(b"PAR1") && out.ends_with(b"PAR1"));
    place
        .lkx(&[
            "list",
            "--sample",
            "--format",
            "parquet",
            "--headings",
            "zh",
        ])
        .refused(2, &["Parquet 的键总是英文"]);
}
