/*!
Names that wrapped over lines: which lines are one name, and in which row it stands.

A line of a name that goes on is as long as its cell is wide. The row is the one line among those of
the name on which the numbers stand.
*/

use std::collections::{HashSet, VecDeque};

/// Names that go on at a time; what is older has ended.
const MOST_OPEN: usize = 4;

/// A line of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fragment {
    /// The line, counted among those of the page that hold something.
    pub line: usize,
    /// The line, blank ones counted.
    pub at: usize,
    /// The column in which it begins, and twice that of its middle.
    pub begin: (usize, usize),
    /// Whether it fills its cell, so that the name may go on.
    pub is_full: bool,
    /// Whether a name begins with it for certain: 一、, 合计.
    pub begins: bool,
    /// Whether numbers of its side stand beside it.
    pub has_numbers: bool,
    /// How many brackets it opens and does not close.
    pub brackets: i32,
    /// Whether names end with its last word.
    pub ends: bool,
    /// Whether it is nothing but such a word, which names no row.
    pub is_end: bool,
}

/// A whole name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Its fragments, by their order.
    pub fragments: Vec<usize>,
    /// The line of the row that it names.
    pub row: usize,
    is_settled: bool,
}

/// The names of a column while they are put together.
struct Names<'a, F: Fn(usize) -> bool> {
    fragments: &'a [Fragment],
    is_row: F,
    all: Vec<Name>,
    /// The names that go on, the oldest first.
    open: VecDeque<usize>,
    /// Rows on lines of their own that a name has.
    taken: HashSet<usize>,
}

/// Puts the fragments of a column together. `is_row` says of a line whether numbers of that side
/// stand on it, without a fragment of this column beside them.
pub fn names(fragments: &[Fragment], is_row: impl Fn(usize) -> bool) -> Vec<Name> {
    let mut names = Names {
        fragments,
        is_row,
        all: Vec::new(),
        open: VecDeque::new(),
        taken: HashSet::new(),
    };
    for (at, fragment) in fragments.iter().enumerate() {
        names.add(at, fragment);
    }
    names.settle_last();
    names.all
}

impl<F: Fn(usize) -> bool> Names<'_, F> {
    fn add(&mut self, at: usize, fragment: &Fragment) {
        let home = self.home_of(fragment);
        let home = if let Some(home) = home.filter(|&home| self.is_beneath(home, fragment)) {
            self.open.retain(|&open| open != home);
            self.all[home].fragments.push(at);
            home
        } else {
            if fragment.has_numbers || fragment.begins {
                // What was to come of a row stands before the next one.
                let all = &self.all;
                self.open.retain(|&open| !all[open].is_settled);
            }
            self.all.push(Name {
                fragments: vec![at],
                row: fragment.line,
                is_settled: false,
            });
            self.all.len() - 1
        };
        if fragment.has_numbers {
            (self.all[home].row, self.all[home].is_settled) = (fragment.line, true);
        }
        if fragment.is_full {
            self.open.push_back(home);
        }
        if self.open.len() > MOST_OPEN {
            self.open.pop_front();
        }
        self.settle(home);
        // The numbers of a whole name may stand a line below it.
        let below = fragment.line + 1;
        if !fragment.is_full
            && !self.all[home].is_settled
            && (self.is_row)(below)
            && self.taken.insert(below)
        {
            (self.all[home].row, self.all[home].is_settled) = (below, true);
        }
    }

    /// Whether a fragment stands below a name as its next line does: not indented, or in the middle as well.
    fn is_beneath(&self, home: usize, fragment: &Fragment) -> bool {
        let first = self.all[home].fragments.first();
        let Some((left, middle)) = first.map(|&at| self.fragments[at].begin) else {
            return true;
        };
        fragment.begin.0 <= left + 2 || fragment.begin.1.abs_diff(middle) <= 8
    }

    /// The name that a fragment goes on with; none where it begins one.
    fn home_of(&self, fragment: &Fragment) -> Option<usize> {
        if fragment.begins {
            return None;
        }
        if !fragment.has_numbers {
            return self
                .open_above(fragment)
                .or_else(|| self.unfinished_above(fragment));
        }
        // The numbers of a name stand beside its end: it has none yet, and nothing lies between.
        let last = self.all.len().checked_sub(1)?;
        let name = &self.all[last];
        let before = self.fragments[*name.fragments.last()?].line;
        let is_next = !(before + 1..fragment.line).any(&self.is_row);
        (self.open.contains(&last) && !name.is_settled && is_next).then_some(last)
    }

    /// The oldest name that goes on, where no blank line stands between.
    fn open_above(&self, fragment: &Fragment) -> Option<usize> {
        let is_near = |open: &&usize| {
            let last = self.all[**open].fragments.last();
            last.is_some_and(|&last| {
                let before = &self.fragments[last];
                fragment.at - before.at == fragment.line - before.line
            })
        };
        self.open.iter().find(is_near).copied()
    }

    /// The name right above that must go on, however short its lines: its bracket is open, or its
    /// numbers stand in the middle of it, between this line and the one before.
    fn unfinished_above(&self, fragment: &Fragment) -> Option<usize> {
        let last = self.all.len().checked_sub(1)?;
        let name = &self.all[last];
        let before = &self.fragments[*name.fragments.last()?];
        let end = name.row.max(before.line);
        let is_next =
            fragment.line == end + 1 && fragment.at - before.at == fragment.line - before.line;
        let brackets: i32 = name
            .fragments
            .iter()
            .map(|&at| self.fragments[at].brackets)
            .sum();
        // Before numbers without a name a line begins the name of these, where the one above was whole.
        let goes_on = before.is_full || !(self.is_row)(fragment.line + 1);
        let is_around = name.row > before.line
            && name.is_settled
            && goes_on
            && (!before.ends || fragment.is_end);
        (is_next && (brackets > 0 || is_around)).then_some(last)
    }

    /// A name over whose lines numbers stand on a line of their own is named there.
    fn settle(&mut self, home: usize) {
        let name = &mut self.all[home];
        let line = |at: Option<&usize>| at.map_or(0, |&at| self.fragments[at].line);
        let (first, last) = (line(name.fragments.first()), line(name.fragments.last()));
        if name.is_settled {
            return;
        }
        let is_free = |line: &usize| (self.is_row)(*line) && !self.taken.contains(line);
        let mut rows = (first..=last).filter(is_free);
        if let (Some(row), None) = (rows.next(), rows.next()) {
            (name.row, name.is_settled) = (row, true);
            self.taken.insert(row);
        }
    }

    /// The last name may be torn before its numbers.
    fn settle_last(&mut self) {
        let Some(last) = self.fragments.last() else {
            return;
        };
        let row = last.line + 1;
        if let Some(name) = self.all.last_mut().filter(|name| !name.is_settled)
            && (self.is_row)(row)
        {
            (name.row, name.is_settled) = (row, true);
        }
    }
}
