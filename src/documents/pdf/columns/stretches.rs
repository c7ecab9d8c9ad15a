/*!
The columns of a table without vertical lines, each from its left edge to its right one.
*/

use super::super::drawing::Length;
use super::super::words::Word;
use super::regions::{TextLine, is_amount};

/// A column: its left edge and its right one.
pub type Stretch = (Length, Length);

/// Where the texts of rows stand under each other. A text that stands over several texts of
/// other rows is merged over their columns and says nothing of them; nor does a dash, which
/// stands in the middle of a column whose figures stand at the right.
pub fn of(lines: &[TextLine]) -> Vec<Stretch> {
    let plain = |is_alone: bool| {
        let lines_of = lines
            .iter()
            .filter(move |line| (line.words.len() == 1) == is_alone);
        let words = lines_of.flat_map(|line| &line.words);
        words.filter(|word| !is_dash(&word.text) && !bridges(word, lines))
    };
    let columns = merged(plain(false).map(edges).collect());
    let columns = columns.iter().flat_map(|column| parted(column, lines));
    let columns: Vec<Stretch> = columns.collect();
    // What stands alone on its line is the rest of a name, or the caption of the next table, which
    // is set in the middle of the page over whatever columns there are.
    let is_within_one = |word: &&Word| {
        let over = |column: &&Stretch| overlap(column, word.left, word.right) > 0;
        columns.iter().filter(over).count() < 2
    };
    let alone = plain(true).filter(is_within_one).map(edges);
    merged(columns.iter().copied().chain(alone).collect())
}

/// A column that holds names and, behind them, their amounts as two, where no more texts are set over both than
/// stand apart: the names of totals stand in the middle of both.
fn parted(column: &Stretch, lines: &[TextLine]) -> Vec<Stretch> {
    let inside = |word: &&Word| overlap(column, word.left, word.right) > 0;
    let is_pair = |line: &&TextLine| {
        let words: Vec<&Word> = line.words.iter().filter(inside).collect();
        matches!(words[..], [name, amount] if name.is_text() && is_amount(&amount.text))
    };
    let pairs = lines.iter().filter(is_pair).count();
    let words = || lines.iter().flat_map(|line| &line.words).filter(inside);
    let amounts = words().filter(|word| is_amount(&word.text));
    let Some(begin) = amounts.map(|word| word.left).min().filter(|_| pairs > 1) else {
        return vec![*column];
    };
    let names = || words().filter(|word| !is_amount(&word.text) && !is_dash(&word.text));
    let astride = names().filter(|word| word.right > begin).count();
    let end = names()
        .map(|word| word.right)
        .filter(|right| *right <= begin)
        .max();
    match end {
        Some(end) if astride > 0 && astride <= pairs => vec![(column.0, end), (begin, column.1)],
        _ => vec![*column],
    }
}

/// The columns with those of the dashes that have none of their own: where no heading says what
/// columns there are, a dash does.
pub fn with_dashes(columns: Vec<Stretch>, lines: &[TextLine]) -> Vec<Stretch> {
    let mut all = columns.clone();
    for line in lines {
        let at = |word: &Word| place(word.left, word.right, &columns);
        let has_none_left = |word: &&Word| {
            let mut others = line.words.iter().filter(|other| *other != *word);
            is_dash(&word.text) && others.any(|other| at(other) == at(word))
        };
        all.extend(line.words.iter().filter(has_none_left).map(edges));
    }
    merged(all)
}

/// The columns with names that stand at the left of a wide cell and the total in its middle as one: of two
/// columns beside each other that hold texts, never in one line, `headed` says that one has no heading.
pub fn without_halves(columns: Vec<Stretch>, lines: &[TextLine], headed: &[bool]) -> Vec<Stretch> {
    let words = |column: &Stretch| {
        let (left, right) = *column;
        let is_in = move |word: &&Word| overlap(&(left, right), word.left, word.right) > 0;
        move |line: &TextLine| {
            line.words
                .iter()
                .filter(is_in)
                .cloned()
                .collect::<Vec<Word>>()
        }
    };
    let holds_texts = |column: &Stretch| {
        let is_number = |word: &Word| !word.text.contains(|c: char| c.is_alphabetic());
        !lines
            .iter()
            .flat_map(words(column))
            .any(|word| is_number(&word))
    };
    let is_apart = |one: &Stretch, other: &Stretch| {
        let (one, other) = (words(one), words(other));
        !lines
            .iter()
            .any(|line| !one(line).is_empty() && !other(line).is_empty())
    };
    let mut found: Vec<Stretch> = Vec::new();
    let mut has_heading = false;
    for (column, &is_headed) in columns.iter().zip(headed) {
        let before = found.last_mut().filter(|before| {
            !(has_heading && is_headed)
                && holds_texts(before)
                && holds_texts(column)
                && is_apart(before, column)
        });
        match before {
            Some(before) => {
                before.1 = column.1;
                has_heading |= is_headed;
            }
            None => {
                found.push(*column);
                has_heading = is_headed;
            }
        }
    }
    found
}

/// Which columns hold amounts.
pub fn amounts(columns: &[Stretch], lines: &[TextLine]) -> Vec<bool> {
    let words = || lines.iter().flat_map(|line| &line.words);
    let is_in = |column: &Stretch| {
        words().any(|word| is_amount(&word.text) && overlap(column, word.left, word.right) > 0)
    };
    columns.iter().map(is_in).collect()
}

fn edges(word: &Word) -> Stretch {
    (word.left, word.right)
}

/// Stretches that overlap as one, from left to right.
fn merged(mut stretches: Vec<Stretch>) -> Vec<Stretch> {
    stretches.sort_unstable();
    let mut columns: Vec<Stretch> = Vec::new();
    for (left, right) in stretches {
        match columns.last_mut() {
            Some((_, end)) if left < *end => *end = right.max(*end),
            _ => columns.push((left, right)),
        }
    }
    columns
}

/// Whether a text is a dash, which stands for nothing.
pub fn is_dash(text: &str) -> bool {
    text.chars()
        .all(|c| matches!(c, '-' | '－' | '—' | '–' | '―' | '─'))
}

/// Whether a word stands over several words of more lines than it stands over one of.
fn bridges(word: &Word, lines: &[TextLine]) -> bool {
    let (mut one, mut several) = (0, 0);
    for line in lines {
        let over = line
            .words
            .iter()
            .filter(|other| overlap(&(other.left, other.right), word.left, word.right) > 0);
        match over.count() {
            0 => {}
            1 => one += 1,
            _ => several += 1,
        }
    }
    several > one
}

/// How much of a stretch lies between two edges; below nothing where they lie apart.
pub fn overlap((left, right): &Stretch, from: Length, to: Length) -> Length {
    to.min(*right) - from.max(*left)
}

/// The column that a text overlaps most, or lies nearest to.
pub fn place(from: Length, to: Length, columns: &[Stretch]) -> usize {
    let best = (0..columns.len())
        .max_by_key(|&index| (overlap(&columns[index], from, to), std::cmp::Reverse(index)));
    best.unwrap_or(0)
}

/// The middles between the columns, and the outer edges.
pub fn borders(columns: &[Stretch]) -> Vec<Length> {
    let mut xs: Vec<Length> = columns.first().map(|(left, _)| *left).into_iter().collect();
    xs.extend(
        columns
            .windows(2)
            .map(|pair| i32::midpoint(pair[0].1, pair[1].0)),
    );
    xs.extend(columns.last().map(|(_, right)| *right));
    xs
}
