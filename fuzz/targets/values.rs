//! See `hubfolio_tests::targets::values`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hubfolio_tests::targets::values(data));
