//! Who signed a pack off: on its last page, the same in every kind of pack.

use serde::{Deserialize, Serialize};

use crate::document::{Document, SignOff, SignOffLine, Text};

/// What a pack without a sign-off bears on every page.
pub(super) const DRAFT: &str = "DRAFT: not signed off";

/// What a record bears instead that a meeting has approved: it is no draft any more, and nobody has signed it.
const APPROVED: &str = "Approved: not signed off";

/// A sign-off, as the pack shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Signed {
    /// Whose.
    pub name: String,
    /// Role.
    pub role: String,
    /// Day, in words.
    pub day: String,
    /// Signed here, or recorded with its evidence.
    pub how: String,
    /// Wording.
    pub wording: String,
    /// Check code.
    pub check_code: String,
}

/// The draft mark, while nobody has signed.
pub(super) fn draft(signed: &[Signed]) -> Option<String> {
    signed.is_empty().then(|| DRAFT.to_owned())
}

/// Takes the draft mark of a pack back that a meeting has approved.
pub(super) fn approved(pack: &mut Document) {
    if let Some(mark) = &mut pack.marks.draft {
        APPROVED.clone_into(mark);
    }
}

/// The page itself. `what` is what is signed ("return"), `remark` says what a check code is over.
pub(super) fn page(
    pack: &mut Document,
    signed: &[Signed],
    what: &str,
    remark: impl Fn(&Signed) -> String,
) {
    pack.page_break();
    pack.heading_at(1, "sign-off", "Sign-off");
    if signed.is_empty() {
        pack.paragraph(if pack.marks.draft.as_deref() == Some(APPROVED) {
            format!("This {what} was approved. It is not signed off.")
        } else {
            format!(
                "This {what} is not signed off. It is a draft: its figures and words may still change."
            )
        });
        pack.push(SignOff {
            wording: Text::from(format!("Sign-off of the {what}")),
            lines: vec![SignOffLine::default()],
            remark: Text::from("To be signed in Hubfolio, or recorded there with its evidence."),
        });
        return;
    }
    // In the order in which they were made.
    for s in signed.iter().rev() {
        pack.push(SignOff {
            wording: Text::from(s.wording.clone()),
            lines: vec![SignOffLine {
                name: s.name.clone(),
                role: s.role.clone(),
                date: s.day.clone(),
                evidence: s.how.clone(),
            }],
            remark: Text::from(remark(s)),
        });
    }
}
