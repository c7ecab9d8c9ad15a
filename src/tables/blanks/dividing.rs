/*!
Words a single blank apart that stand in two columns: a narrow column leaves no more between them.

Other lines show it, on which a word begins where the second one does; so do headings, of which there are more than words
below them, and the names of the types of projects, which no project is called by.
*/

use super::stack::names_labels;
use super::token::{self, Ruler, Token};
use super::{BlankPage, PageRow};
use crate::pattern::regex;
use crate::tables::grid::is_money;
use crate::tables::lines::squeeze;
use crate::tables::title::strip_ordinal;
use regex::Regex;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The types of projects, with and without the number of each: 3-特定目标类.
static TYPE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:\d[-－—.、]?)?(?:人员类|运转类|其他运转类|公用经费类|特定目标类|人员经费类|部门预算项目)$",
    )
});

/// Divides the words of a page that stand in two columns.
pub fn divide(page: &mut BlankPage, ruler: Ruler) {
    at_other_words(page, ruler);
    behind_types(page, ruler);
    at_one_column(page, ruler);
}

/// Divides words at single blanks where other lines show that a column begins there.
fn at_other_words(page: &mut BlankPage, ruler: Ruler) {
    let mut begins: HashMap<usize, usize> = HashMap::new();
    for word in page.body.iter().flat_map(|row| &row.words) {
        if !word.is_number() {
            *begins.entry(word.left).or_default() += 1;
        }
    }
    for row in &mut page.body {
        let words = std::mem::take(&mut row.words).into_iter();
        let count = |column: usize| begins.get(&column).copied().unwrap_or(0);
        let begins = |column: usize| {
            let around = column.saturating_sub(2)..=column + 2;
            around.map(count).sum::<usize>() > 1
        };
        row.words = words
            .flat_map(|word| token::divided(word, begins, ruler))
            .collect();
    }
}

/// Divides a type from the project behind it, where a heading stands over types.
fn behind_types(page: &mut BlankPage, ruler: Ruler) {
    let is_of_types = |word: &Token| {
        let text = squeeze(word.text());
        text.ends_with(['类', '型']) || text.ends_with("类别") || text.ends_with("性质")
    };
    if !page
        .header
        .iter()
        .flat_map(|row| &row.words)
        .any(is_of_types)
    {
        return;
    }
    for row in &mut page.body {
        let words = std::mem::take(&mut row.words).into_iter();
        let divide = |word: Token| {
            let rest = second_piece(&word, ruler).filter(|_| {
                let first = word.text().split(' ').next();
                first.is_some_and(|first| TYPE.is_match(first))
            });
            token::divided(word, |column| Some(column) == rest, ruler)
        };
        row.words = words.flat_map(divide).collect();
    }
}

/// Where the second piece of a word begins.
fn second_piece(word: &Token, ruler: Ruler) -> Option<usize> {
    pieces(word, ruler).nth(1)
}

/// Where the pieces of a word begin that single blanks part.
fn pieces(word: &Token, ruler: Ruler) -> impl Iterator<Item = usize> + '_ {
    let mut column = word.left;
    word.text().split(' ').map(move |piece| {
        let begins = column;
        column += piece.chars().map(|c| ruler.width(c)).sum::<usize>() + 1;
        begins
    })
}

/// Divides words where all rows that have fewer of them than there are headings of labels have a blank at one place.
fn at_one_column(page: &mut BlankPage, ruler: Ruler) {
    const FEWEST_ROWS: usize = 2;
    let labels = |words: &[Token]| words.iter().filter(|word| is_label(word)).count();
    let headings = page.header.iter().map(|row| labels(&row.words)).max();
    let headings = headings.unwrap_or_default();
    let is_short = |row: &&PageRow| {
        let labels = row.words.iter().take_while(|word| !is_money(word.text()));
        labels.count() < headings && row.words.iter().any(|word| is_money(word.text()))
    };
    let mut shared: Option<HashSet<usize>> = None;
    let mut rows = 0;
    for row in page.body.iter().filter(is_short) {
        // 1. 一般公共预算 is one name.
        let begins: HashSet<usize> = (row.words.iter())
            .filter(|word| strip_ordinal(word.text()) == word.text())
            .flat_map(|word| pieces(word, ruler).skip(1))
            .collect();
        if begins.is_empty() {
            continue;
        }
        rows += 1;
        shared = Some(match shared {
            Some(shared) => &shared & &begins,
            None => begins,
        });
    }
    let Some(shared) = shared.filter(|shared| rows >= FEWEST_ROWS && !shared.is_empty()) else {
        return;
    };
    for row in &mut page.body {
        let words = std::mem::take(&mut row.words).into_iter();
        let divide = |word| token::divided(word, |column| shared.contains(&column), ruler);
        row.words = words.flat_map(divide).collect();
    }
}

/// Whether a heading stands over labels.
fn is_label(word: &Token) -> bool {
    let text = squeeze(word.text());
    names_labels(&text) || text.ends_with("类别") || text.ends_with("性质")
}
