//! Plans and sign-off (PLN-5, PLN-6). For now the sign-off alone: returns need it.

mod sign_off;
pub mod signing;

pub use sign_off::{How, SignOff};
