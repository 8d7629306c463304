//! `cargo xtask pictures`: the film strip and the pictures of the README, from the real window.

use crate::checkout::cargo;
use crate::packages::{self, Need};

/// Builds the window and takes the pictures: all, or with `film` or `readme` only those.
pub fn run(which: Option<&str>) -> Result<(), String> {
    packages::ensure(Need::Test)?;
    let mut command = cargo(&["test", "--workspace", "--test", "pictures", "--"]);
    match command.args(which).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err("The pictures were not finished; the reason stands above.".to_owned()),
        Err(error) => Err(format!("cargo could not be started ({error}).")),
    }
}
