//! Every figure can be followed to its place, and there stands that figure.

use crate::journey::Journey;
use crate::shelf::Samples;
use ratatui::style::Modifier;

/// The underlined text of the cursor's row (a sheet's figure, a document's marked place)
/// and the character behind it.
fn underlined(journey: &mut Journey) -> (String, String) {
    let cells = journey.driver().cells();
    let area = cells.area;
    let row = (0..area.height).find(|&y| cells[(0, y)].symbol() == "▸");
    let Some(y) = row else {
        return Default::default();
    };
    let is_lined = |x: &u16| cells[(*x, y)].modifier.contains(Modifier::UNDERLINED);
    let lined: Vec<u16> = (0..area.width).filter(is_lined).collect();
    let text = lined.iter().map(|&x| cells[(x, y)].symbol()).collect();
    let behind = lined.last().map_or(0, |x| x + 1).min(area.width - 1);
    (text, cells[(behind, y)].symbol().to_owned())
}

/// The screen without its last two lines, which say what a key did.
fn rows(journey: &Journey) -> Vec<String> {
    let mut lines: Vec<String> = journey.screen().lines().map(str::to_owned).collect();
    lines.truncate(lines.len() - 2);
    lines
}

fn digits(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-'))
        .collect()
}

/// Follows one figure of every row of the page, of the first `columns` in turn.
fn follow(mut journey: Journey, columns: usize) -> usize {
    let mut followed = 0;
    for row in 0.. {
        let column = row % columns;
        journey = journey.press(&"L ".repeat(column));
        let (figure, mark) = underlined(&mut journey);
        // A derived figure leads to its row: it is printed nowhere. Of long tables some
        // rows stand for the others.
        let chosen = row < 6 || row % 5 == 0;
        if chosen && !digits(&figure).is_empty() && mark != "*" {
            let before = journey.screen();
            journey = journey.press("o");
            let (marked, _) = underlined(&mut journey);
            let after = journey.screen();
            assert_eq!(digits(&marked), digits(&figure), "{before}\n{after}");
            followed += 1;
            journey = journey.press("esc");
        }
        journey = journey.press(&"H ".repeat(column));
        let before = rows(&journey);
        journey = journey.press("j");
        if rows(&journey) == before {
            break;
        }
    }
    followed
}

#[test]
fn every_figure_leads_to_itself() {
    let mut followed = 0;
    for sample in [
        "xinxiang-2023",
        "haidong-2024",
        "nanchong-2024",
        "puyang-2024",
        "cangxi-2023",
    ] {
        let at = |keys: &str| Journey::on(Samples::of(&[sample]), 100, 40).press(keys);
        for page in ["1 enter", "2", "2 enter", "4", "5"] {
            followed += follow(at(page), 2);
        }
        for table in 0..14 {
            let journey = at(&format!("6 {} enter", "j ".repeat(table)));
            // A table without rows leads to the document right away.
            if !journey.screen().contains("[原文]") {
                followed += follow(journey, 4);
            }
        }
    }
    assert!(followed > 250, "{followed}");
}
