/*!
The columns of what is exported.
*/

use super::headings;
use std::borrow::Cow;

/// Columns of years, which are integers wherever types are told.
pub(super) const YEARS: [&str; 2] = ["year", "document_year"];
/// Columns of integers where their cells are numbers; the `row` of a note is a name.
pub(super) const COUNTS: [&str; 4] = ["row", "figures", "times", "peers"];

/// What stands in the cells of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cells {
    /// Text, which lines up on the left.
    Text,
    /// What has digits and is nothing to reckon with, such as a year: to the right, and
    /// text in a workbook.
    Label,
    /// Numbers: to the right, and numbers in a workbook.
    Number,
    /// A list of objects, as JSON; a column of JSON alone.
    Objects,
}

/// A column: what programs call it, what people read over it, and what its cells hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportColumn {
    /// The name in CSV and JSON.
    pub key: Cow<'static, str>,
    /// The heading in a table.
    pub heading: Cow<'static, str>,
    /// What the cells hold.
    pub cells: Cells,
}

impl ExportColumn {
    /// A column of text.
    pub fn text(key: impl Into<Cow<'static, str>>, heading: impl Into<Cow<'static, str>>) -> Self {
        Self {
            key: key.into(),
            heading: heading.into(),
            cells: Cells::Text,
        }
    }

    /// A column of years and the like.
    pub fn label(key: impl Into<Cow<'static, str>>, heading: impl Into<Cow<'static, str>>) -> Self {
        Self {
            cells: Cells::Label,
            ..Self::text(key, heading)
        }
    }

    /// A column of numbers.
    pub fn number(
        key: impl Into<Cow<'static, str>>,
        heading: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            cells: Cells::Number,
            ..Self::text(key, heading)
        }
    }

    /// The same column under the heading that people read, in every form.
    pub fn in_chinese(mut self) -> Self {
        self.key = match headings::in_chinese(&self.key) {
            Some(heading) if self.heading == self.key => heading.into(),
            _ => self.heading.clone(),
        };
        self.heading = self.key.clone();
        self
    }

    /// A column of lists of objects.
    pub fn objects(key: &'static str) -> Self {
        Self {
            cells: Cells::Objects,
            ..Self::text(key, key)
        }
    }
}
