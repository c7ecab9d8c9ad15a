/*!
A text of a workbook whose parts look different: what is struck out does not hold, what is
raised is the mark of a note, what has the colour of paper is seen on another ground alone.
*/

use super::super::raised::LeftOutMark;

/// How a part of a text looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Run {
    /// Struck out.
    pub struck: bool,
    /// Raised or lowered.
    pub raised: bool,
    /// In the colour of paper.
    pub white: bool,
    /// Whether it has a look of its own, and not that of its cell.
    pub is_own: bool,
}

/// A text that is put together of parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RichText {
    /// What holds of it and is seen on paper.
    pub text: String,
    /// What is seen of it on a ground of another colour.
    pub on_ground: String,
    /// Whether some part has a look of its own, and whether some part has that of the cell.
    pub is_dressed: bool,
    pub is_cells: bool,
    /// Whether digits are struck out.
    pub has_struck_digits: bool,
    /// Whether digits have the colour of paper.
    pub has_white_digits: bool,
    raised: String,
    mark: LeftOutMark,
}

impl RichText {
    /// A text in UTF-16 and where its parts begin.
    pub fn of_runs(units: &[u16], starts: &[(usize, Run)]) -> Self {
        let mut rich = Self::default();
        for (at, (start, run)) in starts.iter().enumerate() {
            let end = starts.get(at + 1).map_or(units.len(), |(end, _)| *end);
            let part = units.get(*start..end.min(units.len())).unwrap_or_default();
            rich.add(&String::from_utf16_lossy(part), *run);
        }
        rich.finish()
    }

    /// Adds a part.
    pub fn add(&mut self, text: &str, run: Run) {
        self.is_dressed |= run.is_own;
        self.is_cells |= !run.is_own && !text.is_empty();
        if run.struck {
            self.has_struck_digits |= text.contains(|c: char| c.is_ascii_digit());
        } else if run.raised && !run.white {
            self.raised.push_str(text);
        } else {
            self.settle();
            let before = self.text.len();
            self.mark.before(text, &mut self.text);
            self.on_ground.push_str(&self.text[before..]);
            self.on_ground.push_str(text);
            if run.white {
                self.has_white_digits |= text.contains(|c: char| c.is_ascii_digit());
            } else {
                self.text.push_str(text);
            }
        }
    }

    /// The text when all parts are there.
    pub fn finish(mut self) -> Self {
        self.settle();
        self
    }

    fn settle(&mut self) {
        let raised = std::mem::take(&mut self.raised);
        let before = self.text.len();
        self.mark.add(raised, &mut self.text);
        self.on_ground.push_str(&self.text[before..]);
    }
}
