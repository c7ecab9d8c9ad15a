/*!
Rows whose name begins with an amount: a figure ran into the name beside it, and the row's own figures may
be another's.
*/

use crate::budget::{Amount, Row};
use crate::records::table::Part;
use crate::tables::lines::is_chinese;

/// Makes the figures of such rows uncertain, and says so once a table.
pub fn doubt(part: &mut Part) {
    let ground = "行名里有一个数，这一行没有分开";
    let count = part.make_uncertain(ground, |row, _| has_swallowed(row));
    if count > 0 {
        let (place, title) = (part.table.place, part.table.title.clone());
        let message =
            format!("读法存疑：有的行名里有数，名与数没有分开；{count} 个数标为存疑，请看原件。");
        part.note(place, &title, &message);
    }
}

/// Whether a name begins with an amount that has separators and decimals as amounts have: 755厂 and 1.5公里
/// are names.
fn has_swallowed(row: &Row) -> bool {
    let end = row.name.find(is_chinese).unwrap_or(row.name.len());
    let (amount, rest) = row.name.split_at(end);
    let amount = amount.trim_end_matches(|c: char| !c.is_ascii_digit());
    let is_grouped = amount.split(',').skip(1).any(|group| group.len() >= 3);
    let has_decimals = amount
        .rsplit_once('.')
        .is_some_and(|(_, decimals)| decimals.len() == 2);
    !rest.is_empty()
        && amount.len() > 3
        && (is_grouped || has_decimals)
        && Amount::is_amount(amount)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_begin_with_a_number() {
        let named = |name: &str| Row {
            name: name.to_owned(),
            ..Row::blank()
        };
        for name in [
            "34,117,753 Ⅰ、社会保障和就业支出",
            "4,387.45一、一般公共服务支出",
        ] {
            assert!(has_swallowed(&named(name)), "{name}");
        }
        for name in [
            "755厂",
            "1.一般公共预算",
            "2.5公里道路",
            "2024年专项",
            "一、教育支出",
        ] {
            assert!(!has_swallowed(&named(name)), "{name}");
        }
    }
}
