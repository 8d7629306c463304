//! Starts the program and drives it. Knows the window and nothing of what the screens are about.

mod accessibility;
pub mod display;
pub mod driver;
mod home;
mod keys;
mod picture;
mod window;

pub use accessibility::COLOUR_RULES;
pub use home::Home;
pub use window::Window;
