/*!
Texts as they are compared: a cell wraps where it likes, so white space says nothing, and a radical is the
character that it looks like.
*/

use super::unified;

/// The text without white space, radicals as the characters they are.
pub fn squeeze(text: &str) -> String {
    // A filter does not say how much it leaves, so that the text would be moved as it grows.
    let mut squeezed = String::with_capacity(text.len());
    squeezed.extend(text.chars().filter(|c| !c.is_whitespace()).map(unified));
    squeezed
}

/// The text with its white space, radicals as the characters they are.
pub fn folded(text: &str) -> String {
    text.chars().map(unified).collect()
}
