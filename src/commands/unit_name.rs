/*!
Which unit somebody means.

A name is typed whole, in part, or as the initials of its pinyin, as a subsequence:
`xxsb` is 新乡市社会保险中心. The nearer ways go first: a whole name is not ambiguous
because it is part of a longer one, and initials that begin with the name's first
character go before those that begin somewhere inside.
*/

use pinyin::ToPinyinMulti;

/// The names that the typed text may mean, in the order given: one if it is clear.
pub fn meant<'n>(typed: &str, names: &[&'n str]) -> Vec<&'n str> {
    let ways: [fn(&str, &str) -> bool; 4] = [
        |name, typed| name == typed,
        |name, typed| name.contains(typed),
        |name, typed| begins(name, typed) && is_subsequence(name, typed),
        is_subsequence,
    ];
    let typed = typed.trim();
    if typed.is_empty() {
        return Vec::new();
    }
    ways.iter()
        .map(|fits| {
            names
                .iter()
                .copied()
                .filter(|name| fits(name, typed))
                .collect::<Vec<_>>()
        })
        .find(|fitting| !fitting.is_empty())
        .unwrap_or_default()
}

fn begins(name: &str, typed: &str) -> bool {
    let first = name.chars().next();
    first
        .zip(typed.chars().next())
        .is_some_and(|(c, letter)| sounds_like(c, letter))
}

/// Whether the letters are initials of characters of the name, in order.
fn is_subsequence(name: &str, typed: &str) -> bool {
    let mut characters = name.chars();
    typed
        .chars()
        .all(|letter| characters.any(|c| sounds_like(c, letter)))
}

/// Whether one of a character's readings begins with the letter: 会 is h (huì) and k (kuài).
fn sounds_like(c: char, letter: char) -> bool {
    let letter = letter.to_ascii_lowercase();
    if c.to_ascii_lowercase() == letter {
        return true;
    }
    c.to_pinyin_multi().is_some_and(|readings| {
        readings
            .into_iter()
            .any(|reading| reading.plain().starts_with(letter))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 5] = [
        "南充市职工社会保险事业管理局",
        "新乡市社会保险中心",
        "海东市社会保险服务局",
        "濮阳市社会保险中心",
        "苍溪县社会保险事务中心",
    ];

    #[test]
    fn whole_part_and_initials() {
        for (typed, expected) in [
            ("新乡市社会保险中心", "新乡市社会保险中心"),
            ("濮阳", "濮阳市社会保险中心"),
            ("事务", "苍溪县社会保险事务中心"),
            ("xxsb", "新乡市社会保险中心"),
            ("XXSB", "新乡市社会保险中心"),
            ("cxsb", "苍溪县社会保险事务中心"),
            // 会 also reads kuài.
            ("hdsskbx", "海东市社会保险服务局"),
            ("zgsh", "南充市职工社会保险事业管理局"),
        ] {
            assert_eq!(meant(typed, &NAMES), [expected], "{typed}");
        }
    }

    #[test]
    fn unclear_or_unknown() {
        assert_eq!(
            meant("社会保险中心", &NAMES),
            ["新乡市社会保险中心", "濮阳市社会保险中心"]
        );
        assert_eq!(meant("sb", &NAMES).len(), 5);
        assert!(meant("北京", &NAMES).is_empty());
        assert!(meant("qq", &NAMES).is_empty());
        assert!(meant(" ", &NAMES).is_empty());
    }
}
