//! Bytes as they lie in a PDF.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| lkx_fuzz::read("a.pdf", bytes));
