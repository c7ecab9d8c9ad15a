//! A sheet of a binary workbook (.xlsb); its package is made around it.
#![no_main]
libfuzzer_sys::fuzz_target!(|part: &[u8]| lkx_fuzz::read(
    "a.xlsb",
    &lkx_fuzz::BINARY_SHEET.around(part)
));
