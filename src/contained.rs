/*!
A fault of the program in one page, or in one answer, costs that page and not the program.

What works with figures and texts of a stranger's document runs in here: a panic in it
becomes a sentence for whoever asked. Any other panic ends the program, and the terminal is
given back before it is told.
*/

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static CONTAINED: Cell<bool> = const { Cell::new(false) };
}

/// The program is at fault; what that means is said by whoever asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("程序在这里出错，没有得到结果；请把文件和版本告诉开发者")]
pub struct Fault;

/// Runs something whose panic costs only its result.
pub fn contained<T>(work: impl FnOnce() -> T) -> Result<T, Fault> {
    let before = CONTAINED.replace(true);
    // Whoever is given the fault throws away what was half done, or builds it anew.
    let done = catch_unwind(AssertUnwindSafe(work));
    CONTAINED.set(before);
    done.map_err(|_| Fault)
}

/// Whatever runs on this thread from now on is contained: it says itself when it is gone.
pub fn from_now_on() {
    CONTAINED.set(true);
}

/// Whether a panic of this thread, now, will be contained.
pub fn is_contained() -> bool {
    CONTAINED.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_in_here_is_a_fault_and_the_next_is_not_hidden() {
        assert_eq!(contained(|| 1), Ok(1));
        assert!(contained(|| assert!(!is_contained(), "as asked for")).is_err());
        assert!(!is_contained());
    }
}
