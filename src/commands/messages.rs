/*!
Words for people, on standard error.

They hold names of files and units, so each line passes the gate for foreign text. A
standard error that is closed is no reason to fail.
*/

use crate::surroundings::Surroundings;
use crate::text::clean::for_terminal;
use std::io::{self, Write};

/// Tells people something; the text may have several lines.
pub fn tell(text: &str) {
    let mut err = io::stderr().lock();
    for line in text.split('\n') {
        // Nobody is left to be told that telling failed.
        let _ = writeln!(err, "{}", for_terminal(line));
    }
}

/// Whether a terminal shows another character set; it is told so in ASCII, which every
/// character set has.
pub fn charset_is_foreign(surroundings: &Surroundings) -> bool {
    let Some(locale) = &surroundings.foreign_locale else {
        return false;
    };
    if !surroundings.stdout_is_terminal && !surroundings.stderr_is_terminal {
        return false;
    }
    let locale: String = locale.chars().filter(char::is_ascii_graphic).collect();
    tell(&format!(
        "lkx: the locale of this terminal is {locale}, which is not UTF-8; lkx shows Chinese in \
         UTF-8 only.\n\
         Set the terminal to UTF-8 and run:  LC_ALL=C.UTF-8 lkx ..."
    ));
    true
}
