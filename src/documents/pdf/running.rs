/*!
PaperPage numbers and running titles: what stands at the edge of the pages and says nothing of
the document.
*/

use super::parts::{Block, FreeLine, PaperPage};
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A line in the outer part of a page, of its height divided by this, may be a running one.
const EDGE: i32 = 9;

#[expect(
    clippy::expect_used,
    reason = "the pattern is a constant that the tests compile"
)]
static PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[-—–―－·•~]*(?:第|共|[Pp]age)?[-—–―－]*[0-9０-９ⅠⅡⅢⅣⅤIVXivx]{1,4}(?:[-—–―－/／]|页|of|共|，|,|第)*[0-9０-９]*页?[-—–―－·•~]*$")
        .expect("a valid pattern")
});

/// What says of a line that it belongs to a table: its unit of money, its unit, its title.
#[expect(
    clippy::expect_used,
    reason = "the pattern is a constant that the tests compile"
)]
static OF_TABLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:单位|部门|名称|机构)[：:]|[：:].*元|表$").expect("a valid pattern")
});

/// Takes the running lines off the pages: those outside of all others. A line below a title is
/// none, though every page has it at the same height.
pub fn remove(pages: &mut [PaperPage]) {
    let repeated = repeated(pages);
    for page in pages {
        let height = page.height;
        let is_running = |block: &Block| match block {
            Block::Line(line) => is_running(line, height, &repeated),
            Block::Table(_) | Block::Laid(_) => false,
        };
        let above = page.blocks.iter().take_while(|own| is_running(own)).count();
        page.blocks.drain(..above);
        let below = page.blocks.iter().rev();
        let below = below.take_while(|own| is_running(own)).count();
        page.blocks.truncate(page.blocks.len() - below);
    }
}

/// Whether a text without white space is the number of a page.
pub fn is_page_number(text: &str) -> bool {
    PAGE_NUMBER.is_match(text)
}

fn is_running(line: &FreeLine, height: i32, repeated: &[String]) -> bool {
    if !at_edge(line, height) {
        return false;
    }
    let text = line.squeezed();
    is_page_number(&text) || repeated.contains(&shape(&text)) && !OF_TABLE.is_match(&text)
}

fn at_edge(line: &FreeLine, height: i32) -> bool {
    line.bottom < height / EDGE || line.top > height - height / EDGE
}

/// A text whose digits do not count.
fn shape(text: &str) -> String {
    let mut shape: String = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    shape.truncate(
        shape
            .char_indices()
            .nth(60)
            .map_or(shape.len(), |(at, _)| at),
    );
    shape
}

/// The texts at the edge of at least three pages and of half of them; each is there but once
/// on a page.
fn repeated(pages: &[PaperPage]) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages {
        let mut here: Vec<String> = Vec::new();
        for block in &page.blocks {
            if let Block::Line(line) = block
                && at_edge(line, page.height)
            {
                let shape = shape(&line.squeezed());
                if !shape.is_empty() && !here.contains(&shape) {
                    here.push(shape);
                }
            }
        }
        for shape in here {
            *counts.entry(shape).or_default() += 1;
        }
    }
    let enough = (pages.len() / 2 + 1).max(3);
    counts
        .into_iter()
        .filter(|(_, count)| *count >= enough)
        .map(|(shape, _)| shape)
        .collect()
}
