//! How long things took, for whoever measures the program: said on standard output when HUBFOLIO_TIMING is set.

use std::{sync::OnceLock, time::Duration};

/// Says how many milliseconds something took, if anybody asked.
pub fn say(what: &str, taken: Duration) {
    static ASKED: OnceLock<bool> = OnceLock::new();
    if *ASKED.get_or_init(|| std::env::var_os("HUBFOLIO_TIMING").is_some()) {
        println!("{what}_ms {:.1}", taken.as_secs_f64() * 1000.0);
    }
}
