//! A table of 20,000 rows and 8 columns as a tagged PDF, wrapping on, beside other makers of PDF on the same words in the
//! same run; and a board pack of a hundred pages, from a document at hand and from the records of a hub. The peers are fetched from PyPI by `tests/bench/peers/fetch`.

use std::{path::Path, process::Command, time::Instant};

use chrono::NaiveDate;
use hubfolio_core::{
    document::{Document, Meta, Table},
    pdf,
};

use hubfolio_tests::Desk;
use serde_json::json;

use super::report::peak_memory;

/// Rows of the table.
const ROWS: usize = 20_000;
/// Rows that the slowest peer is given.
const FEW: usize = 2_000;

const HEADINGS: [&str; 8] = [
    "Code", "Practice", "Network", "Place", "Educator", "Approved", "Places", "Remarks",
];

/// The words of a row: as a register has them; one remark in three wraps.
fn row(n: usize) -> [String; 8] {
    let remark = match n % 3 {
        0 => format!("Asked again in week {} about the room for learners", n % 52),
        1 => "None".to_owned(),
        _ => format!("Visit {n}"),
    };
    [
        format!("A{n:05}"),
        format!("Surgery {n} High Street"),
        format!("Vale {} PCN", n % 90),
        format!("Place {}", n % 12),
        format!("Dr {} Oak", n % 700),
        format!("{:02}/{:02}/2026", 1 + n % 28, 1 + n % 12),
        format!("{}", n % 9),
        remark,
    ]
}

fn table(rows: usize) -> Document {
    let day = NaiveDate::from_ymd_opt(2026, 9, 30).unwrap();
    let mut document = Document::new(Meta::new("Placements", "Example Training Hub", day, day));
    document.heading(1, "Placements");
    let mut table = Table::new(HEADINGS)
        .caption("Placements")
        .numbers([6])
        .row_headers();
    for n in 0..rows {
        table.push(row(n));
    }
    document.table(table);
    document
}

/// A board pack: narrative, lists and tables, a hundred pages of it.
fn board_pack() -> Document {
    let day = NaiveDate::from_ymd_opt(2026, 9, 30).unwrap();
    let mut document = Document::new(Meta::new("Board pack", "Example Training Hub", day, day));
    document.contents("Contents", 2);
    for part in 0..46 {
        document.page_break();
        document.heading(1, format!("Item {}", part + 1));
        for n in 0..6 {
            let sentence =
                format!("The board heard what was done in week {n} and what is still open. ");
            document.paragraph(sentence.repeat(6));
        }
        let mut table = Table::new(HEADINGS)
            .caption(format!("Placements, part {part}"))
            .numbers([6])
            .row_headers();
        for n in 0..24 {
            table.push(row(part * 24 + n));
        }
        document.table(table);
    }
    document
}

/// Items of the meeting whose pack is made from records, and sentences of each of their minutes of last time.
const ITEMS: usize = 90;
const SENTENCES: usize = 42;

/// A hub with a meeting to come and one that was held, as far as their board pack needs them; the meeting to come.
fn hub_with_meetings() -> (Desk, String) {
    let mut desk = Desk::new(1);
    let board = desk.save(
        "board",
        json!({ "name": "Hub board", "quorum": 6, "meetings_a_year": 4 }),
    );
    let mut meeting = |day: &str, state: &str| {
        let fields = json!({ "board": board, "day": day, "state": state, "starts": "09:30" });
        desk.save("meeting", fields)
    };
    let (held, planned) = (
        meeting("2025-10-01", "held"),
        meeting("2025-12-01", "planned"),
    );
    for (meeting, minutes) in [(&held, SENTENCES), (&planned, 0)] {
        for n in 1..=ITEMS {
            let minute =
                format!("The board heard what was done in week {n} and what is still open. ");
            let fields = json!({
                "meeting": meeting, "place": n, "title": format!("Item of week {n}"), "purpose": "note",
                "allotted": 3, "minute": minute.repeat(minutes),
            });
            desk.save("agenda_item", fields);
        }
    }
    desk.call("minutes_step", json!({ "meeting": held, "step": "draft" }));
    (desk, planned)
}

/// The members' copy of a board pack, from records to the sealed file: what a person waits for.
fn from_records(out: &Path) {
    let (mut desk, meeting) = hub_with_meetings();
    let before = peak_memory();
    let start = Instant::now();
    let request = json!({ "pack": "board", "record": meeting, "file": out });
    let done = desk.call("pack", request);
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{} {seconds:.3} {} {}",
        done["pages"],
        peak_memory().max(before),
        done["bytes"]
    );
}

/// Makes one file and prints what it took: a process of its own, so that only its memory is counted.
pub fn make(what: &str, out: &Path) {
    if what == "records" {
        return from_records(out);
    }
    let document = if what == "board" {
        board_pack()
    } else {
        table(ROWS)
    };
    let before = peak_memory();
    let start = Instant::now();
    let bytes = pdf::render(&document, &mut |_, _| true).unwrap();
    let seconds = start.elapsed().as_secs_f64();
    let pages = pdf::page_count(&bytes).unwrap();
    std::fs::write(out, &bytes).unwrap();
    println!(
        "{pages} {seconds:.3} {} {}",
        peak_memory().max(before),
        bytes.len()
    );
}

/// What one maker took.
struct Took {
    pages: f64,
    seconds: f64,
    memory: f64,
    bytes: f64,
}

fn took(command: &mut Command) -> Option<Took> {
    let output = command.output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let numbers: Vec<f64> = text
        .split_whitespace()
        .filter_map(|w| w.parse().ok())
        .collect();
    match numbers[..] {
        [pages, seconds, memory, bytes] => Some(Took {
            pages,
            seconds,
            memory,
            bytes,
        }),
        _ => {
            println!("{}", String::from_utf8_lossy(&output.stderr));
            None
        }
    }
}

fn print(name: &str, took: Option<&Took>) {
    match took {
        None => println!("  {name:<34} not on this machine: run tests/bench/peers/fetch first"),
        Some(t) => println!(
            "  {name:<34} {:>4.0} pages {:>8.2} s {:>7.1} pages/s {:>6.0} MB {:>7.2} MB file",
            t.pages,
            t.seconds,
            t.pages / t.seconds,
            t.memory,
            t.bytes / 1e6
        ),
    }
}

/// Measures ours and the others'.
pub fn measure() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("rows.tsv");
    let lines = std::iter::once(HEADINGS.map(str::to_owned)).chain((0..ROWS).map(row));
    let text: String = lines.map(|line| line.join("\t") + "\n").collect();
    std::fs::write(&data, text).unwrap();
    let own = |what: &str| {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .arg("--make-pages")
            .arg(folder.path().join(format!("{what}.pdf")))
            .args(["--what", what]);
        took(&mut command)
    };
    println!(
        "{ROWS} rows of {} columns, tagged, wrapping on",
        HEADINGS.len()
    );
    let ours = own("table");
    print("Hubfolio", ours.as_ref());
    let peers = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench/peers");
    let python = std::env::var("HUBFOLIO_PEERS")
        .map_or_else(|_| "python3".into(), |p| format!("{p}/bin/python"));
    for (name, script, rows) in [
        ("typst, tagged", "typst_table.py", ROWS),
        ("reportlab, untagged", "reportlab_table.py", ROWS),
        ("WeasyPrint, tagged, 2,000 rows", "weasyprint_table.py", FEW),
    ] {
        let mut command = Command::new(&python);
        command
            .arg(peers.join(script))
            .arg(&data)
            .arg(folder.path().join("peer.pdf"))
            .arg(rows.to_string());
        let theirs = took(&mut command);
        print(name, theirs.as_ref());
        if let (Some(ours), Some(theirs)) = (&ours, &theirs) {
            let times = (ours.pages / ours.seconds) / (theirs.pages / theirs.seconds);
            println!("  {:<34} {times:.1} times as many pages a second", "");
        }
    }
    limits("the table", ours.as_ref(), |t| {
        vec![
            (t.bytes / 1e6, 6.0, "MB file"),
            (t.memory, 500.0, "MB of memory"),
        ]
    });
    for (name, what) in [
        ("A board pack, Hubfolio", "board"),
        ("A board pack from records", "records"),
    ] {
        let pack = own(what);
        print(name, pack.as_ref());
        // Half a second for a hundred pages, whatever the number of pages came to.
        limits(name, pack.as_ref(), |t| {
            vec![(t.seconds * 100.0 / t.pages, 0.5, "s for a hundred pages")]
        });
    }
}

/// What was wanted, beside what was measured.
fn limits(of: &str, took: Option<&Took>, wanted: fn(&Took) -> Vec<(f64, f64, &'static str)>) {
    for (measured, limit, unit) in took.map(wanted).unwrap_or_default() {
        let verdict = if measured <= limit { "within" } else { "OVER" };
        println!(
            "  {:<34} {measured:.2} {unit}, {verdict} the limit of {limit} for {of}",
            ""
        );
    }
}
