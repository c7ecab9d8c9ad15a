/*!
The reader against the truth: what `sample-data` says, figure by figure.

The files in `tests/golden` were written by reading the documents, never by running the
program, so a difference is a fault of one of the two that somebody must look at. The
documents as they were published hold prose that is not ours to ship: where `LKX_SEEDS`
names their folder they are read too, and PDFs where `LKX_DOCUMENTS` does; otherwise those
trials are reported as ignored.
*/

#[path = "golden/difference.rs"]
mod difference;
#[path = "golden/rows.rs"]
mod rows;

use libtest_mimic::{Arguments, Failed, Trial};
use rows::{Export, Rows};
use std::fs;
use std::path::{Path, PathBuf};

/// The documents that ship with the program, by the stem of their file.
const DOCUMENTS: [&str; 5] = [
    "xinxiang-2023",
    "haidong-2024",
    "nanchong-2024",
    "puyang-2024",
    "cangxi-2023",
];

/// Published documents. Their truth was read on the pages, and every figure of it found again on its page and
/// in its row by other readers of PDF and Word.
const PUBLISHED: [&str; 14] = [
    "jiangsu-gaoyuan-2019.pdf",
    "jiangsu-jianchayuan-2019.pdf",
    "jiangsu-renda-2018.pdf",
    "jiangsu-shengweiban-2018-tables.pdf",
    "jiangsu-zhengxie-2017-tables.pdf",
    "putuo-guihuaju-juesuan-2024.pdf",
    "putuo-shangwuwei-danwei-2025.pdf",
    "putuo-sifaju-bumen-2026.pdf",
    "putuo-sifaju-danwei-2026.pdf",
    "putuo-wanli-2023.pdf",
    "putuo-wanli-2024.pdf",
    "putuo-zhengfuban-bumen-2025.pdf",
    "shanghai-caizhengju-danwei-2025.pdf",
    "taiyuan-fagaiwei-juesuan-2016.doc",
];

/// Documents whose rows stand under others by indentation alone (年初结转和结余 over its parts), which is not read.
const INDENTED: [&str; 1] = ["taiyuan-fagaiwei-juesuan-2016.doc"];

/// How every sample begins.
const NOTICE: &str = "节录：表格照录，文字另写。";

fn main() {
    let arguments = Arguments::from_args();
    let mut trials = vec![Trial::test(
        "样本：每份都在真值之列，首行写明节录",
        every_sample_is_known,
    )];
    let seeds = folder("LKX_SEEDS");
    for document in DOCUMENTS {
        for export in Export::ALL {
            trials.push(sample_trial(document, export));
            trials.push(original_trial(document, export, seeds.clone()));
        }
    }
    for export in Export::ALL {
        trials.push(word_trial("xinxiang-2023", export));
    }
    let originals = folder("LKX_DOCUMENTS");
    for document in PUBLISHED {
        for export in [Export::Facts, Export::Tables] {
            trials.push(published_trial(document, export, originals.clone()));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

/// A folder of published documents that the environment names.
#[expect(
    clippy::disallowed_methods,
    reason = "the tests have no surroundings to take it from"
)]
fn folder(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from)
}

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sample_trial(document: &'static str, export: Export) -> Trial {
    let name = format!("样本 {document}：{} 与真值逐行相同", export.name());
    Trial::test(name, move || {
        let path = project()
            .join("sample-data")
            .join(format!("{document}.txt"));
        let truth = project().join("tests/golden");
        compare(&path, &truth, document, export, &[])
    })
}

/// A sample's tables put into Word with their cells merged as they were printed: all but the
/// places is the same.
fn word_trial(document: &'static str, export: Export) -> Trial {
    let name = format!("Word {document}：{} 与真值逐行相同", export.name());
    Trial::test(name, move || {
        let path = project()
            .join("tests/documents/word")
            .join(format!("{document}.docx"));
        let truth = project().join("tests/golden");
        compare(&path, &truth, document, export, &["source"])
    })
}

/// The published document: its 年度目标 are prose and therefore not in the truth.
fn original_trial(document: &'static str, export: Export, seeds: Option<PathBuf>) -> Trial {
    let name = format!("原件 {document}：{} 与真值逐行相同", export.name());
    let unset = seeds.is_none();
    Trial::test(name, move || {
        let folder = seeds.ok_or("没有设 LKX_SEEDS")?;
        let path = folder.join(format!("{document}.txt"));
        let truth = project().join("tests/golden/seeds");
        compare(&path, &truth, document, export, &["goal"])
    })
    .with_ignored_flag(unset)
}

/// A document as it was published.
fn published_trial(file_name: &'static str, export: Export, folder: Option<PathBuf>) -> Trial {
    let document = file_name.split('.').next().unwrap_or_default();
    let name = format!("原件 {document}：{} 与真值逐行相同", export.name());
    let unset = folder.is_none();
    Trial::test(name, move || {
        let path = folder.ok_or("没有设 LKX_DOCUMENTS")?.join(file_name);
        let truth = project().join("tests/golden/documents");
        let unseen: &[&str] = if INDENTED.contains(&file_name) {
            &["under"]
        } else {
            &[]
        };
        compare(&path, &truth, document, export, unseen)
    })
    .with_ignored_flag(unset)
}

/// Reads a document and holds an export of it, without some columns, against the truth.
fn compare(
    path: &Path,
    truth: &Path,
    document: &str,
    export: Export,
    without: &[&str],
) -> Result<(), Failed> {
    let truth = truth.join(format!("{document}.{}.csv", export.name()));
    let expected = Rows::from_csv(&truth)?.without(without);
    let found = export.rows(&rows::book(path)?).without(without);
    if expected.columns != found.columns {
        return Err(format!(
            "列不同：真值 {:?}，程序 {:?}",
            expected.columns, found.columns
        )
        .into());
    }
    difference::between(&expected.rows, &found.rows)
        .map_or(Ok(()), |difference| Err(Failed::from(difference)))
}

/// No sample may slip in without a truth, or without saying what it is.
fn every_sample_is_known() -> Result<(), Failed> {
    let mut found = Vec::new();
    for entry in fs::read_dir(project().join("sample-data"))? {
        let path = entry?.path();
        let text = fs::read_to_string(&path)?;
        if !text.starts_with(NOTICE) {
            return Err(format!("{}：首行没有“{NOTICE}”", path.display()).into());
        }
        found.extend(
            path.file_stem()
                .map(|stem| stem.to_string_lossy().into_owned()),
        );
    }
    found.sort();
    let mut known = DOCUMENTS.map(str::to_owned);
    known.sort();
    if found == known {
        Ok(())
    } else {
        Err(format!("sample-data 里是 {found:?}，真值有 {known:?}").into())
    }
}
