/*!
Codes and numbers before the names of projects, types and units.
*/

use crate::records::labels::code_and_name;
use crate::tables::lines::{is_chinese, name, squeeze};

/// Takes `63020000023T000000003-某项目` apart; a cell without a code is all name.
pub fn project_code_and_name(cell: &str) -> (String, String) {
    if let Some((code, rest)) = cell.split_once(['-', '－', '—']) {
        let code = squeeze(code);
        if code.len() >= 10
            && code.bytes().all(|b| b.is_ascii_alphanumeric())
            && rest.contains(is_chinese)
        {
            return (code, name(rest));
        }
    }
    (String::new(), name(cell))
}

/// `3-特定目标类` without its number.
pub fn strip_number(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_ascii_digit())
        .trim_start_matches('-')
}

/// The unit of a cell such as `502003-某局`.
pub fn unit_name(cell: &str) -> String {
    code_and_name(cell).map_or_else(|| name(cell), |(_, rest)| name(rest))
}
