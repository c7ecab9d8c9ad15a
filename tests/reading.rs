/*!
The reader held against layouts that the samples lack: other provinces' tables, filled
where the samples' are empty, torn where theirs are whole.

Units and figures are made up, the layouts are not. Beside each `tests/reading/NAME.txt`
stands `NAME.expected`, what a person reads there; `gist` says how it is written.
*/

#[path = "reading/gist.rs"]
mod gist;
#[path = "reading/torn.rs"]
mod torn;

use libtest_mimic::{Arguments, Failed, Trial};
use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let arguments = Arguments::from_args();
    let mut trials: Vec<Trial> = documents()
        .into_iter()
        .map(|path| {
            let name = path
                .file_stem()
                .map(|stem| stem.to_string_lossy().into_owned())
                .unwrap_or_default();
            Trial::test(name.clone(), move || reads_as_expected(&path, &name))
        })
        .collect();
    for (stem, at_least) in SAMPLES {
        trials.push(Trial::test(format!("{stem} 丢失栏位"), move || {
            changed(stem, torn::without_columns, at_least)
        }));
        trials.push(Trial::test(format!("{stem} 用竖线分栏"), move || {
            changed(stem, torn::with_bars, 100)
        }));
    }
    trials.sort_by(|one, other| one.name().cmp(other.name()));
    libtest_mimic::run(&arguments, trials).exit();
}

/// The samples whose tables have columns to lose, and how many of a hundred figures must be
/// found without them.
const SAMPLES: [(&str, usize); 4] = [
    ("xinxiang-2023", 100),
    ("haidong-2024", 98),
    ("nanchong-2024", 96),
    ("cangxi-2023", 97),
];

fn changed(stem: &str, change: fn(&str) -> String, at_least: usize) -> Result<(), Failed> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("sample-data/{stem}.txt"));
    let text = fs::read_to_string(&path)?;
    let file_name = format!("{stem}.txt");
    let whole = gist::book(text.as_bytes(), &file_name)?;
    let changed = gist::book(change(&text).as_bytes(), &file_name)?;
    torn::holds(&whole, &changed, at_least)
}

fn documents() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reading");
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect()
}

fn reads_as_expected(path: &Path, name: &str) -> Result<(), Failed> {
    let found = gist::of(&fs::read(path)?, &format!("{name}.txt"))?;
    let expected = fs::read_to_string(path.with_extension("expected")).unwrap_or_default();
    if expected == found {
        return Ok(());
    }
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.expected"));
    fs::write(&kept, &found)?;
    let mut message = format!("读出的内容在 {}；首处不同：\n", kept.display());
    let differs = expected
        .lines()
        .chain(std::iter::repeat(""))
        .zip(found.lines().chain(std::iter::repeat("")))
        .zip(1..=expected.lines().count().max(found.lines().count()))
        .find(|((expected, found), _)| expected != found);
    if let Some(((expected, found), line)) = differs {
        message += &format!("{line}\n  应为 {expected}\n  读成 {found}");
    }
    Err(message.into())
}
