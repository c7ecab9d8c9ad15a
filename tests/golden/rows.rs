/*!
A book flattened to the columns of the exports, and the truth in the same shape.
*/

use libtest_mimic::Failed;
use lkx::budget::{About, Book, Indicator, Operator, Row, RowKind, Table, TableState};
use lkx::commands::read_book;
use lkx::documents::File;
use std::fs;
use std::path::Path;

/// Columns, and rows with a value for each.
pub struct Rows {
    /// The names in the first line.
    pub columns: Vec<String>,
    /// The values, in the order of the columns.
    pub rows: Vec<Vec<String>>,
}

impl Rows {
    fn new(columns: &str) -> Self {
        Self {
            columns: columns.split(' ').map(str::to_owned).collect(),
            rows: Vec::new(),
        }
    }

    /// The rows of a CSV file.
    pub fn from_csv(path: &Path) -> Result<Self, Failed> {
        let mut reader =
            csv::Reader::from_path(path).map_err(|error| format!("{}：{error}", path.display()))?;
        let texts = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
        let columns = texts(reader.headers()?);
        let rows = reader
            .records()
            .map(|record| record.map(|record| texts(&record)))
            .collect::<Result<_, _>>()?;
        Ok(Self { columns, rows })
    }

    /// The same rows without some columns.
    pub fn without(mut self, names: &[&str]) -> Self {
        while let Some(at) = self
            .columns
            .iter()
            .position(|column| names.contains(&column.as_str()))
        {
            self.columns.remove(at);
            for row in &mut self.rows {
                row.remove(at);
            }
        }
        self
    }
}

/// One of the exports.
#[derive(Clone, Copy)]
pub enum Export {
    /// figures
    Facts,
    /// projects
    Projects,
    /// performance indicators
    Indicators,
    /// what was published
    Tables,
}

impl Export {
    /// Every export.
    pub const ALL: [Export; 4] = [
        Export::Facts,
        Export::Projects,
        Export::Indicators,
        Export::Tables,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Export::Facts => "facts",
            Export::Projects => "projects",
            Export::Indicators => "indicators",
            Export::Tables => "tables",
        }
    }

    /// What it says of a book.
    pub fn rows(self, book: &Book) -> Rows {
        match self {
            Export::Facts => facts(book),
            Export::Projects => projects(book),
            Export::Indicators => indicators(book),
            Export::Tables => tables(book),
        }
    }
}

/// Reads a file as a book.
pub fn book(path: &Path) -> Result<Book, Failed> {
    let file_name = path.file_name().ok_or("没有文件名")?.to_string_lossy();
    let bytes = fs::read(path).map_err(|error| format!("{}：{error}", path.display()))?;
    Ok(read_book(&File::new(&file_name, &bytes))?)
}

fn facts(book: &Book) -> Rows {
    let mut rows = Rows::new(
        "unit document_year year stage scope table row row_kind row_code row_code2 row_name \
         under row_unit measure amount money_unit origin source title",
    );
    let identity = &book.identity;
    for (table, row) in book
        .tables
        .iter()
        .filter(|table| table.kind.is_some_and(|kind| !kind.is_performance()))
        .flat_map(|table| table.rows.iter().map(move |row| (table, row)))
    {
        for figure in &row.figures {
            rows.rows.push(vec![
                identity.unit.clone(),
                identity.year.to_string(),
                figure.year.to_string(),
                identity.stage.name().to_owned(),
                identity.scope.name().to_owned(),
                table.kind_name().to_owned(),
                row.ordinal.to_string(),
                row.kind.name().to_owned(),
                row.code.clone(),
                row.code2.clone(),
                row.name.clone(),
                row.under.clone(),
                row.unit.clone(),
                figure.measure.path().to_owned(),
                figure.amount.to_string(),
                table.money_unit.name().to_owned(),
                figure.origin.name().to_owned(),
                book.source.name_of(figure.place),
                table.title.clone(),
            ]);
        }
    }
    rows
}

fn projects(book: &Book) -> Rows {
    let mut rows = Rows::new(
        "unit document_year stage scope table project_code project type function_code measure \
         amount money_unit source",
    );
    let identity = &book.identity;
    for (table, row) in book
        .tables
        .iter()
        .flat_map(|table| table.rows.iter().map(move |row| (table, row)))
        .filter(|(_, row)| row.kind == RowKind::Project)
    {
        let project = row.project.clone().unwrap_or_default();
        for figure in &row.figures {
            rows.rows.push(vec![
                identity.unit.clone(),
                identity.year.to_string(),
                identity.stage.name().to_owned(),
                identity.scope.name().to_owned(),
                table.kind_name().to_owned(),
                project.code.clone(),
                row.name.clone(),
                project.kind.clone(),
                project.function_code.clone(),
                figure.measure.path().to_owned(),
                figure.amount.to_string(),
                table.money_unit.name().to_owned(),
                book.source.name_of(figure.place),
            ]);
        }
    }
    rows
}

fn indicators(book: &Book) -> Rows {
    let mut rows = Rows::new(
        "unit document_year year stage scope project_code project project_amount money_unit \
         goal level1 level2 name operator value value_unit weight direction about printed source",
    );
    rows.rows = book
        .indicators
        .iter()
        .map(|indicator| indicator_row(book, indicator))
        .collect();
    rows
}

fn indicator_row(book: &Book, indicator: &Indicator) -> Vec<String> {
    let identity = &book.identity;
    let table = &book.tables[indicator.table];
    let row = indicator.row.map(|row| &table.rows[row]);
    let project = row.and_then(|row| row.project.clone()).unwrap_or_default();
    let goal = match indicator.about {
        About::Whole => table.overall_goal.clone(),
        About::Project => project.goal,
    };
    vec![
        identity.unit.clone(),
        identity.year.to_string(),
        identity.year.to_string(),
        identity.stage.name().to_owned(),
        identity.scope.name().to_owned(),
        project.code,
        row.map(|row| row.name.clone()).unwrap_or_default(),
        row.map(project_amount).unwrap_or_default(),
        table.money_unit.name().to_owned(),
        goal,
        indicator.level1.clone(),
        indicator.level2.clone(),
        indicator.name.clone(),
        indicator.operator.map_or("", Operator::sign).to_owned(),
        indicator.value.clone(),
        indicator.value_unit.clone(),
        indicator.weight.clone(),
        indicator.direction.clone(),
        indicator.about.name().to_owned(),
        indicator.printed.clone(),
        book.source.name_of(indicator.place),
    ]
}

/// The whole money of a project: the first column of its row.
fn project_amount(row: &Row) -> String {
    row.figures
        .first()
        .map(|figure| figure.amount.to_string())
        .unwrap_or_default()
}

fn tables(book: &Book) -> Rows {
    let mut rows =
        Rows::new("unit document_year stage scope table title state figures money_unit source");
    rows.rows = book
        .tables
        .iter()
        .map(|table| table_row(book, table))
        .collect();
    rows
}

fn table_row(book: &Book, table: &Table) -> Vec<String> {
    let identity = &book.identity;
    let money_unit = match table.state {
        TableState::Missing => "",
        _ => table.money_unit.name(),
    };
    vec![
        identity.unit.clone(),
        identity.year.to_string(),
        identity.stage.name().to_owned(),
        identity.scope.name().to_owned(),
        table.kind_name().to_owned(),
        table.title.clone(),
        table.state.name().to_owned(),
        table.figure_count().to_string(),
        money_unit.to_owned(),
        book.source.name_of(table.place),
    ]
}
