/*!
Handing in a claim: the stated figure against every printed figure of its scope.

A sentence often leaves open which of several tables it quotes. A claim holds if it is the
figure of one of them; where it is that of none it is held against the likeliest, the first.
*/

use crate::budget::{RuleCode, Severity};
use crate::checks::kernel::equation::{Balance, Equation};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::term::Term;
use crate::checks::wording::Requirement;

/// What a stated figure may quote: the printed figures whose sum it is, likeliest first.
pub type Quotes = Vec<Vec<Term>>;

/// A stated figure and what it may quote.
pub struct Claim<'q> {
    /// The rule's code.
    pub rule: RuleCode,
    /// The stated figure.
    pub stated: Term,
    /// The printed figures of its scope.
    pub quotes: Quotes,
    /// The printed figures of the same name and another scope: asked for only where the claim
    /// does not hold.
    pub of_other_scope: &'q dyn Fn() -> Quotes,
    /// Whether its own words name the scope: then a figure of another misleads the reader, and
    /// else the heading may have been read too narrowly.
    pub names_its_scope: bool,
    /// What it requires.
    pub requirement: Requirement,
    /// Whether a printed carry-over may explain a gap.
    pub explainable: bool,
}

/// Holds a stated figure against what it may quote; says whether there was anything.
pub fn quote(
    ledger: &mut Ledger,
    rule: RuleCode,
    stated: Term,
    quotes: Quotes,
    requirement: impl Into<Requirement>,
    explainable: bool,
) -> bool {
    let claim = Claim {
        rule,
        stated,
        quotes,
        of_other_scope: &Quotes::new,
        names_its_scope: true,
        requirement: requirement.into(),
        explainable,
    };
    claim.hold(ledger)
}

impl Claim<'_> {
    /// Hands the claim in; says whether there was anything to hold it against.
    pub fn hold(self, ledger: &mut Ledger) -> bool {
        let (holding, mut differing): (Vec<Equation>, Vec<Equation>) = self
            .equations(&self.quotes)
            .into_iter()
            .partition(|equation| equation.balance() == Balance::Equal);
        let found = !holding.is_empty() || !differing.is_empty();
        if !holding.is_empty() || differing.is_empty() {
            if found {
                ledger.holds(RuleCode::P13);
            }
            for equation in holding {
                ledger.equation(equation);
            }
            return found;
        }
        let near = differing
            .iter()
            .position(|equation| equation.balance() == Balance::Rounding);
        let is_of_other_scope = near.is_none()
            && self
                .equations(&(self.of_other_scope)())
                .iter()
                .any(|equation| equation.balance() == Balance::Equal);
        let equation = differing.swap_remove(near.unwrap_or(0));
        match (is_of_other_scope, self.names_its_scope) {
            (true, false) => ledger.holds(self.rule),
            (true, true) => ledger.equation(equation.weighing(Severity::Warning)),
            (false, _) => ledger.equation(in_its_unit(equation)),
        }
        found
    }

    fn equations(&self, quotes: &Quotes) -> Vec<Equation> {
        quotes
            .iter()
            .filter(|parts| !parts.is_empty())
            .map(|parts| {
                let stated = printed_coarser(self.stated, parts);
                let requirement = self.requirement.clone();
                let equation = Equation::sum(self.rule, stated, parts.clone(), requirement);
                if self.explainable {
                    equation.explainable()
                } else {
                    equation
                }
            })
            .collect()
    }
}

/// A figure that is ten thousand times, or a ten thousandth of, what it quotes has the unit of
/// money wrong (P13), and not the figure.
fn in_its_unit(equation: Equation) -> Equation {
    const WAN: i128 = 10_000;
    let (left, right) = (equation.left.value, equation.right());
    let bound = equation.twice_bound();
    let is_slip = left != 0
        && ((left - right * WAN).abs() <= bound * WAN || (left * WAN - right).abs() <= bound * WAN);
    if is_slip && right != 0 {
        Equation {
            rule: RuleCode::P13,
            requirement: Requirement::InAnotherUnit(Box::new(equation.requirement)),
            may_be_explained: false,
            ..equation
        }
    } else {
        equation
    }
}

/// One printed figure as what may be quoted.
pub fn single(term: Option<Term>) -> Option<Vec<Term>> {
    term.map(|term| vec![term])
}

/// The same figure printed coarser: 213.28 万元 for 2132777.54 元, or 4151 万元 for 4150.85
/// 万元, is that figure, and no difference that rounding has to explain.
fn printed_coarser(stated: Term, parts: &[Term]) -> Term {
    let right: i128 = parts.iter().map(|part| part.value).sum();
    let ulps: i128 = parts.iter().map(|part| part.ulp).sum();
    let ulp = printed_unit(stated.value);
    let is_finer = parts.iter().all(|part| part.ulp < stated.ulp.max(ulp));
    // Of small whole figures the zeros behind the point were left out.
    let is_small = ulp == WAN_YUAN && stated.value.abs() < 100 * WAN_YUAN;
    let is_alike = parts.iter().any(|part| part.ulp >= stated.ulp);
    if !is_finer || ulp < stated.ulp || is_small && is_alike {
        return stated;
    }
    let gap = (stated.value - right).abs();
    if gap * 2 <= ulp + ulps {
        Term {
            value: right,
            ..stated
        }
    } else if gap < ulp && stated.ulp == ulp {
        // Cut instead of rounded (7.30 for 73055.58元): a note. 7.32 is neither.
        Term {
            ulp: 2 * ulp,
            ..stated
        }
    } else {
        stated
    }
}

/// One 万元, in ten-thousandths of a 元.
const WAN_YUAN: i128 = 100_000_000;

/// The last place of a figure in 万元 that is not zero, a whole 万元 at most.
fn printed_unit(value: i128) -> i128 {
    let mut unit = WAN_YUAN;
    while unit > 1 && value % unit != 0 {
        unit /= 10;
    }
    unit
}
