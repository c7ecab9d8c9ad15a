/*!
Performance indicators.
*/

use super::Place;
use serde::{Deserialize, Serialize};

/// How an indicator's value is to be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Operator {
    /// ≥
    AtLeast,
    /// ≤
    AtMost,
    /// >
    Above,
    /// <
    Below,
    /// =
    Equal,
    /// 定性
    Qualitative,
}

impl Operator {
    /// Every operator.
    pub const ALL: [Operator; 6] = [
        Operator::AtLeast,
        Operator::AtMost,
        Operator::Above,
        Operator::Below,
        Operator::Equal,
        Operator::Qualitative,
    ];

    /// The sign in the exports.
    pub fn sign(self) -> &'static str {
        match self {
            Operator::AtLeast => "≥",
            Operator::AtMost => "≤",
            Operator::Above => ">",
            Operator::Below => "<",
            Operator::Equal => "=",
            Operator::Qualitative => "定性",
        }
    }

    /// The operator that a printed sign stands for (`>=` and `<=` count).
    pub fn from_sign(sign: &str) -> Option<Self> {
        match sign.trim() {
            "≥" | ">=" | "≧" | "⩾" | "＞＝" | "大于等于" => Some(Operator::AtLeast),
            "≤" | "<=" | "≦" | "⩽" | "＜＝" | "小于等于" => Some(Operator::AtMost),
            ">" | "＞" | "大于" => Some(Operator::Above),
            "<" | "＜" | "小于" => Some(Operator::Below),
            "=" | "＝" | "等于" => Some(Operator::Equal),
            "定性" => Some(Operator::Qualitative),
            _ => None,
        }
    }
}

/// Whether an indicator belongs to a project or to the whole department.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum About {
    /// 项目
    Project,
    /// 整体
    Whole,
}

impl About {
    /// The name in the exports.
    pub fn name(self) -> &'static str {
        match self {
            About::Project => "项目",
            About::Whole => "整体",
        }
    }
}

/// One indicator as printed, cells merged over rows filled down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// The table it stands in: an index into `Book::tables`.
    pub table: usize,
    /// The row of its project: an index into that table's rows; none for 整体.
    pub row: Option<usize>,
    /// 项目 or 整体.
    pub about: About,
    /// 成本指标, 产出指标, 效益指标, 满意度指标, or as printed.
    pub level1: String,
    /// 二级指标, or empty.
    pub level2: String,
    /// 三级指标
    pub name: String,
    /// The comparison, where one is printed.
    pub operator: Option<Operator>,
    /// The value without operator and unit.
    pub value: String,
    /// 度量单位, or empty.
    pub value_unit: String,
    /// 权重 as printed, or empty.
    pub weight: String,
    /// 指标方向性 as printed, or empty.
    pub direction: String,
    /// The value cell as it stood.
    pub printed: String,
    /// Where it stands.
    pub place: Place,
}

impl Indicator {
    /// ≥ 95 %, 定性 优: the parts as they were split, or the cell as it stood.
    pub fn shown(&self) -> String {
        let operator = self.operator.map_or("", Operator::sign);
        let parts: Vec<&str> = [operator, &self.value, &self.value_unit]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        if parts.is_empty() {
            return self.printed.clone();
        }
        parts.join(" ")
    }
}
