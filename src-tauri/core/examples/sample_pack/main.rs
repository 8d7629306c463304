//! Writes a pack that uses every part of the document model, so that anyone can look at it and validate it:
//! `cargo run -p hubfolio-core --example sample_pack -- OUT.pdf`.

mod charts;

use chrono::NaiveDate;
use hubfolio_core::document::{
    Attachment, CallOut, Cover, Document, Figure, List, ListItem, Meta, Paragraph, Relationship,
    SignOff, SignOffLine, Table, Text, check, from_markdown,
};
use hubfolio_core::drawing::bars::{self, Bar, Bars, Mark, StackedBars};
use hubfolio_core::pdf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let out = std::env::args()
        .nth(1)
        .ok_or("Say where to write the pack: sample_pack OUT.pdf")?;
    let pack = sample();
    for fault in check(&pack) {
        eprintln!("{}: {}", fault.place, fault.message);
    }
    let bytes = pdf::render(&pack, &mut |_, _| true)?;
    std::fs::write(&out, &bytes)?;
    println!("{out}: {} bytes", bytes.len());
    Ok(())
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn sample() -> Document {
    let mut pack = Document::new(Meta {
        subject: "Half-year return of a primary care training hub".to_owned(),
        ..Meta::new(
            "KPI return: April to September 2026",
            "Wyre Vale Training Hub",
            date(2026, 9, 30),
            date(2026, 10, 14),
        )
    });
    pack.marks.draft = Some("DRAFT: not signed off".to_owned());
    pack.marks.confidentiality = Some("In confidence: members’ copy".to_owned());
    pack.marks.footer = "Wyre Vale Training Hub · figures as of 30 September 2026".to_owned();
    pack.cover = Some(Cover {
        title: "KPI return: April to September 2026".to_owned(),
        subtitle: "Half-year return to NHS England".to_owned(),
        lines: vec![
            ("Figures as of".to_owned(), "30 September 2026".to_owned()),
            ("Made on".to_owned(), "14 October 2026".to_owned()),
            (
                "Area".to_owned(),
                "Tŷ Gŵyr, Wyre Vale and the Old Forge".to_owned(),
            ),
        ],
    });
    pack.contents("Contents", 3);
    pack.page_break();
    summary(&mut pack);
    indicators(&mut pack);
    charts::charts(&mut pack);
    narrative(&mut pack);
    register(&mut pack);
    closing(&mut pack);
    pack.attach(Attachment {
        name: "snapshot.json".to_owned(),
        mime: "application/json".to_owned(),
        description: "The figures this pack was made from".to_owned(),
        bytes: br#"{"period":"2026-H1","indicators":[]}"#.to_vec(),
        relationship: Relationship::Source,
    });
    pack
}

fn summary(pack: &mut Document) {
    pack.heading_at(1, "summary", "Summary");
    pack.push(Paragraph::lead(
        "Eleven of eighteen networks were offered support in this half-year. Two indicators are below their target and \
         are explained below.",
    ));
    pack.paragraph(
        Text::from("The figures come from the hub’s own records. How each is worked out is said beside it; see ")
            .link_to("the indicators", "indicators")
            .then(" and the guidance of ")
            .link("NHS England", "https://www.england.nhs.uk/")
            .then(". A figure that was ")
            .emphasis("typed over")
            .then(" is marked with its reason. ")
            .strong("Nothing is estimated.")
            .then(" AVA Tower’s Yorkshire office shows that letters are kerned ✓."),
    );
    pack.key_facts([
        ("Integrated care system", "Wyre Vale"),
        ("Practices", "112"),
        ("Primary care networks", "18"),
        ("People registered", "1,064,310"),
        ("Prepared by", "Sam Okafor, programme manager"),
    ]);
    pack.call_out(
        CallOut::warning("Two indicators need a decision")
            .paragraph("Supervision in two networks ended on 31 August and has not been renewed.")
            .paragraph("The board is asked to agree a recovery plan on 3 November."),
    );
    pack.call_out(CallOut::information("How to check this pack").paragraph(
        "Drop the file on Hubfolio: it says whether it is exactly what was signed, by whom and on what day.",
    ));
}

fn indicators(pack: &mut Document) {
    pack.heading_at(1, "indicators", "Indicators");
    pack.heading(2, "KPI 1: networks offered support");
    pack.paragraph("Networks offered support on or before the period’s end, out of networks with at least one practice.");
    let rows = [
        ("Wyre Vale North", 9, 12),
        ("Wyre Vale South and the villages of the lower valley", 7, 7),
        ("Old Forge", 3, 8),
        ("Tŷ Gŵyr", 2, 2),
    ];
    let chart = bars::plain(&Bars {
        title: "Practices offered support by place".to_owned(),
        measure: "Practices offered support".to_owned(),
        full: Some(1.0),
        target: Some(Mark {
            value: 0.8,
            label: "Target 80%".to_owned(),
        }),
        bars: rows
            .iter()
            .map(|(label, part, whole)| Bar {
                label: (*label).to_owned(),
                value: Some(f64::from(*part) / f64::from(*whole)),
                shown: format!("{part} of {whole} ({}%)", part * 100 / whole),
            })
            .collect(),
    });
    pack.figure(
        Figure::new(chart)
            .caption("Practices offered support, by place, against the target")
            .with_table(),
    );
    pack.heading(2, "All indicators");
    let mut table = Table::new([
        "No.",
        "Indicator",
        "Baseline",
        "Target",
        "This period",
        "Change",
    ])
    .caption("Indicators of the half-year")
    .numbers([0, 2, 3, 4, 5])
    .note("Change is in percentage points since the half-year before.")
    .group("Support to networks");
    let names = [
        "Networks offered support with workforce planning",
        "Learners placed in general practice",
        "Supervisors with a current approval",
        "Practices that are approved learning environments, including those approved under a reciprocal arrangement \
         with a neighbouring hub",
    ];
    for (at, name) in names.iter().cycle().take(20).enumerate() {
        if at == 8 {
            table = table.group("Placements and supervision");
        }
        let at = i32::try_from(at).unwrap_or(0);
        let cells = [
            format!("{}", at + 1),
            (*name).to_owned(),
            format!("{}%", 40 + at),
            "80%".to_owned(),
            format!("{}%", 50 + at * 2),
            format!("{:+}", at - 6),
        ];
        table.push(cells);
    }
    pack.table(table.total(["", "Met", "6", "", "11", "+5"]));
    pack.heading(2, "Placements by profession");
    let chart = bars::stacked(&StackedBars {
        title: "Placements by profession and half-year".to_owned(),
        series: ["Completed", "Running", "Planned", "Cancelled"]
            .map(str::to_owned)
            .to_vec(),
        bars: vec![
            ("Nursing".to_owned(), vec![34, 12, 8, 2]),
            ("Pharmacy".to_owned(), vec![11, 9, 4, 0]),
            ("Paramedicine".to_owned(), vec![6, 2, 9, 1]),
            ("Physician associates".to_owned(), vec![3, 1, 0, 0]),
        ],
    });
    pack.figure(Figure::new(chart).caption("Placements by profession"));
}

fn narrative(pack: &mut Document) {
    pack.heading(1, "Narrative");
    pack.extend(from_markdown(
        "## What went well\n\nSupport to networks **grew** in all four places. The hub:\n\n\
         - met every network’s lead at least once;\n- placed 54 learners, of whom\n  1. 34 in nursing and\n  2. 20 in \
         other professions;\n- trained *twelve* new supervisors.\n\n\
         ## What did not\n\nTwo networks lost their lead. See [the summary](#summary) and write to \
         [the hub](mailto:hub@example.nhs.uk).\n\n| Network | Lead left | Days |\n| --- | --- | ---: |\n\
         | Old Forge | 31 August | 30 |\n| Lower Valley | 14 June | 108 |\n",
        2,
    ));
    let long = "The hub works with its networks through the year: it plans with them, places learners with them, and \
                reports with them to the system. What follows repeats, so that the pack shows how a long narrative runs \
                over pages without lone lines. ";
    for _ in 0..9 {
        pack.paragraph(long.repeat(3).trim_end());
    }
    let nested = List::numbered(["First", "Second"]).item(
        ListItem::new("Third, with more below").with(List::bullets(["Deeper", "Still deeper"])),
    );
    pack.push(nested);
}

fn register(pack: &mut Document) {
    pack.heading(1, "Register of practices");
    pack.paragraph("Sideways, because it has many columns.");
    let headings = [
        "Code",
        "Practice",
        "Network",
        "Place",
        "List size",
        "Lead",
        "Telephone",
        "Approved until",
        "Supervisors",
        "Placements",
        "Last visit",
        "Next visit",
        "Remarks",
    ];
    let mut table = Table::new(headings)
        .caption("Practices")
        .row_headers()
        .numbers([4, 8, 9]);
    for at in 0..44u32 {
        table.push([
            format!("P81{at:03}"),
            format!("Surgery number {at}"),
            "Old Forge and Lower Valley".to_owned(),
            "Wyre Vale".to_owned(),
            format!("{},{:03}", 4 + at % 9, (at * 137) % 1000),
            "Dr A. Llewellyn".to_owned(),
            "01632 960 001".to_owned(),
            "31 March 2028".to_owned(),
            format!("{}", at % 7),
            format!("{}", at % 13),
            "2 May 2026".to_owned(),
            "4 Nov 2026".to_owned(),
            if at % 5 == 0 {
                "Supervision renewed after a visit; notes on file."
            } else {
                ""
            }
            .to_owned(),
        ]);
    }
    pack.table(table);
}

fn closing(pack: &mut Document) {
    pack.heading(1, "Glossary");
    pack.glossary([
        ("PCN", "Primary care network: practices that work together for a neighbourhood."),
        ("ICS", "Integrated care system: the partnership that plans health and care for an area."),
        ("KPI", "Key performance indicator: a figure agreed in advance by which the hub’s work is judged."),
    ]);
    pack.heading(1, "Sign-off");
    pack.push(SignOff {
        wording: Text::from(
            "I confirm that this return is complete and true to the hub’s records.",
        ),
        lines: vec![
            SignOffLine {
                name: "Dr Ruth Amadi".to_owned(),
                role: "Senior responsible officer".to_owned(),
                date: "14 October 2026".to_owned(),
                evidence: "Recorded: minute 4.2 of the board of 13 October 2026".to_owned(),
            },
            SignOffLine {
                name: "Sam Okafor".to_owned(),
                role: "Programme manager".to_owned(),
                ..SignOffLine::default()
            },
        ],
        remark: Text::from("A sign-off in Hubfolio is not a qualified electronic signature."),
    });
}
