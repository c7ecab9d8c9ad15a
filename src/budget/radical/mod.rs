/*!
Radicals that are printed for the character that they are.

Some producers of PDF and some fonts write ⼀ (U+2F00, the first radical of the Kangxi
dictionary) for 一, or ⻔ for 门. They look alike and are different characters, so that no
title, header or search would find them. They are folded wherever texts are compared; what
is shown and exported stays as it is printed.
*/

mod table;

use table::TABLE;

/// The ideograph that a radical is; any other character is itself.
pub fn unified(c: char) -> char {
    // Nearly every character is none: the table is not asked about those.
    if !('\u{2E80}'..='\u{2FDF}').contains(&c) {
        return c;
    }
    let found = TABLE.binary_search_by_key(&c, |(radical, _)| *radical);
    let entry = found.ok().and_then(|at| TABLE.get(at));
    entry.map_or(c, |(_, ideograph)| *ideograph)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_are_what_they_look_like() {
        let folded: String = "⽀出⼀⼩⽬⼈⽤⿕⻔⻋⻅⻚龟一A"
            .chars()
            .map(unified)
            .collect();
        assert_eq!(folded, "支出一小目人用龠门车见页龟一A");
        assert!(('\u{2F00}'..='\u{2FD5}').all(|c| unified(c) != c));
        assert!(TABLE.is_sorted());
    }
}
