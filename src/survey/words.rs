/*!
Words as they are compared: a cell wraps where it likes, so white space says nothing.
*/

/// The text without white space.
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The text without white space and without capitals.
pub fn folded(text: &str) -> String {
    squeezed(text).to_lowercase()
}
