/*!
What can be wrong with a budget, and the words for it.

A rule says what is wrong as a [`Fault`]: a variant, with the names, codes, counts and amounts that
it is about. Which rule that breaks, what that rule requires and the sentence that a person reads
are written here alone, beside each other, by exhaustive matches: a fault without words does not
compile, and one that the gallery (`tests/messages.txt`) never shows fails its test. A family of
faults is a file.
*/

mod across;
mod between;
mod changes;
mod clauses;
mod codes;
mod disclosure;
mod doubt;
mod equations;
mod goals;
mod leftovers;
mod prose;
mod reasons;
mod requirements;
mod rows;

pub use across::{AcrossFault, TwoPrintings};
pub use between::BetweenFault;
pub use changes::{ChangeFault, PeriodFault};
pub use clauses::Clause;
pub use codes::{CatalogueFault, CodeUseFault, UnitCodeFault};
pub use disclosure::{SectionFault, TableSetFault, ThreePublicDetail};
pub use doubt::Doubt;
pub use equations::{Imbalance, Made, PrintedFigure, Ratio, with_figures};
pub use goals::{CopiedGoalFault, GoalLevel, GoalSumFault, LevelFault, ValueFault};
pub use leftovers::LeftoverFault;
pub use prose::{CountFault, NamedFault};
pub use reasons::{
    AcrossReason, BetweenReason, CodeReason, DisclosureReason, GoalReason, ItemReason,
    OutcomeReason, ProseReason, Reason, TableReason,
};
pub use requirements::{ColumnSums, Requirement, RowSums, SameItems, SameTotals, Sentences, Told};
pub use rows::{ColumnFault, PrintedRate, RowFault};

use crate::budget::{Amount, Evidence, Finding, RuleCode, Severity};
use std::borrow::Cow;
use strum::VariantNames;

/// What is said of a fault.
pub struct Words {
    /// The rule that it breaks.
    pub rule: RuleCode,
    /// What that rule requires.
    pub requirement: Cow<'static, str>,
    /// What is wrong, as a sentence.
    pub sentence: Cow<'static, str>,
}

impl Words {
    fn of(
        rule: RuleCode,
        requirement: impl Into<Cow<'static, str>>,
        sentence: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            rule,
            requirement: requirement.into(),
            sentence: sentence.into(),
        }
    }
}

/// Makes of the families the one type, its words and its names.
macro_rules! families {
    ($($(#[$doc:meta])+ $family:ident($fault:ident),)+) => {
        /// What is wrong: a variant of its family, with what it is about.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Fault {
            $($(#[$doc])+ $family($fault),)+
        }

        $(impl From<$fault> for Fault {
            fn from(fault: $fault) -> Self {
                Self::$family(fault)
            }
        })+

        impl Fault {
            /// The rule, what it requires, and what is wrong.
            pub fn words(&self) -> Words {
                match self {
                    $(Self::$family(fault) => fault.words(),)+
                }
            }

            /// What programs and tests know the kind of fault by: its family and its variant.
            pub fn name(&self) -> String {
                match self {
                    $(Self::$family(fault) => {
                        named(stringify!($family), <&'static str>::from(fault))
                    })+
                }
            }

            fn names() -> Vec<String> {
                let mut names = Vec::new();
                $(names.extend(
                    $fault::VARIANTS.iter().map(|variant| named(stringify!($family), variant)),
                );)+
                names
            }
        }
    };
}

families! {
    /// Rows of a table.
    Row(RowFault),
    /// Columns of a table.
    Column(ColumnFault),
    /// Tables beside each other.
    Between(BetweenFault),
    /// Other budgets of the library.
    Across(AcrossFault),
    /// Counts in the prose.
    Count(CountFault),
    /// What the prose names.
    Named(NamedFault),
    /// Changes that the prose tells.
    Change(ChangeFault),
    /// Years and rates in the prose.
    Period(PeriodFault),
    /// Codes and names against the catalogues.
    Catalogue(CatalogueFault),
    /// How codes are used.
    CodeUse(CodeUseFault),
    /// The codes of units.
    UnitCode(UnitCodeFault),
    /// The levels of goals.
    Level(LevelFault),
    /// The values of indicators and their signs.
    Value(ValueFault),
    /// What must add up in a project's goals.
    GoalSum(GoalSumFault),
    /// Goals of another project or another year.
    CopiedGoal(CopiedGoalFault),
    /// The tables of a disclosure.
    TableSet(TableSetFault),
    /// Its sections, titles and headers.
    Section(SectionFault),
    /// What a template or another document left behind.
    Leftover(LeftoverFault),
}

/// An amount with its unit.
fn money(amount: Amount) -> String {
    format!("{amount} {}", amount.unit().name())
}

/// The name of everything that can be wrong: faults, equations that do not hold, doubts.
pub fn names() -> Vec<String> {
    let equations = Imbalance::VARIANTS.iter();
    let doubts = Doubt::VARIANTS.iter();
    let mut names = Fault::names();
    names.extend(equations.map(|variant| named(Imbalance::FAMILY, variant)));
    names.extend(doubts.map(|variant| named(Doubt::FAMILY, variant)));
    names
}

fn named(family: &str, variant: &str) -> String {
    format!("{family}/{variant}")
}

impl Fault {
    /// The fault as a finding in no table: what stands there, and what is wrong with it.
    pub fn finding(&self, severity: Severity, left: Evidence) -> Finding {
        let words = self.words();
        Finding {
            fault: self.name(),
            equation: words.requirement.into_owned(),
            ..Finding::of(words.rule, severity, left, words.sentence.into_owned())
        }
    }
}
