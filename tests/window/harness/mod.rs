//! Starts the program and drives it. Knows the window and nothing of what the screens are about.

mod accessibility;
mod display;
mod driver;
mod home;
mod keys;
mod picture;
mod window;

pub use home::Home;
pub use window::Window;
