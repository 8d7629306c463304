//! Long work says how far it has come, and stops when it is asked to.

use super::{Result, StoreError};
use crate::env::Env;

/// Steps between two words on how far it has come.
const TELL_EVERY: usize = 250;

/// What is done when the list of what is due, missing or in breach follows an edit.
pub(crate) const ATTENTION: &str = "Checking what needs attention";

/// Says that `done` steps of so many are done. The start is no news: short work is over before anybody looks.
///
/// # Errors
/// [`StoreError::Stopped`] when somebody asked to stop.
pub(crate) fn step(env: &dyn Env, done: usize, total: usize, what: &str) -> Result<()> {
    let news = done > 0 && done.is_multiple_of(TELL_EVERY);
    if news && !env.progress(done as u64, total as u64, what) {
        return Err(StoreError::Stopped);
    }
    Ok(())
}
