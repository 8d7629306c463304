//! What is new in a pack since the version that went out before (PCK-7), in lines for whoever has read that one.

use super::{BoardPack, PackItem, PackMeeting, PackPaper};
use crate::packs::{
    copies::Guard,
    head::Head,
    news::{self, PackChange, in_confidence, open, stricter},
};

/// What differs, in the order of the agenda; nothing where both say the same. A line never says more than the copy that it
/// stands in: it bears the stricter mark of what it is about.
#[must_use]
pub fn changes(before: &BoardPack, now: &BoardPack) -> Vec<PackChange> {
    let mut out = vec![];
    meeting(&before.meeting, &now.meeting, &mut out);
    for item in &now.items {
        match before.items.iter().find(|b| b.id == item.id) {
            None => out.push(line(
                format!("Item {}, {}, is new.", item.number, item.title),
                item,
                None,
                item.guard.clone(),
            )),
            Some(was) => {
                if let Some(what) = differing(was, item) {
                    let guard = stricter(&was.guard, &item.guard);
                    let text = format!("Item {}, {}: changed {what}.", item.number, item.title);
                    out.push(line(text, item, None, guard));
                }
            }
        }
        papers(before, now, item, &mut out);
    }
    for was in &before.items {
        if !now.items.iter().any(|i| i.id == was.id) {
            let text = format!(
                "Item {}, {}, was taken off the agenda.",
                was.number, was.title
            );
            out.push(news::line(text, was.guard.clone()));
        }
    }
    // Whose interests and which actions: that stands in the pack. That there is something may itself be confidential.
    let parts = [
        (
            before.interests != now.interests,
            "The interests that touch this agenda were brought up to date.",
        ),
        (
            before.actions != now.actions,
            "The actions were brought up to date.",
        ),
        (
            before.decisions != now.decisions,
            "The decisions between meetings were brought up to date.",
        ),
        (
            before.previous != now.previous,
            "The minutes of the meeting before were brought up to date.",
        ),
        (
            before.sections != now.sections,
            "The parts of the pack were chosen anew.",
        ),
        (
            before.reports != now.reports,
            "The reports were brought up to date.",
        ),
        (
            before.seats != now.seats,
            "Seats and attendance were brought up to date.",
        ),
    ];
    for (_, text) in parts.into_iter().filter(|p| p.0) {
        out.push(in_confidence(text));
    }
    news::unsaid(&mut out, || content(before) != content(now));
    out
}

/// A pack without what says only which version it is.
fn content(pack: &BoardPack) -> BoardPack {
    let mut content = BoardPack {
        head: Head::of(pack.head.hub.clone()),
        version: 0,
        changes: vec![],
        ..pack.clone()
    };
    for paper in &mut content.papers {
        paper.late = false;
    }
    content
}

/// Papers that were not in the version before are late; so are those that were late in it.
pub fn mark_late(before: &BoardPack, now: &mut BoardPack) {
    for paper in &mut now.papers {
        let was = before.papers.iter().find(|b| same_file(b, paper));
        paper.late = was.is_none_or(|w| w.late);
    }
}

/// What differs in when and where a group meets.
pub(in crate::packs) fn meeting(was: &PackMeeting, is: &PackMeeting, out: &mut Vec<PackChange>) {
    let facts = [
        (was.title != is.title, "its name"),
        (was.day != is.day, "the day"),
        ((&was.from, &was.to) != (&is.from, &is.to), "the time"),
        (was.place != is.place, "the place"),
        (was.chair != is.chair, "who is in the chair"),
        (was.quorum != is.quorum, "the quorum"),
        (was.next != is.next, "the day of the next meeting"),
    ];
    if let Some(what) = news::differing(&facts) {
        out.push(open(format!("The meeting: changed {what}.")));
    }
    if was.link != is.link {
        out.push(in_confidence("The link to join by was changed."));
    }
}

fn differing(was: &PackItem, is: &PackItem) -> Option<String> {
    news::differing(&[
        (was.number != is.number, "its place on the agenda"),
        (was.title != is.title, "its title"),
        (was.presenter != is.presenter, "who presents it"),
        (was.purpose != is.purpose, "what is asked of you"),
        (was.minutes != is.minutes, "its minutes"),
        (
            was.text != is.text || was.members_note != is.members_note,
            "its words",
        ),
        (was.guard != is.guard, "who may see it"),
    ])
}

fn papers(before: &BoardPack, now: &BoardPack, item: &PackItem, out: &mut Vec<PackChange>) {
    let of = |pack: &BoardPack| -> Vec<PackPaper> {
        pack.papers
            .iter()
            .filter(|p| p.item == item.id)
            .cloned()
            .collect()
    };
    let (was, is) = (of(before), of(now));
    for paper in &is {
        if let Some(was) = was.iter().find(|w| same_file(w, paper)) {
            if let Some(what) = differing_paper(was, paper) {
                let text = format!(
                    "Paper {}, {}: changed {what}.",
                    paper.reference, paper.title
                );
                let guard = stricter(&was.guard, &paper.guard);
                out.push(line(text, item, Some(paper), stricter(&item.guard, &guard)));
            }
            continue;
        }
        let replaced = was.iter().any(|w| file_name(w) == file_name(paper));
        let what = if replaced { "was replaced" } else { "is new" };
        let text = format!("Paper {}, {}, {what}.", paper.reference, paper.title);
        out.push(line(
            text,
            item,
            Some(paper),
            stricter(&item.guard, &paper.guard),
        ));
    }
    let gone = was
        .iter()
        .filter(|w| !is.iter().any(|p| file_name(p) == file_name(w)));
    for paper in gone {
        // Without its title: whoever's copy lacked the paper must not read here what it was about.
        let text = format!("A paper of item {} was taken out.", item.number);
        out.push(line(text, item, None, stricter(&item.guard, &paper.guard)));
    }
}

fn differing_paper(was: &PackPaper, is: &PackPaper) -> Option<String> {
    news::differing(&[
        (was.reference != is.reference, "its reference"),
        (was.title != is.title, "its title"),
        (was.author != is.author, "who wrote it"),
        (was.purpose != is.purpose, "what it is for"),
        (was.summary != is.summary, "its summary"),
        (
            was.recommendation != is.recommendation,
            "its recommendation",
        ),
        (was.guard != is.guard, "who may see it"),
    ])
}

fn same_file(a: &PackPaper, b: &PackPaper) -> bool {
    let hash = |p: &PackPaper| p.file.as_ref().map(|f| f.sha256.clone());
    a.item == b.item && file_name(a) == file_name(b) && hash(a) == hash(b)
}

fn file_name(paper: &PackPaper) -> Option<&str> {
    paper.file.as_ref().map(|f| f.name.as_str())
}

fn line(text: String, item: &PackItem, paper: Option<&PackPaper>, guard: Guard) -> PackChange {
    PackChange {
        text,
        item: item.id.clone(),
        paper: paper.map(|p| p.id.clone()).unwrap_or_default(),
        guard,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::packs::{
        board::tests::meeting,
        copies::{Face, reduce},
    };

    fn texts(changes: &[PackChange]) -> Vec<&str> {
        changes.iter().map(|c| c.text.as_str()).collect()
    }

    #[test]
    fn the_same_pack_has_no_news() {
        assert_eq!(changes(&meeting(), &meeting()), []);
    }

    #[test]
    fn every_difference_is_a_line_in_the_order_of_the_agenda() {
        let before = meeting();
        let mut now = meeting();
        now.meeting.place = "Room 3".into();
        now.items[0].presenter = "Somebody else".into();
        now.items[0].minutes = Some(99);
        let mut added = now.items[0].clone();
        (added.id, added.number, added.title) = ("new".into(), "9".into(), "Another".into());
        now.items.push(added);
        now.actions.clear();
        assert_eq!(
            texts(&changes(&before, &now)),
            [
                "The meeting: changed the place.",
                "Item 1, Delivery plan: changed who presents it and its minutes.",
                "Item 9, Another, is new.",
                "The actions were brought up to date.",
            ]
        );
    }

    /// The paper's own words too, which no file holds.
    #[test]
    fn what_a_paper_asks_for_and_who_wrote_it_is_news() {
        let before = meeting();
        let mut now = meeting();
        now.papers[0].recommendation = "To agree something else".into();
        now.papers[0].author = "Somebody else".into();
        let lines = changes(&before, &now);
        assert_eq!(lines.len(), 1, "{lines:?}");
        let own = format!("Paper {}, {}", now.papers[0].reference, now.papers[0].title);
        assert_eq!(
            lines[0].text,
            format!("{own}: changed who wrote it and its recommendation.")
        );
        assert_eq!(lines[0].paper, now.papers[0].id);
    }

    /// Each field of the pack in turn: one that no line speaks of would be refused as "nothing new".
    #[test]
    fn no_difference_goes_without_a_line() {
        let before = meeting();
        let whole = serde_json::to_value(&before).unwrap();
        let mut places = vec![];
        strings_of(&whole, String::new(), &mut places);
        assert!(places.len() > 40);
        for place in places {
            let own = ["/salt", "/format", "/face", "/changes", "/version"];
            // What names a record is not said anywhere.
            if own.iter().any(|p| place.starts_with(p)) || place.ends_with("/id") {
                continue;
            }
            let mut other = whole.clone();
            let value = other.pointer_mut(&place).unwrap();
            let words = value.as_str().unwrap();
            *value = match words.parse::<chrono::NaiveDate>() {
                Ok(day) => day.succ_opt().unwrap().to_string().into(),
                Err(_) => format!("{words} other").into(),
            };
            let Ok(now) = serde_json::from_value::<BoardPack>(other) else {
                continue;
            };
            assert_ne!(changes(&before, &now), [], "{place}");
        }
    }

    fn strings_of(value: &serde_json::Value, at: String, out: &mut Vec<String>) {
        match value {
            serde_json::Value::String(_) => out.push(at),
            serde_json::Value::Array(all) => {
                for (n, one) in all.iter().enumerate() {
                    strings_of(one, format!("{at}/{n}"), out);
                }
            }
            serde_json::Value::Object(all) => {
                for (name, one) in all {
                    strings_of(one, format!("{at}/{name}"), out);
                }
            }
            _ => {}
        }
    }

    #[test]
    fn papers_are_new_replaced_or_taken_out() {
        let (mut before, mut now) = (meeting(), meeting());
        let file = |pack: &mut BoardPack, name: &str, sha256: &str| {
            pack.papers[0].file = Some(crate::packs::board::PackFile {
                name: name.into(),
                sha256: sha256.into(),
                ..Default::default()
            });
        };
        file(&mut before, "plan.pdf", "one");
        file(&mut now, "plan.pdf", "two");
        assert!(texts(&changes(&before, &now))[0].ends_with("was replaced."));
        file(&mut now, "other.pdf", "two");
        let lines = changes(&before, &now);
        assert!(lines[0].text.ends_with("is new."), "{lines:?}");
        assert_eq!(lines[1].text, "A paper of item 1 was taken out.");
        mark_late(&before, &mut now);
        assert!(now.papers[0].late);
        for (was, is) in before.papers.iter().zip(&now.papers).skip(1) {
            assert_eq!(is.late, was.late, "{}", is.title);
        }
    }

    #[test]
    fn no_line_says_more_than_its_copy() {
        let before = meeting();
        let mut now = meeting();
        for item in &mut now.items {
            item.title = format!("{} zznew", item.title);
        }
        let gone = now.items.pop().unwrap();
        now.papers.retain(|p| p.item != gone.id);
        now.changes = changes(&before, &now);
        assert!(!now.changes.is_empty());
        let public = reduce(&now, &Face::Public);
        let open: Vec<&PackItem> = now.items.iter().filter(|i| i.guard.is_public()).collect();
        for line in public.changes {
            // What stood in the public copy before may be said to be gone.
            let stood = gone.guard.is_public() && line.text.contains("was taken off");
            assert!(stood || open.iter().any(|i| line.item == i.id), "{line:?}");
            assert_eq!(line.guard, Guard::default());
        }
    }
}
