/*!
What is said when the program itself is at fault.

The message of a panic may quote a stranger's document, so it passes the gate for foreign
text like every other word that goes to a terminal.
*/

use super::messages::tell;
use std::any::Any;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::panic::{PanicHookInfo, set_hook};

/// From now on panics are told through the gate.
pub(super) fn tell_cleanly() {
    set_hook(Box::new(|panic| tell(&in_words(panic))));
}

fn in_words(panic: &PanicHookInfo) -> String {
    let place = panic.location().map(ToString::to_string);
    let mut text = format!(
        "lkx：程序出错（{}）：{}",
        place.unwrap_or_default(),
        message(panic.payload())
    );
    let trace = Backtrace::capture();
    if trace.status() == BacktraceStatus::Captured {
        text.push_str(&format!("\n{trace}"));
    }
    text
}

fn message(payload: &(dyn Any + Send)) -> &str {
    let owned = payload.downcast_ref::<String>().map(String::as_str);
    owned
        .or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("没有说明")
}
