/*!
The levels of a classification, as the pages show them.

What stands under a code, and what is printed or summed, is the drill-down's to
say; here its amounts become figures with marks and places.
*/

use crate::budget::{
    Classification, Drill, Measure, Node as Drilled, Place, Row, RowKind, Sum, Table, TableKind,
};
use crate::screens::model::money::Shown;
use crate::screens::pages::view::Opened;

/// From this width on the levels stand side by side.
pub const SIDE_BY_SIDE: u16 = 120;

/// A code of one level and what the table prints for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether the name is the built-in classification's, the document having none.
    pub named_by_list: bool,
    /// Its figures, in the order of the columns.
    pub figures: Vec<(Measure, Shown)>,
    /// Where it is printed; none where it is summed.
    pub place: Option<Place>,
    /// Whether there is a level below.
    pub has_children: bool,
}

impl Node {
    /// The figure of a measure.
    pub fn figure(&self, measure: Measure) -> Option<&Shown> {
        self.figures
            .iter()
            .find(|(of, _)| *of == measure)
            .map(|(_, shown)| shown)
    }

    /// The name as it is shown: in brackets where it is not the document's.
    pub fn shown_name(&self) -> String {
        if self.named_by_list {
            format!("〔{}〕", self.name)
        } else {
            self.name.clone()
        }
    }
}

/// A table as a tree of codes.
pub struct Coded<'a> {
    opened: Opened<'a>,
    drill: Drill<'a>,
}

impl<'a> Coded<'a> {
    /// The rows of a table that belong to a classification.
    pub fn of(opened: Opened<'a>, table: &'a Table, classification: Classification) -> Self {
        Self {
            opened,
            drill: Drill::of(table, classification, opened.book.identity.year)
                .named_by(opened.official),
        }
    }

    /// Whether no row has a code.
    pub fn is_empty(&self) -> bool {
        self.drill.is_empty()
    }

    /// Whether the table prints the code or something under it.
    pub fn has(&self, code: &str) -> bool {
        self.drill.has(code)
    }

    /// The nodes right under a code, or the outermost, in printed order.
    pub fn children(&self, under: Option<&str>) -> Vec<Node> {
        let nodes = self.drill.children(under);
        nodes.into_iter().map(|node| self.shown(node)).collect()
    }

    /// The node of a code.
    pub fn node(&self, code: &str) -> Node {
        self.shown(self.drill.node(code))
    }

    /// The total of a level: what the table prints for it, or the sum of its nodes.
    pub fn total(&self, table: &Table, under: Option<&str>) -> Option<Node> {
        let drilled = self.drill.children(under);
        if drilled.is_empty() {
            return None;
        }
        let mut total = match (under, printed_total(table)) {
            (Some(code), _) => self.node(code),
            (None, Some(row)) => self.of_row(row),
            (None, None) => self.without_row(self.drill.total_of(&drilled)),
        };
        total.code = String::new();
        total.named_by_list = false;
        total.name = if total.place.is_some() {
            "合计"
        } else {
            "合计（推算）"
        }
        .to_owned();
        Some(total)
    }

    fn of_row(&self, row: &Row) -> Node {
        let year = self.opened.book.identity.year;
        let figures = row.figures.iter().filter(|figure| figure.year == year);
        let sums = figures.map(|figure| Sum::Printed(figure.clone())).collect();
        Node {
            place: Some(row.place),
            ..self.without_row(sums)
        }
    }

    fn without_row(&self, sums: Vec<Sum>) -> Node {
        Node {
            code: String::new(),
            name: String::new(),
            named_by_list: false,
            figures: self.figures(sums),
            place: None,
            has_children: true,
        }
    }

    fn shown(&self, node: Drilled) -> Node {
        Node {
            code: node.code,
            name: node.name,
            named_by_list: node.named_by_list,
            figures: self.figures(node.sums),
            place: node.place,
            has_children: node.has_children,
        }
    }

    fn figures(&self, sums: Vec<Sum>) -> Vec<(Measure, Shown)> {
        sums.into_iter()
            .map(|sum| match sum {
                Sum::Printed(figure) => {
                    let shown = Shown::printed(&figure, self.opened.id);
                    (figure.measure, shown)
                }
                Sum::Summed(measure, amount, ground) => {
                    (measure, Shown::summed(amount, ground.says()))
                }
            })
            .collect()
    }
}

/// The printed total of a table; of one that prints a single unit's rows and no total, the
/// unit's own row.
pub fn printed_total(table: &Table) -> Option<&Row> {
    let rows = table.rows.iter();
    let mut units = rows.clone().filter(|row| row.kind == RowKind::Unit);
    let mut total = rows.clone().filter(|row| row.is_whole_total());
    total.next().or_else(|| {
        let only = units.next();
        only.filter(|_| units.next().is_none())
    })
}

/// The measures of a table that are shown in its columns: the outermost ones, without
/// those that hold nothing but blanks and zeros.
pub fn main_measures(table: &Table) -> Vec<Measure> {
    let outer = || table.measures.iter().filter(|measure| measure.depth() == 0);
    let used = |measure: &&Measure| {
        table.rows.iter().any(|row| {
            row.figures
                .iter()
                .any(|figure| figure.measure == **measure && !figure.amount.is_zero())
        })
    };
    let some: Vec<Measure> = outer().filter(used).copied().collect();
    if some.is_empty() {
        outer().copied().collect()
    } else {
        some
    }
}

/// The tables of a budget that classify by function and have figures to show.
pub fn tables(opened: Opened<'_>) -> Vec<TableKind> {
    TableKind::ALL
        .iter()
        .copied()
        .filter(|kind| kind.is_by_function())
        .filter(|&kind| table_of(opened, kind).is_some())
        .collect()
}

/// The first table of a kind that has codes: the one that all pages mean by the kind.
pub fn table_of(opened: Opened<'_>, kind: TableKind) -> Option<&Table> {
    opened
        .book
        .tables_of(kind)
        .find(|table| !Coded::of(opened, table, Classification::Function).is_empty())
}

/// The codes above and at `under` with their names.
pub fn crumbs(coded: &Coded, under: Option<&str>) -> Vec<String> {
    let under = under.unwrap_or_default();
    [3, 5, 7]
        .into_iter()
        .filter_map(|length| under.get(..length))
        .map(|code| {
            let node = coded.node(code);
            format!("{} {}", node.code, node.shown_name())
        })
        .collect()
}

/// A function's printed or official name.
pub fn name_of(opened: Opened, coded: &[Coded], code: &str) -> String {
    coded
        .iter()
        .map(|coded| coded.node(code))
        .find(|node| !node.named_by_list)
        .map(|node| node.name)
        .or_else(|| {
            let name = opened.official.name(Classification::Function, code);
            name.map(|name| format!("〔{name}〕"))
        })
        .unwrap_or_default()
}
