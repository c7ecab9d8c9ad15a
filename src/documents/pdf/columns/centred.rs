/*!
Names that wrapped around the line of their amounts.

Where no lines rule the rows and these stand as close to each other as the lines of a name, distances
do not tell which of two rows a line belongs to. But a cell stands in the middle of its row: so each
name is the lines whose middle is the height of the row's amounts, and that no line is left over
is the proof.
*/

use super::super::drawing::{Length, Rule};
use super::super::words::Word;
use super::regions::TextLine;
use super::stacks::{self, Cells};
use super::stretches::{self, Stretch, place};

/// A name of more lines is none.
const MOST_LINES: usize = 8;

/// The rows of lines none of which is ruled off, where each text stands in the middle of its row.
pub fn rows(lines: &[TextLine], rules: &[Rule], columns: &[Stretch]) -> Option<Vec<Cells>> {
    let (first, last) = (lines.first()?, lines.last()?);
    if rules
        .iter()
        .any(|rule| (first.top()..last.bottom()).contains(&rule.at))
    {
        return None;
    }
    let amounts = stretches::amounts(columns, lines);
    let anchors: Vec<&TextLine> = lines.iter().filter(|line| line.is_anchor()).collect();
    let mut rows: Vec<Vec<Word>> = vec![Vec::new(); anchors.len()];
    // Where each name has a line as high as its amounts, it may as well begin there.
    let mut is_proven = false;
    for (at, is_amounts) in amounts.iter().enumerate() {
        let words = lines.iter().flat_map(|line| &line.words);
        let words = words.filter(|word| place(word.left, word.right, columns) == at);
        let heights: Vec<Length> = anchors
            .iter()
            .map(|line| middle_of(line, &amounts, columns))
            .collect();
        let words: Vec<&Word> = words.collect();
        let texts = at_heights(&words);
        if *is_amounts && texts.len() > anchors.len() {
            return None;
        }
        let counts = divided(&texts, &heights, !is_amounts)?;
        is_proven |= counts.iter().any(|count| *count > 0 && count % 2 == 0);
        let mut texts = texts.into_iter();
        for (row, count) in rows.iter_mut().zip(counts) {
            row.extend(texts.by_ref().take(count).flatten().cloned());
        }
    }
    if !is_proven {
        return None;
    }
    let lines = rows.into_iter().map(|words| TextLine { words });
    lines
        .map(|line| stacks::cells(&[&line], columns, &amounts))
        .collect()
}

/// The height of a row: that of its amounts, or of its code.
fn middle_of(line: &TextLine, amounts: &[bool], columns: &[Stretch]) -> Length {
    let is_amount =
        |word: &&Word| amounts.get(place(word.left, word.right, columns)) == Some(&true);
    let word = line.words.iter().find(is_amount).or(line.words.first());
    word.map_or(0, Word::middle)
}

/// Words by the line of the cell on which they stand.
fn at_heights<'a>(words: &[&'a Word]) -> Vec<Vec<&'a Word>> {
    let mut texts: Vec<Vec<&Word>> = Vec::new();
    for word in words {
        match texts.last_mut() {
            Some(text) if (word.middle() - text[0].middle()).abs() <= word.size / 3 => {
                text.push(word);
            }
            _ => texts.push(vec![word]),
        }
    }
    texts
}

/// How many of the lines of a column each row has; none where some stand in the middle of no row. In a
/// column of names a row without one is as bad as a line that is off by its height.
fn divided(texts: &[Vec<&Word>], rows: &[Length], has_names: bool) -> Option<Vec<usize>> {
    /// The least that lines are off, and how many the last row took.
    #[derive(Clone, Copy)]
    struct Way {
        off: Length,
        taken: usize,
    }
    let mut ways: Vec<Vec<Option<Way>>> = vec![vec![None; texts.len() + 1]; rows.len() + 1];
    let size = texts.iter().map(|text| text[0].size).max().unwrap_or(0);
    let nameless = if has_names { size } else { 0 };
    ways[0][0] = Some(Way { off: 0, taken: 0 });
    for (row, height) in rows.iter().enumerate() {
        for begin in 0..=texts.len() {
            let Some(before) = ways[row][begin] else {
                continue;
            };
            for taken in 0..=MOST_LINES.min(texts.len() - begin) {
                let Some(off) = off(&texts[begin..begin + taken], *height, nameless) else {
                    continue;
                };
                let off = before.off + off;
                let best = &mut ways[row + 1][begin + taken];
                if best.is_none_or(|best| off < best.off) {
                    *best = Some(Way { off, taken });
                }
            }
        }
    }
    let total = ways[rows.len()][texts.len()]?;
    let count = Length::try_from(texts.len()).ok()?;
    if total.off * 5 > size * count {
        return None;
    }
    let mut counts = Vec::with_capacity(rows.len());
    let mut end = texts.len();
    for row in (1..=rows.len()).rev() {
        let taken = ways[row][end]?.taken;
        counts.push(taken);
        end -= taken;
    }
    counts.reverse();
    Some(counts)
}

/// How far lines are from standing in the middle of a row; none where they do not.
fn off(texts: &[Vec<&Word>], height: Length, nameless: Length) -> Option<Length> {
    let ([first, ..], [.., last]) = (texts, texts) else {
        return Some(nameless);
    };
    let (first, last) = (first[0], last[0]);
    let are_close = texts.windows(2).all(|pair| {
        let gap = pair[1][0].top() - pair[0][0].bottom();
        gap <= pair[0][0].size * 6 / 10
    });
    let off = (i32::midpoint(first.middle(), last.middle()) - height).abs();
    (are_close && off * 10 <= first.size * 6).then_some(off)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, left: Length, baseline: Length) -> Word {
        let count = Length::try_from(text.chars().count()).unwrap();
        Word {
            text: text.to_owned(),
            left,
            right: left + count * 1000,
            baseline,
            size: 1000,
        }
    }

    fn names(lines: &[&[(&str, Length)]], heights: &[Length]) -> Option<Vec<String>> {
        let columns = [(0, 6000), (10_000, 14_000)];
        let lines: Vec<TextLine> = lines
            .iter()
            .zip(heights)
            .map(|(words, height)| TextLine {
                words: words
                    .iter()
                    .map(|(text, left)| word(text, *left, *height))
                    .collect(),
            })
            .collect();
        let rows = rows(&lines, &[], &columns)?;
        let names = rows.into_iter().map(|cells| cells.into_iter().next());
        names
            .map(|cell| cell.map(|(_, _, stack)| stack.solid()))
            .collect()
    }

    #[test]
    fn a_name_stands_in_the_middle_of_its_row() {
        let lines: [&[(&str, Length)]; 7] = [
            &[("社会保障和", 0)],
            &[("7.00", 10_000)],
            &[("就业支出", 0)],
            &[("行政单位离", 0)],
            &[("5.00", 10_000)],
            &[("退休", 0)],
            &[("医疗", 0), ("2.00", 10_000)],
        ];
        let heights = [1000, 1600, 2200, 3500, 4100, 4700, 6000];
        let read = names(&lines, &heights).unwrap();
        assert_eq!(read, ["社会保障和就业支出", "行政单位离退休", "医疗"]);
        // Names that begin on the line of their amounts stand in the middle of none.
        let heights = [1000, 1000, 2200, 3500, 3500, 4700, 6000];
        assert_eq!(names(&lines, &heights), None);
    }
}
