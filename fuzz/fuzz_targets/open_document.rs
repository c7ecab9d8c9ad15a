//! The content of an OpenDocument workbook; its package is made around it.
#![no_main]
libfuzzer_sys::fuzz_target!(|xml: &[u8]| lkx_fuzz::read(
    "a.ods",
    &lkx_fuzz::OPEN_DOCUMENT.around(xml)
));
