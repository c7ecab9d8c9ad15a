//! Bytes as they lie in a workbook, be it a package or a compound file.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| lkx_fuzz::read("a.xls", bytes));
