//! The file itself, version 1 (`docs/exchange-format.md`): a plain header, then protected, compressed lines of JSON that
//! end in a signed count. Knows bytes and lines, neither hub file nor team.

mod bounded;
mod header;
mod lines;
mod manifest;
mod reader;
mod writer;

pub use header::{Header, MAGIC, MAJOR, MINOR};
pub use lines::{Room, Tag, limits};
pub use manifest::{Counts, Manifest, Piece};
pub use reader::{Payload, read_header, unprotect};
pub use writer::FileWriter;
