/*!
What every rule stands on: equations between printed figures, the ledger that collects them,
and how the ledger settles what was collected.
*/

pub mod cause;
pub mod cluster;
pub mod doubt;
pub mod equation;
pub mod explained;
pub mod fact;
pub mod found;
pub mod joined;
pub mod key;
pub mod ledger;
pub mod left_out;
pub mod likely_slip;
pub mod likeness;
pub mod roots;
pub mod rounding;
pub mod rule;
pub mod scope;
pub mod settle;
pub mod subject;
pub mod term;
