/*!
Every figure that is said to be printed stands at its place in the text: what must hold
whatever a document was made of.
*/

use lkx::budget::{Book, Origin};

/// A digit, also of full width.
fn digit(c: char) -> Option<char> {
    let plain = if ('０'..='９').contains(&c) {
        char::from_u32(u32::from(c) - 0xFEE0)?
    } else {
        c
    };
    plain.is_ascii_digit().then_some(plain)
}

/// Says which printed figure does not stand where it is said to stand.
pub fn holds_to_the_text(book: &Book) -> Result<(), String> {
    let text = &book.source.text;
    let lines: Vec<Vec<char>> = text
        .split('\n')
        .map(|line| line.chars().collect())
        .collect();
    let rows = book.tables.iter().flat_map(|table| &table.rows);
    for figure in rows.flat_map(|row| &row.figures) {
        if matches!(figure.origin, Origin::Derived(_)) {
            continue;
        }
        let place = figure.place;
        let line = lines.get(place.line.saturating_sub(1) as usize);
        let stands = line.and_then(|line| line.get(place.start as usize..place.end as usize));
        let stands: String = stands
            .unwrap_or_default()
            .iter()
            .filter_map(|c| digit(*c))
            .collect();
        let amount: String = figure
            .amount
            .to_string()
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        if !stands.contains(amount.trim_start_matches('0')) {
            return Err(format!(
                "{}:{} 读作 {}，原文是 {stands}",
                book.source.file_name, place.line, figure.amount
            ));
        }
    }
    Ok(())
}
