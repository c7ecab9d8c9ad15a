//! Text: with tabs, without, as Markdown.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| lkx_fuzz::read("a.txt", bytes));
