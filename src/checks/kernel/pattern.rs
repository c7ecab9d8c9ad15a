/*!
Regular expressions that the rules are written in.
*/

use regex::Regex;

#[expect(
    clippy::expect_used,
    reason = "the patterns are constants that the tests compile"
)]
pub fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a valid pattern")
}
