/*!
From a key to its frame, on a large screen, along a walk through all budgets and pages.

The walk presses what people press: up and down, pages, tables, sources, filters. Esc
is left out: a lone Esc byte may be the beginning of an arrow key, and is waited upon
by design; `h` does the same at once.
*/

use crate::figures::{line, median, milliseconds, percentile};
use crate::program::Place;
use crate::terminal::Terminal;
use std::time::Duration;

const DOWN: &str = "\x1b[B";
const UP: &str = "\x1b[A";
const PAGE_DOWN: &str = "\x1b[6~";
const PAGE_UP: &str = "\x1b[5~";
const END: &str = "\x1b[F";
const HOME: &str = "\x1b[H";

/// Down into the functions and to the source of a figure, and back.
const DRILL: &[&str] = &[
    "\r", DOWN, "j", "\r", "j", "\r", "j", "L", ".", "H", "o", PAGE_DOWN, PAGE_UP, "h", "h", "h",
    "t",
];
/// Every page of a budget.
const PAGES: &[&str] = &[
    "2", "j", DOWN, PAGE_DOWN, "g", "j", "p", END, HOME, "3", "j", PAGE_DOWN, "\r", "j", PAGE_DOWN,
    "h", "4", "j", PAGE_DOWN, END, UP, "5", "6", "j", "\r", PAGE_DOWN, "L", "h", "7", "j",
    PAGE_DOWN, PAGE_DOWN, "k", END, HOME, "3", "f", "社", "会", "\r", "s", "?", "h", "<", "<", ">",
];
/// Letters of a search, where there is one.
const SEARCH: &[&str] = &[
    "z", "y", "n", "j", "\x7f", "\x7f", "\x7f", "\x7f", "4", "6", "6", "0",
];
const DOCUMENTS: usize = 5;

/// A key that was pressed and how long its frame took.
type Timed = (&'static str, Duration);

pub fn measure(place: &Place) -> anyhow::Result<()> {
    let (mut terminal, _) = Terminal::start(place.explorer(), 200, 50)?;
    let mut timed = Vec::new();
    for document in 0..DOCUMENTS {
        walk(&mut terminal, DRILL, &mut timed)?;
        walk(&mut terminal, PAGES, &mut timed)?;
        to_the_units(&mut terminal)?;
        walk(&mut terminal, &["u", HOME], &mut timed)?;
        walk(
            &mut terminal,
            &[DOWN; DOCUMENTS][..=document.min(3)],
            &mut timed,
        )?;
    }
    let searched = search(&mut terminal)?;
    terminal.quit()?;
    report("keys of the walk", &timed);
    if !searched.is_empty() {
        report("letters of a search", &searched);
    }
    Ok(())
}

fn walk(
    terminal: &mut Terminal,
    keys: &[&'static str],
    timed: &mut Vec<Timed>,
) -> anyhow::Result<()> {
    for &key in keys {
        // A key that changes nothing has no frame.
        if let Some(reply) = terminal.press(key)? {
            timed.push((key, reply.took));
        }
    }
    Ok(())
}

/// Goes up until the page of the units is there again.
fn to_the_units(terminal: &mut Terminal) -> anyhow::Result<()> {
    for _ in 0..12 {
        if terminal.contents().contains("单位×年度") {
            break;
        }
        terminal.press("h")?;
    }
    Ok(())
}

fn search(terminal: &mut Terminal) -> anyhow::Result<Vec<Timed>> {
    let mut timed = Vec::new();
    terminal.press("/")?;
    if terminal
        .contents()
        .lines()
        .next()
        .is_some_and(|line| line.contains("搜索"))
    {
        walk(terminal, SEARCH, &mut timed)?;
        terminal.press("\x1b")?;
        terminal.press("\x1b")?;
    }
    Ok(timed)
}

fn report(what: &str, timed: &[Timed]) {
    let times: Vec<Duration> = timed.iter().map(|&(_, took)| took).collect();
    line(
        &format!("{what}: median of {}", times.len()),
        &milliseconds(median(&times)),
        "under 2 ms",
    );
    line(
        &format!("{what}: 99 of 100 within"),
        &milliseconds(percentile(&times, 99)),
        "under 16 ms",
    );
    let mut slowest: Vec<(usize, Timed)> = timed.iter().copied().enumerate().collect();
    slowest.sort_by_key(|&(_, (_, took))| std::cmp::Reverse(took));
    for (at, (key, took)) in slowest.into_iter().take(8) {
        line(
            &format!("  slow: key {} of them, {}", at + 1, key.escape_debug()),
            &milliseconds(took),
            "",
        );
    }
}
