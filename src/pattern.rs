/*!
Regular expressions that the program is written in: constants, compiled where they are first asked.
*/

use regex::Regex;

/// A pattern of the program.
///
/// # Panics
///
/// Where it is no pattern. It is a constant, so that a test which uses it says so.
#[expect(
    clippy::expect_used,
    reason = "the patterns are constants that the tests compile"
)]
pub fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a valid pattern")
}
