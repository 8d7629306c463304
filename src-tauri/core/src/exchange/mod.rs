//! Files for colleagues: written, read back, looked at, brought in. How a file is made is in `docs/exchange-format.md`.
//!
//! A file is verified whole before anything of it is looked at, looked at before anything is written, and written in one
//! transaction or not at all (SYN-1 to SYN-7). This room knows changes, laptops and files; no register, no window.

mod attention;
mod beyond;
mod error;
pub mod format;
mod held;
mod keys;
mod newcomers;
pub mod packet;
mod preview;
mod receive;
mod send;
mod sharing;
mod staged;
mod tally;
pub mod team;
mod waits;
mod words;

pub use error::{ExchangeError, Layer, Result};
pub use held::{Held, held};
pub use keys::{Keys, Protection, WORK, reading_key};
pub use newcomers::{StandsHere, came_with, stands_here, why_it_waits};
pub use preview::{look, needs_a_person};
pub use receive::{
    Receiving, bring_in, came_or_went, check_team, holds_everything, is_ours, known_file, open,
    start_from, to_settle,
};
pub use send::{Contents, Protecting, Sending, Sent, contents, file_name, own_card, parts, send};
pub use sharing::{card_said, held_by_all, peers};
pub use staged::{Staged, look_at_header};
pub use waits::Waits;
pub use words::{Words, check_code};
