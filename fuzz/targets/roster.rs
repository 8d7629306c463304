//! See `hubfolio_tests::targets::roster`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hubfolio_tests::targets::roster(data));
