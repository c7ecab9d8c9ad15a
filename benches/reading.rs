/*!
What reading costs, step by step, for each of the samples: `cargo bench --bench reading`.

The steps are those of an import: bytes become text, text becomes printed tables, tables
become a book, the book goes into a library; and back, as the explorer fetches it.
*/

use divan::Bencher;
use divan::counter::BytesCount;
use lkx::budget::{Book, Source};
use lkx::commands::{SAMPLES, read_book};
use lkx::documents::File;
use lkx::library::{DocumentId, Library};
use lkx::{documents, records, tables};

const NAMES: [&str; 5] = [
    SAMPLES[0].0,
    SAMPLES[1].0,
    SAMPLES[2].0,
    SAMPLES[3].0,
    SAMPLES[4].0,
];

fn main() {
    divan::main();
}

fn text(name: &str) -> &'static str {
    let sample = SAMPLES.iter().find(|(sample, _)| *sample == name);
    sample.expect("a sample").1
}

fn source(name: &str) -> Source {
    let document = documents::read(&File::new(name, text(name).as_bytes())).expect("a document");
    Source {
        file_name: document.file_name,
        sha256: document.sha256,
        text: document.text,
        locations: Default::default(),
        files: Vec::new(),
    }
}

fn book(name: &str) -> Book {
    read_book(&File::new(name, text(name).as_bytes())).expect("a budget")
}

fn library_with(name: &str) -> (Library, DocumentId) {
    let mut library = Library::in_memory().expect("a library");
    library.store(&book(name), "", false).expect("stored");
    let id = library.catalogue().expect("a catalogue")[0].id;
    (library, id)
}

/// Bytes to text.
#[divan::bench(args = NAMES)]
fn decode(bencher: Bencher, name: &str) {
    bencher
        .counter(BytesCount::of_str(text(name)))
        .bench(|| documents::read(&File::new(name, text(name).as_bytes())));
}

/// Text to printed tables.
#[divan::bench(args = NAMES)]
fn find_tables(bencher: Bencher, name: &str) {
    let text = source(name).text;
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| tables::find(&text));
}

/// Printed tables to a book.
#[divan::bench(args = NAMES)]
fn read_records(bencher: Bencher, name: &str) {
    let source = source(name);
    let printed = tables::find(&source.text);
    bencher
        .with_inputs(|| source.clone())
        .bench_values(|source| records::read(source, &printed, Vec::new()));
}

/// A book into a new library.
#[divan::bench(args = NAMES)]
fn store(bencher: Bencher, name: &str) {
    let book = book(name);
    bencher
        .with_inputs(|| Library::in_memory().expect("a library"))
        .bench_local_values(|mut library| library.store(&book, "", false).map(|_| library));
}

/// A book out of a library.
#[divan::bench(args = NAMES)]
fn fetch(bencher: Bencher, name: &str) {
    let (library, id) = library_with(name);
    bencher.bench_local(|| library.book(id));
}

/// The list of what is in a library of one.
#[divan::bench(args = NAMES)]
fn catalogue(bencher: Bencher, name: &str) {
    let (library, _) = library_with(name);
    bencher.bench_local(|| library.catalogue());
}

const HEAD: &str = "2024年单位支出预算表\n单位名称：测试单位\n单位：万元\n\
                    科目编码 科目名称 合计 基本支出 人员经费 公用经费 项目支出\n";

/// Long tables that lost their columns: what twice as many rows cost is the growth.
#[divan::bench(args = [1_000, 2_000, 4_000, 8_000, 60_000], sample_count = 3)]
fn rows_without_columns(bencher: Bencher, rows: usize) {
    let text = format!("{HEAD}{}", "2080505 养老 3.00 1.00 2.00\n".repeat(rows));
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| read_book(&File::new("a.txt", text.as_bytes())));
}

/// A row that never seems to end.
#[divan::bench(args = [1_000, 2_000, 4_000, 8_000, 16_000], sample_count = 3)]
fn figures_of_one_row(bencher: Bencher, figures: usize) {
    row_of(bencher, &"1.00 ".repeat(figures));
}

/// A row that never seems to end and keeps columns apart.
#[divan::bench(args = [1_000, 2_000, 4_000, 8_000, 16_000], sample_count = 3)]
fn figures_apart_of_one_row(bencher: Bencher, figures: usize) {
    row_of(bencher, &"1.00   ".repeat(figures));
}

fn row_of(bencher: Bencher, figures: &str) {
    let text = format!("{HEAD}2080505 养老 {figures}\n");
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| read_book(&File::new("a.txt", text.as_bytes())));
}
