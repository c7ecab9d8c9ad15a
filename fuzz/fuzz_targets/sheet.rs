//! A sheet of a workbook (.xlsx); its package is made around it.
#![no_main]
libfuzzer_sys::fuzz_target!(|xml: &[u8]| lkx_fuzz::read("a.xlsx", &lkx_fuzz::SHEET.around(xml)));
