//! The drawing of a page; a PDF is made around it.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| lkx_fuzz::read("a.pdf", &lkx_fuzz::page::around(bytes)));
