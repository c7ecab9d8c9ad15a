//! Single figures, rows and columns of a table (R14, R15, T01, T08–T10).

use super::Words;
use crate::budget::{Amount, MoneyUnit, RuleCode};

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum RowFault {
    /// The figures of the total and those of another row changed places.
    Exchanged { row: String },
    /// A table prints the figures of another in another unit of money.
    UnitOfTable {
        unit: MoneyUnit,
        other: String,
        other_unit: MoneyUnit,
        same: usize,
    },
    /// A row is printed twice.
    Repeated { row: String },
    /// A row is printed twice, and so many sums hold without one of them.
    RepeatedInSums { row: String, sums: usize },
    /// So many rows of a table, the first of them, have no figure.
    WithoutFigures { table: String, rows: usize },
    /// So many rows of a table, the first of them, have no name.
    WithoutName { table: String, rows: usize },
    /// A class of staff stands under running costs, or the other way round.
    WrongColumn {
        code: String,
        name: String,
        amount: Amount,
        column: String,
    },
}

impl RowFault {
    pub fn words(&self) -> Words {
        const ONCE: &str = "同一科目、项目在一张表里只印一行";
        match self {
            Self::Exchanged { row } => Words::of(
                RuleCode::T01,
                "合计＝各顶层行之和",
                format!("合计行与「{row}」一行的数对调了：换回来各处合计都相符"),
            ),
            Self::UnitOfTable {
                unit,
                other,
                other_unit,
                same,
            } => Words::of(
                RuleCode::P13,
                "同样的数在各表单位相同",
                format!(
                    "此表的单位印作{}，「{other}」里同样的 {same} 个数是{}",
                    unit.name(),
                    other_unit.name()
                ),
            ),
            Self::Repeated { row } => Words::of(RuleCode::T08, ONCE, format!("{row} 印了两行")),
            Self::RepeatedInSums { row, sums } => Words::of(
                RuleCode::T08,
                ONCE,
                format!("{row} 印了两行，除去一行，不符的 {sums} 处合计就相符"),
            ),
            Self::WithoutFigures { table, rows } => Words::of(
                RuleCode::T09,
                "",
                format!("「{table}」等共 {rows} 行没有任何金额"),
            ),
            Self::WithoutName { table, rows } => Words::of(
                RuleCode::T09,
                "",
                format!("「{table}」等共 {rows} 行有金额而没有名称"),
            ),
            Self::WrongColumn {
                code,
                name,
                amount,
                column,
            } => Words::of(
                RuleCode::R15,
                "301、303 类为人员经费，302、310 类为公用经费",
                format!("{code} {name} 的 {amount} 列在{column}"),
            ),
        }
    }
}

/// What is wrong with the figures of a column.
#[derive(Debug, Clone, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum ColumnFault {
    /// Amounts are negative.
    Negative { column: String },
    /// A few figures have more decimals than all others of their table.
    TooFine,
    /// A column in 元 stands in a table of 万元.
    InYuan { column: String },
    /// A share is less than nothing or more than the whole.
    ShareOutOfBounds,
    /// A printed share in the total is another than the figures make.
    Share(PrintedRate),
    /// A printed rate of change is another than the figures make.
    Growth(PrintedRate),
}

/// A printed rate, and what the figures of its row make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedRate {
    pub code: String,
    pub name: String,
    pub heading: String,
    pub printed: String,
    pub recomputed: String,
}

impl PrintedRate {
    fn sentence(&self) -> String {
        format!(
            "{} {} 的「{}」印作 {}，重新计算是 {}",
            self.code, self.name, self.heading, self.printed, self.recomputed
        )
    }
}

impl ColumnFault {
    pub fn words(&self) -> Words {
        match self {
            Self::Negative { column } => Words::of(
                RuleCode::R14,
                format!("「{column}」不为负"),
                format!("「{column}」印作负数"),
            ),
            Self::TooFine => Words::of(
                RuleCode::R14,
                "小数位数与本表一致",
                "比本表别的数多印了小数",
            ),
            Self::InYuan { column } => Words::of(
                RuleCode::R14,
                format!("「{column}」与本表别的列单位相同"),
                format!("「{column}」像是少除了一万：以元计的数印在万元的表里"),
            ),
            Self::ShareOutOfBounds => Words::of(
                RuleCode::R14,
                "占比在 0 与 100% 之间",
                "占比小于 0 或大于 100%",
            ),
            Self::Share(rate) => Words::of(RuleCode::T10, "占比＝本行合计÷总计", rate.sentence()),
            Self::Growth(rate) => Words::of(
                RuleCode::T10,
                "增减幅＝（本年数－上年数）÷上年数",
                rate.sentence(),
            ),
        }
    }
}
