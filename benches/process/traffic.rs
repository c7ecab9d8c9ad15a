/*!
The bytes that one key costs on the line: what an auditor behind a slow connection feels.

Every page is measured by itself, and the costliest key of each counts.
*/

use crate::figures::{line, median, most};
use crate::program::Place;
use crate::terminal::Terminal;

const PAGE_DOWN: &str = "\x1b[6~";
const HOME: &str = "\x1b[H";

/// The pages, and the keys that lead there from the page of the units.
const PAGES: &[(&str, &[&str])] = &[
    ("单位×年度", &[]),
    ("功能分类", &["\r"]),
    ("经济分类", &["\r", "2"]),
    ("项目绩效", &["\r", "3"]),
    ("项目", &["\r", "3", "\r"]),
    ("收支", &["\r", "4"]),
    ("表", &["\r", "6"]),
    ("表格", &["\r", "6", "\r"]),
    ("原文", &["\r", "7"]),
];

pub fn measure(place: &Place) -> anyhow::Result<()> {
    let (mut bare, _) = Terminal::start(place.bare_list()?, 80, 24)?;
    let moves = costs(&mut bare, "j", 20)?;
    let pages = costs(&mut bare, "f", 4)?;
    bare.quit()?;
    row("a bare ratatui list", &moves, &pages);
    let (mut all_moves, mut all_pages) = (Vec::new(), Vec::new());
    for (name, way) in PAGES {
        let (mut terminal, _) = Terminal::start(place.explorer(), 80, 24)?;
        for key in *way {
            terminal.press(key)?;
        }
        let mut moves = costs(&mut terminal, "j", 30)?;
        moves.extend(costs(&mut terminal, "k", 30)?);
        terminal.press(HOME)?;
        let pages = costs(&mut terminal, PAGE_DOWN, 8)?;
        terminal.quit()?;
        row(name, &moves, &pages);
        all_moves.extend(moves);
        all_pages.extend(pages);
    }
    line(
        "a cursor move, the costliest",
        &format!("{} bytes", most(&all_moves)),
        "at most 500 bytes",
    );
    line(
        "a page down, the costliest",
        &format!("{} bytes", most(&all_pages)),
        "at most 5120 bytes",
    );
    Ok(())
}

/// What a key costs each time, until it does nothing any more.
fn costs(terminal: &mut Terminal, key: &str, times: usize) -> anyhow::Result<Vec<usize>> {
    let mut costs = Vec::new();
    for _ in 0..times {
        match terminal.press(key)? {
            Some(reply) => costs.push(reply.bytes),
            None => break,
        }
    }
    Ok(costs)
}

fn row(name: &str, moves: &[usize], pages: &[usize]) {
    println!(
        "  move: median {:>4}, most {:>4}   page down: median {:>4}, most {:>4}   {name}",
        median(moves),
        most(moves),
        median(pages),
        most(pages),
    );
}
