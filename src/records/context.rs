/*!
What a reader of rows must know of the document and the table around them.
*/

use crate::budget::columns::Concept;
use crate::budget::{Classification, Identity, MoneyUnit, RowKind, Scope, TableKind};
use crate::records::told_elsewhere::IncomeBySource;
use crate::tables::lines::squeeze;

/// What the rest of the document says on questions that a torn table leaves open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// The sources of income that 收支总表 prints amounts for.
    pub income_sources: Vec<Concept>,
    /// What it prints for each, by the column of 收入总表 that the source is.
    pub income_by_source: IncomeBySource,
    /// Whether 财政拨款收支总表 prints a carry-over; `None` where there is no such table.
    pub fiscal_carry_over: Option<bool>,
    /// The departments and units that other tables list.
    pub units: Vec<String>,
    /// The items of 三公 that the prose gives money for.
    pub three_public: Vec<Concept>,
}

/// A column for the unit, beside the row's own labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitColumn {
    /// The table has none.
    None,
    /// It prints codes: 单位代码, 部门（单位）代码.
    Codes,
    /// It prints names: 项目单位, 预算单位.
    Names,
}

impl UnitColumn {
    /// The column that the words of a header name.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut column = Self::None;
        for word in words {
            let is = |starts: &[&str]| starts.iter().any(|start| word.starts_with(start));
            if is(&["项目单位", "预算单位"]) {
                return Self::Names;
            }
            if is(&["单位代码", "单位编码", "部门（单位）代码", "部门(单位)代码"])
            {
                column = Self::Codes;
            }
        }
        column
    }
}

/// The document and the table that rows are read in.
#[derive(Debug, Clone)]
pub struct Context {
    /// What the rest of the document says.
    pub evidence: Evidence,
    /// Whose budget it is.
    pub identity: Identity,
    /// The table's kind.
    pub kind: TableKind,
    /// Whether the table's rows are classes (and not units alone).
    pub has_classes: bool,
    /// What the rows print, where their kind of table leaves it open or says another.
    printed_classification: Option<Classification>,
    /// What the table prints of the unit on each row.
    pub unit_column: UnitColumn,
    /// The unit of the table's money.
    pub money_unit: MoneyUnit,
}

/// The last words of organisations' names.
const ORGANISATION_ENDS: &[&str] = &[
    "局",
    "厅",
    "部",
    "委",
    "委员会",
    "中心",
    "办公室",
    "管理处",
    "管理局",
    "学校",
    "小学",
    "中学",
    "大学",
    "学院",
    "医院",
    "街道",
    "街道办事处",
    "办事处",
    "人民政府",
    "研究院",
    "研究所",
    "图书馆",
    "博物馆",
    "文化馆",
    "站",
    "大队",
    "支队",
    "总队",
    "法院",
    "检察院",
    "本级",
    "机关",
    "管理所",
    "联合会",
    "总工会",
    "委员会办公室",
    "服务所",
    "事务所",
    "园",
    "馆",
    "队",
];

/// Whether a name ends as those of organisations do.
pub fn is_organisation_name(name: &str) -> bool {
    ORGANISATION_ENDS.iter().any(|end| name.ends_with(end)) && !name.ends_with("支部")
}

impl Context {
    /// The context of a document, before any table.
    pub fn new(identity: Identity) -> Self {
        Self {
            evidence: Evidence::default(),
            identity,
            kind: TableKind::Expenditure,
            has_classes: false,
            printed_classification: None,
            unit_column: UnitColumn::None,
            money_unit: MoneyUnit::Wan,
        }
    }

    /// A context for tests: the unit's budget of 2024.
    #[cfg(test)]
    pub fn for_tests(unit: &str) -> Self {
        use crate::budget::Stage;
        Self::new(Identity {
            unit: unit.to_owned(),
            year: 2024,
            stage: Stage::Budget,
            scope: Scope::Unit,
        })
    }

    /// The same document, in a table.
    pub fn enter(&mut self, kind: TableKind, unit_column: UnitColumn) {
        self.kind = kind;
        self.printed_classification = None;
        self.has_classes = kind.is_by_function()
            || kind.is_by_economic_class()
            || kind == TableKind::GeneralBudgetProjects;
        self.unit_column = unit_column;
    }

    /// Takes from a header whether 收入总表 lists functions instead of units.
    pub fn take_header(&mut self, header: &str) {
        let lists_functions = ["功能分类", "科目编码", "科目代码"]
            .iter()
            .any(|word| header.contains(word));
        self.has_classes |= self.kind == TableKind::Income && lists_functions;
    }

    /// Takes from the rows which classification they print, where the kind of table leaves it open or says
    /// another.
    pub fn take_rows(&mut self, printed: Option<Classification>) {
        let may_have_classes = self.has_classes || self.kind == TableKind::Income;
        // Of a class of the government beside one of the department the labels say which is the row's.
        let by_function =
            |classification: &Classification| *classification == Classification::Function;
        let is_by_function = by_function(&self.classification());
        self.printed_classification = printed.filter(|printed| {
            may_have_classes && (by_function(printed) != is_by_function || !self.has_classes)
        });
        self.has_classes |= self.printed_classification.is_some();
    }

    /// The classification that the table's rows follow.
    pub fn classification(&self) -> Classification {
        let by_kind = if self.kind.is_by_economic_class() {
            Classification::DepartmentEconomic
        } else {
            Classification::Function
        };
        self.printed_classification.unwrap_or(by_kind)
    }

    /// What a row with a class's code is.
    pub fn class_kind(&self) -> RowKind {
        match self.classification() {
            Classification::Function => RowKind::Function,
            Classification::DepartmentEconomic => RowKind::DepartmentEconomic,
            Classification::GovernmentEconomic => RowKind::GovernmentEconomic,
        }
    }

    /// Whether a name is an organisation's: the document's own unit, or one by its last word.
    pub fn is_organisation(&self, name: &str) -> bool {
        if name.is_empty() {
            return false;
        }
        let bare = squeeze(name);
        self.is_own_unit(&bare) || (bare.chars().count() > 4 && is_organisation_name(&bare))
    }

    /// Whether a name is the unit's own.
    pub fn is_own_unit(&self, name: &str) -> bool {
        squeeze(name) == squeeze(&self.identity.unit)
    }

    /// Whether an organisation is a department or a unit: the document's own is what its
    /// title says, unless its code is a department's; others are departments where their
    /// code is (three digits) or where none is printed.
    pub fn organisation_kind(&self, name: &str, code: &str) -> RowKind {
        let is_department_code = code.len() == 3;
        if self.is_own_unit(name) {
            let heads_others = is_department_code && self.identity.scope == Scope::Department;
            return if heads_others {
                RowKind::Department
            } else {
                RowKind::Unit
            };
        }
        if is_department_code || code.is_empty() && self.identity.scope == Scope::Unit {
            return RowKind::Department;
        }
        if code.is_empty() && self.is_above_own_unit(name) {
            RowKind::Department
        } else {
            RowKind::Unit
        }
    }

    /// In a department's budget of one unit, a bureau printed over the unit is its department.
    fn is_above_own_unit(&self, name: &str) -> bool {
        ["局", "厅", "委员会", "人民政府"]
            .iter()
            .any(|end| name.ends_with(end))
            && squeeze(name).chars().count() > 4
    }
}
