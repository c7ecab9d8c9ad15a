/*!
What became of one document, told to people or to a program.
*/

use crate::budget::{Book, Identity, PublishedPart, TableState};
use crate::library::Stored;
use crate::text::clean::for_terminal;
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::collections::HashMap;

/// What became of a document, or with `--dry-run` would.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It is new in the library.
    Imported,
    /// The same document was there.
    Unchanged,
    /// It took the place of another.
    Replaced,
    /// It is not in the library.
    Failed,
}

/// The line of `--json` about one document; the fields' names are public.
#[derive(Debug, serde::Serialize)]
pub struct Report {
    path: String,
    /// What became of it.
    pub status: Status,
    unit: Option<String>,
    year: Option<u16>,
    stage: Option<&'static str>,
    scope: Option<&'static str>,
    tables: FiguresByTable,
    facts: usize,
    indicators: usize,
    warnings: Vec<String>,
    /// What of its budget the file holds: whole, text, tables.
    part: Option<&'static str>,
    error: Option<String>,
    #[serde(skip)]
    identity: Option<Identity>,
}

impl Report {
    /// About a file that gave no budget, or that could not be stored.
    pub fn failed(path: String, error: String) -> Self {
        Self {
            path,
            status: Status::Failed,
            unit: None,
            year: None,
            stage: None,
            scope: None,
            tables: FiguresByTable::default(),
            facts: 0,
            indicators: 0,
            warnings: Vec::new(),
            part: None,
            error: Some(error),
            identity: None,
        }
    }

    /// About a budget and what the library did with it.
    fn of(path: String, book: &Book, stored: Result<Stored, String>) -> Self {
        let (status, error) = match stored {
            Ok(Stored::Imported | Stored::Completed) => (Status::Imported, None),
            Ok(Stored::Unchanged) => (Status::Unchanged, None),
            Ok(Stored::Replaced) => (Status::Replaced, None),
            Ok(Stored::Refused { before, now }) => (Status::Failed, Some(refusal(before, now))),
            Err(error) => (Status::Failed, Some(error)),
        };
        let identity = &book.identity;
        let in_file = |note: &crate::budget::Note| note.in_file(&book.source);
        Self {
            path,
            status,
            unit: Some(identity.unit.clone()),
            year: Some(identity.year),
            stage: Some(identity.stage.name()),
            scope: Some(identity.scope.name()),
            tables: FiguresByTable::of(book),
            facts: book.fact_count(),
            indicators: book.indicators.len(),
            warnings: book.notes.iter().map(in_file).collect(),
            part: Some(PublishedPart::of(book).name()),
            error,
            identity: Some(identity.clone()),
        }
    }

    /// Why it failed, if it did.
    pub fn cause(&self) -> Option<&str> {
        self.error.as_deref()
    }

    /// The lines for people; `would` says that nothing was stored.
    pub fn in_words(&self, would: bool) -> String {
        let did = match (self.status, would) {
            (Status::Imported, false) => "已导入",
            (Status::Imported, true) => "会导入",
            (Status::Replaced, false) => "已替换",
            (Status::Replaced, true) => "会替换",
            (Status::Unchanged, _) => "未变",
            (Status::Failed, _) => "失败",
        };
        let whose = self
            .identity
            .as_ref()
            .map_or_else(String::new, |identity| format!("：{identity}"));
        // A line end in a name must not look like the end of a message.
        let mut text = format!("{did} {}{whose}", for_terminal(&self.path));
        match &self.error {
            Some(error) => text.push_str(&format!("：{}", error.replace('\n', " "))),
            None => text.push_str(&format!(
                "，{} 种表，{} 个数，{} 条指标",
                self.tables.0.len(),
                self.facts,
                self.indicators
            )),
        }
        for warning in self.warnings.iter().take(MOST_WARNINGS) {
            text.push_str("\n  注意 ");
            text.push_str(&warning.replace('\n', " "));
        }
        if let Some(more) = self.warnings.len().checked_sub(MOST_WARNINGS + 1) {
            text.push_str(&format!("\n  另有 {} 条注意，见 --json", more + 1));
        }
        text
    }
}

/// About the budgets of a file and what the library did with them.
pub fn of_all(path: &str, books: &[Book], stored: Result<Vec<Stored>, String>) -> Vec<Report> {
    let is_refused = |stored: &Stored| matches!(stored, Stored::Refused { .. });
    let refuses = stored.as_ref().is_ok_and(|all| all.iter().any(is_refused));
    let of_book = |at: usize| match &stored {
        Err(error) => Err(error.clone()),
        Ok(all) => match all.get(at) {
            Some(stored) if !refuses || is_refused(stored) => Ok(*stored),
            _ => Err(WITH_ANOTHER.to_owned()),
        },
    };
    let numbered = books.iter().enumerate();
    numbered
        .map(|(at, book)| Report::of(path.to_owned(), book, of_book(at)))
        .collect()
}

/// Of a file nothing is stored where one of its budgets may not be.
const WITH_ANOTHER: &str = "同一文件里另一份预算没有存入，这份也没有存";

/// What a run of several documents came to.
#[derive(Debug, Default)]
pub struct Totals {
    lines: HashMap<Status, Total>,
}

/// The sums over the documents of one status.
#[derive(Debug, Default)]
struct Total {
    documents: usize,
    facts: usize,
    indicators: usize,
    warnings: usize,
}

impl Totals {
    /// Counts a document.
    pub fn add(&mut self, report: &Report) {
        let total = self.lines.entry(report.status).or_default();
        total.documents += 1;
        total.facts += report.facts;
        total.indicators += report.indicators;
        total.warnings += report.warnings.len();
    }

    /// The budgets that are not in the library.
    pub fn failed(&self) -> usize {
        let failed = self.lines.get(&Status::Failed);
        failed.map_or(0, |total| total.documents)
    }

    /// A table with a line a status.
    pub fn in_words(&self, files: usize, would: bool) -> String {
        let only_tried = if would {
            "（只试读，没有存入）"
        } else {
            ""
        };
        let mut text = format!("共 {files} 份{only_tried}\n         份数      数    指标    注意");
        for (status, label) in STATUS_LABELS {
            let blank = Total::default();
            let total = self.lines.get(status).unwrap_or(&blank);
            text.push_str(&format!(
                "\n  {label} {:>4} {:>7} {:>7} {:>7}",
                total.documents, total.facts, total.indicators, total.warnings
            ));
        }
        text
    }
}

/// The files of folders and bundles that are no documents: in words, the first of them by name.
pub fn passed_over(names: &[String]) -> String {
    const MOST_NAMED: usize = 5;
    let named = names.iter().take(MOST_NAMED);
    let named: Vec<String> = named.map(|name| for_terminal(name).into_owned()).collect();
    format!(
        "文件夹或压缩包里另有 {} 个文件不是文档，没有读：{}{}。\n  图片里如有表，请向编制单位索取电子版。",
        names.len(),
        named.join("、"),
        if names.len() > MOST_NAMED { " 等" } else { "" }
    )
}

/// The statuses with labels of one width, in the order of the summary.
const STATUS_LABELS: &[(Status, &str)] = &[
    (Status::Imported, "新导入"),
    (Status::Replaced, "替换  "),
    (Status::Unchanged, "未变  "),
    (Status::Failed, "失败  "),
];

/// People are told so many warnings of one document; a program is told all.
const MOST_WARNINGS: usize = 12;

fn refusal(before: u32, now: u32) -> String {
    format!(
        "库中同一份预算有 {before} 个数，这份文件只读出 {now} 个，不足一半，没有替换；确要替换请加 --replace"
    )
}

/// The number of figures of each kind of table that is there, in the document's order.
#[derive(Debug, Default)]
struct FiguresByTable(Vec<(&'static str, usize)>);

impl FiguresByTable {
    fn of(book: &Book) -> Self {
        let mut counts: Vec<(&'static str, usize)> = Vec::new();
        let there = book
            .tables
            .iter()
            .filter(|table| table.state != TableState::Missing);
        for table in there {
            let Some(kind) = table.kind else { continue };
            let figures = table.figure_count();
            match counts.iter_mut().find(|(name, _)| *name == kind.name()) {
                Some((_, count)) => *count += figures,
                None => counts.push((kind.name(), figures)),
            }
        }
        Self(counts)
    }
}

impl Serialize for FiguresByTable {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, count) in &self.0 {
            map.serialize_entry(name, count)?;
        }
        map.end()
    }
}
