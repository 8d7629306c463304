//! Random packs of every kind, in which each word knows who may read it.

use chrono::NaiveDate;
use hubfolio_core::packs::{
    board::{
        BoardPack, PackAction, PackDecision, PackFile, PackInterest, PackItem, PackMeeting,
        PackMinute, PackMinutes, PackPaper, PackReport, PackSeat, Purpose,
    },
    copies::{Confidentiality, Guard, Release},
    engagement::{Contact, EngagementReport, Stakeholder},
    head::Head,
    minutes::{Minutes, MinutesItem, Ruling},
    news::PackChange,
    register_of_interests::{Correction, Declared, InterestsRegister, Nil, NotDeclared},
    report::{Report, ReportSection, ReportTable},
    strategy::{StrategyPack, StrategySection},
};
use hubfolio_tests::World;

/// Makes words that are found again anywhere, and keeps who may read them.
pub struct Planter {
    pub dice: World,
    /// Words that a public copy must say.
    pub open: Vec<String>,
    /// Words that no public copy may hold in any form.
    pub closed: Vec<String>,
}

impl Planter {
    pub fn new(seed: u64) -> Self {
        Self {
            dice: World::new(seed),
            open: vec![],
            closed: vec![],
        }
    }

    /// A word for a place that the public reads, or does not.
    pub fn word(&mut self, public: bool) -> String {
        let count = self.open.len() + self.closed.len();
        let word = format!("zq{count}qz");
        let list = if public {
            &mut self.open
        } else {
            &mut self.closed
        };
        list.push(word.clone());
        word
    }

    fn chance(&self, of: usize) -> bool {
        self.dice.below(of) == 0
    }

    fn some(&self, most: usize) -> usize {
        self.dice.below(most + 1)
    }

    /// A guard, and whether the public may read what it guards.
    fn guard(&mut self) -> (Guard, bool) {
        let confidentiality = match self.dice.below(4) {
            0 | 1 => Confidentiality::Open,
            2 => Confidentiality::InConfidence,
            _ => Confidentiality::ClosedSession,
        };
        let open = confidentiality == Confidentiality::Open;
        let release = (!open && self.chance(4)).then(|| Release {
            by: self.word(false),
            on: day(3),
            scope: self.word(false),
        });
        let public = open || release.is_some();
        (
            Guard {
                confidentiality,
                release,
            },
            public,
        )
    }

    fn head(&mut self) -> Head {
        Head {
            salt: self.word(false),
            hub: self.word(true),
            ..Head::default()
        }
    }

    fn report(&mut self, public: bool) -> Report {
        Report {
            title: self.word(public),
            lead: self.word(public),
            sections: vec![ReportSection {
                heading: self.word(public),
                text: format!("- {}\n- **{}**", self.word(public), self.word(public)),
                warning: self.word(public),
                table: Some(ReportTable {
                    caption: self.word(public),
                    headings: vec![self.word(public), "Figure".into()],
                    numbers: vec![1],
                    rows: vec![vec![self.word(public), "7".into()]],
                    total: Some(vec!["Sum".into(), "7".into()]),
                    note: self.word(public),
                }),
            }],
        }
    }

    fn decision(&mut self, of: bool) -> PackDecision {
        let (guard, public) = self.guard();
        let public = public && of;
        PackDecision {
            text: self.word(public),
            how: self.word(public),
            guard,
        }
    }

    fn action(&mut self, of: bool) -> PackAction {
        let (guard, public) = self.guard();
        let public = public && of;
        PackAction {
            reference: "A1".into(),
            text: self.word(public),
            owner: self.word(public),
            due: Some(day(9)),
            state: "Open".into(),
            progress: self.word(public),
            guard,
        }
    }

    fn glossary(&mut self) -> Vec<(String, String)> {
        let mut out = vec![];
        let of = |list: &[String], at: usize| list.get(at % list.len().max(1)).cloned();
        let at = self.dice.below(50);
        // An abbreviation that only something withheld uses is withheld with it.
        if let Some(word) = of(&self.open, at) {
            out.push((word, self.word(true)));
        }
        if let Some(word) = of(&self.closed, at) {
            out.push((word, self.word(false)));
        }
        out
    }
}

pub fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 5, d).unwrap()
}

/// A board pack, and for each of its papers the words that go with it.
pub fn board(p: &mut Planter) -> (BoardPack, Vec<(String, Vec<String>)>) {
    let mut pack = BoardPack {
        head: Head {
            format: 1,
            ..p.head()
        },
        group: p.word(true),
        meeting: PackMeeting {
            title: p.word(true),
            day: day(14),
            from: "14:00".into(),
            to: "16:00".into(),
            place: p.word(true),
            link: format!("https://example.org/{}", p.word(false)),
            chair: p.word(true),
            quorum: p.word(true),
            next: None,
        },
        version: 2,
        seats: (0..p.some(3))
            .map(|_| PackSeat {
                person: p.word(true),
                role: p.word(true),
                organisation: p.word(true),
                ..PackSeat::default()
            })
            .collect(),
        ..BoardPack::default()
    };
    let mut of_papers = vec![];
    for n in 0..1 + p.some(4) {
        let (guard, public) = p.guard();
        let item = PackItem {
            id: format!("i{n}"),
            number: n.to_string(),
            title: p.word(public),
            presenter: p.word(public),
            purpose: Purpose::Assure,
            minutes: Some(10),
            guard,
            text: format!("## {}\n\n{}", p.word(public), p.word(public)),
            members_note: p.word(false),
        };
        for m in 0..p.some(2) {
            let (guard, own) = p.guard();
            let public = public && own;
            let paper = PackPaper {
                id: format!("p{n}{m}"),
                item: item.id.clone(),
                reference: format!("{n}{m}"),
                title: p.word(public),
                author: p.word(public),
                purpose: Purpose::Decide,
                summary: p.word(public),
                recommendation: format!("1. {}", p.word(public)),
                guard,
                file: Some(PackFile {
                    name: format!("{}.pdf", p.word(public)),
                    sha256: "0f".repeat(32),
                    bytes: 7,
                    pages: None,
                }),
                late: false,
                withheld: false,
            };
            let change = p.word(public);
            let name = paper.file.as_ref().unwrap().name.replace(".pdf", "");
            let mut words = vec![
                paper.title.clone(),
                paper.author.clone(),
                paper.summary.clone(),
                paper.recommendation.replace("1. ", ""),
                item.members_note.clone(),
                name,
            ];
            words.push(change.clone());
            of_papers.push((paper.id.clone(), words));
            pack.changes.push(PackChange {
                text: change,
                item: item.id.clone(),
                paper: paper.id.clone(),
                ..PackChange::default()
            });
            pack.papers.push(paper);
        }
        for _ in 0..p.some(2) {
            let redacted = p.chance(3);
            let open = public && !redacted;
            pack.interests.push(PackInterest {
                item: item.id.clone(),
                person: p.word(open),
                role: p.word(open),
                kind: p.word(public),
                description: p.word(open),
                relationship: p.word(false),
                touches: p.word(open),
                action: p.word(open),
                redacted: redacted.then(|| p.word(false)),
            });
        }
        if p.chance(2) {
            let (guard, own) = p.guard();
            pack.reports.push(PackReport {
                item: item.id.clone(),
                report: p.report(public && own),
                guard,
            });
        }
        pack.items.push(item);
    }
    pack.actions = (0..p.some(3)).map(|_| p.action(true)).collect();
    pack.decisions = (0..p.some(2)).map(|_| p.decision(true)).collect();
    if p.chance(2) {
        let published = !p.chance(3);
        pack.previous = Some(PackMinutes {
            day: day(1),
            published,
            state: p.word(published),
            present: vec![p.word(published)],
            apologies: vec![p.word(published)],
            entries: (0..p.some(3))
                .map(|n| {
                    let (guard, public) = p.guard();
                    let public = public && published;
                    PackMinute {
                        number: n.to_string(),
                        title: p.word(public),
                        text: p.word(public),
                        decisions: vec![p.decision(public)],
                        guard,
                        ..PackMinute::default()
                    }
                })
                .collect(),
            decisions: vec![p.decision(published)],
        });
    }
    pack.glossary = p.glossary();
    (pack, of_papers)
}

pub fn minutes(p: &mut Planter) -> Minutes {
    let mut record = Minutes {
        head: p.head(),
        group: p.word(true),
        meeting: PackMeeting {
            link: p.word(false),
            place: p.word(true),
            ..PackMeeting::default()
        },
        state: p.word(true),
        corrections: vec![p.word(false)],
        ..Minutes::default()
    };
    for n in 0..1 + p.some(3) {
        let (guard, public) = p.guard();
        let redacted = p.chance(2);
        record.items.push(MinutesItem {
            number: n.to_string(),
            title: p.word(public),
            quorum: p.word(public),
            rulings: vec![Ruling {
                person: p.word(public),
                interest: p.word(public && !redacted),
                ruling: p.word(public),
                by: p.word(public),
                redacted,
                ..Ruling::default()
            }],
            text: p.word(public),
            decisions: vec![p.decision(public)],
            actions: vec![p.action(public)],
            guard,
        });
    }
    record.decisions = vec![p.decision(true)];
    record.actions = vec![p.action(true)];
    record.glossary = p.glossary();
    record
}

pub fn interests(p: &mut Planter) -> InterestsRegister {
    let mut register = InterestsRegister {
        head: p.head(),
        group: p.word(true),
        as_at: day(15),
        policy: p.word(true),
        declared: (0..p.some(4))
            .map(|_| {
                let (over, redacted) = (p.chance(3), p.chance(3));
                let public = !over && !redacted;
                Declared {
                    id: p.word(false),
                    person: p.word(public),
                    role: p.word(public),
                    group: p.word(public),
                    kind: p.word(!over),
                    description: p.word(public),
                    relationship: p.word(false),
                    organisation: p.word(false),
                    value: p.word(false),
                    action: p.word(public),
                    agreed: p.word(false),
                    public_until: over.then(|| day(14)),
                    redacted: redacted.then(|| p.word(false)),
                    ..Declared::default()
                }
            })
            .collect(),
        nil: vec![Nil {
            person: p.word(true),
            role: p.word(true),
            ..Nil::default()
        }],
        not_declared: vec![NotDeclared {
            person: p.word(false),
            ..NotDeclared::default()
        }],
        corrections: vec![Correction {
            person: p.word(false),
            by: p.word(false),
            before: p.word(false),
            after: p.word(false),
            ..Correction::default()
        }],
        ..InterestsRegister::default()
    };
    register.glossary = p.glossary();
    register
}

pub fn engagement(p: &mut Planter) -> EngagementReport {
    let mut report = EngagementReport {
        head: p.head(),
        to: day(31),
        from: day(1),
        plan: vec![p.report(true)],
        ..EngagementReport::default()
    };
    for _ in 0..p.some(4) {
        let is_person = p.chance(2);
        report.stakeholders.push(Stakeholder {
            name: p.word(!is_person),
            category: p.word(!is_person),
            is_person,
            influence: Some(3),
            interest: Some(4),
            note: p.word(false),
            ..Stakeholder::default()
        });
    }
    for _ in 0..p.some(4) {
        let (guard, public) = p.guard();
        report.contacts.push(Contact {
            day: day(2),
            kind: p.word(public),
            organisations: vec![p.word(public)],
            people: vec![p.word(false)],
            subject: p.word(public),
            outcome: p.word(false),
            follow_up: p.word(false),
            guard,
        });
    }
    report.glossary = p.glossary();
    report
}

pub fn strategy(p: &mut Planter) -> StrategyPack {
    let mut pack = StrategyPack {
        head: p.head(),
        title: p.word(true),
        ..StrategyPack::default()
    };
    for name in ["foreword", "people", "risks", "more"] {
        let (guard, public) = p.guard();
        pack.sections.push(StrategySection {
            name: name.into(),
            heading: p.word(public),
            text: p.word(public),
            reports: vec![p.report(public)],
            guard,
        });
    }
    pack.glossary = p.glossary();
    pack
}
