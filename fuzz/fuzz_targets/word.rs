//! The body of a Word document; its package is made around it.
#![no_main]
libfuzzer_sys::fuzz_target!(|xml: &[u8]| lkx_fuzz::read("a.docx", &lkx_fuzz::WORD.around(xml)));
