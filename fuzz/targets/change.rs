//! See `hubfolio_tests::targets::change`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hubfolio_tests::targets::change(data));
