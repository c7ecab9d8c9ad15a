/*!
The drill-down: what stands under a code in a table.

Which row is the sum of which is the [tree](super::CodeTree)'s to say, as for the checks. A 类 or 款
that the document prints is shown as printed, also where it prints the subtotal without its code. One that it leaves out is the sum of what it prints below,
and says so (推算); its name then comes from the year's list of codes.

```text
208 社会保障和就业支出      11,144.72   summed: the table prints only 项
└─ 20805 行政事业单位…       5,281.07   summed
   └─ 2080506 职业年金缴费   4,660.00   printed, at a place
```
*/

use super::code_tree::is_crossed;
use super::{
    Amount, Classification, CodeLevel, CodeTree, Figure, Measure, Official, Place, Row, RowKind,
    Table, TableKind,
};
use std::collections::HashMap;

/// Why a sum is shown where nothing is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// The sum of the level below.
    LevelBelow,
    /// The sum of several rows that print one code.
    SeveralRows,
}

impl Ground {
    /// The ground in words.
    pub fn says(self) -> &'static str {
        match self {
            Ground::LevelBelow => "下级之和",
            Ground::SeveralRows => "各行之和",
        }
    }
}

/// An amount of a node: the document's own or a sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sum {
    /// The document has it (printed, derived or uncertain as the figure says).
    Printed(Figure),
    /// It was added up here.
    Summed(Measure, Amount, Ground),
}

impl Sum {
    /// Its column.
    pub fn measure(&self) -> Measure {
        match self {
            Sum::Printed(figure) => figure.measure,
            Sum::Summed(measure, ..) => *measure,
        }
    }

    /// The amount.
    pub fn amount(&self) -> Amount {
        match self {
            Sum::Printed(figure) => figure.amount,
            Sum::Summed(_, amount, _) => *amount,
        }
    }

    /// `printed`, `derived`, `uncertain`, or `summed` for what was added up here.
    pub fn origin_name(&self) -> &'static str {
        match self {
            Sum::Printed(figure) => figure.origin.name(),
            Sum::Summed(..) => "summed",
        }
    }
}

/// A code of one level and what the table says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The code.
    pub code: String,
    /// Its name; the code itself where neither document nor classification names it.
    pub name: String,
    /// Whether the document does not print the name.
    pub named_by_list: bool,
    /// Its amounts, in the order of the columns.
    pub sums: Vec<Sum>,
    /// Where its row is printed; none where it was added up.
    pub place: Option<Place>,
    /// Whether the table has a level below.
    pub has_children: bool,
}

impl Node {
    /// The amount of a measure.
    pub fn sum(&self, measure: Measure) -> Option<&Sum> {
        self.sums.iter().find(|sum| sum.measure() == measure)
    }

    /// Whether the node is added up, not printed.
    pub fn is_summed(&self) -> bool {
        self.place.is_none()
    }
}

/// The classification whose codes are the rows of a kind of table.
pub fn classification_of(kind: TableKind) -> Option<Classification> {
    if kind.is_by_function() {
        Some(Classification::Function)
    } else if kind.is_by_economic_class() {
        Some(Classification::DepartmentEconomic)
    } else {
        None
    }
}

/// A table as a tree of codes.
pub struct Drill<'b> {
    classification: Classification,
    year: u16,
    official: Official<'b>,
    columns: &'b [Measure],
    rows: Vec<Coded<'b>>,
    /// Whether a coarser row is one more line beside the finer ones: some provinces print 30302 and
    /// 3030201 as two lines of one list.
    is_list: bool,
}

/// A row of the classification.
struct Coded<'b> {
    /// Its code, printed or that of the subtotal that it is; empty where neither is known.
    code: String,
    is_printed: bool,
    name: &'b str,
    row: &'b Row,
}

impl<'b> Coded<'b> {
    fn of(row: &'b Row, classification: Classification, found: Option<&str>) -> Option<Self> {
        let (printed, name) = code_and_name(row, classification)?;
        let found = found.filter(|code| CodeLevel::of(code).is_some());
        let is_printed = !printed.is_empty();
        let code = if is_printed {
            printed
        } else {
            found.unwrap_or_default()
        };
        Some(Self {
            code: code.to_owned(),
            is_printed,
            name,
            row,
        })
    }
}

impl<'b> Drill<'b> {
    /// The rows of a table that belong to a classification, with their figures of a year.
    pub fn of(table: &'b Table, classification: Classification, year: u16) -> Self {
        let tree = CodeTree::along(table, classification, &HashMap::new());
        let rows = table.rows.iter().enumerate();
        let rows = rows.filter_map(|(index, row)| Coded::of(row, classification, tree.code(index)));
        Self {
            classification,
            year,
            official: Official::built_in(year),
            columns: &table.measures,
            rows: rows.collect(),
            is_list: tree.is_list,
        }
    }

    /// The same with names, where the table prints none, that are official by another list.
    #[must_use]
    pub fn named_by(self, official: Official<'b>) -> Self {
        Self { official, ..self }
    }

    /// Whether no row has a code.
    pub fn is_empty(&self) -> bool {
        self.rows.iter().all(|coded| coded.code.is_empty())
    }

    /// Whether the table prints the code or something under it.
    pub fn has(&self, code: &str) -> bool {
        CodeLevel::of(code).is_some() && self.rows.iter().any(|coded| coded.code.starts_with(code))
    }

    /// The nodes right under a code, or the outermost, in printed order.
    pub fn children(&self, under: Option<&str>) -> Vec<Node> {
        let row_beside = under.and_then(|code| {
            self.row_beside_finer(code)
                .map(|row| self.own_row(code, row))
        });
        row_beside
            .into_iter()
            .chain(self.level_below(under))
            .collect()
    }

    /// The nodes of the codes one level below.
    fn level_below(&self, under: Option<&str>) -> Vec<Node> {
        let prefix = under.unwrap_or_default();
        let length = match prefix.len() {
            0 => 3,
            3 => 5,
            5 => 7,
            _ => return Vec::new(),
        };
        let mut codes: Vec<&str> = Vec::new();
        for Coded { code, .. } in &self.rows {
            if code.len() > prefix.len() && code.starts_with(prefix) {
                let code = code.get(..length).unwrap_or(code);
                if !codes.contains(&code) {
                    codes.push(code);
                }
            }
        }
        codes.into_iter().map(|code| self.node(code)).collect()
    }

    /// The row of a code that is not the sum of the finer codes' rows but one more beside them.
    fn row_beside_finer(&self, code: &str) -> Option<&'b Row> {
        let rows = self.rows_of(code);
        let [row] = rows.as_slice() else { return None };
        (self.is_list && self.has_finer(code)).then_some(*row)
    }

    fn has_finer(&self, code: &str) -> bool {
        let mut codes = self.rows.iter().map(|coded| coded.code.as_str());
        codes.any(|finer| finer.len() > code.len() && finer.starts_with(code))
    }

    /// A printed row as a line of its own code's level below.
    fn own_row(&self, code: &str, row: &Row) -> Node {
        Node {
            code: code.to_owned(),
            name: row.name.clone(),
            named_by_list: false,
            sums: self.printed(row),
            place: Some(row.place),
            has_children: false,
        }
    }

    /// The node of a code.
    pub fn node(&self, code: &str) -> Node {
        let rows = self.rows_of(code);
        let printed = match rows.as_slice() {
            [row] if self.row_beside_finer(code).is_none() => Some(*row),
            _ => None,
        };
        let name = self.printed_name(code, printed);
        Node {
            code: code.to_owned(),
            named_by_list: name.is_none(),
            name: name
                .or_else(|| self.official.name(self.classification, code))
                .unwrap_or(code)
                .to_owned(),
            sums: match printed {
                Some(row) => self.printed(row),
                None => self.summed(code, &rows),
            },
            place: printed.map(|row| row.place),
            has_children: self.has_finer(code),
        }
    }

    /// The rows that print a code; where none does, the subtotals that it is the code of.
    fn rows_of(&self, code: &str) -> Vec<&'b Row> {
        let all: Vec<&Coded> = self
            .rows
            .iter()
            .filter(|coded| coded.code == code)
            .collect();
        let some_print_it = all.iter().any(|coded| coded.is_printed);
        let is_meant = |coded: &&Coded| coded.is_printed || !some_print_it;
        let meant = all.into_iter().filter(is_meant);
        meant.map(|coded| coded.row).collect()
    }

    fn printed_name(&self, code: &str, printed: Option<&'b Row>) -> Option<&'b str> {
        self.rows
            .iter()
            .find(|coded| coded.code == code && !coded.name.is_empty())
            .map(|coded| coded.name)
            .or(printed.map(|row| row.name.as_str()))
            .filter(|name| !name.is_empty())
    }

    fn printed(&self, row: &Row) -> Vec<Sum> {
        row.figures
            .iter()
            .filter(|figure| figure.year == self.year)
            .map(|figure| Sum::Printed(figure.clone()))
            .collect()
    }

    /// The sum of each measure over nodes: the total of a level that prints none.
    pub fn total_of(&self, nodes: &[Node]) -> Vec<Sum> {
        let all = nodes.iter().flat_map(|node| node.sums.clone()).collect();
        add_up(all, Ground::LevelBelow, self.columns)
    }

    /// The sums over several rows of one code, or over the level below.
    fn summed(&self, code: &str, rows: &[&Row]) -> Vec<Sum> {
        if rows.is_empty() || self.row_beside_finer(code).is_some() {
            let below = self.children(Some(code));
            add_up(
                below.into_iter().flat_map(|node| node.sums).collect(),
                Ground::LevelBelow,
                self.columns,
            )
        } else {
            let several = rows.iter().flat_map(|row| self.printed(row)).collect();
            add_up(several, Ground::SeveralRows, self.columns)
        }
    }
}

/// One sum a measure, in the order of the table's columns: a measure that only a later row
/// prints keeps its place.
fn add_up(parts: Vec<Sum>, ground: Ground, columns: &[Measure]) -> Vec<Sum> {
    let mut sums: Vec<(Measure, Vec<Amount>)> = Vec::new();
    for part in &parts {
        match sums
            .iter_mut()
            .find(|(measure, _)| *measure == part.measure())
        {
            Some((_, amounts)) => amounts.push(part.amount()),
            None => sums.push((part.measure(), vec![part.amount()])),
        }
    }
    sums.sort_by_key(|(measure, _)| columns.iter().position(|column| column == measure));
    sums.into_iter()
        .filter_map(|(measure, amounts)| {
            Amount::sum(&amounts).map(|amount| Sum::Summed(measure, amount, ground))
        })
        .collect()
}

/// The code and name of a row in a classification.
fn code_and_name(row: &Row, classification: Classification) -> Option<(&str, &str)> {
    match (classification, row.kind) {
        (Classification::Function, RowKind::Function)
        | (Classification::DepartmentEconomic, RowKind::DepartmentEconomic)
        | (Classification::GovernmentEconomic, RowKind::GovernmentEconomic) => {
            Some((&row.code, &row.name))
        }
        _ => is_crossed(row, classification).then_some((&*row.code2, &*row.name2)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::{MoneyUnit, Origin, TableState};

    #[test]
    fn a_row_beside_finer_ones_adds_to_them() {
        let rows = vec![
            row(1, "30302", "退休费", &[(Measure::TOTAL, "56.00")]),
            row(
                2,
                "3030201",
                "退休人员个人支出",
                &[(Measure::TOTAL, "93.00")],
            ),
        ];
        let rows: Vec<Row> = rows
            .into_iter()
            .map(|row| Row {
                kind: RowKind::DepartmentEconomic,
                ..row
            })
            .collect();
        let table = table(rows);
        let drill = Drill::of(&table, Classification::DepartmentEconomic, 2023);
        let amount = |code: &str| {
            drill
                .node(code)
                .sum(Measure::TOTAL)
                .unwrap()
                .amount()
                .to_string()
        };
        assert_eq!(
            (amount("303"), amount("30302")),
            ("149.00".to_owned(), "149.00".to_owned())
        );
        let below: Vec<String> = drill
            .children(Some("30302"))
            .into_iter()
            .map(|node| node.name)
            .collect();
        assert_eq!(below, ["退休费", "退休人员个人支出"]);
    }

    fn row(line: u32, code: &str, name: &str, amounts: &[(Measure, &str)]) -> Row {
        let figure = |(measure, printed): &(Measure, &str)| Figure {
            measure: *measure,
            year: 2023,
            amount: Amount::parse(printed, MoneyUnit::Wan).unwrap(),
            origin: Origin::Printed,
            place: Place::line(line),
        };
        Row {
            kind: RowKind::Function,
            code: code.to_owned(),
            name: name.to_owned(),
            place: Place::line(line),
            figures: amounts.iter().map(figure).collect(),
            ..Row::blank()
        }
    }

    fn table(rows: Vec<Row>) -> Table {
        Table {
            kind: Some(TableKind::Expenditure),
            title: "支出总表".to_owned(),
            state: TableState::Filled,
            money_unit: MoneyUnit::Wan,
            place: Place::line(1),
            end_line: 9,
            measures: vec![Measure::TOTAL, Measure::BASIC, Measure::PROJECT],
            rows,
            overall_goal: String::new(),
        }
    }

    fn amounts(node: &Node) -> Vec<(String, String)> {
        node.sums
            .iter()
            .map(|sum| (sum.measure().to_string(), sum.amount().to_string()))
            .collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected
            .iter()
            .map(|(measure, amount)| ((*measure).to_owned(), (*amount).to_owned()))
            .collect()
    }

    #[test]
    fn what_is_not_printed_is_summed_and_named_by_the_list() {
        let (total, basic, project) = (Measure::TOTAL, Measure::BASIC, Measure::PROJECT);
        let table = table(vec![
            row(
                3,
                "2080501",
                "行政单位离退休",
                &[(total, "338.57"), (basic, "338.57")],
            ),
            row(
                4,
                "2080506",
                "职业年金缴费支出",
                &[(total, "4660.00"), (project, "4660.00")],
            ),
            row(5, "2101101", "行政单位医疗", &[(total, "148.9")]),
        ]);
        let drill = Drill::of(&table, Classification::Function, 2023);
        let classes = drill.children(None);
        assert_eq!(
            classes
                .iter()
                .map(|node| node.code.as_str())
                .collect::<Vec<_>>(),
            ["208", "210"]
        );
        assert_eq!(classes[0].name, "社会保障和就业支出");
        assert!(classes[0].named_by_list && classes[0].is_summed());
        assert_eq!(
            amounts(&classes[0]),
            pairs(&[
                ("合计", "4998.57"),
                ("基本支出", "338.57"),
                ("项目支出", "4660.00")
            ])
        );
        let items = drill.children(Some("20805"));
        assert_eq!(items[1].place, Some(Place::line(4)));
        assert!(!items[1].has_children && !items[1].named_by_list);
        assert!(drill.has("20805") && !drill.has("2080") && !drill.has("213"));
    }

    #[test]
    fn a_printed_subtotal_is_shown_as_printed_even_without_its_code() {
        let total = Measure::TOTAL;
        let table = table(vec![
            row(2, "", "社会保障和就业支出", &[(total, "10.00")]),
            row(3, "2080501", "行政单位离退休", &[(total, "4.00")]),
            row(4, "2080506", "职业年金缴费支出", &[(total, "6.00")]),
            row(5, "210", "卫生健康支出", &[(total, "7.01")]),
            row(6, "2101101", "行政单位医疗", &[(total, "7.00")]),
        ]);
        let drill = Drill::of(&table, Classification::Function, 2023);
        assert_eq!(drill.node("208").place, Some(Place::line(2)));
        assert_eq!(amounts(&drill.node("210")), pairs(&[("合计", "7.01")]));
    }

    #[test]
    fn a_printed_sum_that_is_too_small_is_shown_as_printed() {
        let total = Measure::TOTAL;
        let table = table(vec![
            row(2, "208", "社会保障和就业支出", &[(total, "9.00")]),
            row(3, "2080501", "行政单位离退休", &[(total, "14.00")]),
            row(4, "210", "卫生健康支出", &[(total, "7.00")]),
            row(5, "2101101", "行政单位医疗", &[(total, "7.00")]),
        ]);
        let drill = Drill::of(&table, Classification::Function, 2023);
        assert_eq!(amounts(&drill.node("208")), pairs(&[("合计", "9.00")]));
    }

    #[test]
    fn rows_of_one_code_are_added_up() {
        let total = Measure::TOTAL;
        let table = table(vec![
            row(2, "2080501", "行政单位离退休", &[(total, "4.00")]),
            row(3, "2080501", "行政单位离退休", &[(total, "1.50")]),
        ]);
        let node = Drill::of(&table, Classification::Function, 2023).node("2080501");
        assert!(matches!(
            node.sums.as_slice(),
            [Sum::Summed(_, amount, Ground::SeveralRows)] if amount.to_string() == "5.50"
        ));
    }
}
