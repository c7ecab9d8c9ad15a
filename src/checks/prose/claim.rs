/*!
Handing in a claim: the stated figure against every printed figure of its scope.

A sentence often leaves open which of several tables it quotes. A claim holds if it is the
figure of one of them; where it is that of none it is held against the likeliest, the first.
*/

use super::super::equation::{Balance, Equation};
use super::super::ledger::Ledger;
use super::super::term::Term;

/// What a stated figure may quote: the printed figures whose sum it is, likeliest first.
pub(super) type Quotes = Vec<Vec<Term>>;

/// Holds a stated figure against what it may quote; says whether there was anything.
pub(super) fn quote(
    ledger: &mut Ledger,
    rule: &'static str,
    stated: Term,
    quotes: Quotes,
    words: &str,
    explainable: bool,
) -> bool {
    let equations: Vec<Equation> = quotes
        .into_iter()
        .filter(|parts| !parts.is_empty())
        .map(|parts| {
            let stated = printed_coarser(stated, &parts);
            let equation = Equation::sum(rule, stated, parts, words);
            if explainable {
                equation.explainable()
            } else {
                equation
            }
        })
        .collect();
    let found = !equations.is_empty();
    let mut others = Vec::new();
    let mut held = false;
    for equation in equations {
        if equation.balance() == Balance::Equal {
            held = true;
            ledger.equation(equation);
        } else {
            others.push(equation);
        }
    }
    if !held {
        let near = others
            .iter()
            .position(|equation| equation.balance() == Balance::Rounding)
            .unwrap_or(0);
        if near < others.len() {
            ledger.equation(others.swap_remove(near));
        }
    }
    found
}

/// One printed figure as what may be quoted.
pub(super) fn one(term: Option<Term>) -> Option<Vec<Term>> {
    term.map(|term| vec![term])
}

/// The same figure printed coarser: 213.28 万元 for 2132777.54 元 is that figure, and no
/// difference that rounding has to explain.
fn printed_coarser(stated: Term, parts: &[Term]) -> Term {
    let right: i128 = parts.iter().map(|part| part.value).sum();
    let others: i128 = parts.iter().map(|part| part.ulp).sum();
    let is_finer = parts.iter().all(|part| part.ulp < stated.ulp);
    if is_finer && (stated.value - right).abs() * 2 <= stated.ulp + others {
        Term {
            value: right,
            ..stated
        }
    } else {
        stated
    }
}
