#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use chrono::NaiveDate;

use super::*;
use crate::{
    document::{Block, check, fixtures::kept},
    html,
    packs::{
        copies::{
            Confidentiality, Face, Recipient, Release, Snapshot, all, bytes, explain, issue, reduce,
        },
        report::{ReportSection, ReportTable},
    },
    pdf,
};

fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 5, d).unwrap()
}

/// A meeting with something of everything. Words that a copy must not hold begin with "zz".
pub(crate) fn meeting() -> BoardPack {
    let item = |id: &str, number: &str, title: &str, confidentiality| PackItem {
        id: id.into(),
        number: number.into(),
        title: title.into(),
        presenter: "Ada Okafor".into(),
        purpose: Purpose::Decide,
        minutes: Some(20),
        guard: Guard::of(confidentiality),
        text: "What this is about.\n\n- one\n- two".into(),
        members_note: "zznote".into(),
    };
    let paper = |id: &str, item: &str, reference: &str, title: &str| PackPaper {
        id: id.into(),
        item: item.into(),
        reference: reference.into(),
        title: title.into(),
        author: "Ben Hughes".into(),
        purpose: Purpose::Decide,
        summary: format!("Why {title} comes to the board."),
        recommendation: format!("That the board agrees {title}."),
        file: Some(PackFile {
            name: format!("{title}.pdf"),
            sha256: "ab".repeat(32),
            bytes: 123_456,
            pages: Some(12),
        }),
        ..PackPaper::default()
    };
    let interest = |item: &str, person: &str| PackInterest {
        item: item.into(),
        person: person.into(),
        role: "Member".into(),
        kind: "Indirect".into(),
        description: "Owns shares in a supplier".into(),
        relationship: "zzspouse".into(),
        touches: "The supplier".into(),
        action: "Leaves for the item".into(),
        redacted: None,
    };
    let entry = |number: &str, text: &str, confidentiality| PackMinute {
        number: number.into(),
        title: format!("Item {number}"),
        text: text.into(),
        decisions: vec![PackDecision {
            text: "To go on.".into(),
            guard: Guard::of(confidentiality),
            ..PackDecision::default()
        }],
        guard: Guard::of(confidentiality),
        quorum: "quorum met".into(),
        rulings: vec![Ruling {
            person: "Ada Okafor".into(),
            interest: "zzruled interest".into(),
            ruling: "Left for the item".into(),
            redacted: true,
            ..Ruling::default()
        }],
    };
    let action = |reference: &str, text: &str, confidentiality| PackAction {
        reference: reference.into(),
        text: text.into(),
        owner: "Ada Okafor".into(),
        due: Some(day(30)),
        state: "Open".into(),
        progress: String::new(),
        guard: Guard::of(confidentiality),
    };
    BoardPack {
        head: Head {
            salt: "salt".into(),
            ..Head::of("Example Training Hub".into())
        },
        group: "Training Hub Board".into(),
        meeting: PackMeeting {
            title: "Second meeting of 2026".into(),
            day: day(14),
            from: "14:00".into(),
            to: "16:00".into(),
            place: "Room 2".into(),
            link: "https://meet.example.org/zzlink".into(),
            chair: "Prof. Eve Long".into(),
            quorum: "Five members, one of them the chair or the deputy".into(),
            next: Some(day(28)),
        },
        version: 2,
        changes: vec![
            PackChange {
                text: "Paper 1a is new.".into(),
                item: "i1".into(),
                paper: "p1".into(),
                ..PackChange::default()
            },
            PackChange {
                text: "zzlate paper".into(),
                item: "i3".into(),
                paper: "p3".into(),
                ..PackChange::default()
            },
        ],
        seats: vec![
            PackSeat {
                person: "Prof. Eve Long".into(),
                role: "Dean’s representative".into(),
                organisation: "NHS England".into(),
                capacity: "Chair".into(),
                votes: true,
                attends: "Expected".into(),
            },
            PackSeat {
                role: "Pharmacy lead".into(),
                capacity: "Member".into(),
                votes: true,
                ..PackSeat::default()
            },
        ],
        items: vec![
            item("i1", "1", "Delivery plan", Confidentiality::Open),
            item(
                "i2",
                "2",
                "zzconfidence item",
                Confidentiality::InConfidence,
            ),
            item("i3", "3", "zzclosed item", Confidentiality::ClosedSession),
            PackItem {
                guard: Guard {
                    confidentiality: Confidentiality::InConfidence,
                    release: Some(Release {
                        by: "Prof. Eve Long".into(),
                        on: day(2),
                        scope: "zzscope".into(),
                    }),
                },
                ..item("i4", "4", "Released item", Confidentiality::Open)
            },
        ],
        papers: vec![
            paper("p1", "i1", "1a", "the plan"),
            PackPaper {
                guard: Guard::of(Confidentiality::InConfidence),
                late: true,
                ..paper("p2", "i1", "1b", "zzannex")
            },
            paper("p3", "i3", "3a", "zzclosed paper"),
            paper("p4", "i4", "4a", "the released paper"),
        ],
        interests: vec![
            interest("i1", "Open Person"),
            PackInterest {
                redacted: Some("zzreason".into()),
                description: "zzdescription".into(),
                ..interest("i1", "zzname")
            },
            interest("i3", "zzclosed member"),
        ],
        previous: Some(PackMinutes {
            day: day(1),
            state: "Published".into(),
            published: true,
            present: vec!["Prof. Eve Long".into(), "Ada Okafor".into()],
            apologies: vec!["Cai Rees".into()],
            entries: vec![
                entry("1", "We spoke.", Confidentiality::Open),
                entry("2", "zzclosed minute", Confidentiality::ClosedSession),
            ],
            decisions: vec![PackDecision {
                text: "zzdecided apart".into(),
                guard: Guard::of(Confidentiality::InConfidence),
                ..PackDecision::default()
            }],
        }),
        actions: vec![
            action("A1", "Write to practices", Confidentiality::Open),
            action("A2", "zzconfidential action", Confidentiality::InConfidence),
        ],
        decisions: vec![
            PackDecision {
                text: "To lend the room".into(),
                how: "Chair’s action by Prof. Eve Long, 3 May 2026".into(),
                ..PackDecision::default()
            },
            PackDecision {
                text: "zzdecided between".into(),
                guard: Guard::of(Confidentiality::ClosedSession),
                ..PackDecision::default()
            },
        ],
        reports: vec![PackReport {
            item: "i1".into(),
            guard: Guard::default(),
            report: crate::packs::report::Report {
                title: "Figures of the quarter".into(),
                lead: "Two of three targets are met.".into(),
                sections: vec![ReportSection {
                    heading: "KPIs".into(),
                    text: "As **agreed**.".into(),
                    warning: "One figure is late.".into(),
                    table: Some(ReportTable {
                        caption: "Figures".into(),
                        headings: vec!["KPI".into(), "Figure".into()],
                        numbers: vec![1],
                        rows: vec![vec!["1".into(), "90%".into()]],
                        ..ReportTable::default()
                    }),
                }],
            },
        }],
        glossary: vec![
            ("KPI".into(), "Key performance indicator".into()),
            ("zzabbreviation".into(), "Not used".into()),
        ],
        sections: vec![],
        sign_offs: vec![],
    }
}

fn faces() -> Vec<Face> {
    vec![
        Face::Members,
        Face::Public,
        Face::ClosedSession,
        Face::Member {
            person: "Cai Rees".into(),
            without_papers: vec!["p1".into()],
        },
    ]
}

#[test]
fn every_copy_is_a_sound_document() {
    for face in faces() {
        let made = issue(&meeting(), &face, day(7));
        assert_eq!(check(&made.document), vec![], "{face:?}");
        let bytes = pdf::render(&made.document, &mut |_, _| true).unwrap();
        kept(&format!("{}.pdf", made.file_stem), bytes);
        kept(
            &format!("{}.html", made.file_stem),
            html::render(&made.document).into_bytes(),
        );
    }
}

#[test]
fn a_public_copy_holds_only_what_is_open_or_released() {
    let copy = reduce(&meeting(), &Face::Public);
    let json = String::from_utf8(bytes(&copy)).unwrap();
    assert!(!json.contains("zz"), "{json}");
    let titles: Vec<&str> = copy.items.iter().map(|i| i.title.as_str()).collect();
    assert_eq!(titles, ["Delivery plan", "Released item"]);
    assert!(copy.head.left_out);
    assert_eq!(copy.interests.len(), 2);
    assert_eq!(copy.interests[1].redacted.as_deref(), Some(""));
}

#[test]
fn the_members_copy_holds_all_of_it_and_marks_the_pages_of_what_is_confidential() {
    let whole = meeting();
    let copy = reduce(&whole, &Face::Members);
    assert_eq!((copy.items.len(), copy.papers.len()), (4, 4));
    assert!(!copy.head.left_out);
    let marks: Vec<String> = copy
        .document(day(7))
        .blocks
        .iter()
        .filter_map(|b| match b {
            Block::PagesMarked(Some(words)) => Some(words.clone()),
            _ => None,
        })
        .collect();
    // A minute; then item 1's second paper, items 2, 3 and 4.
    let (closed, confidence) = ("CLOSED SESSION", "IN CONFIDENCE");
    assert_eq!(marks, [closed, confidence, confidence, closed, confidence]);
    let mark = copy.document(day(7)).marks.confidentiality.unwrap();
    assert_eq!(mark, "IN CONFIDENCE: Members’ copy");
}

#[test]
fn an_interest_is_said_in_sentences_and_a_vacant_seat_has_no_vote() {
    let page = html::render(&meeting().document(day(7)));
    assert!(
        page.contains("Owns shares in a supplier. Touches: The supplier."),
        "{page}"
    );
    // The minutes of last time say what was ruled and whether there was a quorum: members approve them by this pack.
    assert!(page.contains("Ada Okafor: zzruled interest. Left for the item."));
    assert!(page.contains("<strong>Quorum </strong>met"), "{page}");
    let vacant = page.split("Vacant").nth(1).unwrap();
    let row = vacant.split("</tr>").next().unwrap();
    assert!(!row.contains("Yes") && !row.contains("Not known"), "{row}");
}

#[test]
fn the_closed_sessions_copy_holds_that_session_alone() {
    let copy = reduce(&meeting(), &Face::ClosedSession);
    let ids: Vec<&str> = copy.items.iter().map(|i| i.id.as_str()).collect();
    assert_eq!(ids, ["i3"]);
    assert_eq!(copy.papers[0].id, "p3");
    assert_eq!(copy.previous.unwrap().entries.len(), 1);
    assert!(copy.actions.is_empty() && copy.reports.is_empty());
}

#[test]
fn a_members_copy_without_a_paper_keeps_its_reference_alone() {
    let face = Face::Member {
        person: "Cai Rees".into(),
        without_papers: vec!["p3".into()],
    };
    let copy = reduce(&meeting(), &face);
    let paper = copy.papers.iter().find(|p| p.id == "p3").unwrap();
    assert_eq!(
        *paper,
        PackPaper {
            id: "p3".into(),
            item: "i3".into(),
            reference: "3a".into(),
            withheld: true,
            ..PackPaper::default()
        }
    );
    let json = String::from_utf8(bytes(&copy)).unwrap();
    assert!(!json.contains("zzclosed paper") && !json.contains("zzlate"));
    // The rest of a member's copy is all there.
    assert!(json.contains("zzclosed item") && json.contains("zzannex"));
}

#[test]
fn all_copies_have_names_and_digests_of_their_own_and_a_list_of_who_gets_which() {
    let people = [
        ("Ada Okafor", true, vec![]),
        ("Cai Rees", true, vec!["p1".to_owned()]),
        ("A guest", false, vec![]),
    ];
    let people: Vec<Recipient> = people
        .into_iter()
        .map(|(person, member, without_papers)| Recipient {
            id: person.into(),
            person: person.into(),
            member,
            without_papers,
        })
        .collect();
    let (issues, list) = all(&meeting(), &people, true, day(7));
    let names: Vec<&str> = issues.iter().map(|i| i.file_stem.as_str()).collect();
    let stem = "board-pack-training-hub-board-2026-05-14-version-2";
    assert_eq!(
        names,
        [
            format!("{stem}-public"),
            format!("{stem}-members"),
            format!("{stem}-closed-session"),
            format!("{stem}-copy-for-cai-rees"),
        ]
    );
    let digests: std::collections::BTreeSet<&str> =
        issues.iter().map(|i| i.digest.as_str()).collect();
    assert_eq!(digests.len(), 4);
    let list: Vec<(&str, String)> = list
        .iter()
        .map(|l| (l.person.as_str(), l.face.words()))
        .collect();
    assert_eq!(
        list,
        [
            ("Ada Okafor", "Members’ copy".to_owned()),
            ("Cai Rees", "Copy for Cai Rees".to_owned()),
            ("A guest", "Public copy".to_owned()),
        ]
    );
}

#[test]
fn an_empty_meeting_makes_a_pack_that_says_so() {
    let made = issue(&BoardPack::default(), &Face::Public, day(7));
    let page = html::render(&made.document);
    for words in [
        "There is no item on this agenda.",
        "No declared interest touches",
        "Not defined in the terms of reference",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(pdf::render(&made.document, &mut |_, _| true).is_ok());
}

#[test]
fn a_digest_cannot_confirm_a_guess_at_another_copy() {
    let whole = meeting();
    let members = reduce(&whole, &Face::Members);
    let public = reduce(&whole, &Face::Public);
    assert!(whole.head.salt != members.head.salt && members.head.salt != public.head.salt);
    // Nothing in the public copy gives the members' letters: they hang on the whole's, which no copy holds.
    let again = reduce(&public, &Face::Members);
    assert_ne!(again.head.salt, members.head.salt);
}

/// Those that it uses, each copy only its own, and those of the pack itself first.
#[test]
fn abbreviations_of_the_field_are_explained_where_they_are_used() {
    let mut whole = meeting();
    whole.glossary.truncate(1);
    whole.items[0].title = "Training with the HEI".into();
    explain(&mut whole);
    let short =
        |pack: &BoardPack| -> Vec<String> { pack.glossary.iter().map(|g| g.0.clone()).collect() };
    assert_eq!(short(&whole)[0], "KPI");
    assert!(short(&whole).contains(&"HEI".to_owned()));
    assert!(!short(&whole).contains(&"LMC".to_owned()));
    let mut again = whole.clone();
    explain(&mut again);
    assert_eq!(again, whole);
}
