/*!
The codes of the rules, which the compiler knows: a rule that nobody lists does not exist, and
a slip in a code does not compile.

A code is never used for another rule: it is printed, exported and written into notes.
*/

use serde::{Deserialize, Serialize};
use std::fmt;

/// What a rule holds against what; it decides how far its equations are witnesses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compares {
    /// The figures of one row.
    Row,
    /// The rows of one table.
    Rows,
    /// Figures of two tables.
    Tables,
    /// The items that the prose lists, each against its row.
    Items,
    /// What sentences state.
    Sentences,
    /// Two budgets.
    Budgets,
    /// Words: codes and names, what is disclosed, what a template left over, goals.
    Words,
}

macro_rules! rule_codes {
    ($($compares:ident: $($code:ident)+;)+) => {
        /// The code of a rule: `R01`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[expect(missing_docs, reason = "what each means stands in its family, for `lkx explain`")]
        pub enum RuleCode {
            $($($code,)+)+
        }

        impl RuleCode {
            /// Every code.
            pub const ALL: &[RuleCode] = &[$($(RuleCode::$code,)+)+];

            /// The code as it is printed, exported and searched.
            pub const fn name(self) -> &'static str {
                match self {
                    $($(RuleCode::$code => stringify!($code),)+)+
                }
            }

            /// What the rule holds against what.
            pub const fn compares(self) -> Compares {
                match self {
                    $($(RuleCode::$code)|+ => Compares::$compares,)+
                }
            }
        }
    };
}

rule_codes! {
    Row: R01 R02 R03 R04 R05 R06 R07 R08 R09 R10 R11 R12 R13 R14 R15 R17;
    Rows: T01 T02 T03 T04 T05 T06 T07 T08 T09 T10 T12;
    Tables: X01 X02 X03 X04 X05 X06 X07 X08 X09 X10 X11 X12 X13 X14 X15 X16 X17 X18 X19 X20;
    Items: P03;
    Sentences: P01 P02 P04 P05 P06 P07 P08 P09 P10 P11 P12 P13 P14 P15 P16 P17 Y01 Y02 Y03 Y04 Y05 Y06 Y07 Y08 Y09 Y10;
    Budgets: U01 U02 U03 U04 U05 U06 U07;
    Words: C01 C02 C03 C04 C05 C06 C07 C08 C09 C10 C11 D01 D02 D03 D04 D05 D06 D07 D08 D09 D10 L01 L02 L03 L04 L05 L06 L07 G01 G02 G03 G04 G05 G06 G07 G08 G09 G10 G11 G12 G13;
}

impl RuleCode {
    /// The code of that name; small letters count.
    pub fn from_name(name: &str) -> Option<Self> {
        let mut codes = Self::ALL.iter().copied();
        codes.find(|code| code.name().eq_ignore_ascii_case(name))
    }
}

impl fmt::Display for RuleCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
