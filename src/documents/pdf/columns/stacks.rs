/*!
Texts that wrapped inside of a cell, and the rows of a table without vertical lines.

Lines of one cell stand closer together than rows. Where a ruling line stands between two
lines they are two rows; where none does, the smallest distance between two rows of
figures says what is close.
*/

use super::super::drawing::{Length, Rule};
use super::super::words::{Word, text_of};
use super::regions::{TextLine, is_amount};
use super::stretches::{self, Stretch, is_dash, overlap, place};

/// The words of one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stack {
    /// The words.
    pub words: Vec<Word>,
}

impl Stack {
    /// The left edge.
    pub fn left(&self) -> Length {
        self.words.iter().map(|word| word.left).min().unwrap_or(0)
    }

    /// The right edge.
    pub fn right(&self) -> Length {
        self.words.iter().map(|word| word.right).max().unwrap_or(0)
    }

    /// The upper edge.
    pub fn top(&self) -> Length {
        self.words.iter().map(Word::top).min().unwrap_or(0)
    }

    /// The lower edge.
    pub fn bottom(&self) -> Length {
        self.words.iter().map(Word::bottom).max().unwrap_or(0)
    }

    /// The size of its font.
    pub fn size(&self) -> Length {
        self.words.iter().map(|word| word.size).max().unwrap_or(0)
    }

    /// From top to bottom.
    pub fn height(&self) -> Length {
        self.bottom() - self.top()
    }

    /// The middle from top to bottom.
    pub fn middle(&self) -> Length {
        i32::midpoint(self.top(), self.bottom())
    }

    /// The middle from left to right.
    pub fn center(&self) -> Length {
        i32::midpoint(self.left(), self.right())
    }

    /// The text, its lines divided by line breaks.
    pub fn text(mut self) -> String {
        text_of(&mut self.words, None)
    }

    /// The first line, and the others.
    fn divided(&self) -> (Stack, Stack) {
        let first = self
            .words
            .iter()
            .map(|word| word.baseline)
            .min()
            .unwrap_or(0);
        let is_first = |word: &&Word| word.baseline - first <= word.size / 3;
        let (first, rest) = self.words.iter().partition::<Vec<&Word>, _>(is_first);
        let stack = |words: Vec<&Word>| Stack {
            words: words.into_iter().cloned().collect(),
        };
        (stack(first), stack(rest))
    }

    /// The text in one piece, without what wraps it or spreads it out.
    pub fn solid(&self) -> String {
        let text = self.clone().text();
        text.chars().filter(|c| !c.is_whitespace()).collect()
    }
}

/// The cells of a header: words that stand close under or beside each other, with no ruling line
/// between them.
pub fn stacked(lines: &[&TextLine], columns: &[Stretch], rules: &[Rule]) -> Vec<Stack> {
    let mut stacks: Vec<Stack> = Vec::new();
    for word in lines.iter().flat_map(|line| &line.words) {
        let known = stacks.iter_mut().find(|stack| {
            wraps(stack, word) && !is_divided(stack, word, rules) || goes_on(stack, word, columns)
        });
        match known {
            Some(stack) => stack.words.push(word.clone()),
            None => stacks.push(Stack {
                words: vec![word.clone()],
            }),
        }
    }
    stacks
}

/// The cells where rows leave no room between their texts: of those whose first line may stand over the
/// rest, the rest stands beside a text that nothing else is over. None where there are none.
pub fn set_apart(stacks: &[Stack]) -> Option<Vec<Stack>> {
    let is_beside = |rest: &Stack, other: &Stack| {
        let off = (rest.middle() - other.middle()).abs();
        off <= rest.size() / 4
            && overlap(&(rest.left(), rest.right()), other.left(), other.right()) <= 0
    };
    let mut apart: Vec<Stack> = Vec::with_capacity(stacks.len());
    for stack in stacks {
        let (first, rest) = stack.divided();
        let is_over = rest.right() - rest.left() < first.right() - first.left()
            && stacks
                .iter()
                .any(|other| other != stack && is_beside(&rest, other));
        if is_over {
            apart.extend([first, rest]);
        } else {
            apart.push(stack.clone());
        }
    }
    (apart.len() > stacks.len()).then_some(apart)
}

/// Whether a word stands close under a text, centred or begun like it.
fn wraps(stack: &Stack, word: &Word) -> bool {
    let gap = word.top() - stack.bottom();
    let shared = overlap(&(stack.left(), stack.right()), word.left, word.right);
    let narrower = (stack.right() - stack.left()).min(word.right - word.left);
    (-word.size / 4..=word.size * 55 / 100).contains(&gap) && shared * 10 >= narrower * 7
}

/// Whether a ruling line stands between a text and a word below it.
fn is_divided(stack: &Stack, word: &Word, rules: &[Rule]) -> bool {
    let last = stack.words.iter().map(Word::middle).max();
    let heights = last.unwrap_or(Length::MAX)..word.middle();
    rules
        .iter()
        .any(|rule| heights.contains(&rule.at) && (rule.from..rule.to).contains(&word.center()))
}

/// Whether a word stands on the line of another and in its column.
fn goes_on(stack: &Stack, word: &Word, columns: &[Stretch]) -> bool {
    stack.words.last().is_some_and(|last| {
        let same_line = (word.baseline - last.baseline).abs() <= word.size / 3;
        let gap = word.left - last.right;
        let over = |word: &Word| {
            columns
                .iter()
                .position(|column| overlap(column, word.left, word.right) > 0)
        };
        let is_near = match (over(last), over(word)) {
            (Some(one), Some(other)) => one == other,
            // 合 计 is one heading that is spread out; longer words beside each other are two.
            _ if is_short(last) || is_short(word) => gap < word.size * 8 / 10,
            _ => gap < word.size * 3 / 10,
        };
        same_line && gap >= 0 && is_near
    })
}

fn is_short(word: &Word) -> bool {
    word.text.chars().count() <= 2
}

/// Cells with their first column and the number of their columns.
pub type Cells = Vec<(usize, usize, Stack)>;

/// The rows of figures; none where two figures would fall into one cell.
pub fn rows(lines: &[TextLine], rules: &[Rule], columns: &[Stretch]) -> Option<Vec<Cells>> {
    let amounts = stretches::amounts(columns, lines);
    let mut rows = Vec::new();
    for lines in groups(lines, rules) {
        rows.push(cells(&lines, columns, &amounts)?);
    }
    Some(rows)
}

/// The column of each word. A text in a column of amounts is the name of its row where this has no other: the
/// names of totals are set in the middle of the cells of a name and its amount.
fn columns_of(words: &[&Word], columns: &[Stretch], amounts: &[bool]) -> Vec<usize> {
    let places = words
        .iter()
        .map(|word| place(word.left, word.right, columns));
    let places: Vec<usize> = places.collect();
    let named = |(word, at): (&&Word, &usize)| {
        let holds = |column: usize| amounts.get(column).copied();
        let names = at.checked_sub(1).filter(|names| {
            word.is_text() && holds(*at) == Some(true) && holds(*names) == Some(false)
        });
        names.filter(|names| !places.contains(names)).unwrap_or(*at)
    };
    words.iter().zip(&places).map(named).collect()
}

/// The cells of one row; none where two figures would fall into one.
pub fn cells(lines: &[&TextLine], columns: &[Stretch], amounts: &[bool]) -> Option<Cells> {
    let mut cells: Cells = Vec::new();
    let words: Vec<&Word> = lines.iter().flat_map(|line| &line.words).collect();
    let places = columns_of(&words, columns, amounts);
    for (word, column) in words.into_iter().zip(places) {
        match cells.iter_mut().find(|(at, _, _)| *at == column) {
            Some((_, _, stack)) => {
                if is_amount(&word.text) && stack.words.iter().any(|word| is_amount(&word.text)) {
                    return None;
                }
                stack.words.push(word.clone());
            }
            None => cells.push((
                column,
                1,
                Stack {
                    words: vec![word.clone()],
                },
            )),
        }
    }
    // A dash says that there is nothing; beside a figure it is another column's.
    for (_, _, stack) in &mut cells {
        if stack.words.iter().any(|word| is_amount(&word.text)) {
            stack.words.retain(|word| !is_dash(&word.text));
        }
    }
    Some(cells)
}

/// Lines by the row that they belong to.
fn groups<'a>(lines: &'a [TextLine], rules: &[Rule]) -> Vec<Vec<&'a TextLine>> {
    let ruled = |above: &TextLine, below: &TextLine| is_ruled(rules, above, below);
    let all_ruled = lines
        .windows(2)
        .filter(|pair| pair.iter().all(TextLine::prints_amount))
        .all(|pair| ruled(&pair[0], &pair[1]));
    let close = closest(lines);
    let mut groups: Vec<Vec<&TextLine>> = Vec::new();
    for line in lines {
        let same_row = groups.last().is_some_and(|group| {
            let last = group[group.len() - 1];
            let gap = line.top() - last.bottom();
            let both = line.prints_amount() && group.iter().any(|line| line.prints_amount());
            let is_close = is_close(gap, close, line.size());
            !both && !ruled(last, line) && (is_close || all_ruled && has_rule(rules, last, lines))
        });
        match groups.last_mut() {
            Some(group) if same_row => group.push(line),
            _ => groups.push(vec![line]),
        }
    }
    groups
}

/// Whether a gap is one between lines of a cell, given the smallest one between rows.
fn is_close(gap: Length, closest: Option<Length>, size: Length) -> bool {
    gap < 0 || closest.map_or(gap * 10 <= size * 4, |closest| gap * 10 <= closest * 6)
}

/// The first line of the rows, given the first line that says so: names that wrapped may begin
/// above it, and go on below.
pub fn first_of_row(lines: &[TextLine], rules: &[Rule], mut at: usize) -> usize {
    let closest = closest(lines);
    let goes_on = |at: usize| {
        let gap = lines[at].top() - lines[at - 1].bottom();
        let above = &lines[at - 1];
        above.words.len() <= 2
            && !above.numbers_columns()
            && !is_ruled(rules, above, &lines[at])
            && is_close(gap, closest, lines[at].size())
            && (gap < 0 || begins_names(above, &lines[at..]))
    };
    while at > 0 && goes_on(at) {
        at -= 1;
    }
    at
}

/// Whether texts of the next lines go on with those of a line: else it ends headings that wrapped.
fn begins_names(line: &TextLine, below: &[TextLine]) -> bool {
    let below = || below.iter().take(2).flat_map(|line| &line.words);
    let goes_on = |word: &Word| {
        let mut rests =
            below().filter(|rest| overlap(&(word.left, word.right), rest.left, rest.right) > 0);
        rests.any(|rest| !is_amount(&rest.text))
    };
    line.words.iter().all(goes_on)
}

/// Whether ruling lines stand above a line and inside of a table: then its rows are ruled.
fn has_rule(rules: &[Rule], line: &TextLine, lines: &[TextLine]) -> bool {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return false;
    };
    let heights = || rules.iter().map(|rule| rule.at);
    let mut inside = heights().filter(|at| first.top() < *at && *at < last.bottom());
    inside.next().is_some() && heights().any(|at| at < middle(line))
}

/// Whether a ruling line stands between two lines of text.
fn is_ruled(rules: &[Rule], above: &TextLine, below: &TextLine) -> bool {
    let (from, to) = (middle(above), middle(below));
    rules.iter().any(|rule| from < rule.at && rule.at < to)
}

fn middle(line: &TextLine) -> Length {
    i32::midpoint(line.top(), line.bottom())
}

/// The smallest distance between two lines that follow each other and begin rows.
fn closest(lines: &[TextLine]) -> Option<Length> {
    lines
        .windows(2)
        .filter(|pair| pair.iter().all(TextLine::begins_body))
        .map(|pair| pair[1].top() - pair[0].bottom())
        .filter(|gap| *gap > 0)
        .min()
}
