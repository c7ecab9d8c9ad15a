/*!
How much memory the explorer ever held, after every page of every budget was seen.
*/

use crate::figures::line;
use crate::program::Place;
use crate::terminal::Terminal;
use anyhow::Context;
use portable_pty::CommandBuilder;
use std::fs;

const PAGES: [&str; 7] = ["1", "2", "3", "4", "5", "6", "7"];
const DOCUMENTS: usize = 5;

pub fn measure(place: &Place) -> anyhow::Result<()> {
    for (what, command) in [
        ("on a library of five", place.explorer()),
        ("on the samples inside it", place.explorer_on_samples()),
    ] {
        let kilobytes = most_resident(command)?;
        let tenths = kilobytes * 10 / 1024;
        let measured = format!("{}.{} MB", tenths / 10, tenths % 10);
        line(what, &measured, "under 40 MB");
    }
    Ok(())
}

/// The most kilobytes that were ever resident.
fn most_resident(command: CommandBuilder) -> anyhow::Result<u64> {
    let (mut terminal, _) = Terminal::start(command, 200, 50)?;
    for document in 0..DOCUMENTS {
        terminal.press("\x1b[H")?;
        for _ in 0..document {
            terminal.press("j")?;
        }
        terminal.press("\r")?;
        for page in PAGES {
            terminal.press(page)?;
            terminal.press("\x1b[6~")?;
        }
        for _ in 0..12 {
            if terminal.contents().contains("单位×年度") {
                break;
            }
            terminal.press("h")?;
        }
    }
    let status = fs::read_to_string(format!("/proc/{}/status", terminal.process()?))?;
    terminal.quit()?;
    let held = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .context("the system does not say how much memory was held")?;
    Ok(held.trim().trim_end_matches(" kB").parse()?)
}
