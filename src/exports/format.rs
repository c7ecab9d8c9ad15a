/*!
The forms that rows can be written in.

A writer is given the columns once and then the rows, one at a time, and keeps none of
them: what it is given is on its way out. CSV, JSON and the workbook hold text unchanged;
the table is for a terminal and passes the gate for foreign text.
*/

use super::aligned::{Aligned, Widths};
use super::comma::{Comma, ForSpreadsheets};
use super::json::Json;
use super::markdown::Markdown;
#[cfg(feature = "parquet")]
use super::parquet::Parquet;
use super::provenance::Provenance;
use super::workbook::Workbook;
use crate::exports::column::ExportColumn;
use crate::text::width::Ruler;
use std::io::{self, Write};

/// CSV, JSON, a workbook, or a table for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// UTF-8, a header row, LF line ends.
    Csv,
    /// An array of objects whose values are strings; a finding has a list of its figures too.
    Json,
    /// A Markdown table; of notes, the working paper.
    #[value(name = "md")]
    Markdown,
    /// An Excel workbook: numbers as numbers, and a sheet that says where they come from.
    Xlsx,
    /// Columns with types, for programs.
    Parquet,
    /// Aligned columns.
    Table,
}

impl Format {
    /// Whether this program writes it: what few need may be left out of a build.
    pub fn is_built_in(self) -> bool {
        self != Format::Parquet || cfg!(feature = "parquet")
    }

    /// Whether it is for programs alone, and nothing that a terminal can show.
    pub fn is_binary(self) -> bool {
        matches!(self, Format::Xlsx | Format::Parquet)
    }

    /// The format that a file's ending stands for, where it stands for one.
    pub fn of_ending(ending: &str) -> Option<Self> {
        match ending.to_ascii_lowercase().as_str() {
            "csv" => Some(Format::Csv),
            "json" => Some(Format::Json),
            "md" => Some(Format::Markdown),
            "xlsx" => Some(Format::Xlsx),
            "parquet" => Some(Format::Parquet),
            "txt" => Some(Format::Table),
            _ => None,
        }
    }
}

/// Writes rows in one of the formats.
pub struct Writer<'a, W: Write> {
    form: Form<'a, W>,
}

enum Form<'a, W: Write> {
    Comma(Box<Comma<W>>),
    Json(Json<'a, W>),
    Markdown(Markdown<W>),
    Workbook(Box<Workbook<'a, W>>),
    #[cfg(feature = "parquet")]
    Parquet(Box<Parquet<W>>),
    Aligned(Aligned<'a, W>),
}

impl<'a, W: Write> Writer<'a, W> {
    /// CSV, as it is printed or made for spreadsheets.
    pub fn csv(
        out: W,
        columns: &'a [ExportColumn],
        spreadsheets: ForSpreadsheets,
    ) -> io::Result<Self> {
        Comma::begin(out, columns, spreadsheets).map(|comma| Self {
            form: Form::Comma(Box::new(comma)),
        })
    }

    /// JSON.
    pub fn json(out: W, columns: &'a [ExportColumn]) -> io::Result<Self> {
        Json::begin(out, columns).map(|json| Self {
            form: Form::Json(json),
        })
    }

    /// A Markdown table.
    pub fn markdown(out: W, columns: &'a [ExportColumn]) -> io::Result<Self> {
        Markdown::begin(out, columns).map(|markdown| Self {
            form: Form::Markdown(markdown),
        })
    }

    /// A workbook; its second sheet says where the rows come from.
    pub fn workbook(
        out: W,
        columns: &'a [ExportColumn],
        provenance: &'a Provenance,
    ) -> io::Result<Self> {
        Workbook::begin(out, columns, provenance).map(|workbook| Self {
            form: Form::Workbook(Box::new(workbook)),
        })
    }

    /// Parquet.
    #[cfg(feature = "parquet")]
    pub fn parquet(out: W, columns: &'a [ExportColumn]) -> io::Result<Self> {
        Parquet::begin(out, columns).map(|parquet| Self {
            form: Form::Parquet(Box::new(parquet)),
        })
    }

    /// A table whose columns have been measured before.
    pub fn table(
        out: W,
        columns: &'a [ExportColumn],
        widths: Widths,
        ruler: Ruler,
    ) -> io::Result<Self> {
        Aligned::begin(out, columns, widths, ruler).map(|aligned| Self {
            form: Form::Aligned(aligned),
        })
    }

    /// Writes a row; it has as many cells as there are columns.
    pub fn row(&mut self, cells: &[&str]) -> io::Result<()> {
        match &mut self.form {
            Form::Comma(comma) => comma.row(cells),
            Form::Json(json) => json.row(cells),
            Form::Markdown(markdown) => markdown.row(cells),
            Form::Workbook(workbook) => workbook.row(cells),
            #[cfg(feature = "parquet")]
            Form::Parquet(parquet) => parquet.row(cells),
            Form::Aligned(aligned) => aligned.row(cells),
        }
    }

    /// Ends the output and hands everything on.
    pub fn finish(self) -> io::Result<()> {
        match self.form {
            Form::Comma(comma) => comma.finish(),
            Form::Json(json) => json.finish(),
            Form::Markdown(markdown) => markdown.finish(),
            Form::Workbook(workbook) => workbook.finish(),
            #[cfg(feature = "parquet")]
            Form::Parquet(parquet) => parquet.finish(),
            Form::Aligned(aligned) => aligned.finish(),
        }
    }
}
