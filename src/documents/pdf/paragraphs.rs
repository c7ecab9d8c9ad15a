/*!
Lines become paragraphs: a sentence goes on over lines and pages, and so does a long title.
*/

use super::drawing::{Length, POINT};
use super::parts::MaybePages;
use super::parts::{Block, FreeLine, area};
use crate::budget::Location;
use crate::documents::Paper;

/// The outermost edges of the text of pages, by their width: a line that ends before the right
/// one ends its paragraph.
pub fn margins(sheets: &[MaybePages]) -> Vec<(Length, Length, Length)> {
    let mut margins: Vec<(Length, Length, Length)> = Vec::new();
    for page in sheets.iter().flatten().flatten() {
        let lines = page.blocks.iter().filter_map(|block| match block {
            Block::Line(line) if line.parts.len() == 1 => Some(line),
            _ => None,
        });
        for line in lines {
            let known = margins
                .iter_mut()
                .find(|(width, _, _)| *width == page.width);
            match known {
                Some((_, left, right)) => {
                    *left = (*left).min(line.left());
                    *right = (*right).max(line.right());
                }
                None => margins.push((page.width, line.left(), line.right())),
            }
        }
    }
    margins
}

/// A paragraph that is being put together from its lines.
#[derive(Default)]
pub struct Paragraph {
    lines: Vec<(u32, FreeLine)>,
}

impl Paragraph {
    /// Adds a line: to the paragraph, or as the first of the next.
    pub fn add(
        &mut self,
        page: u32,
        line: FreeLine,
        margins: &[(Length, Length, Length)],
        paper: &mut Paper,
    ) {
        let goes_on = self
            .lines
            .last()
            .is_some_and(|(_, last)| continues(last, &line, margins));
        if !goes_on {
            self.close(paper);
        }
        self.lines.push((page, line));
    }

    /// Writes the paragraph.
    pub fn close(&mut self, paper: &mut Paper) {
        let lines = std::mem::take(&mut self.lines);
        let places: Vec<(String, Location)> = lines
            .iter()
            .flat_map(|(page, line)| {
                line.parts.iter().map(|part| {
                    let area = area(part.left, part.top(), part.right, part.bottom());
                    (part.text.clone(), Location::Page { page: *page, area })
                })
            })
            .collect();
        match lines.as_slice() {
            [] => {}
            [_] => paper.row(
                places
                    .iter()
                    .map(|(text, place)| (text.as_str(), Some(place))),
            ),
            _ => paper.joined(places.iter().map(|(text, place)| (text.as_str(), place))),
        }
    }
}

/// Whether a line goes on with the one before: that reached the right edge, and this begins at
/// the left one with nothing that begins something new.
fn continues(last: &FreeLine, next: &FreeLine, margins: &[(Length, Length, Length)]) -> bool {
    if last.parts.len() != 1 || next.parts.len() != 1 {
        return false;
    }
    let size = last.size();
    let is_same_type = (next.size() - size).abs() <= size / 8;
    if is_same_type && ends_title(last, next) {
        return true;
    }
    // A figure is not divided, so the line before one ends early.
    let next_is_figure = next.squeezed().starts_with(|c: char| c.is_ascii_digit());
    let short_by = if next_is_figure { size * 6 } else { size * 2 };
    let reaches_right = margins
        .iter()
        .any(|(_, _, right)| (last.right() - right).abs() <= short_by);
    let begins_left = margins
        .iter()
        .any(|(_, left, _)| (next.left() - left).abs() <= size);
    is_same_type && reaches_right && begins_left && !begins_anew(&last.squeezed(), &next.squeezed())
}

/// Whether a line ends the title of a table that the line before began: …支出预, 算表.
fn ends_title(last: &FreeLine, next: &FreeLine) -> bool {
    /// What a title leaves for its second line.
    const REST: usize = 8;
    let (begun, rest) = (last.squeezed(), next.squeezed());
    let is_close = next.top - last.bottom <= last.size();
    let is_under = (next.left() - last.left()).abs() <= POINT
        || (next.left() + next.right() - last.left() - last.right()).abs() <= 4 * POINT;
    let is_whole = |text: &str| text.ends_with(['表', '：', ':', '。', '；', '）']);
    is_close
        && is_under
        && !is_whole(&begun)
        && rest.ends_with(['表', '）'])
        && !rest.contains(['：', ':'])
        && rest.chars().count() <= REST
        && begun.chars().count() > rest.chars().count()
        && !begins_anew(&begun, &rest)
}

/// Whether two lines are entries of a list: the first ends in the dots that lead to a page's
/// number, or the second begins with an ordinal.
fn begins_anew(last: &str, next: &str) -> bool {
    let leads = ["……", "....", "····", "．．"]
        .iter()
        .any(|dots| last.contains(dots));
    let ordinal = next.find(['、', '）']).is_some_and(|at| {
        at > 0
            && next[..at]
                .chars()
                .all(|c| "（(一二三四五六七八九十0123456789".contains(c))
    });
    leads || ordinal || next.starts_with('第') && next.contains("部分")
}
