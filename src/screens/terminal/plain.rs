/*!
The explorer line by line: a line is read, the page is said, one statement a line. There is no other screen, no colour
and no moving cursor, so that a screen reader, a dumb terminal and a pipe have all of it.
*/

use crate::budget::Address;
use crate::screens::Settings;
use crate::screens::terminal::driver::Driver;
use crate::screens::worker::shelf::{Question, Shelf};
use std::io::{self, BufRead, Write};

/// The size that the pages are laid out for: everything finds room.
const SIZE: (u16, u16) = (118, 60);

/// What the keys are here.
const HELP: &str = "键入键名（几个用空格隔开，如 j enter）或行号，回车；键入文字时整行是文字，以 : 开头仍是键名，如 :esc；? 看本页的键，q 退出";

/// Shows the explorer, from an address where there is one, until the input ends or the user leaves it.
pub fn run_plain(
    shelf: Box<dyn Shelf>,
    settings: Settings,
    begins_at: Option<&Address>,
    input: &mut dyn BufRead,
    output: &mut dyn Write,
) -> io::Result<()> {
    // Counting the findings of a whole library would keep the first page waiting.
    let is_left_out = |question: &Question| matches!(question, Question::Tallies(_));
    let mut driver = Driver::never_answering(is_left_out, shelf, settings, SIZE.0, SIZE.1);
    if let Some(address) = begins_at {
        driver.open(&address.to_string());
    }
    writeln!(output, "{HELP}")?;
    let mut line = String::new();
    loop {
        for statement in driver.statements() {
            writeln!(output, "{statement}")?;
        }
        write!(output, "> ")?;
        output.flush()?;
        line.clear();
        if input.read_line(&mut line)? == 0 {
            writeln!(output)?;
            return Ok(());
        }
        take(&mut driver, line.trim_end_matches(['\n', '\r']));
        if driver.has_left() {
            return Ok(());
        }
        if let Some(copied) = driver.take_copied() {
            writeln!(output, "复制的文字：{copied}")?;
        }
    }
}

/// Does what a line says.
fn take(driver: &mut Driver, line: &str) {
    let is_text = driver.takes_text();
    match line.strip_prefix([':', '：']) {
        Some(keys) => {
            driver.press(keys);
        }
        None if is_text && driver.is_searching() => {
            driver.press("end ctrl-u").types(line);
        }
        // The line is the whole text, whatever stood there before.
        None if is_text => {
            driver.press("end ctrl-u").types(line).press("enter");
        }
        None => match line.trim().parse::<usize>() {
            Ok(row) if line.trim().len() > 1 || row > 8 => driver.to_row(row),
            _ => {
                driver.press(line);
            }
        },
    }
}
