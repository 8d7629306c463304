//! Copies for another team (SYN-5): one return, list, place or record, complete in itself, signed by the laptop that made
//! it; and comments, which go back the same way. A copy holds no edits, so nothing in it can change a record of whoever
//! takes it. What the other team does with it is not decided here; no register is named.

mod comments;
mod copy;
mod gather;
mod leaving;
mod letter;
mod limits;
mod make;
mod paths;
mod read;

pub use comments::{Comment, Comments};
pub use copy::{Copy, Heading, Section};
pub use gather::{Gathered, Gathering, condition, kind_of};
pub use letter::{Contents, From, Letter, signature_fits_copy};
pub use make::{Posted, Posting, make};
pub use read::{Packet, note_taken, taken};

pub use super::send::personal::freely;
