/*!
Rows on their way out: in which format, to a terminal, a pipe or a file.

A file is written beside its place and moved there when it is whole, so that whoever
reads it meanwhile, or finds it after a failure, has the old one or the new one.
*/

use super::wrong_usage::WrongUsage;
use crate::cli::{Captured, Headings, Output};
use crate::exports::{ExportColumn, ForSpreadsheets, Format, Provenance, Sink, Widths, Writer};
use crate::library::CatalogueEntry;
use crate::surroundings::Surroundings;
use crate::text::clean::for_terminal;
use crate::text::width::Ruler;
use anyhow::Context;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// How many links one after the other the system follows.
const MOST_LINKS: usize = 40;

/// Gives the rows, as often as asked: a table is measured before it is written.
pub type Produce<'p> = dyn Fn(&mut Sink) -> anyhow::Result<()> + 'p;

/// Writes what is to be delivered.
type Put<'p> = dyn Fn(&mut dyn Write) -> anyhow::Result<()> + 'p;

/// Where rows go, and in which format.
pub struct Delivery {
    format: Format,
    file: Option<PathBuf>,
    captured: Option<Captured>,
    spreadsheets: ForSpreadsheets,
    ruler: Ruler,
    provenance: Provenance,
    must_arrive: bool,
    in_chinese: bool,
}

impl Delivery {
    /// Decides; a format and an ending that contradict each other are wrong usage.
    pub fn of(
        output: &Output,
        surroundings: &Surroundings,
        ruler: Ruler,
    ) -> Result<Self, WrongUsage> {
        let by_ending = output.output.as_deref().map(ending_format);
        let format = match (output.format, by_ending) {
            (Some(format), Some(Some(other))) if format != other => {
                return Err(WrongUsage::new("--format 与 -o 文件的后缀不一致"));
            }
            (Some(format), _) | (None, Some(Some(format))) => format,
            (None, Some(None)) => {
                return Err(WrongUsage::new(
                    "-o 的文件看不出格式；后缀用 .csv .json .xlsx .parquet .md .txt，或加 --format",
                ));
            }
            (None, None) if surroundings.stdout_is_terminal => Format::Table,
            (None, None) => Format::Csv,
        };
        if !format.is_built_in() {
            return Err(WrongUsage::new(
                "这个程序编译时没有带上 Parquet（cargo build --features parquet）；可用 csv、xlsx",
            ));
        }
        if format.is_binary() && output.output.is_none() && surroundings.stdout_is_terminal {
            return Err(WrongUsage::new(
                "xlsx、parquet 不是给终端看的；写到文件：-o 文件.xlsx（也可以接管道）",
            ));
        }
        if output.headings == Some(Headings::Zh) && matches!(format, Format::Json | Format::Parquet)
        {
            return Err(WrongUsage::new(
                "JSON、Parquet 的键总是英文；--headings zh 用于 csv、xlsx、md",
            ));
        }
        if output.bom && format != Format::Csv {
            return Err(WrongUsage::new("--bom 只用于 CSV"));
        }
        if output.excel_safe && format != Format::Csv {
            return Err(WrongUsage::new(
                "--excel-safe 只用于 CSV；xlsx 里的文字本来就不会当作公式",
            ));
        }
        Ok(Self {
            format,
            file: output.output.clone(),
            captured: output.captured.clone(),
            spreadsheets: ForSpreadsheets {
                bom: output.bom,
                // Whoever asks for the mark opens the file in a spreadsheet.
                disarmed: output.bom || output.excel_safe,
            },
            ruler,
            provenance: Provenance {
                sheet: "数据".to_owned(),
                made_at: surroundings.now(),
                ..Provenance::default()
            },
            must_arrive: false,
            in_chinese: output.headings == Some(Headings::Zh),
        })
    }

    /// Says what a workbook is to say of itself: what its rows are and from which documents.
    pub fn saying(mut self, sheet: &str, about: &str, documents: &[CatalogueEntry]) -> Self {
        if self.format == Format::Xlsx {
            self.provenance.sheet = sheet.to_owned();
            self.provenance.about = about.to_owned();
            self.provenance.documents = documents.to_vec();
        }
        self
    }

    /// Says that the data is all that the run is for: where nothing takes it, that is an error.
    pub fn that_must_arrive(mut self) -> Self {
        self.must_arrive = true;
        self
    }

    /// Whether the rows go into a file of their own.
    pub fn is_file(&self) -> bool {
        self.file.is_some()
    }

    /// Whether people will read it: figures then have thousands separators.
    pub fn is_table(&self) -> bool {
        self.format == Format::Table
    }

    /// Whether a cell can hold a list of objects.
    pub fn holds_objects(&self) -> bool {
        self.format == Format::Json
    }

    /// Whether it will be read as a document.
    pub fn is_paper(&self) -> bool {
        self.format == Format::Markdown
    }

    /// Writes a text as it is.
    pub fn deliver_text(&self, text: &str) -> anyhow::Result<()> {
        self.put(&|out| Ok(out.write_all(text.as_bytes())?))
    }

    /// Writes the rows; `title` stands above a table.
    pub fn deliver(
        &self,
        title: &str,
        columns: &[ExportColumn],
        produce: &Produce,
    ) -> anyhow::Result<()> {
        if self.in_chinese {
            let columns = columns.iter().cloned().map(ExportColumn::in_chinese);
            let columns: Vec<ExportColumn> = columns.collect();
            return self.put(&|out| self.write(out, title, &columns, produce));
        }
        self.put(&|out| self.write(out, title, columns, produce))
    }

    /// Writes rows that are at hand; `title` stands above a table.
    pub fn deliver_rows<const N: usize>(
        &self,
        title: &str,
        columns: &[ExportColumn; N],
        rows: &[[String; N]],
    ) -> anyhow::Result<()> {
        self.deliver(title, columns, &|sink| {
            for row in rows {
                sink(&row.each_ref().map(String::as_str))?;
            }
            Ok(())
        })
    }

    /// Hands what is written to where it goes.
    fn put(&self, write: &Put) -> anyhow::Result<()> {
        if let Some(captured) = &self.captured {
            return write(&mut *captured.borrow_mut());
        }
        match &self.file {
            None => {
                if self.must_arrive && stdout_was_closed() {
                    anyhow::bail!("标准输出是关着的，数据没有写出；写到文件：-o 文件");
                }
                write(&mut io::stdout().lock())
            }
            Some(path) => {
                write_file(path, write).with_context(|| format!("写不了 {}", path.display()))
            }
        }
    }

    fn write(
        &self,
        out: impl Write,
        title: &str,
        columns: &[ExportColumn],
        produce: &Produce,
    ) -> anyhow::Result<()> {
        let mut out = BufWriter::new(out);
        let mut writer = match self.format {
            Format::Csv => Writer::csv(&mut out, columns, self.spreadsheets)?,
            Format::Json => Writer::json(&mut out, columns)?,
            Format::Markdown => Writer::markdown(&mut out, columns)?,
            Format::Xlsx => Writer::workbook(&mut out, columns, &self.provenance)?,
            #[cfg(feature = "parquet")]
            Format::Parquet => Writer::parquet(&mut out, columns)?,
            #[cfg(not(feature = "parquet"))]
            Format::Parquet => anyhow::bail!("这个程序编译时没有带上 Parquet"),
            Format::Table => {
                let mut widths = Widths::of(columns, self.ruler);
                produce(&mut |cells| {
                    widths.measure(cells);
                    Ok(())
                })?;
                if !title.is_empty() {
                    writeln!(out, "{}", for_terminal(title))?;
                }
                Writer::table(&mut out, columns, widths, self.ruler)?
            }
        };
        produce(&mut |cells| writer.row(cells))?;
        writer.finish()?;
        Ok(())
    }
}

/// Whether the program was started with a closed standard output. Rust puts `/dev/null` in its
/// place, open for reading and writing; whoever throws output away with `>/dev/null` has it
/// open for writing alone, or has standard error there as well.
fn stdout_was_closed() -> bool {
    let is_stand_in = |number: u8| {
        let leads_to = Path::new("/proc/self/fd")
            .join(number.to_string())
            .read_link();
        let leads_to_nothing = leads_to.is_ok_and(|path| path == Path::new("/dev/null"));
        let told = std::fs::read_to_string(format!("/proc/self/fdinfo/{number}"));
        let flags = told.unwrap_or_default();
        let flags = flags.lines().find_map(|line| line.strip_prefix("flags:"));
        let access = flags.and_then(|flags| flags.trim().chars().next_back());
        leads_to_nothing && access == Some('2')
    };
    is_stand_in(1) && !is_stand_in(2)
}

fn write_file(path: &Path, write: &Put) -> anyhow::Result<()> {
    let there = path.metadata().ok();
    if there.as_ref().is_some_and(|there| !there.is_file()) {
        // A device or a pipe cannot be replaced, and must not be.
        let mut out = OpenOptions::new().write(true).open(path)?;
        return write(&mut out);
    }
    // What a link points to is replaced, not the link, also where it is not there yet.
    let path = followed(path)?;
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let beside = new_file(folder)?;
    if let Some(there) = there {
        beside.as_file().set_permissions(there.permissions())?;
    }
    write(&mut beside.as_file())?;
    beside.as_file().sync_all()?;
    beside.persist(&path)?;
    Ok(())
}

/// Where a path leads through links.
fn followed(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(target) = path.read_link() else {
            return Ok(path.canonicalize().unwrap_or(path));
        };
        // The target of a link is told from the folder that the link lies in.
        path.pop();
        path.push(target);
    }
    // Links that lead in a circle: the system has the words.
    path.metadata()?;
    Ok(path)
}

fn ending_format(path: &Path) -> Option<Format> {
    path.extension()
        .and_then(|ending| ending.to_str())
        .and_then(Format::of_ending)
}

/// A file without a place yet, with the permissions that a new file has.
fn new_file(folder: &Path) -> io::Result<tempfile::NamedTempFile<File>> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".lkx-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
