/*!
Whose budget a document is, for which year, at which stage.
*/

use serde::{Deserialize, Serialize};

/// 预算 or 决算.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stage {
    /// 决算, a final account (sorts before 预算, as its code points do)
    Final,
    /// 预算
    Budget,
}

impl Stage {
    /// Both stages.
    pub const ALL: [Stage; 2] = [Stage::Budget, Stage::Final];
    /// The printed name.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Budget => "预算",
            Stage::Final => "决算",
        }
    }
    /// The stage of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }
}

/// Whose budget the document says it is: 部门预算 or 单位预算.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Scope {
    /// 单位 (sorts before 部门, as its code points do)
    Unit,
    /// 部门
    Department,
}

impl Scope {
    /// Both scopes.
    pub const ALL: [Scope; 2] = [Scope::Department, Scope::Unit];
    /// The printed name.
    pub fn name(self) -> &'static str {
        match self {
            Scope::Department => "部门",
            Scope::Unit => "单位",
        }
    }
    /// The scope of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }
}

/// What makes a document this budget and no other. Two documents with one identity
/// replace each other in the library. The order is the exports' order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Identity {
    /// The unit's or department's name.
    pub unit: String,
    /// The budget's year.
    pub year: u16,
    /// 预算 or 决算.
    pub stage: Stage,
    /// 部门 or 单位.
    pub scope: Scope,
}

impl std::fmt::Display for Identity {
    /// 新乡市社会保险中心 2023 年单位预算
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} {} 年{}{}",
            self.unit,
            self.year,
            self.scope.name(),
            self.stage.name()
        )
    }
}

/// What is known of a budget's identity: from its document, or from whoever imports it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Given {
    /// The unit's or department's name.
    pub unit: Option<String>,
    /// The budget's year.
    pub year: Option<u16>,
    /// 预算 or 决算.
    pub stage: Option<Stage>,
    /// 部门 or 单位.
    pub scope: Option<Scope>,
}

impl Given {
    /// What is known, and of the rest what another knows.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            unit: self.unit.or(other.unit),
            year: self.year.or(other.year),
            stage: self.stage.or(other.stage),
            scope: self.scope.or(other.scope),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_code_points() {
        assert!(Stage::Final < Stage::Budget);
        assert!(Stage::Final.name() < Stage::Budget.name());
        assert!(Scope::Unit < Scope::Department);
        assert!(Scope::Unit.name() < Scope::Department.name());
    }
}
