//! Separated fields (CSV and TSV).
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| lkx_fuzz::read("a.csv", bytes));
