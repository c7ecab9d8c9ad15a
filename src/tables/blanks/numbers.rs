/*!
The columns of the numbers of a page.
*/

use super::columns::{BlankColumn, Holds};
use super::token::Token;
use std::collections::HashMap;

/// The columns of numbers; none where one row has two numbers in one of them.
pub fn number_columns(rows: &[Vec<Token>]) -> Option<Vec<BlankColumn>> {
    let mut numbers: Vec<Number> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        for (word, token) in row
            .iter()
            .enumerate()
            .filter(|(_, token)| token.is_number())
        {
            let holds = if leads_to_words(row, word) {
                Holds::Codes
            } else {
                Holds::Amounts
            };
            numbers.push((at, token, holds));
        }
    }
    numbers.sort_by_key(|(_, token, _)| (token.left, token.right));
    let mut columns: Vec<(BlankColumn, Vec<Number>)> = Vec::new();
    for number in numbers {
        match columns.last_mut() {
            Some((column, members)) if column.meets(number.1) => {
                column.take(number.1);
                members.push(number);
            }
            _ => columns.push((BlankColumn::around(number.1, number.2), vec![number])),
        }
    }
    let mut done = Vec::with_capacity(columns.len());
    for (mut column, members) in columns {
        if !has_twice(&members) {
            let leads = |member: &Number| {
                let is_first = rows[member.0].first() == Some(member.1);
                is_first && matches!(member.1.text().len(), 3 | 5 | 7) && member.1.is_whole()
            };
            let is_of_codes = members.iter().all(leads) || is_tree(&members);
            column.holds = if is_of_codes {
                Holds::Codes
            } else {
                holds(&members)
            };
            done.push(column);
            continue;
        }
        for members in by_right_edge(members) {
            if has_twice(&members) {
                return None;
            }
            let mut column = BlankColumn::around(members[0].1, holds(&members));
            members.iter().for_each(|member| column.take(member.1));
            done.push(column);
        }
    }
    Some(done)
}

/// A number, its row and what its column would hold.
type Number<'a> = (usize, &'a Token, Holds);

fn has_twice(members: &[Number]) -> bool {
    let mut rows: Vec<usize> = members.iter().map(|(row, ..)| *row).collect();
    rows.sort_unstable();
    rows.windows(2).any(|pair| pair[0] == pair[1])
}

fn holds(members: &[Number]) -> Holds {
    let codes = members
        .iter()
        .filter(|member| member.2 == Holds::Codes)
        .count();
    // A code may stand a line above its name.
    let is_like_code =
        |member: &Number| matches!(member.1.text().len(), 3 | 5 | 7) && member.1.is_whole();
    let all_are = codes > 1 && members.iter().all(is_like_code);
    if codes * 2 > members.len() || all_are {
        Holds::Codes
    } else {
        Holds::Amounts
    }
}

/// Whether numbers are the codes of a classification wherever they stand, behind their names too: each of 款 and 项 begins
/// with the code of the one that it belongs to.
fn is_tree(members: &[Number]) -> bool {
    let mut in_order: Vec<&Number> = members.iter().collect();
    in_order.sort_by_key(|(row, ..)| *row);
    let mut branch: Vec<&str> = Vec::new();
    let mut has_parts = false;
    for (_, token, _) in in_order {
        let code = token.text();
        branch.retain(|above| above.len() < code.len() && code.starts_with(above));
        let is_part = branch
            .last()
            .is_some_and(|above| above.len() + 2 == code.len());
        if !token.is_whole() || code.len() != 3 && !is_part {
            return false;
        }
        has_parts |= is_part;
        branch.push(code);
    }
    has_parts
}

/// Columns so near that a long amount reaches below its neighbours': amounts end under each other,
/// so they are divided where their ends are farthest apart, into as many as a row has.
fn by_right_edge(mut members: Vec<Number>) -> Vec<Vec<Number>> {
    members.sort_by_key(|(_, token, _)| token.right);
    let mut in_rows: HashMap<usize, usize> = HashMap::new();
    for (row, ..) in &members {
        *in_rows.entry(*row).or_default() += 1;
    }
    let most = in_rows.values().max().copied().unwrap_or(1);
    let ends: Vec<usize> = members.iter().map(|(_, token, _)| token.right).collect();
    let mut cuts: Vec<usize> = (1..ends.len()).collect();
    cuts.sort_by_key(|&at| std::cmp::Reverse(ends[at] - ends[at - 1]));
    cuts.truncate(most - 1);
    cuts.sort_unstable();
    let mut groups: Vec<Vec<Number>> = vec![Vec::new()];
    for (at, member) in members.into_iter().enumerate() {
        if cuts.contains(&at) {
            groups.push(Vec::new());
        }
        if let Some(group) = groups.last_mut() {
            group.push(member);
        }
    }
    groups
}

/// Whether nothing but whole numbers stand between a whole number and the words behind it: a code.
/// 208.05 at the beginning of a row is one too.
fn leads_to_words(row: &[Token], word: usize) -> bool {
    let behind = row[word..].iter().find(|token| !token.is_whole());
    let is_section = |text: &str| {
        let parts = text.split_once('.');
        parts.is_some_and(|(class, section)| class.len() == 3 && section.len() == 2)
    };
    if word == 0 && is_section(row[0].text()) {
        return row.get(1).is_some_and(|next| !next.is_number());
    }
    row[word].is_whole()
        && behind.is_some_and(|token| {
            !token.is_number() && crate::tables::title::strip_ordinal(token.text()) == token.text()
        })
}
