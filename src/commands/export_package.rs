/*!
`lkx export package`: every kind of open data in a folder, with a description of the files for programs.

The folder is made beside its place and moved there when it is whole.
*/

use super::Outcome;
use super::checking::Examination;
use super::dataset_rows::DatasetRows;
use super::interruption::Interruption;
use super::narrowing::budgets;
use super::which_library::WhichLibrary;
use super::wrong_usage::WrongUsage;
use crate::cli::Export;
use crate::exports::package::{self, Resource};
use crate::exports::{Dataset, ExportColumn, ForSpreadsheets, Sink, Writer};
use crate::notes::{Judgements, Notebook};
use crate::surroundings::Surroundings;
use anyhow::Context;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

pub(super) fn run(
    arguments: &Export,
    which: &WhichLibrary,
    mut notebook: Notebook,
    surroundings: &Surroundings,
) -> anyhow::Result<Outcome> {
    let folder = folder_of(arguments)?;
    let library = which.open()?;
    let entries = budgets(&library, &arguments.narrowing)?;
    let interruption = Interruption::listen()?;
    let rows = DatasetRows {
        examination: Examination {
            which,
            library: &library,
            entries: &entries,
            interruption: &interruption,
        },
        judged: Judgements::among(notebook.notes()?),
        with_operands: false,
        table: None,
    };
    let beside = new_folder(&folder)?;
    let mut resources = Vec::new();
    for dataset in package::datasets() {
        let write = |sink: &mut Sink| rows.write(dataset, sink);
        resources.push(dataset_file(beside.path(), dataset, &write)?);
    }
    let (name, columns) = package::DOCUMENTS;
    let documents = |sink: &mut Sink| {
        for entry in &entries {
            let row = package::document(entry);
            sink(&row.each_ref().map(String::as_str))?;
        }
        Ok(())
    };
    resources.push(file(
        beside.path(),
        (name, "导入的文件"),
        columns.to_vec(),
        &documents,
    )?);
    let description = package::description(&resources, &surroundings.now());
    let text = format!("{description:#}\n");
    fs::write(beside.path().join(package::DESCRIPTION), text)?;
    // What is in the place of the folder is nothing, or an empty folder.
    let _ = fs::remove_dir(&folder);
    fs::rename(beside.keep(), &folder).with_context(|| format!("写不了 {}", folder.display()))?;
    Ok(Outcome::Done)
}

/// The folder that stands behind `package` or that `-o` names: a new one, or one that is empty.
fn folder_of(arguments: &Export) -> anyhow::Result<PathBuf> {
    let output = &arguments.output;
    let folder = match (&arguments.folder, &output.output) {
        (Some(folder), None) | (None, Some(folder)) => folder,
        (Some(_), Some(_)) => {
            return Err(WrongUsage::new("export package 的文件夹只写一次").into());
        }
        (None, None) => {
            return Err(WrongUsage::new("export package 写进文件夹：export package 文件夹").into());
        }
    };
    if output.headings.is_some() || output.format.is_some() || output.bom || output.excel_safe {
        return Err(
            WrongUsage::new("export package 的格式是定好的：CSV 与 datapackage.json").into(),
        );
    }
    if arguments.narrowing.table.is_some() {
        return Err(WrongUsage::new("export package 给出整份预算，不能用 --table 缩小").into());
    }
    let is_free = match fs::read_dir(folder) {
        Ok(mut inside) => inside.next().is_none(),
        Err(_) => !folder.exists(),
    };
    if !is_free {
        let says = format!("{} 已经有东西了；给一个新的文件夹", folder.display());
        return Err(WrongUsage::new(says).into());
    }
    Ok(folder.clone())
}

/// A folder beside the place where it shall be, with the permissions that a new folder has.
fn new_folder(place: &Path) -> anyhow::Result<tempfile::TempDir> {
    let parent = match place.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".lkx-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o777));
    }
    let made = builder.tempdir_in(parent);
    made.with_context(|| format!("写不了 {}", place.display()))
}

type Rows<'r> = dyn Fn(&mut Sink) -> anyhow::Result<()> + 'r;

/// Writes a dataset; facts are given more than an export of them has.
fn dataset_file(folder: &Path, dataset: &Dataset, rows: &Rows) -> anyhow::Result<Resource> {
    let columns = package::columns(dataset);
    let named = (dataset.name, dataset.says);
    if !package::is_added_to(dataset) {
        return file(folder, named, columns, rows);
    }
    file(folder, named, columns, &|sink| {
        rows(&mut |cells: &[&str]| {
            let added = package::added(cells);
            sink(&[cells, &added.each_ref().map(String::as_str)].concat())
        })
    })
}

fn file(
    folder: &Path,
    (name, says): (&'static str, &'static str),
    columns: Vec<&'static str>,
    rows: &Rows,
) -> anyhow::Result<Resource> {
    let headed: Vec<ExportColumn> = columns
        .iter()
        .map(|&name| ExportColumn::text(name, name))
        .collect();
    let path = folder.join(format!("{name}.csv"));
    let mut out = std::io::BufWriter::new(fs::File::create(&path)?);
    let mut writer = Writer::csv(&mut out, &headed, ForSpreadsheets::default())?;
    rows(&mut |cells| writer.row(cells))?;
    writer.finish()?;
    drop(out);
    // Read again, since a file is what is on the disk.
    let bytes = fs::read(&path)?;
    Ok(Resource {
        name,
        says,
        columns,
        sha256: Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect(),
        bytes: bytes.len(),
    })
}
