//! A library whose cells somebody changed, under every command that reads one.
#![no_main]
libfuzzer_sys::fuzz_target!(|changes: &[u8]| lkx_fuzz::library::read_changed(changes));
