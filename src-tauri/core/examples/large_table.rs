//! How fast packs are made: a table of 20,000 rows and 8 columns, wrapping on.
//! `cargo run --release -p hubfolio-core --example large_table -- OUT.pdf [ROWS]` prints pages per second, memory and size.

use std::time::Instant;

use chrono::NaiveDate;
use hubfolio_core::document::{Document, Meta, Table};
use hubfolio_core::pdf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments
        .next()
        .ok_or("Say where to write the table: large_table OUT.pdf [ROWS]")?;
    let rows: u32 = arguments.next().map_or(Ok(20_000), |rows| rows.parse())?;
    let day = NaiveDate::from_ymd_opt(2026, 9, 30).unwrap_or_default();
    let mut pack = Document::new(Meta::new(
        "A large table",
        "Wyre Vale Training Hub",
        day,
        day,
    ));
    pack.marks.footer = "Wyre Vale Training Hub".to_owned();
    let headings = [
        "Code", "Practice", "Network", "Size", "Placed", "Lead", "Until", "State",
    ];
    let mut table = Table::new(headings).row_headers().numbers([3, 4]);
    for at in 0..rows {
        table.push([
            format!("P{at:05}"),
            format!("Surgery {at}"),
            format!("Network {}", at % 40),
            format!("{},{:03}", 3 + at % 14, (at * 137) % 1000),
            (at % 23).to_string(),
            format!(
                "Dr {}",
                ["Amadi", "Llewellyn", "Okafor", "Smith"][at as usize % 4]
            ),
            format!("{:02}/2028", 1 + at % 12),
            ["open", "closed", "paused"][at as usize % 3].to_owned(),
        ]);
    }
    pack.heading(1, "A large table").table(table);
    let start = Instant::now();
    let bytes = pdf::render(&pack, &mut |_, _| true)?;
    let seconds = start.elapsed().as_secs_f64();
    std::fs::write(&out, &bytes)?;
    let pages = lopdf::Document::load_mem(&bytes)?.get_pages().len();
    let (speed, size) = (pages as f64 / seconds, bytes.len() as f64 / 1e6);
    println!(
        "{out}: {rows} rows, {pages} pages in {seconds:.2} s: {speed:.0} pages/s, {size:.2} MB"
    );
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        status
            .lines()
            .filter(|line| line.starts_with("VmHWM"))
            .for_each(|line| println!("{line}"));
    }
    Ok(())
}
