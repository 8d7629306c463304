//! Boards, meetings and decisions (GOV-1 to GOV-6): what a group is for, who sits on it, what it discussed, decided and
//! asked for. Conflicts of interest live next door and are not known here.

mod accountability;
mod agenda_item;
pub mod asked;
mod attendance;
mod board;
mod board_action;
pub mod carried;
mod decision;
pub mod decisions;
pub mod facts;
mod issued_pack;
mod item_subject;
mod meeting;
mod membership;
pub mod minuted;
mod minutes;
pub mod quorum;
mod release;
mod seat;
pub mod steps;
pub mod terms;
mod time;
pub mod waiting;

pub use accountability::AccountabilityLine;
pub use agenda_item::{AgendaItem, Confidentiality, Purpose};
pub use attendance::{Attendance, Presence};
pub use board::Board;
pub use board_action::{ActionStatus, BoardAction};
pub use decision::{Decision, DecisionWay};
pub use issued_pack::{Issuable, IssuedPack};
pub use item_subject::ItemSubject;
pub use meeting::{Meeting, MeetingState};
pub use membership::{BoardMembership, Capacity};
pub use minutes::{Minutes, MinutesState};
pub use release::ReleasePermission;
pub use seat::BoardSeat;
pub use time::{minute_of_day, time_of_day};

/// Name of the area of the navigation.
pub(crate) const AREA: &str = "boards-and-meetings";

/// A time of day as a form takes it.
pub(crate) fn time_entry(time: &Option<String>, _: &()) -> garde::Result {
    match time {
        Some(t) if minute_of_day(t).is_none() => Err(garde::Error::new(format!(
            "“{t}” is not a time of day, like 09:30."
        ))),
        _ => Ok(()),
    }
}

/// The later time of a day is not before the earlier one.
pub(crate) fn times_in_order(
    earlier: Option<&String>,
    later: Option<&String>,
    field: &str,
    message: &str,
) -> Vec<crate::contract::FieldFault> {
    let minute = |t: Option<&String>| t.and_then(|t| minute_of_day(t));
    match (minute(earlier), minute(later)) {
        (Some(a), Some(b)) if b < a => vec![crate::contract::FieldFault {
            field: field.into(),
            message: message.into(),
        }],
        _ => vec![],
    }
}
