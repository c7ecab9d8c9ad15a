/*!
What the targets share: a document is read as the program reads it, and held to its text.

A panic inside a reader that is not ours is caught by the program, which then refuses the
document; so it is here. One of our own is a fault and ends the run.
*/

#[path = "../../tests/mutilated/evidence.rs"]
mod evidence;
pub mod library;
mod packed;
pub mod page;

pub use packed::Packed;

use lkx::documents::File;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

/// A Word document whose body is replaced.
pub static WORD: Packed = Packed::new("word/budget.docx", "word/document.xml");
/// A workbook whose sheet is replaced.
pub static SHEET: Packed = Packed::new("workbook/hidden.xlsx", "xl/worksheets/sheet1.xml");
/// A binary workbook whose sheet is replaced.
pub static BINARY_SHEET: Packed = Packed::new("workbook/budget.xlsb", "xl/worksheets/sheet1.bin");
/// An OpenDocument workbook whose content is replaced.
pub static OPEN_DOCUMENT: Packed = Packed::new("workbook/budget.ods", "content.xml");

/// Reads a document; it gives a budget that holds to its text, or is refused.
pub fn read(name: &str, bytes: &[u8]) {
    end_at_own_panics();
    let file = File::new(name, bytes);
    let read = panic::catch_unwind(AssertUnwindSafe(|| lkx::commands::read_book(&file)));
    if let Ok(Ok(book)) = read
        && let Err(fault) = evidence::holds_to_the_text(&book)
    {
        eprintln!("{fault}");
        std::process::abort();
    }
}

/// libFuzzer's own hook ends at every panic; this one at those outside the crates of others.
fn end_at_own_panics() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        panic::set_hook(Box::new(|panic| {
            let place = panic.location().map(ToString::to_string);
            let is_foreign = place
                .as_ref()
                .is_some_and(|place| place.contains("/registry/src/"));
            if !is_foreign {
                eprintln!("{panic}\n{}", std::backtrace::Backtrace::force_capture());
                std::process::abort();
            }
        }));
    });
}
