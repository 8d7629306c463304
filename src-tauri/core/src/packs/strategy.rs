//! The hub's strategy (PLN-2): sections of formatted text in a fixed order, with live parts where registers have them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    copies::{self, Face, Guard, Snapshot},
    head::Head,
    kpi,
    parts::{self, Opening, counted, formatted, guarded, or_dash},
    report::{self, Report},
    sign_off::Signed,
    who_reports::{self, WorkLines},
};
use crate::{
    catalogue,
    dates::in_words,
    document::{CallOut, Column, Document, Figure, Paragraph, Table},
    drawing::{Colour, Fill, Pattern, grid::Band, places},
    record::thousands,
    registers::indicators::{
        copy::{CoverageCopy, ReturnCopy},
        figures::figure_words,
    },
};

pub use super::template::{TEMPLATE, Wanted};

/// A strategy at one moment, complete in itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StrategyPack {
    /// What every pack begins with.
    #[serde(flatten)]
    pub head: Head,
    /// What it is called.
    pub title: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// What is written, by the name of its section; sections that the template does not have follow after it.
    pub sections: Vec<StrategySection>,
    /// Networks and their coverage, by place.
    pub area: Vec<PlaceCoverage>,
    /// Who reports to whom, for each kind of work. Not in strategies that went out before it was.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reporting: Vec<WorkLines>,
    /// The figures that the strategy starts from.
    pub figures: Option<ReturnCopy>,
    /// Its parts, in their order; empty: all of the template. Not in strategies that went out before they could be chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
    /// Abbreviations that the strategy uses, and what they mean.
    pub glossary: Vec<(String, String)>,
    /// Sign-offs, newest first. They are over the copies, so they are no part of them.
    #[serde(skip)]
    pub sign_offs: Vec<Signed>,
}

/// A section that somebody wrote.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StrategySection {
    /// Its name in the template, or a name of its own.
    pub name: String,
    /// Heading, where it differs from the template's.
    pub heading: String,
    /// Formatted text.
    pub text: String,
    /// Tables and figures below the text.
    pub reports: Vec<Report>,
    /// Who may see it.
    pub guard: Guard,
}

/// A place with its networks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PlaceCoverage {
    /// The place; empty for networks whose place is not known.
    pub place: String,
    /// Its networks.
    pub networks: Vec<CoverageCopy>,
}

impl Snapshot for StrategyPack {
    fn keep_only_for(&mut self, face: &Face) {
        self.head
            .keep(&mut self.sections, |s| face.admits(&s.guard));
        if *face == Face::Public {
            for section in &mut self.sections {
                section.guard = Guard::default();
            }
            // Reasons and names of records are in no public return, and in no figures that go with a strategy.
            self.figures = self.figures.take().map(kpi::for_the_public);
        }
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }

    fn sign(&mut self, signed: Vec<Signed>) {
        self.sign_offs = signed;
    }

    fn glossary(&mut self) -> Option<&mut Vec<(String, String)>> {
        Some(&mut self.glossary)
    }

    /// A public copy leaves out sections that nobody has written yet; the others say what belongs there.
    fn document(&self, made_on: NaiveDate) -> Document {
        let public = self.head.is_public();
        let years = format!("{} to {}", in_words(self.from), in_words(self.to));
        let title = if self.title.is_empty() {
            "Strategy".to_owned()
        } else {
            self.title.clone()
        };
        let mut guards = self.sections.iter().map(|s| &s.guard);
        let mut pack = parts::open(Opening {
            subject: format!("{title} of {}, {years}", self.head.hub),
            title,
            subtitle: years,
            head: &self.head,
            as_at: self.figures.as_ref().map_or(made_on, |f| f.to),
            made_on,
            confidential: guards.any(|g| g.mark().is_some()),
            footer: format!("Strategy from {}", in_words(self.from)),
            lines: vec![(
                "Figures as at",
                self.figures
                    .as_ref()
                    .map(|f| in_words(f.to))
                    .unwrap_or_default(),
            )],
            signed: &self.sign_offs,
        });
        for wanted in self.wanted() {
            section(&mut pack, self, wanted, public);
        }
        for own in self.sections.iter().filter(|s| named(&s.name).is_none()) {
            guarded(&mut pack, &own.guard, |pack| {
                pack.heading(1, own.heading.clone());
                written(pack, own);
            });
        }
        parts::left_out(&mut pack, &self.head);
        parts::close(&mut pack, &self.glossary, &self.sign_offs, "strategy");
        pack
    }

    fn file_stem(&self) -> String {
        format!("strategy-{}-{}", copies::plain(&self.head.hub), self.from)
    }
}

/// A section of the template, by its name.
fn named(name: &str) -> Option<&'static Wanted> {
    TEMPLATE.iter().find(|wanted| wanted.name == name)
}

impl StrategyPack {
    /// Takes these parts, in this order. What only another part shows is no longer in the strategy.
    pub fn compose(&mut self, parts: Vec<String>) {
        let has = |name: &str| parts.iter().any(|one| one == name);
        self.sections
            .retain(|s| has(&s.name) || named(&s.name).is_none());
        if !has("area") {
            self.area.clear();
            if let Some(figures) = &mut self.figures {
                figures.coverage.clear();
            }
        }
        if !has("governance") {
            self.reporting.clear();
        }
        if !has("glance") {
            self.figures = None;
        }
        self.parts = parts;
    }

    /// The sections of the template that it has, in their order.
    fn wanted(&self) -> Vec<&'static Wanted> {
        match self.parts.is_empty() {
            true => TEMPLATE.iter().collect(),
            false => self.parts.iter().filter_map(|one| named(one)).collect(),
        }
    }
}

fn section(pack: &mut Document, copy: &StrategyPack, wanted: &Wanted, public: bool) {
    let own = copy.sections.iter().find(|s| s.name == wanted.name);
    let live = match wanted.name {
        "glance" => copy.figures.is_some(),
        "area" => !copy.area.is_empty(),
        "governance" => !copy.reporting.is_empty(),
        _ => false,
    };
    if own.is_none() && !live && public {
        return;
    }
    let guard = own.map(|s| s.guard.clone()).unwrap_or_default();
    guarded(pack, &guard, |pack| {
        let heading = own.map_or("", |s| s.heading.as_str());
        let heading = if heading.is_empty() {
            wanted.heading
        } else {
            heading
        };
        pack.heading_at(1, wanted.name, heading);
        if let Some(own) = own {
            written(pack, own);
        } else if !live {
            pack.call_out(CallOut::information("Still to be written").paragraph(wanted.prompt));
        }
        match wanted.name {
            "glance" => figures(pack, copy),
            "area" => area(pack, copy),
            "governance" => who_reports::write(pack, &copy.reporting),
            _ => {}
        }
    });
}

fn written(pack: &mut Document, own: &StrategySection) {
    formatted(pack, &own.text, 2);
    for one in &own.reports {
        report::write(pack, 2, one);
    }
}

/// Where the hub stands against the targets, by theme.
fn figures(pack: &mut Document, copy: &StrategyPack) {
    let Some(figures) = &copy.figures else {
        return;
    };
    let mut themes: Vec<&str> = vec![];
    for answer in &figures.answers {
        if !themes.contains(&answer.theme.as_str()) {
            themes.push(&answer.theme);
        }
    }
    let mut table = Table::of([
        Column::new("KPI"),
        Column::new("Title").weight(5),
        Column::new("Figure").weight(2),
        Column::new("Target").weight(2),
    ])
    .caption(format!(
        "Where we stand: figures for {}",
        figures.period_words
    ))
    .row_headers();
    for theme in themes {
        let of_theme = figures.answers.iter().filter(|a| a.theme == theme);
        if !theme.is_empty() {
            table = table.group(theme);
        }
        for answer in of_theme {
            let target = answer.target.as_ref();
            table.push([
                answer.number.clone(),
                answer.title.clone(),
                or_dash(answer.figure_words()),
                or_dash(
                    target
                        .map(|t| figure_words(answer.kind, t.0))
                        .unwrap_or_default(),
                ),
            ]);
        }
    }
    pack.table(table.note("A dash means that nothing is recorded or set."));
}

/// Bands of coverage: how many of the kinds of coverage a network has.
fn bands() -> Vec<Band> {
    [
        ("None", Colour::PALE, Pattern::Plain),
        ("Some", Colour(0xb3, 0xcf, 0xea), Pattern::Rising),
        ("All", Colour::BLUE, Pattern::Plain),
    ]
    .into_iter()
    .map(|(name, colour, pattern)| Band {
        name: name.to_owned(),
        fill: Fill { colour, pattern },
    })
    .collect()
}

fn area(pack: &mut Document, copy: &StrategyPack) {
    let networks = || copy.area.iter().flat_map(|place| &place.networks);
    let practices: i64 = networks().map(|n| n.practices).sum();
    let patients: i64 = networks().map(|n| n.patients).sum();
    if networks().next().is_none() {
        return;
    }
    pack.push(Paragraph::lead(format!(
        "{}, {}, {}.",
        counted(networks().count(), "network", "networks"),
        counted(practices, "practice", "practices"),
        counted(patients, "patient", "patients"),
    )));
    let all = catalogue::list("coverage_mark").len();
    let band = |held: usize| match held {
        0 => 0,
        some if some < all => 1,
        _ => 2,
    };
    let place_name = |place: &PlaceCoverage| {
        if place.place.is_empty() {
            "Place not recorded".to_owned()
        } else {
            place.place.clone()
        }
    };
    let groups: Vec<(String, Vec<(String, usize)>)> = copy
        .area
        .iter()
        .map(|place| {
            let members = place.networks.iter();
            let members = members.map(|n| (n.name.clone(), band(n.marks.len())));
            (place_name(place), members.collect())
        })
        .collect();
    let chart = places::tiles("Coverage of networks by place", &groups, &bands());
    pack.figure(Figure::new(chart).caption(format!(
        "Networks by place: how many of {all} types of coverage each has"
    )));
    let mut table = Table::of([
        Column::new("PCN").weight(5),
        Column::new("Practices"),
        Column::new("Patients"),
        Column::new("Types of coverage"),
    ])
    .numbers([1, 2, 3])
    .caption("Networks, their size and their coverage")
    .row_headers();
    for place in &copy.area {
        table = table.group(place_name(place));
        for n in &place.networks {
            table.push([
                n.name.clone(),
                thousands(n.practices),
                thousands(n.patients),
                format!("{} of {all}", n.marks.len()),
            ]);
        }
    }
    let sums = [
        "All networks",
        &thousands(practices),
        &thousands(patients),
        "",
    ]
    .map(str::to_owned);
    pack.table(table.total(sums));
}
