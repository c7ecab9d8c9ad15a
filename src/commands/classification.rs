/*!
`lkx classification`: the lists of codes by which budgets are judged, and a year's list taken in.
*/

use super::Outcome;
use super::import::files;
use super::isolated::{Limits, ListRead, Reader};
use super::messages::tell;
use super::which_library::WhichLibrary;
use super::wrong_usage::WrongUsage;
use super::year_lists;
use crate::budget::{Classification, CodeLevel, ListSource, YearList, built_in};
use crate::cli::{ClassificationArguments, ClassificationQuestion};
use crate::documents::File;
use crate::surroundings::Surroundings;
use crate::text::clean::for_terminal;
use anyhow::{Context, bail};
use std::io::{self, Write};
use std::path::Path;

/// How many remarks are told: the first ones say what is the matter.
const MOST_REMARKS: usize = 20;

pub(super) fn run(
    arguments: &ClassificationArguments,
    which: &WhichLibrary,
    surroundings: &Surroundings,
) -> anyhow::Result<Outcome> {
    match (arguments.question, &arguments.file) {
        (ClassificationQuestion::List, None) => list(which),
        (ClassificationQuestion::List, Some(_)) => Err(WrongUsage::new("list 后面不写文件").into()),
        (ClassificationQuestion::Import, None) => {
            Err(WrongUsage::new("import 后面写一年的科目文件（.xlsx、.csv、.pdf 等）").into())
        }
        (ClassificationQuestion::Import, Some(file)) => {
            import(file, arguments.year, which, surroundings)
        }
    }
}

fn list(which: &WhichLibrary) -> anyhow::Result<Outcome> {
    let mut out = io::stdout().lock();
    for classification in Classification::ALL {
        let (count, first, last) = built_in(classification);
        writeln!(
            out,
            "内置　　{}：{count} 个编码，不全；名称有 {first} 至 {last} 年的依据",
            classification.name()
        )?;
    }
    for list in which.year_lists().iter() {
        writeln!(out, "{} 年　{}", list.year, counts(list))?;
        let source = &list.source;
        let says = format!(
            "　　　　{} 导入自 {}，SHA-256 {}",
            source.imported, source.file_name, source.sha256
        );
        writeln!(out, "{}", for_terminal(&says))?;
    }
    out.flush()?;
    if let Some(folder) = &which.lists_folder {
        tell(&format!(
            "导入的科目表一年一个文件，在 {}；删去文件就不再用它",
            folder.display()
        ));
    }
    Ok(Outcome::Done)
}

/// How many codes a list has: `支出功能分类 31 类 200 款 1200 项`.
fn counts(list: &YearList) -> String {
    let levels = [CodeLevel::Class, CodeLevel::Section, CodeLevel::Item];
    let of = |classification: Classification| {
        let counts = levels.map(|level| (list.count(classification, level), level.name()));
        let counts = counts.iter().filter(|(count, _)| *count > 0);
        let words: Vec<String> = counts
            .map(|(count, name)| format!("{count} {name}"))
            .collect();
        (!words.is_empty()).then(|| format!("{} {}", classification.name(), words.join(" ")))
    };
    let all: Vec<String> = Classification::ALL.into_iter().filter_map(of).collect();
    all.join("，")
}

fn import(
    path: &Path,
    year: Option<u16>,
    which: &WhichLibrary,
    surroundings: &Surroundings,
) -> anyhow::Result<Outcome> {
    let folder = which
        .lists_folder
        .as_deref()
        .context("找不到用户数据文件夹，科目表没有地方放")?;
    let shown = path.display().to_string();
    let found = match read(path, surroundings) {
        Ok(found) => found,
        Err(why) => bail!("{shown}：{why}"),
    };
    tell_all(&found.remarks);
    tell_all(&found.unread);
    if !found.unread.is_empty() {
        bail!(
            "{shown}：没有存入，有 {} 处没有读出，少了编码会错怪预算；请用 .xlsx、.csv，或带表格线的 PDF",
            found.unread.len()
        );
    }
    let Some(year) = year.or(found.year) else {
        bail!("{shown}：看不出是哪一年的科目；用 --year 写明，如 --year 2025");
    };
    let source = ListSource {
        file_name: found.file_name,
        sha256: found.sha256,
        imported: surroundings.now(),
    };
    let list = match YearList::of(year, source, found.codes) {
        Ok(list) => list,
        Err(fault) => {
            bail!("{shown}：没有存入，{fault}；文件要是完整的一年科目，最好是 .xlsx 或 .csv")
        }
    };
    let replaced = which.year_lists().edition(year).is_some();
    year_lists::keep(folder, &list)?;
    let replaced = if replaced {
        "，替换了原有的"
    } else {
        ""
    };
    tell(&format!(
        "{year} 年科目表已导入{replaced}：{}",
        counts(&list)
    ));
    Ok(Outcome::Done)
}

fn tell_all(remarks: &[(String, String)]) {
    for (place, words) in remarks.iter().take(MOST_REMARKS) {
        tell(&format!("{place}：{words}"));
    }
    let more = remarks.len().saturating_sub(MOST_REMARKS);
    if more > 0 {
        tell(&format!("……另有 {more} 处"));
    }
}

/// Reads a file in a child; an error is in words.
fn read(path: &Path, surroundings: &Surroundings) -> Result<ListRead, String> {
    let files = files(&[path.to_owned()]);
    let [file] = files.as_slice() else {
        return Err("是文件夹；科目表一年一个文件".to_owned());
    };
    let content = file.content()?;
    let file = File {
        name: &content.name,
        bytes: &content.bytes,
        password: surroundings
            .password
            .as_ref()
            .map(|password| password.as_str()),
    };
    Reader::new(Limits::default())
        .read_list(&file)
        .map_err(|failure| failure.in_words())
}
