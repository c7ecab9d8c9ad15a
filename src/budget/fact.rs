/*!
Printed rows and the figures in them.
*/

use super::{Amount, Measure, Place};
use serde::{Deserialize, Serialize};

/// What a row is about; the names are the `row_kind` vocabulary of the exports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RowKind {
    /// 合计
    Total,
    /// 部门, the department above the unit
    Department,
    /// 单位
    Unit,
    /// 功能, a row of 支出功能分类
    Function,
    /// 部门经济, a row of 部门预算支出经济分类
    DepartmentEconomic,
    /// 政府经济, a row of 政府预算支出经济分类
    GovernmentEconomic,
    /// 项目
    Project,
    /// 收支项, a line of 收支总表 or 财政拨款收支总表
    IncomeOrExpenditure,
    /// 其他
    Other,
}

impl RowKind {
    /// Every kind.
    pub const ALL: [RowKind; 9] = [
        RowKind::Total,
        RowKind::Department,
        RowKind::Unit,
        RowKind::Function,
        RowKind::DepartmentEconomic,
        RowKind::GovernmentEconomic,
        RowKind::Project,
        RowKind::IncomeOrExpenditure,
        RowKind::Other,
    ];

    /// Whether the row is that of a unit or of a department, and of no class of its budget.
    pub fn is_organisation(self) -> bool {
        matches!(self, RowKind::Unit | RowKind::Department)
    }

    /// The name in the exports.
    pub fn name(self) -> &'static str {
        match self {
            RowKind::Total => "合计",
            RowKind::Department => "部门",
            RowKind::Unit => "单位",
            RowKind::Function => "功能",
            RowKind::DepartmentEconomic => "部门经济",
            RowKind::GovernmentEconomic => "政府经济",
            RowKind::Project => "项目",
            RowKind::IncomeOrExpenditure => "收支项",
            RowKind::Other => "其他",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// How a figure came to be here. A derived figure never replaces a printed one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Origin {
    /// The document prints it, and its row and column are known.
    Printed,
    /// The text lost the cell, and the sums of its row or column force it; the text is
    /// the equation in words.
    Derived(String),
    /// The document prints it, and nothing decides its row or column; the text says why
    /// the reading is the likelier one.
    Uncertain(String),
}

impl Origin {
    /// The name in the exports.
    pub fn name(&self) -> &'static str {
        match self {
            Origin::Printed => "printed",
            Origin::Derived(_) => "derived",
            Origin::Uncertain(_) => "uncertain",
        }
    }

    /// The ground of a derived or uncertain figure.
    pub fn ground(&self) -> &str {
        match self {
            Origin::Printed => "",
            Origin::Derived(ground) | Origin::Uncertain(ground) => ground,
        }
    }

    /// The origin from its name and ground; anything unknown is uncertain.
    pub fn from_parts(name: &str, ground: &str) -> Self {
        match name {
            "printed" => Origin::Printed,
            "derived" => Origin::Derived(ground.to_owned()),
            _ => Origin::Uncertain(ground.to_owned()),
        }
    }
}

/// One amount in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The column.
    pub measure: Measure,
    /// The year that the figure is for.
    pub year: u16,
    /// The amount as printed.
    pub amount: Amount,
    /// Printed, derived or uncertain.
    pub origin: Origin,
    /// Where it stands (for a derived figure, where its row stands).
    pub place: Place,
}

impl Figure {
    /// Whether the document prints the figure in this very place.
    pub fn is_printed(&self) -> bool {
        self.origin == Origin::Printed
    }
}

/// What a row of a project or performance table says of its project besides money.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ProjectDetails {
    /// The project's code, or empty.
    pub code: String,
    /// 其他运转类, 特定目标类, 人员类 …, or empty.
    pub kind: String,
    /// The 项 it stands under, seven digits, or empty.
    pub function_code: String,
    /// 年度目标, or empty.
    pub goal: String,
}

/// Which side of a table that prints income beside expenditure a row stands on.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default,
)]
pub enum Side {
    /// The table has one side.
    #[default]
    Only,
    /// 收入
    Income,
    /// 支出
    Expenditure,
}

impl Side {
    /// Every side.
    pub const ALL: [Side; 3] = [Side::Only, Side::Income, Side::Expenditure];

    /// The printed word over the side, or nothing.
    pub fn name(self) -> &'static str {
        match self {
            Side::Only => "",
            Side::Income => "收入",
            Side::Expenditure => "支出",
        }
    }

    /// The side of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.name() == name)
    }
}

/// A printed row. The two sides of 收支总表 are two rows with one ordinal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The row's number in its table, from 1, headers not counted.
    pub ordinal: u32,
    /// Which side of the table it stands on.
    pub side: Side,
    /// What the row is about.
    pub kind: RowKind,
    /// Function, department economic or unit code, or empty.
    pub code: String,
    /// Government economic code where the table pairs one, or empty.
    pub code2: String,
    /// The printed name (of the department class, where a table pairs two).
    pub name: String,
    /// The printed name of the government economic class where the table pairs one.
    pub name2: String,
    /// The printed heading the row stands under (其中, 上年结转), or empty.
    pub under: String,
    /// The unit printed on the row, code or name, or empty.
    pub unit: String,
    /// Set where the row is a project.
    pub project: Option<ProjectDetails>,
    /// Where the row stands.
    pub place: Place,
    /// Its amounts, in the order of the columns.
    pub figures: Vec<Figure>,
}

impl Row {
    /// A row that says nothing yet.
    pub fn blank() -> Self {
        Self {
            ordinal: 0,
            side: Side::Only,
            kind: RowKind::Other,
            code: String::new(),
            code2: String::new(),
            name: String::new(),
            name2: String::new(),
            under: String::new(),
            unit: String::new(),
            project: None,
            place: Place::default(),
            figures: Vec::new(),
        }
    }

    /// What its figures of a column come to, in ten-thousandths of a 元: nothing there is 0.
    pub fn sum_in(&self, measure: Measure) -> i128 {
        let figures = self.figures.iter();
        let such = figures.filter(|figure| figure.measure == measure);
        such.map(|figure| i128::from(figure.amount.ten_thousandths()))
            .sum()
    }

    /// Whether it is the total of the whole table. 人员经费合计 and 公用经费合计 are those of its parts:
    /// a final account prints them below the classes and no sum of both.
    pub fn is_whole_total(&self) -> bool {
        self.kind == RowKind::Total && !self.name.ends_with("经费合计")
    }

    /// The figure of a measure for a year.
    pub fn figure(&self, measure: Measure, year: u16) -> Option<&Figure> {
        self.figures
            .iter()
            .find(|figure| figure.measure == measure && figure.year == year)
    }

    /// The printed amount of a measure, whatever its year. Derived and uncertain figures are
    /// left out: where an amount stands alone nothing could mark it.
    pub fn amount(&self, measure: Measure) -> Option<Amount> {
        self.figures
            .iter()
            .find(|figure| figure.measure == measure && figure.is_printed())
            .map(|figure| figure.amount)
    }
}
