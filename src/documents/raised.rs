/*!
Raised and lowered text: the mark of a note is no part of the figure or name before it.
*/

/// Whether text that is raised or lowered is the mark of a note: behind a letter it is a power or
/// an index (`m²`, `CO₂`), and so is a 2 or 3 behind a metre.
pub fn is_note_mark(raised: &str, before: &str) -> bool {
    let raised = raised.trim();
    let last = before.trim_end().chars().next_back();
    let is_power = matches!(raised, "2" | "3") && last == Some('米');
    let is_of_letter = last.is_some_and(|c| c.is_ascii_alphabetic());
    // A word that somebody set smaller is text.
    let is_short = raised.chars().count() <= 5
        && raised
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || !c.is_alphabetic() || matches!(c, '注' | '备'));
    is_short && !is_power && !is_of_letter
}
