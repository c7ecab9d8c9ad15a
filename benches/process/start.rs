/*!
From the start of the process to its first whole frame.

Whole means: every unit of the library and the bottom line are there. The counts of what does
not add up follow when the budgets have been checked.
*/

use crate::figures::{line, median, milliseconds, most, ratio};
use crate::program::Place;
use crate::terminal::Terminal;
use portable_pty::CommandBuilder;
use std::time::Duration;

/// How many starts of each program.
const STARTS: usize = 30;
/// What a whole first frame shows.
const SHOWN: [&str; 6] = ["新乡市", "海东市", "南充市", "濮阳市", "苍溪县", "q 退出"];

pub fn measure(place: &Place) -> anyhow::Result<()> {
    // Before anything else was shown from this place, as on the day of installation.
    let very_first = start(place.explorer_on_samples(), &SHOWN)?;
    let mut bare = Vec::new();
    let mut library = Vec::new();
    let mut samples = Vec::new();
    // In turns, so that whatever else the machine does meets all alike.
    for _ in 0..STARTS {
        bare.push(start(place.bare_list()?, &["2080100"])?);
        library.push(start(place.explorer(), &SHOWN)?);
        samples.push(start(place.explorer_on_samples(), &SHOWN)?);
    }
    let median_of = |times: &[Duration]| milliseconds(median(times));
    line("a bare ratatui list, median", &median_of(&bare), "");
    line("lkx on a library of five, median", &median_of(&library), "");
    line(
        "ratio",
        &ratio(median(&library), median(&bare)),
        "at most 3x",
    );
    line(
        "lkx on a library of five, slowest",
        &milliseconds(most(&library)),
        "",
    );
    line(
        "the very first start, on the samples",
        &milliseconds(very_first),
        "under 100 ms",
    );
    line(
        "lkx on the samples, median",
        &median_of(&samples),
        "under 100 ms",
    );
    Ok(())
}

fn start(command: CommandBuilder, shown: &[&str]) -> anyhow::Result<Duration> {
    let is_whole = |contents: &str| shown.iter().all(|text| contents.contains(text));
    let (terminal, reply) = Terminal::start_until(command, (80, 24), is_whole)?;
    terminal.quit()?;
    Ok(reply.took)
}
