/*!
What a reader of a PDF should know that its text does not say: notes stuck on pages, what
nobody sees, what was struck through, what is attached.
*/

use super::drawing::{Annotation, Drawing, Package};
use crate::budget::{Location, Note, Place};
use crate::documents::Text;

/// So many annotations are named, each by its words.
const MOST: usize = 20;

/// Adds the remarks to the text of the pages.
pub fn add(text: &mut Text, drawings: &[Drawing], package: &Package) {
    if !package.attachments.is_empty() {
        let names = package.attachments.join("、");
        let message = format!("这份文件带有附件（{names}），附件没有读；要读请另存出来再导入。");
        say(text, 1, String::new(), message);
    }
    for (page, drawing) in (1u32..).zip(drawings) {
        of_page(text, page, drawing);
    }
}

fn of_page(text: &mut Text, page: u32, drawing: &Drawing) {
    if drawing.seen.recognised {
        let message = format!(
            "第 {page} 页是扫描件，文字是识别出来的，可能认错；请对照原件核实这一页的数字。"
        );
        say(text, page, String::new(), message);
        let (first, last) = (lines_of(text, page).min(), lines_of(text, page).max());
        text.recognised
            .extend(first.zip(last).map(|(first, last)| first..=last));
    }
    if drawing.seen.hidden_figures > 0 {
        let count = drawing.seen.hidden_figures;
        let message = format!(
            "第 {page} 页有 {count} 处数字看不见（被盖住、与底色相同，或者没有墨迹），没有读。"
        );
        say(text, page, String::new(), message);
    }
    // The picture on a cover is no table.
    if drawing.seen.mute_picture && page > 1 {
        let message = format!(
            "第 {page} 页有一幅大图，图里的内容（可能是表）读不了；请先做文字识别（OCR）。"
        );
        say(text, page, String::new(), message);
    }
    if drawing.struck_figures > 0 {
        let count = drawing.struck_figures;
        let message = format!("第 {page} 页有 {count} 处数字划掉了，没有读。");
        say(text, page, String::new(), message);
    }
    let said = drawing.annotations.iter().take(MOST);
    for (excerpt, message) in said.filter_map(|note| of_annotation(page, note)) {
        say(text, page, excerpt, message);
    }
}

/// What is to be said of a note: one that neither speaks nor strikes says nothing.
fn of_annotation(page: u32, note: &Annotation) -> Option<(String, String)> {
    let over = if note.over.is_empty() {
        String::new()
    } else {
        format!("，压在“{}”上", note.over)
    };
    let message = if note.strikes && !note.over.is_empty() {
        format!(
            "第 {page} 页有批注划在“{}”上，读入的仍是原来的字；请核实。",
            note.over
        )
    } else if note.text.trim().is_empty() {
        return None;
    } else {
        format!(
            "第 {page} 页有批注“{}”{over}；批注不是正文，没有读，请核实。",
            note.text.trim()
        )
    };
    Some((note.over.clone(), message))
}

/// The lines of the text that stand on a page.
fn lines_of(text: &Text, page: u32) -> impl Iterator<Item = u32> {
    let anchors = text.locations.anchors().iter();
    let is_there = move |location: &Location| matches!(location, Location::Page { page: at, .. } if *at == page);
    anchors
        .filter(move |anchor| is_there(&anchor.location))
        .map(|anchor| anchor.place.line)
}

/// Adds a remark at the first line of a page.
fn say(text: &mut Text, page: u32, excerpt: String, message: String) {
    let line = lines_of(text, page).next().unwrap_or(1);
    text.remarks.push(Note {
        place: Place::line(line),
        excerpt,
        message,
    });
}
