//! What the rules of this room go by, read from the tables at once.

mod board;
mod meeting;
mod release;

pub use board::{BoardFacts, SeatFacts, Sitting, board};
pub use meeting::{
    ItemFacts, MeetingFacts, MeetingLine, PresenceFacts, items, line, meeting, meetings,
};
pub use release::{ReleaseFacts, release, released};
