/*!
What the consistency checks say of a budget: findings (疑点), and what ran.
*/

use super::{Amount, Identity, MoneyUnit, Place, RuleCode};
use serde::{Deserialize, Serialize};

/// How much a finding weighs. The order is the order of lists: worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// Two printed figures that cannot both be right, or a requirement broken beyond doubt.
    Error,
    /// Probably wrong, or in need of an explanation.
    Warning,
    /// Rounding, style, habits of a template.
    Note,
}

impl Severity {
    /// Every severity, worst first.
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

    /// The name in the exports.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }

    /// The word on the screen.
    pub fn label(self) -> &'static str {
        match self {
            Severity::Error => "错误",
            Severity::Warning => "警告",
            Severity::Note => "提示",
        }
    }

    /// The severity of that name or word.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|severity| severity.name() == name || severity.label() == name)
    }
}

/// What came of applying a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Verdict {
    /// It fails.
    Violated,
    /// It fails within what rounding allows.
    Rounding,
    /// It fails by a figure that the document itself prints, such as a carry-over.
    Explained,
    /// It holds.
    Holds,
    /// A figure that it needs is not there.
    NotCheckable,
    /// The document has nothing that it is about.
    NotApplicable,
}

impl Verdict {
    /// Every verdict, in the order in which the screen counts them.
    pub const ALL: [Verdict; 6] = [
        Verdict::Violated,
        Verdict::Rounding,
        Verdict::Explained,
        Verdict::Holds,
        Verdict::NotCheckable,
        Verdict::NotApplicable,
    ];

    /// The name in the exports.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Violated => "violated",
            Verdict::Rounding => "rounding",
            Verdict::Explained => "explained",
            Verdict::Holds => "holds",
            Verdict::NotCheckable => "not checkable",
            Verdict::NotApplicable => "not applicable",
        }
    }

    /// The word on the screen.
    pub fn label(self) -> &'static str {
        match self {
            Verdict::Violated => "不符",
            Verdict::Rounding => "尾差",
            Verdict::Explained => "可解释",
            Verdict::Holds => "相符",
            Verdict::NotCheckable => "无法核对",
            Verdict::NotApplicable => "不适用",
        }
    }
}

/// One side of a finding: what stands there, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The figure as printed, the sum of several, or words.
    pub printed: String,
    /// Where it stands (of a sum, where its first part stands).
    pub place: Place,
    /// Set where it stands in another document of the library.
    pub elsewhere: Option<Elsewhere>,
}

/// Another document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elsewhere {
    /// Whose budget it is.
    pub identity: Identity,
    /// The place as the exports name it: `budget.txt:215`.
    pub source: String,
}

impl Evidence {
    /// What stands at a place of this document.
    pub fn at(printed: impl Into<String>, place: Place) -> Self {
        Self {
            printed: printed.into(),
            place,
            elsewhere: None,
        }
    }
}

/// One figure of a finding's equation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operand {
    /// Its table: an index into the book's tables; none for prose.
    pub table: Option<usize>,
    /// The ordinal of its row.
    pub row: Option<u32>,
    /// The heading of its column; of a sentence the section it stands in.
    pub heading: String,
    /// What it is: `支出总表 2080109 社会保险经办机构 基本支出`.
    pub words: String,
    /// The figure as printed.
    pub printed: String,
    /// The unit of its money.
    pub unit: MoneyUnit,
    /// Whether it is a share or a rate, and no money.
    #[serde(default)]
    pub is_rate: bool,
    /// Of a sentence the words before the figure: 2023年预算安排.
    #[serde(default)]
    pub label: String,
    /// Where it stands.
    pub place: Place,
    /// Whether it is taken away.
    pub minus: bool,
}

impl Operand {
    /// What it is counted in.
    pub fn unit_name(&self) -> &'static str {
        if self.is_rate { "%" } else { self.unit.name() }
    }
}

/// A place where a budget does not add up, or needs an explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's code.
    pub rule: RuleCode,
    /// Which of the things that break the rule it is, as programs name it.
    #[serde(default)]
    pub fault: String,
    /// Violated, rounding or explained.
    pub verdict: Verdict,
    /// How much it weighs.
    pub severity: Severity,
    /// The table of the left side: an index into the book's tables; none for prose.
    pub table: Option<usize>,
    /// The ordinal of the left side's row.
    pub row: Option<u32>,
    /// The figure or words that the finding is about.
    pub left: Evidence,
    /// What it is held against.
    pub right: Option<Evidence>,
    /// Left minus right.
    pub difference: Option<Amount>,
    /// The largest difference that rounding explains.
    pub bound: Option<Amount>,
    /// The unit of both figures, where they are money.
    pub money_unit: Option<MoneyUnit>,
    /// The equation in words.
    pub equation: String,
    /// What is wrong, as a sentence.
    pub message: String,
    /// The figures of the equation, the whole first; none where nothing is added up.
    pub operands: Vec<Operand>,
    /// What tells it from the others of its budget, also after another import: rule and cells.
    pub key: String,
    /// How many findings with the same former key stand before it.
    pub nth: u32,
}

impl Finding {
    /// A finding of words, in no table: what stands there, and what is wrong with it.
    pub fn of(rule: RuleCode, severity: Severity, left: Evidence, message: String) -> Self {
        Self {
            rule,
            fault: String::new(),
            verdict: Verdict::Violated,
            severity,
            table: None,
            row: None,
            left,
            right: None,
            difference: None,
            bound: None,
            money_unit: None,
            equation: String::new(),
            message,
            operands: Vec::new(),
            key: String::new(),
            nth: 0,
        }
    }

    /// What it was known by until keys were made of cells: rule, figures and equation. Notes
    /// written before set findings aside under it.
    pub fn former_key(&self) -> String {
        let right = self.right.as_ref().map_or("", |right| &right.printed);
        let nth = match self.nth {
            0 => String::new(),
            nth => format!("#{}", nth + 1),
        };
        format!(
            "{}{nth}|{}|{}|{}",
            self.rule, self.left.printed, right, self.equation
        )
    }

    /// What is wrong, in a clause: the beginning of its message.
    pub fn title(&self) -> &str {
        self.message.split('；').next().unwrap_or_default()
    }

    /// The figures that it rests on, as printed: where these move, it is to be judged anew.
    pub fn figures(&self) -> String {
        let right = self.right.as_ref().map_or("", |right| &right.printed);
        match self.operands.as_slice() {
            [] if right.is_empty() => self.left.printed.clone(),
            [] => format!("{}；{right}", self.left.printed),
            operands => {
                let printed = operands.iter().map(|operand| operand.printed.as_str());
                printed.collect::<Vec<_>>().join("；")
            }
        }
    }
}

/// What came of one rule on one budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The rule's code.
    pub rule: RuleCode,
    /// The worst verdict of its applications.
    pub verdict: Verdict,
    /// How often it was applied.
    pub times: u32,
    /// Why it was not applied, or what its findings are; else empty.
    pub why: String,
}
