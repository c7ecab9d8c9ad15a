//! Remarks whose words the rule brings itself, until they are faults.

use crate::budget::{Place, RuleCode, Severity};
use crate::checks::kernel::cluster;
use crate::checks::kernel::ledger;
use crate::checks::wording::Fault;

#[derive(Debug, Clone)]
pub struct Remark {
    pub rule: RuleCode,
    pub severity: Severity,
    pub table: Option<usize>,
    pub row: Option<u32>,
    pub left: (String, Place),
    pub right: Option<(String, Place)>,
    pub equation: String,
    pub message: String,
}

impl From<Remark> for ledger::Remark {
    fn from(remark: Remark) -> Self {
        Self {
            fault: Fault::Spoken(remark.rule, remark.equation, remark.message),
            severity: remark.severity,
            table: remark.table,
            row: remark.row,
            left: remark.left,
            right: remark.right,
        }
    }
}

#[derive(Debug, Clone, Copy)]
pub struct Saying<'a> {
    pub rule: RuleCode,
    pub severity: Severity,
    pub equation: &'a str,
    pub message: &'a str,
}

impl From<Saying<'_>> for cluster::Saying {
    fn from(saying: Saying) -> Self {
        Self {
            fault: Fault::Spoken(saying.rule, saying.equation.into(), saying.message.into()),
            severity: saying.severity,
        }
    }
}
