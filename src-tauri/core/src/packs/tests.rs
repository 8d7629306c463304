#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

//! What every kind of pack has to stand: empty, full, each copy.

use chrono::NaiveDate;

use super::{
    board::{self, PackAction, PackDecision},
    copies::{Confidentiality, Face, Guard, Snapshot, bytes, explain, issue, reduce},
    engagement::{Contact, EngagementReport, Stakeholder},
    head::Head,
    minutes::{Minutes, MinutesItem, Ruling},
    register_of_interests::{Correction, Declared, InterestsRegister, Nil, NotDeclared},
    sign_off::Signed,
    strategy::{PlaceCoverage, StrategyPack, StrategySection, TEMPLATE},
};
use crate::{
    document::{check, fixtures::kept},
    html, pdf,
    registers::indicators::copy::CoverageCopy,
};

pub(super) fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 5, d).unwrap()
}

pub(super) fn head() -> Head {
    Head {
        hub: "Example Training Hub".into(),
        ..Head::default()
    }
}

/// Both copies are sound documents; gives the words of the members' and of the public one.
pub(super) fn both<S: Snapshot>(whole: &S) -> (String, String) {
    let page = |face: &Face| {
        let made = issue(whole, face, day(20));
        assert_eq!(check(&made.document), vec![], "{face:?}");
        let bytes = pdf::render(&made.document, &mut |_, _| true).unwrap();
        kept(&format!("{}.pdf", made.file_stem), bytes);
        html::render(&made.document)
    };
    (page(&Face::Members), page(&Face::Public))
}

#[test]
fn the_register_of_interests_says_to_the_public_what_it_may_and_no_more() {
    let one = |person: &str| Declared {
        id: "d".into(),
        person: person.into(),
        role: "Member".into(),
        group: "Board".into(),
        kind: "Indirect".into(),
        description: "Director of a care company".into(),
        relationship: "zzspouse".into(),
        organisation: "zzcompany".into(),
        value: "zzvalue".into(),
        potential: true,
        from: Some(day(1)),
        declared_on: Some(day(2)),
        action: "Leaves for such items".into(),
        agreed: "zzagreed".into(),
        ..Declared::default()
    };
    let register = InterestsRegister {
        head: head(),
        group: "Board".into(),
        as_at: day(15),
        policy: "Declared anew every year.".into(),
        declared: vec![
            one("Ada Okafor"),
            Declared {
                redacted: Some("zzreason".into()),
                ..one("zzname")
            },
            Declared {
                public_until: Some(day(14)),
                ..one("zzold")
            },
        ],
        nil: vec![Nil {
            person: "Cai Rees".into(),
            declared_on: Some(day(3)),
            ..Nil::default()
        }],
        not_declared: vec![NotDeclared {
            person: "zzmissing".into(),
            ..NotDeclared::default()
        }],
        corrections: vec![Correction {
            person: "Ada Okafor".into(),
            before: "zzbefore".into(),
            ..Correction::default()
        }],
        ..InterestsRegister::default()
    };
    let (members, public) = both(&register);
    assert!(!public.contains("zz"), "{public}");
    for words in [
        "Ada Okafor",
        "Director of a care company.",
        "Since 1 May 2026",
        "Declared 2 May 2026",
        "Cai Rees",
        "Withheld",
        "1 of them withheld for a recorded reason",
    ] {
        assert!(public.contains(words), "{words}");
    }
    for words in [
        "zzspouse",
        "zzreason",
        "zzold",
        "zzmissing",
        "zzbefore",
        "zzagreed",
        "Director of a care company. Organisation: zzcompany.",
    ] {
        assert!(members.contains(words), "{words}");
    }
    assert!(
        !String::from_utf8(bytes(&reduce(&register, &Face::Public)))
            .unwrap()
            .contains("zz")
    );
    // On the last day the public still reads it.
    let mut register = register;
    register.as_at = day(14);
    assert_eq!(reduce(&register, &Face::Public).declared.len(), 3);
}

#[test]
fn the_register_explains_abbreviations_in_the_copies_that_use_them() {
    let mut register = InterestsRegister {
        head: head(),
        as_at: day(15),
        declared: vec![Declared {
            person: "Ada Okafor".into(),
            description: "Partner in a PCN".into(),
            relationship: "Sister, chair of the LMC".into(),
            ..Declared::default()
        }],
        ..InterestsRegister::default()
    };
    // A register that was issued before it explained any keeps its fingerprint.
    let before = String::from_utf8(bytes(&register)).unwrap();
    assert!(!before.contains("glossary"), "{before}");
    explain(&mut register);
    let (members, public) = both(&register);
    for (words, in_public) in [
        ("Primary care network", true),
        ("Local medical committee", false),
    ] {
        assert!(members.contains(words), "{words}");
        assert_eq!(public.contains(words), in_public, "{words}");
    }
}

#[test]
fn minutes_for_the_public_leave_out_closed_items_and_withheld_interests() {
    let item = |number: &str, title: &str, confidentiality| MinutesItem {
        number: number.into(),
        title: title.into(),
        guard: Guard::of(confidentiality),
        quorum: "no quorum: 3 voting members present, 4 needed".into(),
        rulings: vec![
            Ruling {
                person: "Ada Okafor".into(),
                interest: "zzredacted".into(),
                ruling: "Left for the item".into(),
                by: "the chair".into(),
                out: "14:20".into(),
                back: "14:40".into(),
                redacted: true,
            },
            Ruling {
                person: "Cai Rees".into(),
                interest: "Director of a care company".into(),
                ruling: "Noted".into(),
                ..Ruling::default()
            },
        ],
        text: format!("What was said about {title}."),
        decisions: vec![PackDecision {
            text: format!("To go on with {title}."),
            guard: Guard::of(confidentiality),
            ..PackDecision::default()
        }],
        actions: vec![PackAction {
            reference: format!("{number}.1"),
            text: format!("Report on {title}"),
            guard: Guard::of(confidentiality),
            ..PackAction::default()
        }],
    };
    let minutes = Minutes {
        head: head(),
        group: "Board".into(),
        state: "Approved on 3 June 2026".into(),
        items: vec![
            item("1", "the plan", Confidentiality::Open),
            item("2", "zzclosed", Confidentiality::ClosedSession),
        ],
        corrections: vec!["zzcorrected".into()],
        ..Minutes::default()
    };
    let (members, public) = both(&minutes);
    assert!(!public.contains("zz"), "{public}");
    assert!(public.contains("an interest that is not shown here. Left for the item"));
    assert!(
        public.contains("out from 14:20 to 14:40") && public.contains("To go on with the plan.")
    );
    assert!(members.contains("zzclosed") && members.contains("zzredacted"));
    assert!(public.contains("<strong>No quorum</strong>: 3 voting members present, 4 needed"));
    assert!(public.contains("1.1") && !public.contains("What happened"));
    // The list of decisions has none of the closed session: its pages are not marked.
    let list = members.split("id=\"decisions\"").nth(1).unwrap();
    assert!(!list.contains("zzclosed"));
}

#[test]
fn minutes_that_were_approved_are_no_draft_and_say_so_until_they_are_signed() {
    let words = |approved, sign_offs| {
        let minutes = Minutes {
            head: head(),
            approved,
            sign_offs,
            ..Minutes::default()
        };
        let pack = minutes.document(day(20));
        (pack.marks.draft.clone(), html::render(&pack))
    };
    // Minutes that went out before they said so keep their fingerprint.
    let before = String::from_utf8(bytes(&Minutes::default())).unwrap();
    assert!(!before.contains("approved"), "{before}");
    let (mark, text) = words(false, vec![]);
    assert_eq!(mark.as_deref(), Some("DRAFT: not signed off"));
    assert!(text.contains("It is a draft"));
    let (mark, text) = words(true, vec![]);
    assert_eq!(mark.as_deref(), Some("Approved: not signed off"));
    assert!(!text.contains("It is a draft") && text.contains("This record was approved."));
    let (mark, _) = words(true, vec![Signed::default()]);
    assert_eq!(mark, None);
}

#[test]
fn an_engagement_report_shows_the_public_no_marks_and_no_people() {
    let one = |name: &str, is_person| Stakeholder {
        name: name.into(),
        category: "PCN".into(),
        is_person,
        influence: Some(4),
        interest: Some(2),
        note: "zznote".into(),
        interval_days: Some(30),
        last_contact: Some(day(1)),
        contacts: 2,
    };
    let report = EngagementReport {
        head: head(),
        from: day(1),
        to: day(31),
        stakeholders: vec![one("North PCN", false), one("zzperson", true)],
        contacts: vec![
            Contact {
                day: day(1),
                kind: "Meeting".into(),
                organisations: vec!["North PCN".into()],
                people: vec!["zzdoctor".into()],
                subject: "Placements".into(),
                outcome: "zzoutcome".into(),
                follow_up: "zzfollow".into(),
                guard: Guard::default(),
            },
            Contact {
                subject: "zzsecret".into(),
                guard: Guard::of(Confidentiality::InConfidence),
                ..Contact::default()
            },
        ],
        ..EngagementReport::default()
    };
    let (members, public) = both(&report);
    assert!(
        !public.contains("zz") && !public.contains("Influence"),
        "{public}"
    );
    assert!(public.contains("North PCN") && public.contains("Placements"));
    assert!(members.contains("Influence and interest") && members.contains("zzfollow"));
    assert!(members.contains("31 May 2026"));
}

#[test]
fn a_strategy_says_what_is_still_to_be_written_but_not_to_the_public() {
    let network = |name: &str, marks: &[&str]| CoverageCopy {
        code: "U00000".into(),
        name: name.into(),
        practices: 5,
        patients: 41_000,
        marks: marks.iter().map(|m| (*m).to_owned()).collect(),
    };
    let strategy = StrategyPack {
        head: head(),
        title: "Growing together".into(),
        from: day(1),
        to: day(31),
        sections: vec![
            StrategySection {
                name: "foreword".into(),
                text: "Why **now**.\n\n## A part\n\nWords.".into(),
                ..StrategySection::default()
            },
            StrategySection {
                name: "risks".into(),
                heading: "zzrisks".into(),
                text: "zzrisk".into(),
                guard: Guard::of(Confidentiality::InConfidence),
                ..StrategySection::default()
            },
        ],
        area: vec![PlaceCoverage {
            place: "North".into(),
            networks: vec![network("North PCN", &["a"]), network("Sea PCN", &[])],
        }],
        ..StrategyPack::default()
    };
    let (members, public) = both(&strategy);
    assert!(!public.contains("zz") && !public.contains("Still to be written"));
    assert!(public.contains("2 networks, 10 practices, 82,000 patients."));
    assert!(members.contains("zzrisk") && members.contains(TEMPLATE[2].prompt));
}

#[test]
fn packs_of_nothing_say_so() {
    let (_, public) = both(&InterestsRegister::default());
    assert!(public.contains("No interest is declared."));
    let (_, public) = both(&Minutes::default());
    assert!(public.contains("Nothing is on record."));
    let (_, public) = both(&EngagementReport::default());
    assert!(public.contains("No stakeholder is on record."));
    both(&StrategyPack::default());
}

#[test]
fn what_is_not_in_a_copy_is_not_said_to_be_nowhere() {
    let mut whole = board::tests::meeting();
    for action in &mut whole.actions {
        action.guard = Guard::of(Confidentiality::InConfidence);
    }
    assert!(!whole.actions.is_empty());
    let page = |face: &Face| html::render(&issue(&whole, face, day(7)).document);
    assert!(page(&Face::Members).contains("id=\"actions\""));
    let public = page(&Face::Public);
    assert!(public.contains("No action of an earlier meeting is in this copy."));
    // The closed session's copy does without the part.
    let closed = page(&Face::ClosedSession);
    assert!(!closed.contains("id=\"actions\"") && !closed.contains("of an earlier meeting"));
}
