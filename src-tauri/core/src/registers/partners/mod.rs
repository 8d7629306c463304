//! Other hubs and the region as partners (SYN-5): whom copies are taken from, what they sent, what was said about it.
//! What a file looks like, this room does not know.

mod arrivals;
mod comment;
mod copy;
mod laptop;
mod saying;
mod standing;
mod team;

pub use arrivals::{ArrivedComment, ArrivedCopy, keep_comments, keep_copy};
pub use comment::CopyComment;
pub use copy::ReceivedCopy;
pub use laptop::PartnerLaptop;
pub use saying::say;
pub use standing::{Sender, Standing, admit, block, partner_id, reading_keys, standing};
pub use team::PartnerTeam;

/// Not an area of the navigation: these kinds are shown on the page of sharing.
const AREA: &str = "sharing";
