/*!
Whole screens, as the eye sees them, and the bytes that they cost.

The screens in `tests/screens` are text; a reviewer reads them like a page of the
manual. `LKX_BLESS=1 cargo test --test screens` writes them anew; look at the
difference before you keep it.
*/

#[path = "journeys/journey.rs"]
#[allow(dead_code)]
mod journey;
#[path = "journeys/shelf.rs"]
#[allow(dead_code)]
mod shelf;

use journey::Journey;
use lkx::screens::{Colors, Settings, ThemeName};
use lkx::text::width::{AmbiguousWidth, Ruler};
use shelf::Samples;
use std::fs;
use std::path::PathBuf;

/// The places whose screens are kept: a name, and the keys that lead there.
const PLACES: [(&str, &str); 22] = [
    ("units", ""),
    ("functions", "end enter enter j enter j j"),
    ("function", "end enter enter j enter j j enter"),
    ("economics", "end 2 t enter"),
    ("pairs", "end 2 p t"),
    ("economic-class", "end 2 enter enter"),
    ("projects", "end 3 j j"),
    ("project", "j 3 enter"),
    ("balance", "end 4"),
    ("three-public", "j 5"),
    ("tables", "6"),
    ("grid", "end 6 j j enter L L L L"),
    ("source", "end enter enter j enter j j o"),
    ("search", "/ z y n j"),
    (
        "notes",
        "end enter enter j enter j j m 与 养 老 金 科 核 对 记 账 口 径 ， 向 财 务 要 明 细 账 enter k m 再 看 enter esc esc 5 m 查 enter M",
    ),
    ("units-marked", "end space k space k"),
    ("compare", "end space k space c enter j enter j"),
    ("compare-projects", "end space k space c 3"),
    ("compare-balance", "end space k space c 4"),
    ("across", "/ z y n j ctrl-x ["),
    ("totals", "t enter"),
    ("indicators", "i f 满 意 < 9 5 % enter j"),
];

fn journey(settings: Settings, width: u16, height: u16, keys: &str) -> Journey {
    Journey::with(Samples::all(), settings, width, height).press(keys)
}

fn without_colour() -> Settings {
    Settings {
        colors: Colors::None,
        ..Settings::default()
    }
}

#[expect(clippy::disallowed_methods, reason = "a switch of the tests")]
fn blesses() -> bool {
    std::env::var_os("LKX_BLESS").is_some()
}

fn compare(name: &str, screen: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/screens/{name}.txt"));
    let screen = format!("{screen}\n");
    if blesses() {
        fs::write(&path, &screen).expect("a writable folder");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == screen, "{name} is\n{screen}\nand was\n{kept}");
}

#[test]
fn screens_of_80_by_24() {
    for (name, keys) in PLACES {
        compare(
            &format!("{name}-80x24"),
            &journey(without_colour(), 80, 24, keys).screen(),
        );
    }
    let help = journey(without_colour(), 80, 24, "end enter ?").screen();
    compare("help-80x24", &help);
}

#[test]
fn screens_of_160_by_45() {
    for (name, keys) in PLACES {
        compare(
            &format!("{name}-160x45"),
            &journey(without_colour(), 160, 45, keys).screen(),
        );
    }
}

#[test]
fn screens_where_ambiguous_glyphs_are_wide() {
    let settings = Settings {
        ambiguous: Some(AmbiguousWidth::Wide),
        ..without_colour()
    };
    for (name, keys) in PLACES {
        let screen = journey(settings, 80, 24, keys).screen();
        for line in screen.lines() {
            assert!(Ruler::WIDE.width(line) <= 80, "{line}");
        }
        if matches!(name, "units" | "project" | "function" | "compare") {
            compare(&format!("{name}-80x24-wide"), &screen);
        }
    }
}

/// Colour adds nothing to what is said: the text is the same in every theme.
#[test]
fn colour_changes_no_character() {
    for (_, keys) in PLACES {
        let plain = journey(without_colour(), 80, 24, keys).screen();
        for theme in [ThemeName::Dark, ThemeName::Light] {
            for colors in [Colors::Sixteen, Colors::Palette] {
                let settings = Settings {
                    theme,
                    colors,
                    ..Settings::default()
                };
                assert_eq!(journey(settings, 80, 24, keys).screen(), plain);
            }
        }
    }
}

/// What is sent is what is drawn: a terminal that gets the bytes shows the screen.
#[test]
fn a_terminal_shows_what_was_drawn() {
    let (rows, columns) = (24, 80);
    let new = |n| std::num::NonZero::new(n).unwrap();
    let mut terminal = vt100::Parser::new(new(rows), new(columns), 0);
    let mut journey = journey(Settings::default(), columns, rows, "");
    let mut taken = 0;
    let keys = "j j k pagedown end home 3 j j j enter pagedown pagedown pageup esc 7 pagedown pagedown \
                j j j j pageup k k k 6 j enter L L L L L L o esc esc ? esc 1 enter enter";
    for key in keys.split_whitespace() {
        journey = journey.press(key);
        journey.driver().bytes_of_frame();
        let sent = journey.driver().sent();
        terminal.process(&sent[taken..]);
        taken = sent.len();
        let shown: Vec<String> = terminal
            .screen()
            .rows(0, columns)
            .map(|row| row.trim_end().to_owned())
            .collect();
        assert_eq!(shown.join("\n"), journey.screen(), "after {key}");
    }
}

/// At 80×24 a move of the cursor sends at most 500 bytes, a page down at most 5 KB, on
/// every page and in colour.
#[test]
fn frames_are_short() {
    for (name, keys) in PLACES {
        // Where text is typed the letters are text.
        let moves = if name == "search" {
            ["down", "up", "up"]
        } else {
            ["j", "k", "L"]
        };
        for press in moves {
            // Columns that come into view on a narrow window are a page of their own.
            let turns = press == "L" && matches!(name, "grid" | "pairs" | "source");
            frames(name, keys, press, if turns { 5_000 } else { 500 });
        }
        frames(name, keys, "pagedown", 5_000);
        frames(name, keys, "pageup", 5_000);
    }
}

fn frames(name: &str, keys: &str, press: &str, most: usize) {
    let mut journey = journey(Settings::default(), 80, 24, keys);
    journey.driver().bytes_of_frame();
    for _ in 0..30 {
        journey = journey.press(press);
        let sent = journey.driver().bytes_of_frame();
        assert!(sent <= most, "{name}: {press} sends {sent} bytes");
    }
}
