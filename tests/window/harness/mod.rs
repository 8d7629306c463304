//! Starts the program and drives it. Knows the window and nothing of what the screens are about.

mod accessibility;
mod clipboard;
pub mod display;
pub mod driver;
mod home;
mod keys;
mod picture;
mod window;

pub use accessibility::COLOUR_RULES;
pub use clipboard::FROM_A_SPREADSHEET;
pub use home::Home;
pub use window::Window;
