/*!
What a column of a sheet is.
*/

use crate::budget::Measure;
use std::fmt;

/// What a column is, whatever stands above it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ColumnId {
    /// A column that a page names.
    Named(&'static str),
    /// A measure.
    Measure(Measure),
    /// A measure in a year, of a table that prints several.
    MeasureOf(u16, Measure),
    /// A year.
    Year(u16),
    /// A column whose heading alone tells it from others.
    Titled(String),
}

impl ColumnId {
    /// The money, of a page that has one column of it.
    pub const AMOUNT: ColumnId = ColumnId::Named("金额");
}

/// As it is headed, and as a note names it.
impl fmt::Display for ColumnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ColumnId::Named(name) => f.write_str(name),
            ColumnId::Measure(measure) => write!(f, "{measure}"),
            ColumnId::MeasureOf(year, measure) => write!(f, "{year}年/{measure}"),
            ColumnId::Year(year) => write!(f, "{year}年"),
            ColumnId::Titled(title) => f.write_str(title),
        }
    }
}

impl From<&'static str> for ColumnId {
    fn from(name: &'static str) -> Self {
        ColumnId::Named(name)
    }
}

impl From<Measure> for ColumnId {
    fn from(measure: Measure) -> Self {
        ColumnId::Measure(measure)
    }
}

impl From<String> for ColumnId {
    fn from(title: String) -> Self {
        ColumnId::Titled(title)
    }
}
