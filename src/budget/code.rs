/*!
Codes of the 政府收支分类科目: what level a code is on and what it stands under.
*/

/// The level of a classification code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CodeLevel {
    /// 类, three digits
    Class,
    /// 款, five digits
    Section,
    /// 项 (or the detail line of an economic class), seven digits
    Item,
}

impl CodeLevel {
    /// The level of a code by its number of digits; `None` for what is no code.
    pub fn of(code: &str) -> Option<Self> {
        if !code.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        match code.len() {
            3 => Some(CodeLevel::Class),
            5 => Some(CodeLevel::Section),
            7 => Some(CodeLevel::Item),
            _ => None,
        }
    }

    /// The printed name.
    pub fn name(self) -> &'static str {
        match self {
            CodeLevel::Class => "类",
            CodeLevel::Section => "款",
            CodeLevel::Item => "项",
        }
    }
}

/// The code that `code` stands under: 20805 of 2080506, 208 of 20805, none of 208.
pub fn parent_code(code: &str) -> Option<&str> {
    match CodeLevel::of(code)? {
        CodeLevel::Class => None,
        CodeLevel::Section => code.get(..3),
        CodeLevel::Item => code.get(..5),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_and_parents() {
        assert_eq!(CodeLevel::of("208"), Some(CodeLevel::Class));
        assert_eq!(CodeLevel::of("303016"), None);
        assert_eq!(CodeLevel::of("类"), None);
        assert_eq!(parent_code("2080506"), Some("20805"));
        assert_eq!(parent_code("20805"), Some("208"));
        assert_eq!(parent_code("208"), None);
    }
}
