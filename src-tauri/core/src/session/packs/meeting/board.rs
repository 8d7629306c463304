//! What a board pack holds.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::super::{
    papers::{of as papers_of, page_count},
    parts::parts_wait,
};
use super::{
    super::super::{Reply, boards::label},
    LOOK_BACK, Made, actions,
    decisions::Decided,
    face, guards, head, made,
    minutes::ruled,
    of_meeting, recipients, reports, salt, seats, state, touched, withheld, withheld_papers,
};
use crate::{
    packs::board::{
        BoardPack, PackFile, PackInterest, PackItem, PackMinute, PackMinutes, PackPaper, Purpose,
    },
    packs::{
        copies::{self, Confidentiality, Distribution, reduce},
        issued::Issued,
    },
    record::Id,
    registers::{
        desk::{self, Composed},
        governance::{
            facts::{self, MeetingFacts, PresenceFacts},
            quorum, steps, waiting,
        },
        interests::{
            recusal::{self, Concern, Why},
            register::through,
            rulings::{self, Touched},
        },
    },
    store::{Kept, Result, Store, column},
};

/// The board pack of a meeting as it is now.
pub(in super::super) fn board(
    store: &Store,
    today: NaiveDate,
    id: Id,
    copy: Option<&str>,
) -> Reply<Made> {
    let of = touched(store, id)?;
    let whole = whole(store, today, &of)?;
    let face = face(&of, &whole.papers, copy)?;
    let enclosed = papers_of(&reduce(&whole, &face));
    Ok(made(&whole, &face, today, ("board", id), enclosed))
}

/// All copies of the board pack of a meeting.
pub(in super::super) struct All {
    /// Each copy, by its file's name without the ending.
    pub copies: Vec<(String, Made)>,
    /// Who gets which.
    pub who: Vec<Distribution>,
    /// What they are of.
    pub about: About,
}

/// What a pack is of.
pub(in super::super) struct About {
    /// The hub.
    pub hub: String,
    /// The group.
    pub group: String,
    /// The day of its meeting.
    pub day: NaiveDate,
    /// The day on which the pack is made.
    pub made_on: NaiveDate,
}

/// The board pack as it is now, and who is to have it. Whoever sits on the board gets the members' copy, or one without
/// what they leave the room for; everybody else may have a public one.
pub(in super::super) fn board_now(
    store: &Store,
    today: NaiveDate,
    id: Id,
) -> Reply<Issued<BoardPack>> {
    let of = touched(store, id)?;
    let whole = whole(store, today, &of)?;
    let closed = |item: &PackItem| item.guard.confidentiality == Confidentiality::ClosedSession;
    Ok(Issued {
        recipients: recipients(&of, |person| withheld_papers(&of, &whole.papers, person)),
        closed_session: whole.items.iter().any(closed),
        whole,
        on: today,
    })
}

/// Every copy of the board pack as it is now.
pub(in super::super) fn all(store: &Store, today: NaiveDate, id: Id) -> Reply<All> {
    let now = board_now(store, today, id)?;
    let (issues, who) = now.copies();
    let whole = now.whole;
    let copy = |issue: copies::Issue| {
        let enclosed = papers_of(&reduce(&whole, &issue.face));
        let made = made(&whole, &issue.face, today, ("board", id), enclosed);
        (issue.file_stem, made)
    };
    Ok(All {
        copies: issues.into_iter().map(copy).collect(),
        who,
        about: About {
            hub: whole.head.hub.clone(),
            group: whole.group.clone(),
            made_on: today,
            day: whole.meeting.day,
        },
    })
}

/// The pack with all that it could hold.
fn whole(store: &Store, today: NaiveDate, of: &Touched) -> Reply<BoardPack> {
    let meeting = &of.meeting;
    let row = store.row("meeting", meeting.line.id)?;
    let mut whole = BoardPack {
        head: head(store)?,
        group: meeting.board.name.clone(),
        meeting: of_meeting(store, of, &row)?,
        seats: seats(store, meeting)?,
        papers: papers(store, meeting)?,
        interests: interests(store, of)?,
        previous: previous(store, meeting, today)?,
        actions: actions::actions(store, of, today)?,
        decisions: Decided::of(store, meeting, today)?.reported(),
        reports: reports::reports(store, meeting, today)?,
        ..BoardPack::default()
    };
    for item in &meeting.items {
        whole.items.push(PackItem {
            id: item.id.to_string(),
            number: item.place.to_string(),
            title: item.title.clone(),
            presenter: item.presenter.clone(),
            purpose: purpose(&item.purpose),
            minutes: item.allotted.and_then(|m| u32::try_from(m).ok()),
            guard: guards::of_item(store, item, &meeting.board, today)?,
            ..PackItem::default()
        });
    }
    if let Some(chosen) = desk::chosen(store.db(), Composed::Board, Some(meeting.board.id))? {
        whole.compose(chosen.parts);
    }
    whole.head.salt = salt(store, &whole);
    whole.head.waiting = what_waits(store, of, whole.previous.is_some())?;
    Ok(whole)
}

/// What waits inside the board pack of a meeting as it is now; of a meeting that was removed, what waits in its own records.
pub(in super::super) fn waiting(store: &Store, today: NaiveDate, id: Id) -> Reply<Vec<String>> {
    Ok(match rulings::touched(store.db(), id)? {
        Some(of) => whole(store, today, &of)?.head.waiting,
        None => waiting::inside(store, id, &BTreeSet::new())?,
    })
}

/// What waits in the meeting, in what else the pack shows, and in the minutes of last time where it holds them.
fn what_waits(store: &Store, of: &Touched, previous: bool) -> Result<Vec<String>> {
    let meeting = &of.meeting;
    let mut waiting = waiting::inside(store, meeting.line.id, &shown_beside(store, of)?)?;
    if let Some(before) = meeting_before(store, meeting)?.filter(|_| previous) {
        waiting.extend(waiting::inside(store, before, &BTreeSet::new())?);
    }
    waiting.extend(parts_wait(store, Composed::Board, Some(meeting.board.id))?);
    waiting.sort_unstable();
    waiting.dedup();
    Ok(waiting)
}

/// Records of elsewhere that the pack shows: actions carried forward, and the declarations that touch an item.
fn shown_beside(store: &Store, of: &Touched) -> Result<BTreeSet<Id>> {
    let touching = of.concerns.iter().flat_map(|c| &c.interests);
    let mut shown: BTreeSet<Id> = touching.map(|i| i.0.declaration).collect();
    shown.extend(actions::shown(store, of)?);
    Ok(shown)
}

fn purpose(stored: &str) -> Purpose {
    match stored {
        "decide" => Purpose::Decide,
        "assure" => Purpose::Assure,
        _ => Purpose::Note,
    }
}

/// The files attached to items, in the order of the agenda: 5a, 5b.
/// The papers of a meeting that no copy could show, a sentence each: better known before the pack is sent out.
pub(in crate::session) fn unreadable(store: &Store, meeting: &MeetingFacts) -> Result<Vec<String>> {
    let mut lines = vec![];
    for paper in papers(store, meeting)? {
        let Some(file) = &paper.file else {
            continue;
        };
        let is_pdf = file.name.to_lowercase().ends_with(".pdf");
        if is_pdf && file.pages.is_none() && store.kept(&file.sha256)? == Kept::Here {
            lines.push(format!(
                "Paper {}, “{}”, can't be read, so no copy can show its pages: print it to a new PDF, or ask for it again.",
                paper.reference, file.name
            ));
        }
    }
    Ok(lines)
}

fn papers(store: &Store, meeting: &MeetingFacts) -> Result<Vec<PackPaper>> {
    let mut find = store.db().prepare_cached(
        "SELECT name, file, size FROM live_attachment
         WHERE record_kind = 'agenda_item' AND record = ?1 ORDER BY id",
    )?;
    let mut papers = vec![];
    for item in &meeting.items {
        let row = store.row("agenda_item", item.id)?;
        let author = match row.value("author").as_id() {
            Some(id) => store.title("person", id)?,
            None => item.presenter.clone(),
        };
        let files = find
            .query_map([item.id.to_string()], |r| {
                Ok((
                    column::text(r, 0)?,
                    column::text(r, 1)?,
                    r.get::<_, Option<i64>>(2)?,
                ))
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        for (place, (name, sha256, size)) in files.into_iter().enumerate() {
            let stem = name
                .rsplit_once('.')
                .map_or(name.as_str(), |(stem, _)| stem);
            papers.push(PackPaper {
                id: format!("{}/{place}", item.id),
                item: item.id.to_string(),
                reference: format!("{}{}", item.place, letters(place)),
                title: stem.to_owned(),
                author: author.clone(),
                purpose: purpose(&item.purpose),
                recommendation: if place == 0 {
                    item.recommendation.clone()
                } else {
                    String::new()
                },
                file: Some(PackFile {
                    bytes: size.and_then(|s| u64::try_from(s).ok()).unwrap_or(0),
                    pages: page_count(store, &name, &sha256)?,
                    sha256,
                    name,
                }),
                ..PackPaper::default()
            });
        }
    }
    Ok(papers)
}

/// a, b, … z, aa, ab.
fn letters(place: usize) -> String {
    let last = char::from(b'a' + (place % 26) as u8);
    match place / 26 {
        0 => last.to_string(),
        before => format!("{}{last}", letters(before - 1)),
    }
}

fn interests(store: &Store, of: &Touched) -> Reply<Vec<PackInterest>> {
    let mut all = vec![];
    for concern in &of.concerns {
        let action = match &concern.ruling {
            Some(ruling) => label(store, "item_ruling", "ruled", &ruling.ruled)?,
            None => "Proposed: leaves for this item".to_owned(),
        };
        for (interest, why, subject) in &concern.interests {
            let row = store.row("declaration", interest.declaration)?;
            all.push(PackInterest {
                item: concern.item.to_string(),
                person: concern.name.clone(),
                role: capacity(store, of, concern)?,
                kind: label(store, "declaration", "kind", &interest.kind)?,
                description: interest.description.clone(),
                relationship: through(&interest.whose, &interest.relationship),
                touches: match why {
                    Why::NearName => format!("{subject}, by nearly the same name"),
                    _ => subject.clone(),
                },
                action: action.clone(),
                redacted: withheld(&row),
            });
        }
    }
    Ok(all)
}

fn capacity(store: &Store, of: &Touched, concern: &Concern) -> Reply<String> {
    let day = of.meeting.line.day;
    let mut sitting = of.meeting.board.sitting_on(day);
    match sitting.find(|s| s.person == concern.person) {
        Some(one) => label(store, "board_membership", "capacity", &one.capacity),
        None => Ok(String::new()),
    }
}

/// The meeting that was held before this one.
fn meeting_before(store: &Store, meeting: &MeetingFacts) -> Result<Option<Id>> {
    let day = meeting.line.day;
    let from = day - chrono::Days::new(LOOK_BACK);
    let before = facts::meetings(store.db(), meeting.board.id, from, day)?;
    let mut before = before.iter().rev();
    let before = before.find(|m| m.state == "held" && m.day < day);
    Ok(before.map(|m| m.id))
}

/// The minutes of the meeting before, as far as there are any.
fn previous(store: &Store, meeting: &MeetingFacts, today: NaiveDate) -> Reply<Option<PackMinutes>> {
    let Some(before) = meeting_before(store, meeting)? else {
        return Ok(None);
    };
    let Some(touched) = rulings::touched(store.db(), before)? else {
        return Ok(None);
    };
    let before = &touched.meeting;
    let stand = steps::stand(store.db(), before.line.id)?;
    if stand.state.is_empty() {
        return Ok(None);
    }
    let decided = Decided::of(store, before, today)?;
    let there = |presence: &str| -> Result<Vec<String>> {
        let people = before.presence.iter().filter(|p| p.presence == presence);
        people.map(|p| with_member(store, p)).collect()
    };
    let mut minutes = PackMinutes {
        day: before.line.day,
        state: state(store, before.line.id, &stand)?,
        published: stand.state == "published",
        present: there("present")?,
        apologies: there("apologies")?,
        entries: vec![],
        decisions: decided.others(),
    };
    let quorums = quorum::per_item(before, &recusal::away(&touched.rulings));
    for (item, quorum) in before.items.iter().zip(quorums) {
        minutes.entries.push(PackMinute {
            number: item.place.to_string(),
            title: item.title.clone(),
            text: item.minute.clone(),
            decisions: decided.at(item.id),
            guard: guards::of_item(store, item, &before.board, today)?,
            quorum: quorum::in_words(before, quorum),
            rulings: ruled(store, &touched, item)?,
        });
    }
    Ok(Some(minutes))
}

/// "Sam Hill (for Dora Dunn)", where somebody stands in.
fn with_member(store: &Store, one: &PresenceFacts) -> Result<String> {
    Ok(match one.stands_in_for {
        Some(member) => format!("{} (for {})", one.name, store.title("person", member)?),
        None => one.name.clone(),
    })
}
